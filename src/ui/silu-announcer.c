/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A widget that takes no room. It is an alert, and each sentence is its name. */
#include "silu-announcer.h"

#include "silu-answer-status.h"
#include "silu-compat.h"
#include <glib/gi18n-lib.h>

struct _SiluAnnouncer
{
  GtkWidget parent_instance;

  SiluEngine *engine;
  SiluConversation *conversation;
  GPtrArray *turns; /* of SiluTurn: that are under way there */
  char *said;
};

G_DEFINE_FINAL_TYPE (SiluAnnouncer, silu_announcer, GTK_TYPE_WIDGET)

static void
say (SiluAnnouncer *self, const char *sentence)
{
  if (g_strcmp0 (self->said, sentence) == 0)
    return;

  g_free (self->said);
  self->said = g_strdup (sentence);
  silu_announce (GTK_WIDGET (self), sentence);
}

static void drop_turn (SiluAnnouncer *self, SiluTurn *turn);

static void
say_end (SiluAnnouncer *self, SiluTurn *turn)
{
  g_auto (SiluAnswerStatus) status = { 0 };

  silu_answer_status_read (&status, silu_turn_get_message (turn), turn, g_get_monotonic_time ());
  /* Of two answers the second is complete in the same words. */
  if (self->turns->len > 1)
    g_clear_pointer (&self->said, g_free);
  say (self, status.sentence != NULL ? status.sentence : _ ("The answer is complete."));
  drop_turn (self, turn);
}

static void
state_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  SiluAnnouncer *self = user_data;

  switch (silu_turn_get_state (turn))
    {
    case SILU_TURN_PAUSED:
      say (self, silu_turn_get_retry_error (turn)->message);
      break;
    case SILU_TURN_THINKING:
      say (self, _ ("Thinking…"));
      break;
    case SILU_TURN_ANSWERING:
      say (self, _ ("Answering…"));
      break;
    case SILU_TURN_COMPLETE:
    case SILU_TURN_STOPPED:
    case SILU_TURN_INTERRUPTED:
    case SILU_TURN_FAILED:
      say_end (self, turn);
      break;
    case SILU_TURN_NEW:
    case SILU_TURN_PREPARING:
    case SILU_TURN_CONNECTING:
    case SILU_TURN_LOADING:
    case SILU_TURN_WAITING:
    default:
      break;
    }
}

static void
drop_turn (SiluAnnouncer *self, SiluTurn *turn)
{
  g_signal_handlers_disconnect_by_func (turn, state_cb, self);
  g_ptr_array_remove (self->turns, turn);
}

static void
add_turn (SiluAnnouncer *self, SiluTurn *turn)
{
  g_clear_pointer (&self->said, g_free);
  g_ptr_array_add (self->turns, g_object_ref (turn));
  g_signal_connect_object (turn, "notify::state", G_CALLBACK (state_cb), self, 0);
}

static void
turn_started_cb (SiluEngine *engine, SiluTurn *turn, gpointer user_data)
{
  SiluAnnouncer *self = user_data;

  if (silu_turn_get_conversation (turn) == self->conversation)
    add_turn (self, turn);
}

static void
silu_announcer_dispose (GObject *object)
{
  silu_announcer_watch (SILU_ANNOUNCER (object), NULL, NULL);

  G_OBJECT_CLASS (silu_announcer_parent_class)->dispose (object);
}

static void
silu_announcer_finalize (GObject *object)
{
  SiluAnnouncer *self = SILU_ANNOUNCER (object);

  g_ptr_array_unref (self->turns);
  g_free (self->said);

  G_OBJECT_CLASS (silu_announcer_parent_class)->finalize (object);
}

static void
silu_announcer_class_init (SiluAnnouncerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_announcer_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_announcer_finalize;
  gtk_widget_class_set_css_name (widget_class, "announcer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
silu_announcer_init (SiluAnnouncer *self)
{
  self->turns = g_ptr_array_new_with_free_func (g_object_unref);
}

GtkWidget *
silu_announcer_new (void)
{
  return g_object_new (SILU_TYPE_ANNOUNCER, NULL);
}

void
silu_announcer_watch (SiluAnnouncer *self, SiluEngine *engine, SiluConversation *conversation)
{
  g_autoptr (GPtrArray) turns = NULL;

  g_return_if_fail (SILU_IS_ANNOUNCER (self));

  if (self->engine != engine)
    {
      if (self->engine != NULL)
        g_signal_handlers_disconnect_by_func (self->engine, turn_started_cb, self);
      g_set_object (&self->engine, engine);
      if (engine != NULL)
        g_signal_connect_object (engine, "turn-started", G_CALLBACK (turn_started_cb), self, 0);
    }

  while (self->turns->len > 0)
    drop_turn (self, g_ptr_array_index (self->turns, 0));
  g_set_object (&self->conversation, conversation);
  if (engine != NULL && conversation != NULL)
    turns = silu_engine_list_turns (engine, conversation);
  for (guint i = 0; turns != NULL && i < turns->len; i++)
    add_turn (self, g_ptr_array_index (turns, i));
}
