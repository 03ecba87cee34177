/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silu-thought-raw.h"

#include "silu-long-word.h"
#include "silu-scroller.h"
#include <glib/gi18n-lib.h>

/* Where in the view a place is shown, from the top. */
#define PLACE 0.1

struct _SiluThoughtRaw
{
  GtkWidget parent_instance;

  SiluChain *chain;
  GtkWidget *scroller;
  GtkWidget *view;
  gsize shown;        /* bytes of the chain that are in the view */
  gboolean following; /* the view keeps to the end of the text */
  gboolean scrolling; /* it is being moved there */
};

G_DEFINE_FINAL_TYPE (SiluThoughtRaw, silu_thought_raw, GTK_TYPE_WIDGET)

static GtkAdjustment *
get_adjustment (SiluThoughtRaw *self)
{
  return silu_scroller_get_adjustment (SILU_SCROLLER (self->scroller));
}

static void
scroll_to_end (SiluThoughtRaw *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);

  self->scrolling = TRUE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) -
                                            gtk_adjustment_get_page_size (adjustment));
  self->scrolling = FALSE;
}

static void
value_changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  SiluThoughtRaw *self = user_data;
  double page = gtk_adjustment_get_page_size (adjustment);

  if (!self->scrolling && page > 0)
    self->following =
        gtk_adjustment_get_value (adjustment) + page >= gtk_adjustment_get_upper (adjustment) - 1;
}

void
silu_thought_raw_update (SiluThoughtRaw *self)
{
  GtkTextBuffer *buffer;
  const GString *text;
  GtkTextIter iter;

  g_return_if_fail (SILU_IS_THOUGHT_RAW (self));

  text = silu_chain_get_text (self->chain);
  if (text->len <= self->shown)
    return;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_get_end_iter (buffer, &iter);
  gtk_text_buffer_insert (buffer, &iter, text->str + self->shown, (int) (text->len - self->shown));
  self->shown = text->len;
  if (self->following)
    scroll_to_end (self);
}

void
silu_thought_raw_restart (SiluThoughtRaw *self)
{
  g_return_if_fail (SILU_IS_THOUGHT_RAW (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), "", 0);
  self->shown = 0;
  silu_thought_raw_update (self);
}

void
silu_thought_raw_show (SiluThoughtRaw *self, gsize offset)
{
  GtkTextBuffer *buffer;
  const GString *text;
  GtkTextIter iter;

  g_return_if_fail (SILU_IS_THOUGHT_RAW (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  text = silu_chain_get_text (self->chain);
  offset = MIN (offset, self->shown);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter,
                                      (int) g_utf8_strlen (text->str, (gssize) offset));
  self->following = FALSE;
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (buffer), 0,
                                TRUE, 0, PLACE);
}

static void
silu_thought_raw_dispose (GObject *object)
{
  SiluThoughtRaw *self = SILU_THOUGHT_RAW (object);

  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (get_adjustment (self), self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->chain);

  G_OBJECT_CLASS (silu_thought_raw_parent_class)->dispose (object);
}

static void
silu_thought_raw_class_init (SiluThoughtRawClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thought_raw_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thought-raw");
}

static void
silu_thought_raw_init (SiluThoughtRaw *self)
{
  GtkTextView *view;

  self->view = gtk_text_view_new ();
  view = GTK_TEXT_VIEW (self->view);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (view), FALSE);
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_monospace (view, TRUE);
  silu_long_word_wrap_view (view);
  gtk_text_view_set_left_margin (view, 16);
  gtk_text_view_set_right_margin (view, 16);
  gtk_text_view_set_top_margin (view, 10);
  gtk_text_view_set_bottom_margin (view, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Thinking, raw text"), -1);

  self->scroller = silu_scroller_new (GTK_ORIENTATION_VERTICAL, self->view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect (get_adjustment (self), "value-changed", G_CALLBACK (value_changed_cb), self);
}

GtkWidget *
silu_thought_raw_new (SiluChain *chain, int max_height)
{
  SiluThoughtRaw *self = g_object_new (SILU_TYPE_THOUGHT_RAW, NULL);

  self->chain = g_object_ref (chain);
  self->following = silu_chain_is_live (chain);
  silu_scroller_set_max_height (SILU_SCROLLER (self->scroller), max_height);
  silu_thought_raw_update (self);

  return GTK_WIDGET (self);
}
