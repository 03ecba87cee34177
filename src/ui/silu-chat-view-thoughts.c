/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with a thought beyond its pane: read beside the answer, kept with notes, gone on
 * with from one of its steps, written to a file. */
#include "silu-chat-view-private.h"

#include "silu-composer.h"
#include "silu-export-chain.h"
#include "silu-meter.h"
#include "silu-reading-view.h"
#include "silu-text-dialog.h"
#include <glib/gi18n-lib.h>

/* The message, part and step that a parameter (suu) names; NULL if it is not of this chat. */
static SiluMessage *
read_place (SiluChatView *self, GVariant *parameter, guint *part, guint *step)
{
  const char *id = NULL;
  SiluMessage *message;

  g_variant_get (parameter, "(&suu)", &id, part, step);
  message = self->conversation != NULL ? silu_chat_view_find_message (self, id) : NULL;
  if (message == NULL || *part >= silu_message_get_n_parts (message) ||
      silu_message_get_part (message, *part)->kind != SILU_PART_REASONING)
    return NULL;

  return message;
}

/* --- the reading view --- */

void
silu_chat_view_leave_thought (SiluChatView *self)
{
  GtkWidget *reading = g_steal_pointer (&self->reading);

  if (reading == NULL)
    return;

  gtk_stack_set_visible_child_name (self->stack, "transcript");
  gtk_stack_remove (self->stack, reading);
  gtk_widget_set_visible (self->composer, TRUE);
}

static void
leave_thought_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);

  silu_chat_view_leave_thought (self);
  gtk_widget_grab_focus (self->transcript);
}

static void
read_thought_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  guint part = 0;
  guint step = 0;
  SiluMessage *message = read_place (self, parameter, &part, &step);
  SiluThoughtPane *pane;

  if (message == NULL || self->reading != NULL)
    return;

  self->reading = silu_reading_view_new (self->engine, silu_transcript_find_math (self->transcript),
                                         self->conversation, message, part);
  pane = silu_reading_view_get_pane (SILU_READING_VIEW (self->reading));
  silu_thought_pane_set_context (
      pane, silu_meter_read_limit (silu_engine_get_accounts (self->engine), message));
  gtk_stack_add_child (self->stack, self->reading);
  gtk_stack_set_visible_child (self->stack, self->reading);
  gtk_widget_set_visible (self->composer, FALSE);
  if (step > 0)
    silu_thought_pane_go_to_step (pane, step);
  gtk_widget_child_focus (GTK_WIDGET (pane), GTK_DIR_TAB_FORWARD);
}

/* --- notes --- */

static void
save_notes_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluMessage *message = silu_chat_view_find_message (self, g_variant_get_string (parameter, NULL));

  if (message != NULL)
    silu_store_save_notes (silu_engine_get_store_of (self->engine, self->conversation), message);
}

/* --- on from a step --- */

typedef struct
{
  SiluChatView *view;
  SiluConversation *conversation;
  SiluMessage *message;
  char *before; /* the chain up to the step */
} Continuing;

static void
continuing_free (gpointer data)
{
  Continuing *self = data;

  g_object_unref (self->view);
  g_object_unref (self->conversation);
  g_object_unref (self->message);
  g_free (self->before);
  g_free (self);
}

static void
continue_cb (const char *text, gpointer user_data)
{
  Continuing *self = user_data;
  SiluAsk ask = silu_chat_view_make_ask (self->view);
  g_autofree char *chain = g_strconcat (self->before, text, NULL);

  /* The user may have gone on to another chat meanwhile. */
  if (ask.account == NULL || self->view->conversation != self->conversation)
    return;

  silu_chat_view_leave_thought (self->view);
  silu_engine_rethink (self->view->engine, self->conversation, self->message, chain, &ask);
  silu_transcript_follow_answer (SILU_TRANSCRIPT (self->view->transcript));
}

static void
continue_thought_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  SiluTextQuestion question = { .heading = _ ("Continue From This Step"),
                                .label = _ ("The step to go on from"),
                                .accept = _ ("_Continue"),
                                .is_long = TRUE };
  guint part = 0;
  guint step = 0;
  SiluMessage *message = read_place (self, parameter, &part, &step);
  g_autoptr (SiluChain) chain = NULL;
  g_autofree char *text = NULL;
  const char *whole;
  gsize start;
  Continuing *continuing;

  if (message == NULL)
    return;
  chain = silu_chain_new (message, part);
  if (step >= silu_chain_get_n_steps (chain))
    return;

  whole = silu_chain_get_text (chain)->str;
  start = silu_chain_get_step (chain, step)->start;
  text = g_strndup (whole + start, silu_chain_get_step_length (chain, step));
  continuing = g_new (Continuing, 1);
  continuing->view = g_object_ref (self);
  continuing->conversation = g_object_ref (self->conversation);
  continuing->message = g_object_ref (message);
  continuing->before = g_strndup (whole, start);
  question.body = _ ("A new answer begins with the thoughts up to here. Change the step as you "
                     "like; the model goes on from it.");
  question.text = text;
  silu_text_dialog_present (widget, &question, continue_cb, continuing, continuing_free);
}

/* --- to a file --- */

typedef struct
{
  GtkWidget *view;
  SiluMessage *message;
  char *title;
  GtkFileChooserNative *chooser;
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->view);
  g_object_unref (self->message);
  g_free (self->title);
  g_object_unref (self->chooser);
  g_free (self);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Saving *self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    gtk_widget_activate_action (self->view, "win.toast", "s", _ ("Thoughts exported"));
  else
    gtk_widget_activate_action (self->view, "win.toast", "s", error->message);
  saving_free (self);
}

static SiluExportFormat
get_format (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  if (g_str_has_suffix (name, ".html"))
    return SILU_EXPORT_HTML;

  return g_str_has_suffix (name, ".json") ? SILU_EXPORT_JSON : SILU_EXPORT_MARKDOWN;
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Saving *self = user_data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autoptr (SiluMessageRecord) record = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SiluExportChain chain = { .title = self->title };
  char *text;

  if (response != GTK_RESPONSE_ACCEPT || file == NULL)
    {
      saving_free (self);
      return;
    }

  record = silu_message_record_new (self->message, "");
  chain.message = record;
  chain.with_answer =
      g_strcmp0 (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), "answer"), "true") == 0;
  text = silu_export_chain_write (&chain, get_format (file));
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       saved_cb, self);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
export_thought_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluChatView *self = SILU_CHAT_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  guint part = 0;
  guint step = 0;
  SiluMessage *message = read_place (self, parameter, &part, &step);
  g_autofree char *file_name = NULL;
  Saving *saving;

  if (message == NULL)
    return;

  saving = g_new (Saving, 1);
  saving->view = g_object_ref (widget);
  saving->message = g_object_ref (message);
  saving->title = g_strdup (silu_conversation_get_title (self->conversation));
  saving->chooser = gtk_file_chooser_native_new (
      _ ("Export Thoughts"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  /* Translators: the beginning of a file's name. */
  file_name = g_strconcat (_ ("Thoughts"), ".html", NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (saving->chooser), file_name);
  add_filter (GTK_FILE_CHOOSER (saving->chooser), _ ("Web page (.html)"), "*.html");
  add_filter (GTK_FILE_CHOOSER (saving->chooser), _ ("Markdown (.md)"), "*.md");
  add_filter (GTK_FILE_CHOOSER (saving->chooser), _ ("JSON (.json)"), "*.json");
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (saving->chooser), "answer", _ ("With the answer"),
                               NULL, NULL);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (saving->chooser), "answer", "true");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (saving->chooser), TRUE);
  g_signal_connect (saving->chooser, "response", G_CALLBACK (chosen_cb), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (saving->chooser));
}

void
silu_chat_view_install_thought_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.read-thought", "(suu)", read_thought_action);
  gtk_widget_class_install_action (widget_class, "chat.leave-thought", NULL, leave_thought_action);
  gtk_widget_class_install_action (widget_class, "chat.save-notes", "s", save_notes_action);
  gtk_widget_class_install_action (widget_class, "chat.continue-thought", "(suu)",
                                   continue_thought_action);
  gtk_widget_class_install_action (widget_class, "chat.export-thought", "(suu)",
                                   export_thought_action);
}
