/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips above the text. A file has its place from the moment on that it is chosen, and its chip has
 * the button that gives up reading it. */
#include "silu-attachment-tray.h"

#include "silu-attachment-chip.h"
#include "silu-attachment-chips.h"
#include "silu-attachment-file.h"
#include <glib/gi18n-lib.h>

/* Pixels of chips before they scroll. */
#define MAX_HEIGHT 120

typedef struct
{
  GtkWidget *chip;
  SiluAttachment *attachment; /* NULL while it is being read */
  GCancellable *cancellable;  /* NULL once it is not any more */
} Entry;

struct _SiluAttachmentTray
{
  GtkWidget parent_instance;

  GPtrArray *entries; /* of Entry */
  GtkFileChooserNative *chooser;

  GtkWidget *scrolled;
  GtkWidget *chips;
};

enum
{
  READING,
  REMOVED,
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluAttachmentTray, silu_attachment_tray, GTK_TYPE_WIDGET)

static void
entry_free (gpointer data)
{
  Entry *self = data;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->attachment, silu_attachment_unref);
  g_free (self);
}

static void
update_visible (SiluAttachmentTray *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->entries->len > 0);
}

static Entry *
find_entry (SiluAttachmentTray *self, GtkWidget *chip, GCancellable *cancellable)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->chip == chip || (cancellable != NULL && entry->cancellable == cancellable))
        return entry;
    }

  return NULL;
}

static void
remove_entry (SiluAttachmentTray *self, Entry *entry)
{
  gtk_widget_unparent (entry->chip);
  g_ptr_array_remove (self->entries, entry);
  update_visible (self);
}

static void
remove_cb (SiluAttachmentChip *chip, gpointer user_data)
{
  SiluAttachmentTray *self = user_data;

  remove_entry (self, find_entry (self, GTK_WIDGET (chip), NULL));
  g_signal_emit (self, signals[REMOVED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static Entry *
add_entry (SiluAttachmentTray *self, GtkWidget *chip)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->chip = chip;
  g_signal_connect_object (chip, "remove", G_CALLBACK (remove_cb), self, 0);
  silu_attachment_chips_append (SILU_ATTACHMENT_CHIPS (self->chips), chip);
  g_ptr_array_add (self->entries, entry);
  update_visible (self);

  return entry;
}

static void
say (SiluAttachmentTray *self, const GError *error)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

/* --- reading --- */

typedef struct
{
  SiluAttachmentTray *tray;
  GCancellable *cancellable; /* knows the entry */
} Reading;

static void
take_read (SiluAttachmentTray *self, Entry *entry, SiluAttachment *attachment)
{
  g_autoptr (GPtrArray) others = silu_attachment_tray_list (self);
  SiluAttachmentFault fault = silu_attachments_check (others, attachment);

  if (fault != SILU_ATTACHMENT_FINE)
    {
      g_autoptr (GError) error = silu_attachment_file_refuse (attachment->name, fault);

      say (self, error);
      remove_entry (self, entry);
      return;
    }

  entry->attachment = silu_attachment_ref (attachment);
  silu_attachment_chip_set_attachment (SILU_ATTACHMENT_CHIP (entry->chip), attachment);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (SiluAttachmentTray) self = reading->tray;
  g_autoptr (GCancellable) cancellable = reading->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluAttachment) attachment = silu_attachment_file_read_finish (result, &error);
  Entry *entry = find_entry (self, NULL, cancellable);

  g_free (reading);

  /* It was given up, or the message was left. */
  if (entry == NULL)
    return;

  g_clear_object (&entry->cancellable);
  if (attachment != NULL)
    {
      take_read (self, entry, attachment);
    }
  else
    {
      say (self, error);
      remove_entry (self, entry);
    }

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_file (SiluAttachmentTray *self, GFile *file)
{
  g_autofree char *name = silu_attachment_file_dup_name (file);
  Entry *entry = add_entry (self, silu_attachment_chip_new_reading (name));
  Reading *reading = g_new0 (Reading, 1);

  entry->cancellable = g_cancellable_new ();
  reading->tray = g_object_ref (self);
  reading->cancellable = g_object_ref (entry->cancellable);
  silu_attachment_file_read_async (file, entry->cancellable, read_cb, reading);
}

/* --- where files come from --- */

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  SiluAttachmentTray *self = user_data;
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  GSList *list = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    for (guint i = g_list_model_get_n_items (files); i > 0; i--)
      list = g_slist_prepend (list, g_list_model_get_item (files, i - 1));
  silu_attachment_tray_add (self, list);
  g_slist_free_full (list, g_object_unref);
  g_clear_object (&self->chooser);
}

static gboolean
is_of_the_web (GFile *file)
{
  return g_file_has_uri_scheme (file, "http") || g_file_has_uri_scheme (file, "https");
}

static void
silu_attachment_tray_dispose (GObject *object)
{
  SiluAttachmentTray *self = SILU_ATTACHMENT_TRAY (object);

  g_ptr_array_set_size (self->entries, 0);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_attachment_tray_parent_class)->dispose (object);
}

static void
silu_attachment_tray_finalize (GObject *object)
{
  g_ptr_array_unref (SILU_ATTACHMENT_TRAY (object)->entries);

  G_OBJECT_CLASS (silu_attachment_tray_parent_class)->finalize (object);
}

static void
silu_attachment_tray_class_init (SiluAttachmentTrayClass *klass)
{
  const char *const names[N_SIGNALS] = {
    [READING] = "reading",
    [REMOVED] = "removed",
    [CHANGED] = "changed",
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_attachment_tray_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_attachment_tray_finalize;
  for (gsize i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], SILU_TYPE_ATTACHMENT_TRAY, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "attachment-tray");
}

static void
silu_attachment_tray_init (SiluAttachmentTray *self)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->chips = silu_attachment_chips_new (FALSE);
  self->scrolled = GTK_WIDGET (scrolled);
  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (scrolled, TRUE);
  gtk_scrolled_window_set_max_content_height (scrolled, MAX_HEIGHT);
  gtk_scrolled_window_set_child (scrolled, self->chips);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  update_visible (self);
}

/* One toast says that there are too many, not one for each that is. */
void
silu_attachment_tray_add (SiluAttachmentTray *self, GSList *files)
{
  g_return_if_fail (SILU_IS_ATTACHMENT_TRAY (self));

  for (GSList *at = files; at != NULL; at = at->next)
    {
      if (self->entries->len >= SILU_ATTACHMENTS_MAX)
        {
          g_autofree char *name = silu_attachment_file_dup_name (at->data);
          g_autoptr (GError) error = silu_attachment_file_refuse (name, SILU_ATTACHMENT_TOO_MANY);

          say (self, error);
          break;
        }
      read_file (self, at->data);
    }

  g_signal_emit (self, signals[READING], 0);
}

void
silu_attachment_tray_choose (SiluAttachmentTray *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("Attach Text Files"),
                                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

char *
silu_attachment_tray_take (SiluAttachmentTray *self, const GValue *file_list)
{
  GSList *files = g_value_get_boxed (file_list);
  g_autoptr (GString) addresses = g_string_new (NULL);

  for (GSList *at = files; at != NULL; at = at->next)
    {
      g_autofree char *uri = g_file_get_uri (at->data);

      if (is_of_the_web (at->data))
        g_string_append_printf (addresses, "%s%s", addresses->len > 0 ? "\n" : "", uri);
    }

  if (addresses->len > 0)
    return g_string_free (g_steal_pointer (&addresses), FALSE);

  silu_attachment_tray_add (self, files);

  return NULL;
}

GPtrArray *
silu_attachment_tray_list (SiluAttachmentTray *self)
{
  GPtrArray *attachments = silu_attachments_new ();

  g_return_val_if_fail (SILU_IS_ATTACHMENT_TRAY (self), attachments);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->attachment != NULL)
        g_ptr_array_add (attachments, silu_attachment_ref (entry->attachment));
    }

  return attachments;
}

void
silu_attachment_tray_set (SiluAttachmentTray *self, GPtrArray *attachments)
{
  g_autoptr (GPtrArray) wanted = silu_attachments_copy (attachments);

  g_return_if_fail (SILU_IS_ATTACHMENT_TRAY (self));

  while (self->entries->len > 0)
    remove_entry (self, g_ptr_array_index (self->entries, self->entries->len - 1));

  for (guint i = 0; i < wanted->len; i++)
    {
      SiluAttachment *attachment = g_ptr_array_index (wanted, i);
      Entry *entry = add_entry (self, silu_attachment_chip_new (attachment, TRUE));

      entry->attachment = silu_attachment_ref (attachment);
    }
}

gboolean
silu_attachment_tray_is_reading (SiluAttachmentTray *self)
{
  g_return_val_if_fail (SILU_IS_ATTACHMENT_TRAY (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    if (((Entry *) g_ptr_array_index (self->entries, i))->attachment == NULL)
      return TRUE;

  return FALSE;
}
