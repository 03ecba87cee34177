/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message: its parts, and what is known of how they came. The owner of its text; everybody else
 * hears of it by deltas. */
#include "silu-message-private.h"

#include <string.h>

struct _SiluMessage
{
  GObject parent_instance;

  char *id;
  SiluRole role;
  SiluMessage *parent; /* borrowed: the conversation owns the tree */

  SiluMessageState state;
  GPtrArray *parts; /* of SiluPart */
  SiluTimes times;
  SiluUsage usage;
  SiluFinish finish;
  GError *error;

  char *model;
  char *account;
  SiluThinkLevel think;
  int pane;

  GPtrArray *notes; /* of SiluNote */
  SiluRating rating;
};

G_DEFINE_FINAL_TYPE (SiluMessage, silu_message, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  APPENDED,
  RECLASSIFIED,
  CHANGED,
  NOTES_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Thinking ends where the answer begins, or with the message. */
gint64
silu_times_get_thinking (const SiluTimes *self)
{
  gint64 end = self->first_text != 0 && self->first_text >= self->first_reasoning ? self->first_text
                                                                                  : self->end;

  return self->first_reasoning != 0 && end != 0 ? MAX (end - self->first_reasoning, 0) : -1;
}

static void
emit_changed (SiluMessage *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static SiluPart *
get_part (SiluMessage *self, guint index)
{
  return g_ptr_array_index (self->parts, index);
}

static void
silu_message_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SiluMessage *self = SILU_MESSAGE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_message_finalize (GObject *object)
{
  SiluMessage *self = SILU_MESSAGE (object);

  g_free (self->id);
  g_free (self->model);
  g_free (self->account);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->notes);

  G_OBJECT_CLASS (silu_message_parent_class)->finalize (object);
}

static void
silu_message_class_init (SiluMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = silu_message_get_property;
  object_class->finalize = silu_message_finalize;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, SILU_TYPE_MESSAGE_STATE, SILU_MESSAGE_COMPLETE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[APPENDED] =
      g_signal_new ("appended", SILU_TYPE_MESSAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[RECLASSIFIED] = g_signal_new ("reclassified", SILU_TYPE_MESSAGE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_MESSAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[NOTES_CHANGED] = g_signal_new ("notes-changed", SILU_TYPE_MESSAGE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
silu_message_init (SiluMessage *self)
{
  self->parts = silu_parts_new ();
  self->notes = silu_notes_new ();
  self->usage = (SiluUsage) SILU_USAGE_INIT;
  self->pane = -1;
}

SiluMessage *
silu_message_new (const char *id, SiluRole role)
{
  SiluMessage *self = g_object_new (SILU_TYPE_MESSAGE, NULL);

  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->role = role;

  return self;
}

const char *
silu_message_get_id (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return self->id;
}

SiluRole
silu_message_get_role (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), SILU_ROLE_USER);

  return self->role;
}

SiluMessage *
silu_message_get_parent (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return self->parent;
}

void
silu_message_set_parent (SiluMessage *self, SiluMessage *parent)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  self->parent = parent;
}

SiluMessageState
silu_message_get_state (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), SILU_MESSAGE_FAILED);

  return self->state;
}

void
silu_message_set_state (SiluMessage *self, SiluMessageState state)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  emit_changed (self);
}

guint
silu_message_get_n_parts (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), 0);

  return self->parts->len;
}

const SiluPart *
silu_message_get_part (SiluMessage *self, guint index)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);
  g_return_val_if_fail (index < self->parts->len, NULL);

  return get_part (self, index);
}

void
silu_message_append (SiluMessage *self, SiluPartKind kind, SiluChannel channel, const char *delta)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));
  g_return_if_fail (delta != NULL);

  silu_message_append_at (self, kind, channel, delta, 0);
}

void
silu_message_append_at (SiluMessage *self,
                        SiluPartKind kind,
                        SiluChannel channel,
                        const char *delta,
                        gint64 time)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));
  g_return_if_fail (delta != NULL);

  if (*delta == '\0')
    return;

  silu_parts_append_at (self->parts, kind, channel, delta, strlen (delta), time);
  g_signal_emit (self, signals[APPENDED], 0, self->parts->len - 1, delta);
}

void
silu_message_append_part (SiluMessage *self, const SiluPart *part)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  if (part->text->len == 0)
    return;

  silu_parts_append_marked (self->parts, part->kind, part->channel, part->text->str,
                            part->text->len, part->marks);
  g_signal_emit (self, signals[APPENDED], 0, self->parts->len - 1, part->text->str);
}

GArray *
silu_message_get_marks (SiluMessage *self, guint part)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);
  g_return_val_if_fail (part < self->parts->len, NULL);

  return get_part (self, part)->marks;
}

void
silu_message_reclassify (SiluMessage *self)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  silu_parts_reclassify (self->parts);
  g_signal_emit (self, signals[RECLASSIFIED], 0);
}

char *
silu_message_dup_text (SiluMessage *self, SiluPartKind kind)
{
  GString *text = NULL;

  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->parts->len; i++)
    if (get_part (self, i)->kind == kind)
      g_string_append_len (text, get_part (self, i)->text->str,
                           (gssize) get_part (self, i)->text->len);

  return g_string_free (text, FALSE);
}

gboolean
silu_message_has_text (SiluMessage *self, SiluPartKind kind)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), FALSE);

  for (guint i = 0; i < self->parts->len; i++)
    if (get_part (self, i)->kind == kind && get_part (self, i)->text->len > 0)
      return TRUE;

  return FALSE;
}

const SiluTimes *
silu_message_get_times (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return &self->times;
}

void
silu_message_set_times (SiluMessage *self, const SiluTimes *times)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  self->times = *times;
  emit_changed (self);
}

const SiluUsage *
silu_message_get_usage (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return &self->usage;
}

void
silu_message_set_usage (SiluMessage *self, const SiluUsage *usage)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  self->usage = *usage;
  emit_changed (self);
}

const char *
silu_message_get_model (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return self->model;
}

const char *
silu_message_get_account (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return self->account;
}

SiluThinkLevel
silu_message_get_think (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), SILU_THINK_AUTO);

  return self->think;
}

void
silu_message_set_origin (SiluMessage *self,
                         const char *model,
                         const char *account,
                         SiluThinkLevel think)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  g_free (self->model);
  self->model = g_strdup (model);
  g_free (self->account);
  self->account = g_strdup (account);
  self->think = think;
  emit_changed (self);
}

SiluFinish
silu_message_get_finish (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), SILU_FINISH_NONE);

  return self->finish;
}

void
silu_message_set_finish (SiluMessage *self, SiluFinish finish)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  self->finish = finish;
  emit_changed (self);
}

const GError *
silu_message_get_error (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return self->error;
}

void
silu_message_set_error (SiluMessage *self, const GError *error)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  emit_changed (self);
}

int
silu_message_get_pane (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), -1);

  return self->pane;
}

void
silu_message_set_pane (SiluMessage *self, int pane)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  self->pane = pane;
}

GPtrArray *
silu_message_get_notes (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return self->notes;
}

const SiluNote *
silu_message_find_note (SiluMessage *self, guint part, gsize start)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), NULL);

  return silu_notes_find (self->notes, part, start);
}

gboolean
silu_message_set_note (SiluMessage *self,
                       guint part,
                       gsize start,
                       SiluNoteKind kind,
                       const char *text)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (!silu_notes_set (self->notes, part, start, kind, text, g_get_real_time ()))
    return FALSE;

  g_signal_emit (self, signals[NOTES_CHANGED], 0);

  return TRUE;
}

gboolean
silu_message_remove_note (SiluMessage *self, guint part, gsize start)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), FALSE);

  if (!silu_notes_remove (self->notes, part, start))
    return FALSE;

  g_signal_emit (self, signals[NOTES_CHANGED], 0);

  return TRUE;
}

void
silu_message_set_notes (SiluMessage *self, GPtrArray *notes)
{
  g_autoptr (GPtrArray) before = NULL;

  g_return_if_fail (SILU_IS_MESSAGE (self));

  before = g_steal_pointer (&self->notes);
  self->notes = silu_notes_copy (notes);
  g_signal_emit (self, signals[NOTES_CHANGED], 0);
}

SiluRating
silu_message_get_rating (SiluMessage *self)
{
  g_return_val_if_fail (SILU_IS_MESSAGE (self), SILU_RATING_NONE);

  return self->rating;
}

void
silu_message_set_rating (SiluMessage *self, SiluRating rating)
{
  g_return_if_fail (SILU_IS_MESSAGE (self));

  if (self->rating == rating)
    return;

  self->rating = rating;
  g_signal_emit (self, signals[NOTES_CHANGED], 0);
}
