/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking a question again with another model or effort, and putting two answers beside each
 * other. */
#include "silu-chat-view-private.h"

#include "silu-ask-again.h"
#include "silu-compare-picker.h"

/* The answer that is compared with new ones to the same question: @message itself, or of a question
 * the one that is shown; NULL if there is none. */
static SiluMessage *
find_answer (SiluChatView *self, SiluMessage *message)
{
  GListModel *branch = G_LIST_MODEL (self->conversation);

  if (silu_message_get_role (message) == SILU_ROLE_ASSISTANT)
    return message;

  for (guint i = 0; i < g_list_model_get_n_items (branch); i++)
    {
      g_autoptr (SiluMessage) shown = g_list_model_get_item (branch, i);

      if (silu_message_get_parent (shown) == message)
        return shown;
    }

  return NULL;
}

typedef struct
{
  SiluChatView *view;
  SiluConversation *conversation;
  SiluMessage *message;
} Again;

static void
again_free (gpointer data)
{
  Again *again = data;

  g_object_unref (again->view);
  g_object_unref (again->conversation);
  g_object_unref (again->message);
  g_free (again);
}

/* One is compared with what is there, two with each other. */
static void
ask_again_cb (const SiluAsk *asks, guint n_asks, gpointer user_data)
{
  Again *again = user_data;
  SiluChatView *self = again->view;
  SiluAnswerPlace places[2];
  SiluMessage *old = NULL;

  /* The user may have gone on to another chat meanwhile. */
  if (self->conversation != again->conversation || self->rows == NULL)
    return;

  old = find_answer (self, again->message);
  for (guint i = 0; i < n_asks; i++)
    {
      SiluTurn *turn =
          silu_engine_ask_again (self->engine, self->conversation, again->message, &asks[i]);

      places[i] = (SiluAnswerPlace){ self->conversation, silu_turn_get_message (turn) };
    }

  if (n_asks == 1)
    {
      places[1] = places[0];
      places[0] = (SiluAnswerPlace){ self->conversation, old };
    }
  if (places[0].message != NULL)
    silu_chat_view_compare (self, &places[0], &places[1]);
}

static void
ask_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = silu_chat_view_find_message (self, g_variant_get_string (parameter, NULL));
  SiluAsk ask = silu_chat_view_make_ask (self);
  Again *again;

  if (message == NULL || ask.account == NULL)
    return;

  again = g_new0 (Again, 1);
  again->view = g_object_ref (self);
  again->conversation = g_object_ref (self->conversation);
  again->message = g_object_ref (message);
  silu_ask_again_present (widget, silu_engine_get_accounts (self->engine), &ask, ask_again_cb,
                          again, again_free);
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluAnswerPlace left = { self->conversation, NULL };
  SiluAnswerPlace right = { self->conversation, NULL };
  const char *first, *second;

  g_variant_get (parameter, "(&s&s)", &first, &second);
  left.message = silu_chat_view_find_message (self, first);
  right.message = silu_chat_view_find_message (self, second);
  if (left.message != NULL && right.message != NULL)
    silu_chat_view_compare (self, &left, &right);
}

static void
picked_cb (SiluConversation *conversation, SiluMessage *message, gpointer user_data)
{
  Again *again = user_data;
  SiluAnswerPlace left = { again->conversation, again->message };
  SiluAnswerPlace right = { conversation, message };

  silu_chat_view_compare (again->view, &left, &right);
}

static void
compare_elsewhere_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = silu_chat_view_find_message (self, g_variant_get_string (parameter, NULL));
  Again *again;

  if (message == NULL)
    return;

  again = g_new0 (Again, 1);
  again->view = g_object_ref (self);
  again->conversation = g_object_ref (self->conversation);
  again->message = g_object_ref (message);
  silu_compare_picker_present (widget, self->engine, message, picked_cb, again, again_free);
}

void
silu_chat_view_install_compare_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.ask-again", "s", ask_again_action);
  gtk_widget_class_install_action (widget_class, "chat.compare", "(ss)", compare_action);
  gtk_widget_class_install_action (widget_class, "chat.compare-elsewhere", "s",
                                   compare_elsewhere_action);
}
