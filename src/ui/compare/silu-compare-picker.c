/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without a word typed it lists the chats of late; with one it is the sidebar's search. A chat with
 * one answer needs no second question. */
#include "silu-compare-picker.h"

#include "silu-attachment.h"
#include "silu-compare-head.h"
#include "silu-search-results.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* Chats that are listed before anything is typed, and answers of one chat. */
#define MOST_CHATS 50
#define MOST_ANSWERS 500
#define MAX_LINE 200 /* characters of a question */

struct _SiluComparePicker
{
  AdwWindow parent_instance;

  SiluEngine *engine;
  SiluMessage *message;
  SiluConversation *conversation; /* the chat that was chosen, or NULL */
  GPtrArray *chats;               /* of SiluConversation, one a row */
  GPtrArray *answers;             /* of SiluMessage, one a row */

  SiluComparePickFunc func;
  gpointer user_data;
  GDestroyNotify free_func;

  GtkWidget *back;
  GtkWidget *search;
  GtkStack *pages; /* "recent", "found", "loading", "answers", "message" */
  GtkListBox *recent;
  SiluSearchResults *results;
  GtkListBox *list;
  AdwStatusPage *status;
};

G_DEFINE_FINAL_TYPE (SiluComparePicker, silu_compare_picker, ADW_TYPE_WINDOW)

static void
pick (SiluComparePicker *self, SiluMessage *message)
{
  g_autoptr (SiluComparePicker) keep = g_object_ref (self);

  self->func (self->conversation, message, self->user_data);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- rows --- */

static GtkWidget *
make_row (const char *title, const char *about)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *detail = gtk_label_new (about);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (box, "picker-row");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), detail);

  return box;
}

static char *
dup_date (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return time != 0 && date != NULL ? g_date_time_format (date, "%x") : g_strdup ("");
}

static void
clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static char *
dup_question (SiluMessage *answer)
{
  SiluMessage *question = silu_message_get_parent (answer);
  g_autofree char *text = question != NULL ? silu_attachments_dup_gist (question) : g_strdup ("");
  char *start = g_strchug (text);

  start[strcspn (start, "\r\n")] = '\0';
  if (g_utf8_strlen (start, -1) > MAX_LINE)
    return g_utf8_substring (start, 0, MAX_LINE);

  return g_strdup (start);
}

static void
add_answer (SiluComparePicker *self, SiluMessage *answer)
{
  g_autofree char *question = dup_question (answer);
  g_autofree char *origin = silu_compare_head_dup_origin (answer);
  g_autofree char *date = dup_date (silu_message_get_times (answer)->start);
  g_autofree char *about = g_strdup_printf ("%s · %s", origin, date);

  gtk_list_box_append (self->list, make_row (question, *date != '\0' ? about : origin));
  g_ptr_array_add (self->answers, g_object_ref (answer));
}

/* --- answers of a chat --- */

static void
show_message (SiluComparePicker *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_stack_set_visible_child_name (self->pages, "message");
}

static void
show_answers (SiluComparePicker *self)
{
  g_autoptr (GPtrArray) all = silu_conversation_list_all (self->conversation);

  clear (self->list);
  g_ptr_array_set_size (self->answers, 0);
  /* The newest first. */
  for (guint i = all->len; i > 0 && self->answers->len < MOST_ANSWERS; i--)
    {
      SiluMessage *message = g_ptr_array_index (all, i - 1);

      if (silu_message_get_role (message) == SILU_ROLE_ASSISTANT && message != self->message)
        add_answer (self, message);
    }

  if (self->answers->len == 1)
    pick (self, g_ptr_array_index (self->answers, 0));
  else if (self->answers->len == 0)
    show_message (self, _ ("Nothing to compare"), _ ("This chat has no other answer."));
  else
    {
      gtk_stack_set_visible_child_name (self->pages, "answers");
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
    }
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluComparePicker) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!silu_engine_load_finish (SILU_ENGINE (object), result, &error))
    show_message (self, _ ("This chat cannot be read"), error->message);
  /* The user may have gone back, or on, meanwhile. */
  else if (self->conversation != NULL && silu_conversation_get_loaded (self->conversation) &&
           g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "loading") == 0)
    show_answers (self);
}

static void
choose_chat (SiluComparePicker *self, SiluConversation *conversation)
{
  g_set_object (&self->conversation, conversation);
  gtk_widget_show (self->back);
  gtk_widget_hide (self->search);
  gtk_stack_set_visible_child_name (self->pages, "loading");
  silu_engine_load_async (self->engine, conversation, loaded_cb, g_object_ref (self));
}

/* --- the chats --- */

static void
show_chats (SiluComparePicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_object (&self->conversation);
  gtk_widget_hide (self->back);
  gtk_widget_show (self->search);
  silu_search_results_search (self->results, text);
  gtk_stack_set_visible_child_name (self->pages, *text != '\0' ? "found" : "recent");
}

static void
search_cb (GtkSearchEntry *entry, gpointer user_data)
{
  show_chats (user_data);
}

static void
activate_cb (GtkSearchEntry *entry, gpointer user_data)
{
  SiluComparePicker *self = user_data;

  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    silu_search_results_open_first (self->results);
}

static void
open_hit_cb (SiluSearchResults *results, gpointer data, gpointer user_data)
{
  SiluComparePicker *self = user_data;
  const SiluSearchHit *hit = data;
  SiluConversation *found = silu_engine_find_conversation (self->engine, hit->conversation);

  if (found != NULL)
    choose_chat (self, found);
}

static void
recent_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  SiluComparePicker *self = user_data;

  choose_chat (self, g_ptr_array_index (self->chats, gtk_list_box_row_get_index (row)));
}

static void
answer_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  SiluComparePicker *self = user_data;

  pick (self, g_ptr_array_index (self->answers, gtk_list_box_row_get_index (row)));
}

static void
back_cb (GtkButton *button, gpointer user_data)
{
  SiluComparePicker *self = user_data;

  show_chats (self);
  gtk_widget_grab_focus (self->search);
}

static void
list_recent (SiluComparePicker *self)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (self->engine));

  for (guint i = 0; i < g_list_model_get_n_items (list) && i < MOST_CHATS; i++)
    {
      SiluConversation *chat = g_list_model_get_item (list, i);
      g_autofree char *date = dup_date (silu_conversation_get_updated (chat));

      gtk_list_box_append (self->recent, make_row (silu_conversation_get_title (chat), date));
      g_ptr_array_add (self->chats, chat);
    }
}

/* --- the window --- */

static void
silu_compare_picker_dispose (GObject *object)
{
  SiluComparePicker *self = SILU_COMPARE_PICKER (object);
  GDestroyNotify free_func = g_steal_pointer (&self->free_func);

  if (free_func != NULL)
    free_func (g_steal_pointer (&self->user_data));
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (silu_compare_picker_parent_class)->dispose (object);
}

static void
silu_compare_picker_finalize (GObject *object)
{
  SiluComparePicker *self = SILU_COMPARE_PICKER (object);

  g_ptr_array_unref (self->chats);
  g_ptr_array_unref (self->answers);

  G_OBJECT_CLASS (silu_compare_picker_parent_class)->finalize (object);
}

static void
silu_compare_picker_class_init (SiluComparePickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_compare_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_compare_picker_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkListBox *
add_list (SiluComparePicker *self, const char *page, const char *label, GCallback activated)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (list, "row-activated", activated, self, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_stack_add_named (self->pages, scrolled, page);

  return GTK_LIST_BOX (list);
}

static void
add_pages (SiluComparePicker *self)
{
  GtkWidget *loading = adw_status_page_new ();
  GtkWidget *results = silu_search_results_new ();

  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  self->recent = add_list (self, "recent", _ ("Chats"), G_CALLBACK (recent_cb));
  self->list = add_list (self, "answers", _ ("Answers"), G_CALLBACK (answer_cb));
  self->results = SILU_SEARCH_RESULTS (results);
  g_signal_connect_object (results, "open", G_CALLBACK (open_hit_cb), self, 0);
  gtk_stack_add_named (self->pages, results, "found");
  adw_status_page_set_title (ADW_STATUS_PAGE (loading), _ ("Loading…"));
  gtk_stack_add_named (self->pages, loading, "loading");
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->status), "message");
}

static void
silu_compare_picker_init (SiluComparePicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  self->chats = g_ptr_array_new_with_free_func (g_object_unref);
  self->answers = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_window_set_default_size (GTK_WINDOW (self), 460, 560);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Compare With"));

  gtk_widget_add_css_class (header, "flat");
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back, _ ("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Back"), -1);
  gtk_widget_hide (self->back);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_cb), self, 0);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search chats"), "margin-start", 12,
                "margin-end", 12, "margin-bottom", 6, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search chats"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self, 0);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (activate_cb), self, 0);

  add_pages (self);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages));
  adw_window_set_content (ADW_WINDOW (self), box);
}

GtkWidget *
silu_compare_picker_present (GtkWidget *parent,
                             SiluEngine *engine,
                             SiluMessage *message,
                             SiluComparePickFunc func,
                             gpointer user_data,
                             GDestroyNotify free_func)
{
  SiluComparePicker *self = g_object_new (SILU_TYPE_COMPARE_PICKER, "transient-for",
                                          gtk_widget_get_root (parent), "modal", TRUE, NULL);

  self->engine = g_object_ref (engine);
  self->message = g_object_ref (message);
  self->func = func;
  self->user_data = user_data;
  self->free_func = free_func;
  silu_search_results_set_store (self->results, silu_engine_get_store (engine));
  list_recent (self);
  show_chats (self);
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}
