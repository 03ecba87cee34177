/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from elsewhere is text or files, and never as much as would choke the view. */
#include "silu-composer-private.h"

#include <string.h>

/* Bytes; the largest context windows hold less. */
#define MAX_PASTE (8 * 1024 * 1024)

static void
insert_text (SiluComposer *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  if (strlen (text) > MAX_PASTE)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (buffer));
}

static void
pasted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluComposer) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (text != NULL && self->view != NULL)
    insert_text (self, text);
}

/* A copied link comes as a file, too. */
static void
take_files (SiluComposer *self, const GValue *file_list)
{
  g_autofree char *addresses = silu_attachment_tray_take (self->tray, file_list);

  if (addresses != NULL)
    insert_text (self, addresses);
}

static void
files_pasted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluComposer) self = user_data;
  const GValue *files = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, NULL);

  if (files != NULL && self->view != NULL)
    take_files (self, files);
}

static gboolean
has_files (GdkClipboard *clipboard)
{
  GdkContentFormats *formats = gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));
  gboolean found = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST);

  gdk_content_formats_unref (formats);

  return found;
}

/* Only files, and text: the view by itself would take tags and widgets over from another view. */
void
silu_composer_paste (GtkTextView *view, SiluComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  g_signal_stop_emission_by_name (view, "paste-clipboard");
  if (has_files (clipboard))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    files_pasted_cb, g_object_ref (self));
  else
    gdk_clipboard_read_text_async (clipboard, NULL, pasted_cb, g_object_ref (self));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SiluComposer *self)
{
  take_files (self, value);

  return TRUE;
}

/* Before the text view can take a file for the text of its name. */
void
silu_composer_add_drop_target (SiluComposer *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->card, GTK_EVENT_CONTROLLER (target));
}
