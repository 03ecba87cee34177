/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keys. The transcript has a press on text before the widgets below it: a selection
 * that begins in one of them goes on in others. What is a button stays one. */
#include "silu-transcript-private.h"

#include "silu-leaf.h"
#include "silu-link.h"
#include "silu-markdown-table.h"
#include "silu-table-grid.h"
#include "silu-transcript-clipboard.h"
#include "silu-transcript-selection.h"
#include <glib/gi18n-lib.h>

/* Pixels that the pointer may move in a click. */
#define CLICK_SLACK 4

/* The farther the pointer is outside, the quicker the view scrolls: pixels a frame. */
#define SCROLL_SHARE 0.2
#define SCROLL_MOST 60.0

/* The leaf under a point, if a press there is a press on text, and not on that of a transcript
 * inside of this one. */
static GtkWidget *
pick_leaf (SiluTranscript *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (picked == NULL || gtk_widget_get_ancestor (picked, SILU_TYPE_TRANSCRIPT) != GTK_WIDGET (self))
    return NULL;

  return silu_leaf_find (picked, GTK_WIDGET (self));
}

/* The text at a point, and where in it the point is. NULL where there is none. */
static SiluBlockText *
pick_text (SiluTranscript *self, double x, double y, graphene_point_t *point)
{
  GtkWidget *leaf = pick_leaf (self, x, y);

  if (leaf == NULL || !SILU_IS_BLOCK_TEXT (leaf) ||
      !gtk_widget_compute_point (GTK_WIDGET (self), leaf,
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), point))
    return NULL;

  return SILU_BLOCK_TEXT (leaf);
}

/* The link at a point: its text and address, for the action that opens it. NULL where there is
 * none; else floating. */
static GVariant *
find_link (SiluTranscript *self, double x, double y)
{
  graphene_point_t point;
  SiluBlockText *text = pick_text (self, x, y, &point);
  const SiluSpan *span = text != NULL ? silu_block_text_get_link_at (text, point.x, point.y) : NULL;
  g_autofree char *words = NULL;

  if (span == NULL)
    return NULL;

  words = silu_block_dup_span (silu_block_text_get_block (text), span);

  return g_variant_new ("(ss)", words, span->url);
}

static SiluFormula *
find_formula (SiluTranscript *self, double x, double y)
{
  graphene_point_t point;
  SiluBlockText *text = pick_text (self, x, y, &point);

  return text != NULL ? silu_block_text_get_formula_at (text, point.x, point.y) : NULL;
}

/* The table that a leaf is in, or NULL. */
static SiluTableGrid *
find_table (GtkWidget *leaf)
{
  GtkWidget *grid = leaf != NULL ? gtk_widget_get_ancestor (leaf, SILU_TYPE_TABLE_GRID) : NULL;

  return grid != NULL ? SILU_TABLE_GRID (grid) : NULL;
}

static void
sort_by (GtkWidget *leaf)
{
  SiluTableGrid *grid = find_table (leaf);

  if (grid == NULL)
    return;

  silu_table_grid_sort (grid, silu_table_grid_get_column (grid, leaf));
  silu_transcript_keep (GTK_WIDGET (grid));
}

/* A click on the head of a table sorts it. */
static void
click_leaf (GtkWidget *leaf)
{
  SiluTableGrid *grid = find_table (leaf);

  if (grid != NULL && silu_table_grid_is_head (grid, leaf))
    sort_by (leaf);
}

/* --- the pointer --- */

static SiluSelectUnit
get_unit (int n_press)
{
  if (n_press == 2)
    return SILU_SELECT_WORD;

  return n_press >= 3 ? SILU_SELECT_LINE : SILU_SELECT_PLACE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  SiluTranscript *self = user_data;
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  SiluSpot spot;

  if (pick_leaf (self, x, y) == NULL || !silu_transcript_find_spot (self, x, y, &spot))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if ((state & GDK_SHIFT_MASK) != 0)
    silu_transcript_select_to (self, &spot);
  else
    silu_transcript_select_at (self, &spot, get_unit (n_press));
}

static void
select_to_pointer (SiluTranscript *self)
{
  SiluSpot spot;

  if (silu_transcript_find_spot (self, self->drag_x, self->drag_y, &spot))
    silu_transcript_select_to (self, &spot);
}

static gboolean
autoscroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double height = gtk_widget_get_height (widget);
  double outside = self->drag_y < 0 ? self->drag_y : MAX (self->drag_y - height, 0);
  double step = CLAMP (outside * SCROLL_SHARE, -SCROLL_MOST, SCROLL_MOST);

  if (step == 0)
    {
      self->autoscroll = 0;
      return G_SOURCE_REMOVE;
    }

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
  select_to_pointer (self);

  return G_SOURCE_CONTINUE;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  SiluTranscript *self = user_data;
  double x = 0;
  double y = 0;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  self->drag_x = x + dx;
  self->drag_y = y + dy;
  if (ABS (dx) < CLICK_SLACK && ABS (dy) < CLICK_SLACK)
    return;

  select_to_pointer (self);
  if (self->autoscroll == 0 &&
      (self->drag_y < 0 || self->drag_y > gtk_widget_get_height (GTK_WIDGET (self))))
    self->autoscroll = gtk_widget_add_tick_callback (GTK_WIDGET (self), autoscroll_cb, NULL, NULL);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  SiluTranscript *self = user_data;
  SiluSpot start, end;
  GVariant *link;
  double x = 0;
  double y = 0;

  if (self->autoscroll != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->autoscroll);
  self->autoscroll = 0;

  if (silu_transcript_get_bounds (self, &start, &end))
    {
      silu_transcript_offer_selection (self);
      return;
    }

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  link = find_link (self, x, y);
  if (link != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), "transcript.open-link", link);
  else
    click_leaf (pick_leaf (self, x, y));
}

/* --- the menu --- */

static void
add_item (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action,
                                           target != NULL ? g_variant_new_string (target) : NULL);
  g_menu_append_item (menu, item);
}

static void
add_table (GMenu *menu, SiluTableGrid *grid)
{
  g_autoptr (GMenuItem) sort = g_menu_item_new (_ ("_Sort by This Column"), "transcript.sort");
  const SiluBlock *block = silu_table_grid_get_block (grid);
  g_autofree char *tsv = silu_table_write (block, SILU_TABLE_TSV);
  g_autofree char *csv = silu_table_write (block, SILU_TABLE_CSV);

  add_item (menu, _ ("Copy _Table for a Spreadsheet"), "transcript.copy-text", tsv);
  add_item (menu, _ ("Copy Table as _CSV"), "transcript.copy-text", csv);
  g_menu_append_item (menu, sort);
}

static void
add_link (GMenu *menu, GVariant *link)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_Open Link"), NULL);
  const char *url = NULL;

  g_menu_item_set_action_and_target_value (item, "transcript.open-link", link);
  g_menu_append_item (menu, item);
  g_variant_get (link, "(&s&s)", NULL, &url);
  add_item (menu, _ ("Copy _Link Address"), "transcript.copy-text", url);
}

static GMenuModel *
make_menu (GVariant *link, SiluFormula *formula, SiluTableGrid *grid)
{
  GMenu *menu = g_menu_new ();

  if (formula != NULL)
    {
      g_autofree char *tex = g_strstrip (g_strdup (silu_formula_get_tex (formula)));

      add_item (menu, _ ("Copy _LaTeX"), "transcript.copy-text", tex);
      add_item (menu, _ ("Copy Math_ML"), "transcript.copy-text",
                silu_formula_get_mathml (formula));
    }

  if (link != NULL)
    add_link (menu, link);
  add_item (menu, _ ("_Copy"), "transcript.copy", NULL);
  add_item (menu, _ ("Copy as _Markdown"), "transcript.copy-markdown", NULL);
  add_item (menu, _ ("_Quote in Message"), "transcript.quote", NULL);
  if (grid != NULL)
    add_table (menu, grid);
  add_item (menu, _ ("Select _All"), "transcript.select-all", NULL);

  return G_MENU_MODEL (menu);
}

static void
update_actions (SiluTranscript *self)
{
  static const char *const names[] = { "transcript.copy", "transcript.copy-markdown",
                                       "transcript.quote" };
  SiluSpot start, end;
  gboolean any = silu_transcript_get_bounds (self, &start, &end);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], any);
}

static void
popup (SiluTranscript *self, double x, double y)
{
  GVariant *link = find_link (self, x, y);
  g_autoptr (GVariant) target = link != NULL ? g_variant_ref_sink (link) : NULL;
  g_autoptr (GMenuModel) menu =
      make_menu (target, find_formula (self, x, y), find_table (pick_leaf (self, x, y)));
  const GdkRectangle place = { (int) x, (int) y, 1, 1 };

  update_actions (self);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
  self->menu_at = GRAPHENE_POINT_INIT ((float) x, (float) y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* On text that is not selected, the menu is for its word. */
static void
menu_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  SiluTranscript *self = user_data;
  SiluSpot start, end, spot;

  if (pick_leaf (self, x, y) == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!silu_transcript_get_bounds (self, &start, &end) &&
      silu_transcript_find_spot (self, x, y, &spot))
    silu_transcript_select_at (self, &spot, SILU_SELECT_WORD);
  popup (self, x, y);
}

/* --- actions --- */

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_transcript_copy (SILU_TRANSCRIPT (widget), FALSE);
}

static void
copy_markdown_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_transcript_copy (SILU_TRANSCRIPT (widget), TRUE);
}

static void
copy_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
}

static void
quote_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = silu_transcript_dup_selected (SILU_TRANSCRIPT (widget), TRUE);

  if (*text != '\0')
    gtk_widget_activate_action (widget, "chat.quote", "s", text);
}

/* The menu by the keyboard: for what is selected, or the first that is in view. */
static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);
  SiluSpot start, end;
  graphene_rect_t place;

  if (!silu_transcript_get_bounds (self, &start, &end) &&
      !silu_transcript_find_spot (self, 0, 0, &start))
    return;
  if (!silu_transcript_get_place (self, &start, &place))
    return;

  popup (self, place.origin.x + 1,
         CLAMP (place.origin.y + place.size.height / 2, 0,
                (float) gtk_widget_get_height (widget) - 1));
}

/* Where the menu was opened. */
static void
sort_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);

  sort_by (pick_leaf (self, self->menu_at.x, self->menu_at.y));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_transcript_select_all (SILU_TRANSCRIPT (widget));
}

/* Where nothing is selected, Escape is for what is around it: it leaves a page. */
static gboolean
unselect_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);
  SiluSpot start, end;

  if (!silu_transcript_get_bounds (self, &start, &end))
    return FALSE;

  silu_transcript_unselect (self);

  return TRUE;
}

static void
extend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);
  int kind = 0;
  int step = 0;

  g_variant_get (parameter, "(ii)", &kind, &step);
  silu_transcript_extend (self, (SiluSelectStep) kind, step);
  silu_transcript_offer_selection (self);
}

static void
open_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text = NULL;
  const char *url = NULL;

  g_variant_get (parameter, "(&s&s)", &text, &url);
  silu_link_follow (widget, text, url);
}

static void
bind_extend (GtkWidgetClass *klass, guint key, GdkModifierType state, SiluSelectStep kind, int step)
{
  gtk_widget_class_add_binding_action (klass, key, state | GDK_SHIFT_MASK, "transcript.extend",
                                       "(ii)", (int) kind, step);
}

void
silu_transcript_install_input (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "transcript.copy", NULL, copy_action);
  gtk_widget_class_install_action (klass, "transcript.copy-markdown", NULL, copy_markdown_action);
  gtk_widget_class_install_action (klass, "transcript.copy-text", "s", copy_text_action);
  gtk_widget_class_install_action (klass, "transcript.quote", NULL, quote_action);
  gtk_widget_class_install_action (klass, "transcript.menu", NULL, menu_action);
  gtk_widget_class_install_action (klass, "transcript.sort", NULL, sort_action);
  gtk_widget_class_install_action (klass, "transcript.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (klass, "transcript.extend", "(ii)", extend_action);
  gtk_widget_class_install_action (klass, "transcript.open-link", "(ss)", open_link_action);

  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "transcript.copy", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Insert, GDK_CONTROL_MASK, "transcript.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "transcript.copy-markdown", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_a, GDK_CONTROL_MASK, "transcript.select-all",
                                       NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, unselect_cb, NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Menu, 0, "transcript.menu", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F10, GDK_SHIFT_MASK, "transcript.menu", NULL);
  bind_extend (klass, GDK_KEY_Left, 0, SILU_STEP_CHARACTER, -1);
  bind_extend (klass, GDK_KEY_Right, 0, SILU_STEP_CHARACTER, 1);
  bind_extend (klass, GDK_KEY_Left, GDK_CONTROL_MASK, SILU_STEP_WORD, -1);
  bind_extend (klass, GDK_KEY_Right, GDK_CONTROL_MASK, SILU_STEP_WORD, 1);
  bind_extend (klass, GDK_KEY_Up, 0, SILU_STEP_LINE, -1);
  bind_extend (klass, GDK_KEY_Down, 0, SILU_STEP_LINE, 1);
  bind_extend (klass, GDK_KEY_Home, GDK_CONTROL_MASK, SILU_STEP_END, -1);
  bind_extend (klass, GDK_KEY_End, GDK_CONTROL_MASK, SILU_STEP_END, 1);
}

void
silu_transcript_add_input (SiluTranscript *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *menu = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (drag, click);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (menu), GTK_PHASE_CAPTURE);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
}
