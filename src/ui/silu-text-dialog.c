/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer is taken from the entry or the buffer only when it is agreed to: both have a property
 * "text". */
#include "silu-text-dialog.h"

#include "silu-compat.h"
#include "silu-long-word.h"
#include <glib/gi18n-lib.h>

/* Of several lines. */
#define HEIGHT 160
#define WIDTH 420

#define MAX_LENGTH 200 /* of one line: characters */

typedef struct
{
  GtkWidget *dialog;
  GObject *source; /* an entry, or a buffer */
  gboolean is_long;
  gboolean may_be_empty;
  SiluTextFunc func;
  gpointer user_data;
  GDestroyNotify free_func;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  if (asking->free_func != NULL)
    asking->free_func (asking->user_data);
  g_free (asking);
}

static char *
dup_text (Asking *asking)
{
  char *text = NULL;

  g_object_get (asking->source, "text", &text, NULL);

  return asking->is_long ? text : g_strstrip (text);
}

static gboolean
is_good (Asking *asking)
{
  g_autofree char *text = g_strstrip (dup_text (asking));

  return asking->may_be_empty || *text != '\0';
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  Asking *asking = user_data;
  g_autofree char *text = dup_text (asking);

  if (g_str_equal (response, "accept") && is_good (asking))
    asking->func (text, asking->user_data);
}

static void
changed_cb (GObject *source, GParamSpec *pspec, gpointer user_data)
{
  Asking *asking = user_data;

  silu_dialog_set_enabled (asking->dialog, "accept", is_good (asking));
}

static GtkWidget *
make_entry (const SiluTextQuestion *question)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), question->text);
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_LENGTH);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);

  return entry;
}

static GtkWidget *
make_view (const SiluTextQuestion *question)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  silu_long_word_wrap_view (GTK_TEXT_VIEW (view));
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_buffer_set_text (buffer, question->text, -1);

  return view;
}

static GtkWidget *
scroll (GtkWidget *view)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_size_request (scrolled, WIDTH, HEIGHT);
  gtk_widget_add_css_class (scrolled, "text-dialog");

  return scrolled;
}

void
silu_text_dialog_present (GtkWidget *parent,
                          const SiluTextQuestion *question,
                          SiluTextFunc func,
                          gpointer user_data,
                          GDestroyNotify free_func)
{
  Asking *asking = g_new0 (Asking, 1);
  GtkWidget *field = question->is_long ? make_view (question) : make_entry (question);

  *asking = (Asking){
    .dialog = silu_dialog_new (parent, question->heading, question->body),
    .source = question->is_long ? G_OBJECT (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field)))
                                : G_OBJECT (field),
    .is_long = question->is_long,
    .may_be_empty = question->may_be_empty,
    .func = func,
    .user_data = user_data,
    .free_func = free_func,
  };

  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question->label, -1);
  silu_dialog_set_child (asking->dialog, question->is_long ? scroll (field) : field);
  silu_dialog_add_response (asking->dialog, "close", _ ("Cancel"));
  silu_dialog_add_response (asking->dialog, "accept", question->accept);
  silu_dialog_set_suggested (asking->dialog, "accept");
  changed_cb (asking->source, NULL, asking);

  g_signal_connect_data (asking->dialog, "response", G_CALLBACK (response_cb), asking, asking_free,
                         0);
  g_signal_connect (asking->source, "notify::text", G_CALLBACK (changed_cb), asking);
  silu_dialog_present (asking->dialog);
  gtk_widget_grab_focus (field);
}
