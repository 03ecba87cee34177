/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file as a pill. What is in it is only laid out when somebody looks: it may be a megabyte. */
#include "silu-attachment-chip.h"
#include "silu-long-word.h"

#include <glib/gi18n-lib.h>

/* Of the text, in bytes, for the look at it. */
#define MAX_PREVIEW 4096

#define PREVIEW_WIDTH 420
#define PREVIEW_HEIGHT 280

struct _SiluAttachmentChip
{
  GtkWidget parent_instance;

  SiluAttachment *attachment; /* NULL while it is being read */

  GtkMenuButton *button;
  GtkLabel *name;
  GtkLabel *size;
};

enum
{
  REMOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluAttachmentChip, silu_attachment_chip, GTK_TYPE_WIDGET)

/* --- the look at it --- */

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  silu_long_word_wrap_view (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How the file begins"), -1);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), PREVIEW_HEIGHT);
  gtk_widget_set_size_request (scrolled, PREVIEW_WIDTH, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);

  return scrolled;
}

static void
append_label (GtkWidget *box, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
make_preview (const SiluAttachment *attachment)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *beginning = NULL;
  gsize length = attachment->length;

  if (length > MAX_PREVIEW)
    length = (gsize) (g_utf8_find_prev_char (attachment->text, attachment->text + MAX_PREVIEW + 1) -
                      attachment->text);
  beginning = g_strndup (attachment->text, length);

  append_label (box, attachment->name, "heading");
  if (attachment->length == 0)
    append_label (box, _ ("What was in it is not here"), "dim-label");
  else
    gtk_box_append (GTK_BOX (box), make_text (beginning));
  if (length < attachment->length)
    append_label (box, _ ("This is only the beginning"), "dim-label");

  return box;
}

/* Anew each time: a look is rare, and what it takes should not stay. */
static void
fill_cb (GtkMenuButton *button, gpointer user_data)
{
  SiluAttachmentChip *self = user_data;
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), make_preview (self->attachment));
  gtk_widget_add_css_class (popover, "attachment");
  gtk_menu_button_set_popover (button, popover);
}

/* --- the pill --- */

static void
remove_cb (SiluAttachmentChip *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
silu_attachment_chip_dispose (GObject *object)
{
  SiluAttachmentChip *self = SILU_ATTACHMENT_CHIP (object);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->attachment, silu_attachment_unref);

  G_OBJECT_CLASS (silu_attachment_chip_parent_class)->dispose (object);
}

static void
silu_attachment_chip_class_init (SiluAttachmentChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_attachment_chip_dispose;
  signals[REMOVE] = g_signal_new ("remove", SILU_TYPE_ATTACHMENT_CHIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "attachment-chip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
silu_attachment_chip_init (SiluAttachmentChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_single_line_mode (self->name, TRUE);
  gtk_label_set_max_width_chars (self->name, 22);
  self->size = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->size), "dim-label");

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->size));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_create_popup_func (self->button, fill_cb, self, NULL);
  gtk_menu_button_set_direction (self->button, GTK_ARROW_UP);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

static void
add_remove (SiluAttachmentChip *self, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s is the name of a file; removed from the message that is being written. */
  g_autofree char *tip = g_strdup_printf (_ ("Remove “%s”"), name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
set_name (SiluAttachmentChip *self, const char *name, const char *size)
{
  const char *shown = *name != '\0' ? name : _ ("without a name");
  g_autofree char *label = g_strdup_printf (_ ("Attachment: %s"), shown);
  /* Translators: a file's name, and its size or "Reading…". */
  g_autofree char *tip = g_strdup_printf (_ ("%s (%s)"), shown, size);

  gtk_label_set_text (self->name, shown);
  gtk_label_set_text (self->size, size);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), *size != '\0' ? tip : shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, size, -1);
}

GtkWidget *
silu_attachment_chip_new (SiluAttachment *attachment, gboolean can_be_removed)
{
  SiluAttachmentChip *self = g_object_new (SILU_TYPE_ATTACHMENT_CHIP, NULL);

  silu_attachment_chip_set_attachment (self, attachment);
  if (can_be_removed)
    add_remove (self, attachment->name);

  return GTK_WIDGET (self);
}

GtkWidget *
silu_attachment_chip_new_reading (const char *name)
{
  SiluAttachmentChip *self = g_object_new (SILU_TYPE_ATTACHMENT_CHIP, NULL);

  set_name (self, name, _ ("Reading…"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  add_remove (self, name);

  return GTK_WIDGET (self);
}

void
silu_attachment_chip_set_attachment (SiluAttachmentChip *self, SiluAttachment *attachment)
{
  g_autofree char *size = NULL;

  g_return_if_fail (SILU_IS_ATTACHMENT_CHIP (self));
  g_return_if_fail (self->attachment == NULL);

  size = attachment->length > 0 ? g_format_size (attachment->length) : g_strdup ("");
  self->attachment = silu_attachment_ref (attachment);
  set_name (self, attachment->name, size);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
}
