/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thought above its answer. Closed it is one line, whatever happens in it, so that nothing below
 * moves; open it is a text that grows inside a limited height. It opens and closes by the user's
 * hand only. The text itself stays in the message: the card knows how much of it is shown. */
#include "silu-thinking-card-private.h"

#include "silu-copy-button.h"
#include "silu-scroller.h"
#include "silu-thought.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 260
#define SECOND_MS 1000

enum
{
  PANE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThinkingCard, silu_thinking_card, GTK_TYPE_WIDGET)

static gboolean
is_live (SiluThinkingCard *self)
{
  return silu_thought_is_live (self->message, self->part);
}

/* NULL in the moment in which a reclassified message has other parts than the card was made for. */
static const GString *
get_text (SiluThinkingCard *self)
{
  const SiluPart *part;

  if (self->part >= silu_message_get_n_parts (self->message))
    return NULL;

  part = silu_message_get_part (self->message, self->part);

  return part->kind == SILU_PART_REASONING ? part->text : NULL;
}

static GtkAdjustment *
get_adjustment (SiluThinkingCard *self)
{
  return silu_scroller_get_adjustment (SILU_SCROLLER (self->scroller));
}

static void
scroll_to_end (SiluThinkingCard *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);

  self->scrolling = TRUE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) -
                                            gtk_adjustment_get_page_size (adjustment));
  self->scrolling = FALSE;
}

static void update_cb (gpointer user_data);

static gboolean
settled_cb (gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  self->settle = 0;

  return G_SOURCE_REMOVE;
}

/* Text was laid out. The view is in the middle of that: it would undo being moved now, and may move
 * itself. What it does so is over before the next event is handled. */
static void
adjustment_changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  if (self->settle == 0)
    self->settle = g_idle_add_full (G_PRIORITY_HIGH, settled_cb, self, NULL);
  silu_pace_hurry (&self->pace);
}

/* The reader's hand, where it is neither ours nor the layout's: wheel, bar, keys, selecting. */
static void
value_changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  SiluThinkingCard *self = user_data;
  double page = gtk_adjustment_get_page_size (adjustment);

  if (self->scrolling || self->settle != 0 || page == 0)
    return;

  self->following =
      gtk_adjustment_get_value (adjustment) + page >= gtk_adjustment_get_upper (adjustment) - 1;
}

/* The deltas that are not in the view yet. White space at the end waits for what it parts. Not into
 * a view that is not seen: it would be laid out for nothing. */
static void
flush_text (SiluThinkingCard *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  const GString *text = get_text (self);
  gboolean first = self->shown == 0;
  gsize end = text != NULL ? text->len : 0;
  GtkTextIter iter;

  while (end > self->shown && g_ascii_isspace (text->str[end - 1]))
    end--;
  if (!self->open || !gtk_widget_get_mapped (GTK_WIDGET (self)) || end <= self->shown)
    return;

  gtk_text_buffer_get_end_iter (buffer, &iter);
  gtk_text_buffer_insert (buffer, &iter, text->str + self->shown, (int) (end - self->shown));
  self->shown = end;
  /* In this frame, not when the view has come to lay it out. */
  gtk_widget_queue_resize (self->view);

  if (first)
    {
      gtk_text_buffer_get_start_iter (buffer, &iter);
      gtk_text_buffer_place_cursor (buffer, &iter);
    }
}

static void
update_title (SiluThinkingCard *self)
{
  g_autofree char *title = silu_thought_get_title (self->message, self->part, g_get_real_time ());

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (self->answer_now, is_live (self));
}

static void
update_facts (SiluThinkingCard *self)
{
  const GString *text = get_text (self);
  g_autofree char *tokens = silu_thought_get_tokens (self->message, self->part, self->units);
  g_autofree char *facts = tokens != NULL ? g_strconcat ("· ", tokens, NULL) : NULL;
  g_autofree char *preview = NULL;

  if (text != NULL && is_live (self) && !self->open)
    preview = silu_thought_get_preview (text);

  gtk_label_set_text (GTK_LABEL (self->facts), facts != NULL ? facts : "");
  gtk_label_set_text (GTK_LABEL (self->preview), preview != NULL ? preview : "");
}

static void schedule_clock (SiluThinkingCard *self);

static gboolean
clock_cb (gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  self->clock = 0;
  update_title (self);
  schedule_clock (self);

  return G_SOURCE_REMOVE;
}

/* Wakes when the next second is full, so that no number is skipped or shown twice. */
static void
schedule_clock (SiluThinkingCard *self)
{
  gint64 duration = silu_thought_get_duration (self->message, self->part, g_get_real_time ());
  guint passed = duration > 0 ? (guint) (duration / 1000 % SECOND_MS) : 0;

  if (!is_live (self))
    g_clear_handle_id (&self->clock, g_source_remove);
  else if (self->clock == 0)
    self->clock = g_timeout_add (SECOND_MS - passed + 1, clock_cb, self);
}

static void
update_head (SiluThinkingCard *self)
{
  update_title (self);
  update_facts (self);
  schedule_clock (self);
}

/* Only where there is more than fits. */
static void
update_expand (SiluThinkingCard *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  gboolean fits =
      gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment) + 1;

  gtk_widget_set_visible (self->expand,
                          !fits || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->expand)));
}

static void
update_cb (gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  flush_text (self);
  update_facts (self);
  silu_thinking_card_show_hits (self);
  if (self->open)
    update_expand (self);
  if (self->open && self->following)
    scroll_to_end (self);
}

static void
mark_dirty (SiluThinkingCard *self)
{
  silu_pace_queue (&self->pace);
}

static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  if (part == self->part)
    {
      self->units += silu_tokens_count_units (delta, -1);
      mark_dirty (self);
      schedule_clock (self);
    }
  else if (self->clock != 0)
    {
      /* The answer has begun. */
      update_head (self);
    }
}

static void
read_part (SiluThinkingCard *self)
{
  const GString *text = get_text (self);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), "", 0);
  self->shown = 0;
  self->units = text != NULL ? silu_tokens_count_units (text->str, -1) : 0;
  flush_text (self);
  update_head (self);
}

static void
reclassified_cb (SiluMessage *message, gpointer user_data)
{
  read_part (user_data);
}

static void
changed_cb (SiluMessage *message, gpointer user_data)
{
  update_head (user_data);
}

static char *
dup_thought (GtkWidget *owner)
{
  const GString *text = get_text (SILU_THINKING_CARD (owner));

  return g_strdup (text != NULL ? text->str : "");
}

static void
toggle_cb (GtkButton *button, gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  silu_thinking_card_set_open (self, !self->open);
  silu_message_set_pane (self->message, self->open);
  g_signal_emit (self, signals[PANE_CHANGED], 0);
}

static void
expand_cb (GtkToggleButton *button, gpointer user_data)
{
  SiluThinkingCard *self = user_data;
  gboolean expanded = gtk_toggle_button_get_active (button);

  self->following = self->following && is_live (self);
  silu_scroller_set_max_height (SILU_SCROLLER (self->scroller), expanded ? -1 : MAX_HEIGHT);
  gtk_button_set_icon_name (GTK_BUTTON (button),
                            expanded ? "view-restore-symbolic" : "view-fullscreen-symbolic");
}

static void
silu_thinking_card_map (GtkWidget *widget)
{
  SiluThinkingCard *self = SILU_THINKING_CARD (widget);

  GTK_WIDGET_CLASS (silu_thinking_card_parent_class)->map (widget);

  flush_text (self);
}

static void
silu_thinking_card_dispose (GObject *object)
{
  SiluThinkingCard *self = SILU_THINKING_CARD (object);
  GtkWidget *child;

  silu_pace_cancel (&self->pace);
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_handle_id (&self->settle, g_source_remove);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);

  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (get_adjustment (self), self);
  self->scroller = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (silu_thinking_card_parent_class)->dispose (object);
}

static void
silu_thinking_card_class_init (SiluThinkingCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thinking_card_dispose;
  widget_class->map = silu_thinking_card_map;

  signals[PANE_CHANGED] = g_signal_new ("pane-changed", SILU_TYPE_THINKING_CARD, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thinking-card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_toggle (SiluThinkingCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->arrow = gtk_image_new ();
  self->title = make_label ("title");
  self->facts = make_label ("facts");
  self->preview = make_label ("preview");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->preview), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->preview, TRUE);

  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->facts);
  gtk_box_append (GTK_BOX (box), self->preview);

  self->toggle = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->toggle), box);
  gtk_widget_add_css_class (self->toggle, "flat");
  gtk_widget_set_hexpand (self->toggle, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->toggle),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL, -1);
  g_signal_connect (self->toggle, "clicked", G_CALLBACK (toggle_cb), self);

  return self->toggle;
}

static GtkWidget *
make_tools (SiluThinkingCard *self)
{
  const char *label = _ ("Show at full height");

  self->expand = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->expand), "view-fullscreen-symbolic");
  gtk_widget_add_css_class (self->expand, "flat");
  gtk_widget_set_tooltip_text (self->expand, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expand), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect (self->expand, "toggled", G_CALLBACK (expand_cb), self);

  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->tools, "tools");
  gtk_box_append (GTK_BOX (self->tools), self->expand);
  gtk_box_append (GTK_BOX (self->tools),
                  silu_copy_button_new (_ ("Copy thought"), dup_thought, GTK_WIDGET (self)));

  return self->tools;
}

static GtkWidget *
make_view (SiluThinkingCard *self)
{
  GtkTextView *view;

  self->view = gtk_text_view_new ();
  view = GTK_TEXT_VIEW (self->view);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (view), FALSE);
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, 16);
  gtk_text_view_set_right_margin (view, 16);
  gtk_text_view_set_top_margin (view, 10);
  gtk_text_view_set_bottom_margin (view, 12);
  gtk_text_view_set_pixels_above_lines (view, 1);
  gtk_text_view_set_pixels_below_lines (view, 4);
  gtk_text_view_set_pixels_inside_wrap (view, 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Thinking"), -1);

  return self->view;
}

static void
silu_thinking_card_init (SiluThinkingCard *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  silu_pace_init (&self->pace, GTK_WIDGET (self), update_cb, self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  /* The card clips its round corners. */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  gtk_widget_add_css_class (header, "header");
  self->answer_now = gtk_button_new_with_label (_ ("Answer Now"));
  gtk_widget_set_tooltip_text (self->answer_now, _ ("Stop thinking and come to the answer"));
  gtk_widget_set_valign (self->answer_now, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->answer_now, "answer-now");
  gtk_box_append (GTK_BOX (header), make_toggle (self));
  gtk_box_append (GTK_BOX (header), self->answer_now);
  gtk_box_append (GTK_BOX (header), make_tools (self));
  gtk_widget_set_parent (header, GTK_WIDGET (self));

  self->scroller = silu_scroller_new (GTK_ORIENTATION_VERTICAL, make_view (self));
  silu_scroller_set_max_height (SILU_SCROLLER (self->scroller), MAX_HEIGHT);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect (get_adjustment (self), "changed", G_CALLBACK (adjustment_changed_cb), self);
  g_signal_connect (get_adjustment (self), "value-changed", G_CALLBACK (value_changed_cb), self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Thinking"), -1);
}

static void
show_open (SiluThinkingCard *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                self->open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_visible (self->scroller, self->open);
  gtk_widget_set_visible (self->tools, self->open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->open, -1);
  /* A thought that is over is read from its beginning. */
  if (self->shown == 0)
    self->following = is_live (self);
  flush_text (self);
  update_facts (self);
}

GtkWidget *
silu_thinking_card_new (SiluMessage *message, guint part)
{
  SiluThinkingCard *self = g_object_new (SILU_TYPE_THINKING_CARD, NULL);

  self->message = g_object_ref (message);
  self->part = part;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->answer_now), "s",
                                    silu_message_get_id (message));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->answer_now), "chat.answer-now");
  self->open = silu_message_get_pane (message) == TRUE;
  read_part (self);
  show_open (self);

  g_signal_connect (message, "appended", G_CALLBACK (appended_cb), self);
  g_signal_connect (message, "reclassified", G_CALLBACK (reclassified_cb), self);
  g_signal_connect (message, "changed", G_CALLBACK (changed_cb), self);

  return GTK_WIDGET (self);
}

gboolean
silu_thinking_card_get_open (SiluThinkingCard *self)
{
  g_return_val_if_fail (SILU_IS_THINKING_CARD (self), FALSE);

  return self->open;
}

void
silu_thinking_card_set_open (SiluThinkingCard *self, gboolean open)
{
  GtkWidget *focus;

  g_return_if_fail (SILU_IS_THINKING_CARD (self));

  if (self->open == open)
    return;

  /* A focused widget that vanishes would send the focus, and the page with it, elsewhere. */
  focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  if (focus != NULL)
    gtk_widget_grab_focus (self->toggle);

  self->open = open;
  show_open (self);
  silu_pace_hurry (&self->pace);
}
