/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in a question and in the composer. */
#include "silu-shot-files.h"

#include "silu-attachment-tray.h"
#include "silu-composer.h"
#include "silu-ui-test.h"

#define CODE                                                                                       \
  "#include \"queue.h\"\n\nbool\nqueue_push (Queue *q, int value)\n{\n"                            \
  "  if (q->n == q->size)\n    return false;\n"                                                    \
  "  q->items[(q->first + q->n++) % q->size] = value;\n  return true;\n}\n"

static void
add (SiluConversation *conversation, SiluRole role, GPtrArray *files, const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, role);

  if (files != NULL)
    silu_attachments_append_to (files, message);
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));
}

void
silu_shot_show_files (SiluEngine *engine, SiluWindow *window)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (GPtrArray) files = silu_attachments_new ();
  GtkWidget *composer = NULL;

  g_ptr_array_add (files, silu_attachment_new ("queue.c", NULL, CODE));
  g_ptr_array_add (files, silu_attachment_new ("queue.h", NULL, "typedef struct Queue Queue;\n"));
  add (conversation, SILU_ROLE_USER, files, "Does the queue lose what does not fit?");
  add (conversation, SILU_ROLE_ASSISTANT, NULL,
       "No: `queue_push` says **false**, and leaves it to the caller.");
  g_ptr_array_add (files, silu_attachment_new ("压力测试的结果与说明.txt", NULL, "1\n2\n"));
  add (conversation, SILU_ROLE_USER, files, "");
  add (conversation, SILU_ROLE_ASSISTANT, NULL, "Two of three runs dropped nothing.");
  silu_conversation_set_title (conversation, "queue.c", SILU_TITLE_USER);
  silu_conversation_list_add (silu_engine_get_conversations (engine), conversation);
  silu_window_open (window, conversation);

  /* The composer is made when it is first to be seen. */
  silu_ui_test_settle (GTK_WIDGET (window));
  composer = silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_COMPOSER);
  silu_composer_set_attachments (SILU_COMPOSER (composer), files);
  silu_composer_set_text (SILU_COMPOSER (composer), "And with two threads?");
}

GtkWidget *
silu_shot_show_file (SiluWindow *window)
{
  GtkWidget *tray = silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_ATTACHMENT_TRAY);
  GtkMenuButton *button = GTK_MENU_BUTTON (silu_ui_test_find (tray, GTK_TYPE_MENU_BUTTON));

  gtk_menu_button_popup (button);

  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}
