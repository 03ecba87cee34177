/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer may have thoughts in several places (tools do that): their chains in a row are its
 * steps. The text stays in the message. */
#include "silu-compare-side.h"

struct _SiluCompareSide
{
  GObject parent_instance;

  SiluConversation *conversation;
  SiluMessage *message;
  GPtrArray *chains; /* of SiluChain */
  guint n_parts;     /* of the message, that were looked at */
  GHashTable *open;  /* indices of steps */
};

enum
{
  GROWN,
  RESTARTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluCompareSide, silu_compare_side, G_TYPE_OBJECT)

static void
grown_cb (SiluChain *chain, gpointer user_data)
{
  g_signal_emit (user_data, signals[GROWN], 0);
}

static void
restarted_cb (SiluChain *chain, gpointer user_data)
{
  SiluCompareSide *self = user_data;

  g_hash_table_remove_all (self->open);
  g_signal_emit (self, signals[RESTARTED], 0);
}

static void
read_parts (SiluCompareSide *self)
{
  for (; self->n_parts < silu_message_get_n_parts (self->message); self->n_parts++)
    {
      SiluChain *chain;

      if (silu_message_get_part (self->message, self->n_parts)->kind != SILU_PART_REASONING)
        continue;

      chain = silu_chain_new (self->message, self->n_parts);
      g_signal_connect_object (chain, "grown", G_CALLBACK (grown_cb), self, 0);
      g_signal_connect_object (chain, "restarted", G_CALLBACK (restarted_cb), self, 0);
      g_ptr_array_add (self->chains, chain);
    }
}

static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer user_data)
{
  SiluCompareSide *self = user_data;

  if (self->n_parts == silu_message_get_n_parts (message))
    return;

  read_parts (self);
  g_signal_emit (self, signals[GROWN], 0);
}

/* Text was reasoning: the parts are others. */
static void
reclassified_cb (SiluMessage *message, gpointer user_data)
{
  SiluCompareSide *self = user_data;

  g_ptr_array_set_size (self->chains, 0);
  self->n_parts = 0;
  read_parts (self);
  restarted_cb (NULL, self);
}

static void
silu_compare_side_dispose (GObject *object)
{
  SiluCompareSide *self = SILU_COMPARE_SIDE (object);

  g_ptr_array_set_size (self->chains, 0);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (silu_compare_side_parent_class)->dispose (object);
}

static void
silu_compare_side_finalize (GObject *object)
{
  SiluCompareSide *self = SILU_COMPARE_SIDE (object);

  g_ptr_array_unref (self->chains);
  g_hash_table_unref (self->open);

  G_OBJECT_CLASS (silu_compare_side_parent_class)->finalize (object);
}

static void
silu_compare_side_class_init (SiluCompareSideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_compare_side_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_compare_side_finalize;

  signals[GROWN] = g_signal_new ("grown", SILU_TYPE_COMPARE_SIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[RESTARTED] = g_signal_new ("restarted", SILU_TYPE_COMPARE_SIDE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
silu_compare_side_init (SiluCompareSide *self)
{
  self->chains = g_ptr_array_new_with_free_func (g_object_unref);
  self->open = g_hash_table_new (NULL, NULL);
}

SiluCompareSide *
silu_compare_side_new (SiluConversation *conversation, SiluMessage *message)
{
  SiluCompareSide *self = g_object_new (SILU_TYPE_COMPARE_SIDE, NULL);

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  read_parts (self);
  g_signal_connect (message, "appended", G_CALLBACK (appended_cb), self);
  g_signal_connect (message, "reclassified", G_CALLBACK (reclassified_cb), self);

  return self;
}

SiluConversation *
silu_compare_side_get_conversation (SiluCompareSide *self)
{
  return self->conversation;
}

SiluMessage *
silu_compare_side_get_message (SiluCompareSide *self)
{
  return self->message;
}

guint
silu_compare_side_get_n_steps (SiluCompareSide *self)
{
  guint n_steps = 0;

  for (guint i = 0; i < self->chains->len; i++)
    n_steps += silu_chain_get_n_steps (g_ptr_array_index (self->chains, i));

  return n_steps;
}

guint
silu_compare_side_get_n_done (SiluCompareSide *self)
{
  guint n_steps = silu_compare_side_get_n_steps (self);

  if (n_steps > 0 && silu_chain_is_live (g_ptr_array_index (self->chains, self->chains->len - 1)))
    n_steps--;

  return n_steps;
}

/* The chain that a step is in, and its number there. */
static SiluChain *
find (SiluCompareSide *self, guint index, guint *step)
{
  for (guint i = 0; i < self->chains->len; i++)
    {
      SiluChain *chain = g_ptr_array_index (self->chains, i);
      guint n_steps = silu_chain_get_n_steps (chain);

      if (index < n_steps)
        {
          *step = index;
          return chain;
        }
      index -= n_steps;
    }

  return NULL;
}

const SiluStep *
silu_compare_side_get_step (SiluCompareSide *self, guint index)
{
  guint step = 0;
  SiluChain *chain = find (self, index, &step);

  return chain != NULL ? silu_chain_get_step (chain, step) : NULL;
}

char *
silu_compare_side_dup_text (SiluCompareSide *self, guint index)
{
  guint step = 0;
  SiluChain *chain = find (self, index, &step);

  if (chain == NULL)
    return g_strdup ("");

  return g_strndup (silu_chain_get_text (chain)->str + silu_chain_get_step (chain, step)->start,
                    silu_chain_get_step_length (chain, step));
}

gint64
silu_compare_side_get_tokens (SiluCompareSide *self, guint index)
{
  guint step = 0;
  SiluChain *chain = find (self, index, &step);

  return chain != NULL ? silu_chain_get_step_tokens (chain, step) : 0;
}

gboolean
silu_compare_side_get_open (SiluCompareSide *self, guint index)
{
  return g_hash_table_contains (self->open, GUINT_TO_POINTER (index));
}

void
silu_compare_side_set_open (SiluCompareSide *self, guint index, gboolean open)
{
  if (open)
    g_hash_table_add (self->open, GUINT_TO_POINTER (index));
  else
    g_hash_table_remove (self->open, GUINT_TO_POINTER (index));
}

char *
silu_compare_side_dup_answer (SiluCompareSide *self)
{
  return silu_message_dup_text (self->message, SILU_PART_TEXT);
}
