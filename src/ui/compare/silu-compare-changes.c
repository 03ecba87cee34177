/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text that can be read, selected and copied as a whole. That a line is of one answer only is
 * said by the sign it begins with; the colour says it again. */
#include "silu-compare-changes.h"

#include "silu-long-word.h"
#include "silu-text-diff.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MARGIN 24
#define SIGN_WIDTH 22 /* of the column of signs */

struct _SiluCompareChanges
{
  GtkWidget parent_instance;

  SiluCompareSide *sides[2];
  gboolean is_shown; /* the text is that of both answers */

  GtkStack *stack;
  AdwStatusPage *page;
  GtkTextBuffer *buffer;
  GtkTextTag *lines[3]; /* by SiluDiffKind; NULL: SAME */
  GtkTextTag *words[3];
};

G_DEFINE_FINAL_TYPE (SiluCompareChanges, silu_compare_changes, GTK_TYPE_WIDGET)

/* --- the look --- */

static void
set_background (GtkTextTag *tag, const char *property, const GdkRGBA *colour, float alpha)
{
  GdkRGBA background = *colour;

  background.alpha = alpha;
  g_object_set (tag, property, &background, NULL);
}

static void
update_colours (SiluCompareChanges *self)
{
  static const char *const names[] = { NULL, "error_bg_color", "success_bg_color" };
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  for (gsize i = SILU_DIFF_REMOVED; i <= SILU_DIFF_ADDED; i++)
    {
      GdkRGBA colour;

      if (!gtk_style_context_lookup_color (style, names[i], &colour))
        continue;
      set_background (self->lines[i], "paragraph-background-rgba", &colour, 0.12f);
      set_background (self->words[i], "background-rgba", &colour, 0.30f);
    }
}

static void
dark_cb (AdwStyleManager *manager, GParamSpec *pspec, gpointer user_data)
{
  update_colours (user_data);
}

static void
make_tags (SiluCompareChanges *self)
{
  for (gsize i = SILU_DIFF_REMOVED; i <= SILU_DIFF_ADDED; i++)
    {
      self->lines[i] = gtk_text_buffer_create_tag (self->buffer, NULL, NULL);
      self->words[i] =
          gtk_text_buffer_create_tag (self->buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
    }
  update_colours (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dark_cb),
                           self, G_CONNECT_AFTER);
}

/* --- the text --- */

static void
mark_words (SiluCompareChanges *self, const SiluTextDiffLine *line, guint start)
{
  GtkTextIter from, to;
  int number = 0;

  gtk_text_buffer_get_end_iter (self->buffer, &to);
  number = gtk_text_iter_get_line (&to);
  for (guint i = 0; line->marks != NULL && i < line->marks->len; i++)
    {
      SiluTextDiffMark mark = g_array_index (line->marks, SiluTextDiffMark, i);

      gtk_text_buffer_get_iter_at_line_index (self->buffer, &from, number,
                                              (int) (start + mark.start));
      gtk_text_buffer_get_iter_at_line_index (self->buffer, &to, number, (int) (start + mark.end));
      gtk_text_buffer_apply_tag (self->buffer, self->words[line->kind], &from, &to);
    }
}

/* A carriage return would be a line of its own to the view. */
static void
add_line (SiluCompareChanges *self, const SiluTextDiffLine *line, gboolean is_last)
{
  static const char *const signs[] = { "\t", "−\t", "+\t" };
  g_autofree char *text = g_strdelimit (g_strdup (line->text), "\r", ' ');
  GtkTextIter end;
  int start;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  start = gtk_text_iter_get_offset (&end);
  gtk_text_buffer_insert (self->buffer, &end, signs[line->kind], -1);
  gtk_text_buffer_insert (self->buffer, &end, text, -1);
  if (line->kind != SILU_DIFF_SAME)
    {
      GtkTextIter from;

      mark_words (self, line, (guint) strlen (signs[line->kind]));
      gtk_text_buffer_get_iter_at_offset (self->buffer, &from, start);
      gtk_text_buffer_get_end_iter (self->buffer, &end);
      gtk_text_buffer_apply_tag (self->buffer, self->lines[line->kind], &from, &end);
    }

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  if (!is_last)
    gtk_text_buffer_insert (self->buffer, &end, "\n", 1);
}

static void
show_page (SiluCompareChanges *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, description);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static gboolean
is_complete (SiluCompareSide *side)
{
  return silu_message_get_state (silu_compare_side_get_message (side)) != SILU_MESSAGE_STREAMING;
}

static void
show_changes (SiluCompareChanges *self)
{
  g_autofree char *before = silu_compare_side_dup_answer (self->sides[0]);
  g_autofree char *after = silu_compare_side_dup_answer (self->sides[1]);
  g_autoptr (GPtrArray) lines = NULL;

  if (g_str_equal (before, after))
    {
      show_page (self, _ ("No changes"), _ ("Both answers are the same, to the letter."));
      return;
    }

  lines = silu_text_diff_new (before, after);
  gtk_text_buffer_set_text (self->buffer, "", 0);
  for (guint i = 0; i < lines->len; i++)
    add_line (self, g_ptr_array_index (lines, i), i + 1 == lines->len);
  gtk_stack_set_visible_child_name (self->stack, "text");
}

/* Not before somebody looks, and not while it changes with every token. */
static void
update (SiluCompareChanges *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (!is_complete (self->sides[0]) || !is_complete (self->sides[1]))
    {
      self->is_shown = FALSE;
      show_page (self, _ ("Not complete yet"),
                 _ ("What differs is shown when both answers are there."));
    }
  else if (!self->is_shown)
    {
      self->is_shown = TRUE;
      show_changes (self);
    }
}

static void
state_cb (SiluMessage *message, GParamSpec *pspec, gpointer user_data)
{
  SiluCompareChanges *self = user_data;

  self->is_shown = FALSE;
  update (self);
}

/* --- the widget --- */

static void
silu_compare_changes_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (silu_compare_changes_parent_class)->map (widget);

  update (SILU_COMPARE_CHANGES (widget));
}

static void
silu_compare_changes_dispose (GObject *object)
{
  SiluCompareChanges *self = SILU_COMPARE_CHANGES (object);

  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->sides[0]);
  g_clear_object (&self->sides[1]);

  G_OBJECT_CLASS (silu_compare_changes_parent_class)->dispose (object);
}

static void
silu_compare_changes_class_init (SiluCompareChangesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_compare_changes_dispose;
  widget_class->map = silu_compare_changes_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "compare-changes");
}

static GtkWidget *
make_text (SiluCompareChanges *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  g_autoptr (PangoTabArray) tabs = NULL;

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  silu_long_word_wrap_view (GTK_TEXT_VIEW (view));
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), MARGIN / 2);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), MARGIN);
  /* What does not fit on a line goes on beside the signs, not below them. */
  tabs = pango_tab_array_new_with_positions (1, TRUE, PANGO_TAB_LEFT, SIGN_WIDTH);
  gtk_text_view_set_tabs (GTK_TEXT_VIEW (view), tabs);
  gtk_text_view_set_indent (GTK_TEXT_VIEW (view), -SIGN_WIDTH);
  gtk_text_view_set_pixels_above_lines (GTK_TEXT_VIEW (view), 2);
  gtk_text_view_set_pixels_below_lines (GTK_TEXT_VIEW (view), 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Changes"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);

  return scrolled;
}

static void
silu_compare_changes_init (SiluCompareChanges *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->page = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->page), "page");
  gtk_stack_add_named (self->stack, make_text (self), "text");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  make_tags (self);
}

GtkWidget *
silu_compare_changes_new (SiluCompareSide **sides)
{
  SiluCompareChanges *self = g_object_new (SILU_TYPE_COMPARE_CHANGES, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      self->sides[i] = g_object_ref (sides[i]);
      g_signal_connect_object (silu_compare_side_get_message (sides[i]), "notify::state",
                               G_CALLBACK (state_cb), self, 0);
    }

  return GTK_WIDGET (self);
}
