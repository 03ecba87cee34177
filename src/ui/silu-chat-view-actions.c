/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a conversation and its messages: each action finds its message and hands it
 * to the engine. */
#include "silu-chat-view-private.h"

#include "config.h"
#include "silu-clipboard.h"
#include "silu-code-files.h"
#include "silu-composer.h"
#include "silu-find-bar.h"
#include "silu-history.h"
#include <glib/gi18n-lib.h>

SiluAsk
silu_chat_view_make_ask (SiluChatView *self)
{
  SiluComposer *composer = SILU_COMPOSER (self->composer);

  return (SiluAsk){
    .account = silu_composer_get_account (composer),
    .model = silu_composer_get_model (composer),
    .think = silu_composer_get_think (composer),
  };
}

/* The account and model that gave an answer, if they are still there; else the chosen ones. */
static SiluAsk
make_ask_again (SiluChatView *self, SiluMessage *message)
{
  SiluAsk ask = silu_chat_view_make_ask (self);
  SiluAccount *account = silu_accounts_find (silu_engine_get_accounts (self->engine),
                                             silu_message_get_account (message));

  if (account != NULL)
    {
      ask.account = account;
      ask.model = silu_message_get_model (message);
    }

  return ask;
}

SiluMessage *
silu_chat_view_find_message (SiluChatView *self, const char *id)
{
  if (self->conversation == NULL || self->rows == NULL)
    return NULL;

  return silu_conversation_find (self->conversation, id);
}

static SiluMessage *
find_message (SiluChatView *self, GVariant *parameter)
{
  return silu_chat_view_find_message (self, g_variant_get_string (parameter, NULL));
}

static void
edit (SiluChatView *self, SiluMessage *message)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) attachments = NULL;

  if (message == NULL || silu_message_get_role (message) != SILU_ROLE_USER)
    return;

  if (self->editing == NULL)
    silu_chat_view_keep_draft (self);
  g_set_object (&self->editing, message);

  text = silu_message_dup_text (message, SILU_PART_TEXT);
  silu_composer_set_editing (SILU_COMPOSER (self->composer), TRUE);
  attachments = silu_attachments_list (message);
  silu_composer_set_text (SILU_COMPOSER (self->composer), text);
  silu_composer_set_attachments (SILU_COMPOSER (self->composer), attachments);
  silu_composer_focus (SILU_COMPOSER (self->composer));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);

  edit (self, find_message (self, parameter));
}

/* The question that an answer is to. */
static void
edit_question_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);

  if (message != NULL)
    edit (self, silu_message_get_parent (message));
}

static void
regenerate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);
  SiluAsk ask = silu_chat_view_make_ask (self);

  if (message == NULL || ask.account == NULL)
    return;

  silu_engine_regenerate (self->engine, self->conversation, message, &ask);
  silu_transcript_follow_answer (SILU_TRANSCRIPT (self->transcript));
}

static void
resume_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);

  if (message != NULL && silu_message_get_role (message) == SILU_ROLE_ASSISTANT)
    {
      SiluAsk ask = make_ask_again (self, message);

      if (ask.account != NULL)
        silu_engine_resume (self->engine, self->conversation, message, &ask);
    }
}

static void
sibling_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);

  if (message != NULL)
    silu_conversation_select_sibling (self->conversation, message);
}

/* The view goes on with the new chat; the old one stays as it is. */
static void
fork_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);
  g_autoptr (SiluConversation) fork = NULL;

  if (message == NULL)
    return;

  fork = silu_engine_fork (self->engine, self->conversation, message);
  silu_chat_view_set_conversation (self, fork);
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("This is a new chat now"));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluMessage *message = find_message (SILU_CHAT_VIEW (widget), parameter);
  g_autofree char *text = NULL;

  if (message == NULL)
    return;

  text = silu_message_dup_text (message, SILU_PART_TEXT);
  silu_clipboard_copy (widget, text);
}

static GPtrArray *
list_files (SiluMessage *message)
{
  g_autofree char *text = silu_message_dup_text (message, SILU_PART_TEXT);

  return silu_code_files_list (text);
}

static void
copy_code_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluMessage *message = find_message (SILU_CHAT_VIEW (widget), parameter);
  g_autoptr (GPtrArray) files = message != NULL ? list_files (message) : NULL;
  g_autofree char *code = files != NULL ? silu_code_files_join (files) : NULL;

  if (code == NULL)
    return;

  silu_clipboard_copy (widget, code);
}

typedef struct
{
  GtkWidget *view;
  GPtrArray *files;
  GtkFileChooserNative *chooser;
} SaveFiles;

static void
save_files_free (SaveFiles *self)
{
  g_object_unref (self->view);
  g_ptr_array_unref (self->files);
  g_clear_object (&self->chooser);
  g_free (self);
}

static void
files_saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SaveFiles *self = user_data;
  guint n_files = self->files->len;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (silu_code_files_save_finish (result, &error))
    sentence = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Saved %u file", "Saved %u files", n_files), n_files);
  else
    /* Translators: %s is the system's reason. */
    sentence = g_strdup_printf (_ ("The files could not be saved: %s"), error->message);
  gtk_widget_activate_action (self->view, "win.toast", "s", sentence);
  save_files_free (self);
}

static void
folder_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  SaveFiles *self = user_data;
  g_autoptr (GFile) folder = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (folder != NULL)
    silu_code_files_save_async (self->files, folder, NULL, files_saved_cb, self);
  else
    save_files_free (self);
}

static void
save_files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluMessage *message = find_message (SILU_CHAT_VIEW (widget), parameter);
  GtkRoot *root = gtk_widget_get_root (widget);
  SaveFiles *save;

  if (message == NULL)
    return;

  save = g_new0 (SaveFiles, 1);
  save->view = g_object_ref (widget);
  save->files = list_files (message);
  save->chooser = gtk_file_chooser_native_new (
      _ ("Save All Files"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Save Here"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (save->chooser), TRUE);
  g_signal_connect (save->chooser, "response", G_CALLBACK (folder_cb), save);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (save->chooser));
}

/* What the view let change in a message. One that streams is stored at its end anyway. */
static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);

  if (message != NULL && silu_message_get_state (message) != SILU_MESSAGE_STREAMING)
    silu_store_save_message (silu_engine_get_store_of (self->engine, self->conversation),
                             self->conversation, message);
}

/* All that is under way in this conversation. */
static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);

  if (self->conversation != NULL)
    silu_engine_stop (self->engine, self->conversation);
}

/* Only where there is something to find. */
static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);

  if (self->rows != NULL)
    silu_find_bar_open (SILU_FIND_BAR (self->find_bar));
}

static void
find_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);

  if (self->rows != NULL)
    silu_find_bar_step (SILU_FIND_BAR (self->find_bar), g_variant_get_int32 (parameter));
}

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_chat_view_ask (SILU_CHAT_VIEW (widget), g_variant_get_string (parameter, NULL));
}

/* Of one answer. */
static void
turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);
  SiluTurn *turn = message != NULL ? silu_engine_get_turn_of (self->engine, message) : NULL;

  if (turn != NULL && g_str_equal (name, "chat.stop-answer"))
    silu_turn_stop (turn);
  else if (turn != NULL)
    silu_turn_retry_now (turn);
}

static void
answer_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);

  if (message != NULL && silu_message_get_role (message) == SILU_ROLE_ASSISTANT)
    {
      SiluAsk ask = make_ask_again (self, message);

      if (ask.account != NULL)
        silu_engine_answer_now (self->engine, self->conversation, message, &ask);
    }
}

/* The conversation keeps everything; only what is sent leaves out the older half. */
static void
shorten_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);
  SiluAsk ask = silu_chat_view_make_ask (self);

  if (message == NULL || ask.account == NULL)
    return;

  ask.skip_turns = silu_history_count_turns (message) / 2;
  silu_engine_regenerate (self->engine, self->conversation, message, &ask);
  silu_transcript_follow_answer (SILU_TRANSCRIPT (self->transcript));
}

/* Before what is written already, with room for what there is to say to it. */
static void
quote_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluComposer *composer = SILU_COMPOSER (SILU_CHAT_VIEW (widget)->composer);
  g_auto (GStrv) lines = g_strsplit (g_variant_get_string (parameter, NULL), "\n", -1);
  g_autofree char *quoted = g_strjoinv ("\n> ", lines);
  g_autofree char *written = silu_composer_dup_text (composer);
  g_autofree char *text = g_strconcat ("> ", quoted, "\n\n", written, NULL);

  silu_chat_view_leave_thought (SILU_CHAT_VIEW (widget));
  silu_composer_set_text (composer, text);
  if (SILU_CHAT_VIEW (widget)->editing == NULL)
    silu_chat_view_keep_draft (SILU_CHAT_VIEW (widget));
  silu_composer_focus (composer);
}

void
silu_chat_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "chat.edit-question", "s", edit_question_action);
  gtk_widget_class_install_action (widget_class, "chat.regenerate", "s", regenerate_action);
  gtk_widget_class_install_action (widget_class, "chat.shorten", "s", shorten_action);
  gtk_widget_class_install_action (widget_class, "chat.resume", "s", resume_action);
  gtk_widget_class_install_action (widget_class, "chat.answer-now", "s", answer_now_action);
  gtk_widget_class_install_action (widget_class, "chat.sibling", "s", sibling_action);
  gtk_widget_class_install_action (widget_class, "chat.fork", "s", fork_action);
  gtk_widget_class_install_action (widget_class, "chat.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "chat.copy-code", "s", copy_code_action);
  gtk_widget_class_install_action (widget_class, "chat.save-files", "s", save_files_action);
  gtk_widget_class_install_action (widget_class, "chat.save", "s", save_action);
  gtk_widget_class_install_action (widget_class, "chat.quote", "s", quote_action);
  gtk_widget_class_install_action (widget_class, "chat.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "chat.find-next", "i", find_next_action);
  gtk_widget_class_install_action (widget_class, "chat.ask", "s", ask_action);
  gtk_widget_class_install_action (widget_class, "chat.retry-now", "s", turn_action);
  gtk_widget_class_install_action (widget_class, "chat.stop-answer", "s", turn_action);
  gtk_widget_class_install_action (widget_class, "chat.stop", NULL, stop_action);
  silu_chat_view_install_compare_actions (widget_class);
  silu_chat_view_install_thought_actions (widget_class);
}
