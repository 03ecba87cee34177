/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversation: what is shown comes from the model, what is done goes to the engine. The view
 * keeps only what neither has: which message is being edited. */
#include "silu-chat-view-private.h"

#include "silu-announcer.h"
#include "silu-composer.h"
#include "silu-find-bar.h"
#include "silu-transcript.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  PROP_CONVERSATION = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  COMPARE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluChatView, silu_chat_view, GTK_TYPE_WIDGET)

/* What stands in for an earlier message is no draft. */
static void
text_changed_cb (SiluComposer *composer, gpointer user_data)
{
  SiluChatView *self = user_data;

  if (self->editing == NULL)
    silu_chat_view_keep_draft (self);
}

static void
leave_editing (SiluChatView *self)
{
  if (self->editing == NULL)
    return;

  g_clear_object (&self->editing);
  silu_composer_set_editing (SILU_COMPOSER (self->composer), FALSE);
  silu_chat_view_bring_draft (self);
}

/* What the branch takes, and what streams on top of it. */
static void
update_context (SiluChatView *self)
{
  SiluComposer *composer = SILU_COMPOSER (self->composer);
  SiluAccount *account = silu_composer_get_account (composer);
  SiluContextUse use = { 0 };

  if (self->engine == NULL || account == NULL)
    return;

  if (self->conversation != NULL && self->rows != NULL &&
      silu_conversation_get_loaded (self->conversation))
    silu_meter_read_context (silu_engine_get_accounts (self->engine), account,
                             silu_composer_get_model (composer),
                             silu_conversation_get_sampling (self->conversation),
                             silu_conversation_get_leaf (self->conversation), &use);
  silu_composer_set_context (composer, &use);
}

static void
update_busy (SiluChatView *self)
{
  static const char *const idle_actions[] = { "chat.edit",    "chat.edit-question",
                                              "chat.resume",  "chat.regenerate",
                                              "chat.shorten", "chat.fork" };
  static const char *const loaded_actions[] = { "chat.find", "chat.sibling", "chat.ask-again",
                                                "chat.compare", "chat.compare-elsewhere" };
  gboolean busy =
      self->conversation != NULL && silu_conversation_get_streaming (self->conversation);
  gboolean loaded = self->conversation == NULL || silu_conversation_get_loaded (self->conversation);

  silu_composer_set_busy (SILU_COMPOSER (self->composer), busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.stop", busy);
  for (gsize i = 0; i < G_N_ELEMENTS (loaded_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), loaded_actions[i], loaded);
  for (gsize i = 0; i < G_N_ELEMENTS (idle_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), idle_actions[i], !busy && loaded);
  /* An incognito chat is gone when it is left. */
  if (silu_chat_view_get_incognito (self))
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.fork", FALSE);
  update_context (self);
}

static void
streaming_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  update_busy (user_data);
}

/* What is on screen has been read. */
static void
unread_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  silu_conversation_set_unread (conversation, FALSE);
}

/* The Tour can be asked anything, but answers only about Silu: it shows what. */
static void
update_suggestions (SiluChatView *self)
{
  SiluAccount *account = silu_composer_get_account (SILU_COMPOSER (self->composer));
  gboolean tour =
      account != NULL && g_str_equal (silu_account_get_id (account), SILU_TOUR_ACCOUNT_ID);

  gtk_widget_set_visible (self->suggestions, tour);
}

static void
choose_for_conversation (SiluChatView *self)
{
  SiluConversation *conversation = self->conversation;
  SiluComposer *composer = SILU_COMPOSER (self->composer);
  static const SiluSampling no_sampling;

  if (conversation != NULL)
    silu_composer_set_choice (composer, silu_conversation_get_account (conversation),
                              silu_conversation_get_model (conversation),
                              silu_conversation_get_think (conversation));
  else
    silu_composer_set_choice (composer, NULL, NULL, SILU_THINK_AUTO);
  silu_composer_set_sampling (composer, conversation != NULL
                                            ? silu_conversation_get_sampling (conversation)
                                            : &no_sampling);

  update_suggestions (self);
}

static void
show_rows (SiluChatView *self)
{
  g_assert (self->rows == NULL);

  self->rows = silu_conversation_rows_new (SILU_TRANSCRIPT (self->transcript), self->engine,
                                           self->conversation);
  silu_transcript_follow (SILU_TRANSCRIPT (self->transcript));
  gtk_stack_set_visible_child_name (self->stack, "transcript");
  update_context (self);
}

static void
show_load_error (SiluChatView *self, const GError *error)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "error"));

  adw_status_page_set_description (page, error->message);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void send (SiluChatView *self, const char *text, GPtrArray *attachments);

static void
send_written (SiluChatView *self)
{
  g_autofree char *text = silu_composer_dup_text (SILU_COMPOSER (self->composer));
  g_autoptr (GPtrArray) attachments =
      silu_composer_list_attachments (SILU_COMPOSER (self->composer));

  /* Blanks below files are no text. */
  if (text[strspn (text, " \t\r\n")] == '\0')
    *text = '\0';
  if (*text != '\0' || silu_attachments_have_text (attachments))
    send (self, text, attachments);
}

/* What the user sent before everything was there. */
static void
send_waiting (SiluChatView *self)
{
  if (!self->waiting)
    return;

  self->waiting = FALSE;
  send_written (self);
}

typedef struct
{
  SiluChatView *view;
  SiluConversation *conversation;
} Load;

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Load *load = user_data;
  g_autoptr (SiluChatView) self = load->view;
  g_autoptr (SiluConversation) conversation = load->conversation;
  g_autoptr (GError) error = NULL;
  gboolean loaded = silu_engine_load_finish (SILU_ENGINE (object), result, &error);

  g_free (load);

  /* The user may have gone on to another one meanwhile. */
  if (self->conversation != conversation || self->box == NULL)
    return;

  if (!loaded)
    {
      self->waiting = FALSE;
      g_clear_pointer (&self->rows, silu_conversation_rows_free);
      show_load_error (self, error);
      return;
    }

  if (self->rows == NULL)
    show_rows (self);
  update_busy (self);
  silu_chat_view_show_wanted (self);
  send_waiting (self);
}

/* The end of a long conversation has come. */
static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  SiluChatView *self = user_data;

  if (self->rows == NULL)
    show_rows (self);
}

static void
load_conversation (SiluChatView *self)
{
  Load *load;

  if (silu_conversation_get_loaded (self->conversation))
    {
      show_rows (self);
      return;
    }

  load = g_new0 (Load, 1);
  load->view = g_object_ref (self);
  load->conversation = g_object_ref (self->conversation);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  if (g_list_model_get_n_items (G_LIST_MODEL (self->conversation)) > 0)
    show_rows (self);
  else
    g_signal_connect (self->conversation, "items-changed", G_CALLBACK (items_changed_cb), self);
  update_busy (self);
  silu_engine_load_async (self->engine, self->conversation, loaded_cb, load);
}

static void
drop_conversation (SiluChatView *self)
{
  self->waiting = FALSE;
  silu_chat_view_leave_thought (self);
  silu_chat_view_forget_wanted (self);
  silu_find_bar_close (SILU_FIND_BAR (self->find_bar));
  silu_announcer_watch (SILU_ANNOUNCER (self->announcer), NULL, NULL);
  g_clear_pointer (&self->rows, silu_conversation_rows_free);
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);
}

static void
take_conversation (SiluChatView *self, SiluConversation *conversation)
{
  self->conversation = g_object_ref (conversation);
  silu_announcer_watch (SILU_ANNOUNCER (self->announcer), self->engine, conversation);
  g_signal_connect (conversation, "notify::streaming", G_CALLBACK (streaming_cb), self);
  g_signal_connect (conversation, "notify::unread", G_CALLBACK (unread_cb), self);
  silu_conversation_set_unread (conversation, FALSE);
}

/* Begins the conversation that a new chat becomes with its first message. */
static void
begin_conversation (SiluChatView *self)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  const SiluSampling *sampling = silu_composer_get_sampling (SILU_COMPOSER (self->composer));

  silu_conversation_set_sampling (conversation, sampling);
  silu_chat_view_drop_draft (self);
  if (self->incognito)
    silu_conversation_set_incognito (conversation);
  self->incognito = FALSE;
  take_conversation (self, conversation);
  show_rows (self);
}

static void
send (SiluChatView *self, const char *text, GPtrArray *attachments)
{
  SiluAsk ask = silu_chat_view_make_ask (self);
  g_autoptr (SiluMessage) edited = g_steal_pointer (&self->editing);
  gboolean is_new = self->conversation == NULL;

  if (ask.account == NULL)
    return;

  /* A question hangs below another message, and goes out with all that was said before. */
  if (!is_new && !silu_conversation_get_loaded (self->conversation))
    {
      self->editing = g_steal_pointer (&edited);
      self->waiting = TRUE;
      return;
    }

  ask.attachments = attachments;
  silu_chat_view_empty_composer (self);
  if (is_new)
    begin_conversation (self);

  if (edited != NULL)
    {
      silu_composer_set_editing (SILU_COMPOSER (self->composer), FALSE);
      silu_engine_edit (self->engine, self->conversation, edited, text, &ask);
      silu_chat_view_bring_draft (self);
    }
  else
    {
      silu_chat_view_drop_draft (self);
      silu_engine_send (self->engine, self->conversation, text, &ask);
    }

  silu_transcript_follow_answer (SILU_TRANSCRIPT (self->transcript));
  update_busy (self);
  if (is_new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATION]);
}

static void
send_cb (SiluComposer *composer, gpointer user_data)
{
  send_written (user_data);
}

static void
stop_cb (SiluComposer *composer, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (composer), "chat.stop", NULL);
}

static void
choice_changed_cb (SiluComposer *composer, gpointer user_data)
{
  SiluChatView *self = user_data;
  SiluAsk ask = silu_chat_view_make_ask (self);

  update_suggestions (self);
  update_context (self);
  if (self->conversation != NULL && ask.account != NULL)
    silu_conversation_set_choice (self->conversation, silu_account_get_id (ask.account), ask.model,
                                  ask.think);
}

static void
sampling_changed_cb (SiluComposer *composer, gpointer user_data)
{
  SiluChatView *self = user_data;

  if (self->conversation != NULL)
    silu_conversation_set_sampling (self->conversation, silu_composer_get_sampling (composer));
  update_context (self);
}

static void
cancel_edit_cb (SiluComposer *composer, gpointer user_data)
{
  leave_editing (user_data);
}

static void
silu_chat_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CONVERSATION:
      g_value_set_object (value, SILU_CHAT_VIEW (object)->conversation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_chat_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CONVERSATION:
      silu_chat_view_set_conversation (SILU_CHAT_VIEW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_chat_view_dispose (GObject *object)
{
  SiluChatView *self = SILU_CHAT_VIEW (object);

  if (self->box != NULL)
    drop_conversation (self);
  g_clear_object (&self->editing);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (silu_chat_view_parent_class)->dispose (object);
}

static void
silu_chat_view_class_init (SiluChatViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = silu_chat_view_get_property;
  object_class->set_property = silu_chat_view_set_property;
  object_class->dispose = silu_chat_view_dispose;

  properties[PROP_CONVERSATION] =
      g_param_spec_object ("conversation", NULL, NULL, SILU_TYPE_CONVERSATION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[COMPARE] = g_signal_new ("compare", SILU_TYPE_CHAT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 4, SILU_TYPE_CONVERSATION, SILU_TYPE_MESSAGE,
                                   SILU_TYPE_CONVERSATION, SILU_TYPE_MESSAGE);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chat-view");
  silu_chat_view_install_actions (widget_class);
}

static GtkWidget *
make_composer (SiluChatView *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->composer = silu_composer_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 768);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 768);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->composer);
  gtk_widget_add_css_class (clamp, "composer-clamp");

  g_signal_connect_object (self->composer, "send", G_CALLBACK (send_cb), self, 0);
  g_signal_connect_object (self->composer, "text-changed", G_CALLBACK (text_changed_cb), self, 0);
  g_signal_connect_object (self->composer, "stop", G_CALLBACK (stop_cb), self, 0);
  g_signal_connect_object (self->composer, "choice-changed", G_CALLBACK (choice_changed_cb), self,
                           0);
  g_signal_connect_object (self->composer, "sampling-changed", G_CALLBACK (sampling_changed_cb),
                           self, 0);
  g_signal_connect_object (self->composer, "cancel-edit", G_CALLBACK (cancel_edit_cb), self, 0);

  return clamp;
}

static void
silu_chat_view_init (SiluChatView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  silu_chat_view_add_pages (self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (self->box), make_composer (self));
  self->announcer = silu_announcer_new ();
  gtk_box_append (GTK_BOX (self->box), self->announcer);

  update_busy (self);
}

GtkWidget *
silu_chat_view_new (void)
{
  return g_object_new (SILU_TYPE_CHAT_VIEW, NULL);
}

void
silu_chat_view_set_engine (SiluChatView *self, SiluEngine *engine)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  silu_composer_set_accounts (SILU_COMPOSER (self->composer), silu_engine_get_accounts (engine));
  choose_for_conversation (self);
}

void
silu_chat_view_set_math (SiluChatView *self, SiluMath *math)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));

  silu_transcript_set_math (SILU_TRANSCRIPT (self->transcript), math);
}

SiluConversation *
silu_chat_view_get_conversation (SiluChatView *self)
{
  g_return_val_if_fail (SILU_IS_CHAT_VIEW (self), NULL);

  return self->conversation;
}

void
silu_chat_view_set_conversation (SiluChatView *self, SiluConversation *conversation)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));

  if (self->conversation == conversation && !self->incognito)
    return;

  if (self->editing != NULL)
    leave_editing (self);
  silu_chat_view_keep_draft (self);
  drop_conversation (self);
  self->incognito = FALSE;
  silu_chat_view_update_empty (self);

  if (conversation != NULL)
    {
      take_conversation (self, conversation);
      load_conversation (self);
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }

  silu_chat_view_bring_draft (self);
  choose_for_conversation (self);
  update_busy (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATION]);
}

void
silu_chat_view_choose (SiluChatView *self, const char *account, SiluThinkLevel think)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));

  silu_composer_set_choice (SILU_COMPOSER (self->composer), account, NULL, think);
  choice_changed_cb (SILU_COMPOSER (self->composer), self);
}

void
silu_chat_view_ask (SiluChatView *self, const char *text)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));
  g_return_if_fail (text != NULL);

  if (*text == '\0' || (self->conversation != NULL && self->rows == NULL))
    return;

  leave_editing (self);
  send (self, text, NULL);
}

void
silu_chat_view_compare (SiluChatView *self,
                        const SiluAnswerPlace *left,
                        const SiluAnswerPlace *right)
{
  g_signal_emit (self, signals[COMPARE], 0, left->conversation, left->message, right->conversation,
                 right->message);
}

void
silu_chat_view_focus (SiluChatView *self)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));

  silu_composer_focus (SILU_COMPOSER (self->composer));
}
