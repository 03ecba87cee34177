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
  SiluTurn *turn; /* that is under way there, or was last */
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

static void
say_end (SiluAnnouncer *self)
{
  g_auto (SiluAnswerStatus) status = { 0 };

  silu_answer_status_read (&status, silu_turn_get_message (self->turn), self->turn,
                           g_get_monotonic_time ());
  say (self, status.sentence != NULL ? status.sentence : _ ("The answer is complete."));
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
      say_end (self);
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
set_turn (SiluAnnouncer *self, SiluTurn *turn)
{
  if (self->turn != NULL)
    g_signal_handlers_disconnect_by_func (self->turn, state_cb, self);
  g_set_object (&self->turn, turn);
  g_clear_pointer (&self->said, g_free);
  if (turn != NULL)
    g_signal_connect_object (turn, "notify::state", G_CALLBACK (state_cb), self, 0);
}

static void
turn_started_cb (SiluEngine *engine, SiluTurn *turn, gpointer user_data)
{
  SiluAnnouncer *self = user_data;

  if (silu_turn_get_conversation (turn) == self->conversation)
    set_turn (self, turn);
}

static void
silu_announcer_dispose (GObject *object)
{
  silu_announcer_watch (SILU_ANNOUNCER (object), NULL, NULL);

  G_OBJECT_CLASS (silu_announcer_parent_class)->dispose (object);
}

static void
silu_announcer_class_init (SiluAnnouncerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_announcer_dispose;
  gtk_widget_class_set_css_name (widget_class, "announcer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
silu_announcer_init (SiluAnnouncer *self)
{
}

GtkWidget *
silu_announcer_new (void)
{
  return g_object_new (SILU_TYPE_ANNOUNCER, NULL);
}

void
silu_announcer_watch (SiluAnnouncer *self, SiluEngine *engine, SiluConversation *conversation)
{
  g_return_if_fail (SILU_IS_ANNOUNCER (self));

  if (self->engine != engine)
    {
      if (self->engine != NULL)
        g_signal_handlers_disconnect_by_func (self->engine, turn_started_cb, self);
      g_set_object (&self->engine, engine);
      if (engine != NULL)
        g_signal_connect_object (engine, "turn-started", G_CALLBACK (turn_started_cb), self, 0);
    }

  g_set_object (&self->conversation, conversation);
  set_turn (self, engine != NULL && conversation != NULL
                      ? silu_engine_get_turn (engine, conversation)
                      : NULL);
}
