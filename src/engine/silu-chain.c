/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A segmenter that listens to a message. */
#include "silu-chain.h"

#include "silu-chain-steps.h"
#include "silu-segmenter.h"
#include "silu-tokens.h"
#include <string.h>

struct _SiluChain
{
  GObject parent_instance;

  SiluMessage *message;
  guint part;
  SiluSegmenter *segmenter;
  gint64 units;
  gboolean is_over; /* the segmenter was told so */
};

enum
{
  GROWN,
  RESTARTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluChain, silu_chain, G_TYPE_OBJECT)

gboolean
silu_chain_is_live (SiluChain *self)
{
  return silu_message_get_state (self->message) == SILU_MESSAGE_STREAMING &&
         self->part + 1 == silu_message_get_n_parts (self->message);
}

const GString *
silu_chain_get_text (SiluChain *self)
{
  static char nothing[] = "";
  static const GString empty = { nothing, 0, 1 };
  const SiluPart *part;

  if (self->part >= silu_message_get_n_parts (self->message))
    return &empty;

  part = silu_message_get_part (self->message, self->part);

  return part->kind == SILU_PART_REASONING ? part->text : &empty;
}

static void
finish_if_over (SiluChain *self)
{
  if (self->is_over || silu_chain_is_live (self))
    return;

  self->is_over = TRUE;
  silu_segmenter_finish (self->segmenter);
  g_signal_emit (self, signals[GROWN], 0);
}

/* What there is already, with the times at which it came. */
static void
read_text (SiluChain *self)
{
  const GString *text = silu_chain_get_text (self);

  self->segmenter = silu_segmenter_new ();
  self->units = silu_tokens_count_units (text->str, (gssize) text->len);
  self->is_over = FALSE;
  if (text->len > 0)
    silu_chain_steps_feed (self->segmenter, silu_message_get_part (self->message, self->part));
}

static void
restart (SiluChain *self)
{
  g_clear_pointer (&self->segmenter, silu_segmenter_free);
  read_text (self);
  g_signal_emit (self, signals[RESTARTED], 0);
  finish_if_over (self);
}

static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer user_data)
{
  SiluChain *self = user_data;

  if (part != self->part)
    {
      finish_if_over (self);
      return;
    }
  if (self->is_over)
    {
      restart (self);
      return;
    }

  self->units += silu_tokens_count_units (delta, -1);
  silu_segmenter_feed (self->segmenter, delta, strlen (delta), g_get_real_time ());
  g_signal_emit (self, signals[GROWN], 0);
}

static void
reclassified_cb (SiluMessage *message, gpointer user_data)
{
  restart (user_data);
}

static void
state_cb (SiluMessage *message, GParamSpec *pspec, gpointer user_data)
{
  finish_if_over (user_data);
}

static void
silu_chain_dispose (GObject *object)
{
  SiluChain *self = SILU_CHAIN (object);

  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_pointer (&self->segmenter, silu_segmenter_free);

  G_OBJECT_CLASS (silu_chain_parent_class)->dispose (object);
}

static void
silu_chain_class_init (SiluChainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_chain_dispose;

  signals[GROWN] = g_signal_new ("grown", SILU_TYPE_CHAIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[RESTARTED] = g_signal_new ("restarted", SILU_TYPE_CHAIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
silu_chain_init (SiluChain *self)
{
}

SiluChain *
silu_chain_new (SiluMessage *message, guint part)
{
  SiluChain *self = g_object_new (SILU_TYPE_CHAIN, NULL);

  self->message = g_object_ref (message);
  self->part = part;
  read_text (self);
  finish_if_over (self);
  g_signal_connect (message, "appended", G_CALLBACK (appended_cb), self);
  g_signal_connect (message, "reclassified", G_CALLBACK (reclassified_cb), self);
  g_signal_connect (message, "notify::state", G_CALLBACK (state_cb), self);

  return self;
}

SiluMessage *
silu_chain_get_message (SiluChain *self)
{
  g_return_val_if_fail (SILU_IS_CHAIN (self), NULL);

  return self->message;
}

guint
silu_chain_get_part (SiluChain *self)
{
  g_return_val_if_fail (SILU_IS_CHAIN (self), 0);

  return self->part;
}

guint
silu_chain_get_n_steps (SiluChain *self)
{
  g_return_val_if_fail (SILU_IS_CHAIN (self), 0);

  return silu_segmenter_get_n_steps (self->segmenter);
}

const SiluStep *
silu_chain_get_step (SiluChain *self, guint index)
{
  g_return_val_if_fail (SILU_IS_CHAIN (self), NULL);

  return silu_segmenter_get_step (self->segmenter, index);
}

gsize
silu_chain_get_step_length (SiluChain *self, guint index)
{
  const SiluStep *step = silu_chain_get_step (self, index);
  const GString *text = silu_chain_get_text (self);
  gsize end = MIN (step->end, text->len);

  while (end > step->start && g_ascii_isspace (text->str[end - 1]))
    end--;

  return end > step->start ? end - step->start : 0;
}

guint
silu_chain_find_step (SiluChain *self, gsize offset)
{
  guint low = 0;
  guint high = silu_chain_get_n_steps (self);

  /* The last one that does not begin behind it. */
  while (low + 1 < high)
    {
      guint middle = low + (high - low) / 2;

      if (silu_chain_get_step (self, middle)->start <= offset)
        low = middle;
      else
        high = middle;
    }

  return low;
}

const SiluNote *
silu_chain_find_note (SiluChain *self, guint step)
{
  GPtrArray *notes = silu_message_get_notes (self->message);
  const SiluStep *range = silu_chain_get_step (self, step);

  for (guint i = 0; i < notes->len; i++)
    {
      const SiluNote *note = g_ptr_array_index (notes, i);

      if (note->part == self->part && note->start >= range->start && note->start < range->end)
        return note;
    }

  return NULL;
}

gint64
silu_chain_get_units (SiluChain *self)
{
  g_return_val_if_fail (SILU_IS_CHAIN (self), 0);

  return self->units;
}

gint64
silu_chain_get_step_tokens (SiluChain *self, guint index)
{
  const GString *text = silu_chain_get_text (self);

  return silu_tokens_estimate (text->str + silu_chain_get_step (self, index)->start,
                               (gssize) silu_chain_get_step_length (self, index));
}
