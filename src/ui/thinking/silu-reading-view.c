/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where there is no room for both, one of them is shown, and a switch leads to the other. */
#include "silu-reading-view.h"

#include "silu-answer-rows.h"
#include "silu-thought.h"
#include "silu-transcript.h"
#include <glib/gi18n-lib.h>

/* The least width for both, and the answer's share of it. */
#define WIDE 860
#define ANSWER_SHARE 0.4

struct _SiluReadingView
{
  GtkWidget parent_instance;

  SiluChain *chain;
  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *menu;
  GtkWidget *find;
  GtkWidget *switcher;
  GtkWidget *tabs[2];
  GtkWidget *pane;
  GtkWidget *edge;
  GtkWidget *answer; /* scrolled */
  GtkWidget *transcript;
  SiluAnswerRows *rows;
  guint tick; /* the switch comes or goes in the next frame */
  gboolean wide;
};

G_DEFINE_FINAL_TYPE (SiluReadingView, silu_reading_view, GTK_TYPE_WIDGET)

static guint
first_position (SiluAnswerRows *rows, gpointer user_data)
{
  return 0;
}

static void
update_title (SiluReadingView *self)
{
  SiluMessage *message = silu_chain_get_message (self->chain);
  guint n_steps = silu_chain_get_n_steps (self->chain);
  g_autofree char *title =
      silu_thought_get_title (message, silu_chain_get_part (self->chain), g_get_real_time ());
  g_autofree char *steps =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step", "%u steps", n_steps), n_steps);
  g_autofree char *text = g_strdup_printf ("%s · %s", title, steps);

  gtk_label_set_text (GTK_LABEL (self->title), text);
}

static void
changed_cb (gpointer object, gpointer user_data)
{
  update_title (user_data);
}

static gboolean
shows_answer (SiluReadingView *self)
{
  return self->wide || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->tabs[1]));
}

static gboolean
shows_thought (SiluReadingView *self)
{
  return self->wide || !shows_answer (self);
}

static void
tab_cb (GtkToggleButton *tab, gpointer user_data)
{
  gtk_widget_queue_allocate (GTK_WIDGET (user_data));
}

/* --- layout --- */

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluReadingView *self = SILU_READING_VIEW (widget);

  self->tick = 0;
  gtk_widget_set_visible (self->switcher, !self->wide);

  return G_SOURCE_REMOVE;
}

static void
silu_reading_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  SiluReadingView *self = SILU_READING_VIEW (widget);

  gtk_widget_measure (self->header, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum += 100;
      *natural += 400;
    }
}

static void
allocate (GtkWidget *child, gboolean shown, int x, int y, int width, int height)
{
  GtkAllocation place = { x, y, MAX (width, 0), MAX (height, 0) };

  gtk_widget_set_child_visible (child, shown);
  if (shown)
    gtk_widget_size_allocate (child, &place, -1);
}

static void
silu_reading_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluReadingView *self = SILU_READING_VIEW (widget);
  gboolean wide = width >= WIDE;
  int answer = wide ? (int) (width * ANSWER_SHARE) : width;
  int thought = wide ? width - answer - 1 : width;
  int top = 0;

  if (wide != self->wide && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
  self->wide = wide;

  gtk_widget_measure (self->header, GTK_ORIENTATION_VERTICAL, width, NULL, &top, NULL, NULL);
  allocate (self->header, TRUE, 0, 0, width, top);
  allocate (self->pane, shows_thought (self), 0, top, thought, height - top);
  allocate (self->edge, wide, thought, top, 1, height - top);
  allocate (self->answer, shows_answer (self), wide ? thought + 1 : 0, top, answer, height - top);
}

/* --- the widget --- */

static void
silu_reading_view_dispose (GObject *object)
{
  SiluReadingView *self = SILU_READING_VIEW (object);
  GtkWidget *child;

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->chain != NULL)
    {
      g_signal_handlers_disconnect_by_data (silu_chain_get_message (self->chain), self);
      g_signal_handlers_disconnect_by_data (self->chain, self);
    }
  g_clear_pointer (&self->rows, silu_answer_rows_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->chain);

  G_OBJECT_CLASS (silu_reading_view_parent_class)->dispose (object);
}

static void
silu_reading_view_class_init (SiluReadingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_reading_view_dispose;
  widget_class->measure = silu_reading_view_measure;
  widget_class->size_allocate = silu_reading_view_size_allocate;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "chat.leave-thought", NULL);
  gtk_widget_class_set_css_name (widget_class, "reading-view");
}

static GtkWidget *
make_button (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

static GtkWidget *
make_switcher (SiluReadingView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char *const labels[] = { _ ("Thinking"), _ ("Answer") };

  gtk_widget_add_css_class (box, "linked");
  for (gsize i = 0; i < G_N_ELEMENTS (self->tabs); i++)
    {
      self->tabs[i] = gtk_toggle_button_new_with_label (labels[i]);
      g_signal_connect (self->tabs[i], "toggled", G_CALLBACK (tab_cb), self);
      gtk_box_append (GTK_BOX (box), self->tabs[i]);
    }
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->tabs[1]),
                               GTK_TOGGLE_BUTTON (self->tabs[0]));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tabs[0]), TRUE);

  return box;
}

static void
make_header (SiluReadingView *self)
{
  GtkWidget *back = make_button ("go-previous-symbolic", _ ("Back to the chat"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "chat.leave-thought");
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "title");
  self->switcher = make_switcher (self);
  self->find = make_button ("edit-find-symbolic", _ ("Search in the thought"));
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_tooltip_text (self->menu, _ ("More for this thought"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More for this thought"), -1);

  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->header, "header");
  gtk_box_append (GTK_BOX (self->header), back);
  gtk_box_append (GTK_BOX (self->header), self->title);
  gtk_box_append (GTK_BOX (self->header), self->switcher);
  gtk_box_append (GTK_BOX (self->header), self->find);
  gtk_box_append (GTK_BOX (self->header), self->menu);
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));
}

static void
silu_reading_view_init (SiluReadingView *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  make_header (self);
}

static void
add_pane (SiluReadingView *self)
{
  SiluThoughtPane *pane;

  self->pane = silu_thought_pane_new (self->chain, SILU_THOUGHT_READING);
  pane = SILU_THOUGHT_PANE (self->pane);
  gtk_widget_set_parent (self->pane, GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "thought",
                                  silu_thought_pane_get_actions (pane));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), silu_thought_pane_get_menu (pane));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->find), "thought.find");
}

static void
add_answer (SiluReadingView *self,
            SiluEngine *engine,
            SiluMath *math,
            SiluConversation *conversation)
{
  self->edge = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (self->edge, GTK_WIDGET (self));
  self->transcript = silu_transcript_new ();
  silu_transcript_set_math (SILU_TRANSCRIPT (self->transcript), math);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->transcript), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Answer"), -1);
  self->answer = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->answer), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->answer), self->transcript);
  gtk_widget_set_parent (self->answer, GTK_WIDGET (self));

  self->rows = silu_answer_rows_new (SILU_TRANSCRIPT (self->transcript), engine, conversation,
                                     silu_chain_get_message (self->chain), first_position, NULL);
  silu_answer_rows_leave_out_thoughts (self->rows);
  silu_answer_rows_show (self->rows);
  if (!silu_chain_is_live (self->chain))
    silu_transcript_show_row (SILU_TRANSCRIPT (self->transcript), 0);
}

GtkWidget *
silu_reading_view_new (SiluEngine *engine,
                       SiluMath *math,
                       SiluConversation *conversation,
                       SiluMessage *message,
                       guint part)
{
  SiluReadingView *self = g_object_new (SILU_TYPE_READING_VIEW, NULL);

  self->chain = silu_chain_new (message, part);
  add_pane (self);
  add_answer (self, engine, math, conversation);
  g_signal_connect (message, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->chain, "grown", G_CALLBACK (changed_cb), self);
  update_title (self);

  return GTK_WIDGET (self);
}

SiluThoughtPane *
silu_reading_view_get_pane (SiluReadingView *self)
{
  g_return_val_if_fail (SILU_IS_READING_VIEW (self), NULL);

  return SILU_THOUGHT_PANE (self->pane);
}
