/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several chats at a time. By Ctrl or Shift it begins with the second and ends with the last but
 * one; by the command "Select" it lasts until it is ended, and each click adds or takes one. */
#include "silu-sidebar-private.h"

#include "silu-sidebar-row.h"
#include <glib/gi18n-lib.h>

static void
collect (SiluSidebar *self, GPtrArray *chats)
{
  g_autoptr (GtkBitset) selected =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position = 0;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

      if (SILU_IS_CONVERSATION (item))
        g_ptr_array_add (chats, g_steal_pointer (&item));
    }
}

GPtrArray *
silu_sidebar_dup_targets (SiluSidebar *self)
{
  GPtrArray *chats = g_ptr_array_new_with_free_func (g_object_unref);

  collect (self, chats);

  return chats;
}

gpointer
silu_sidebar_get_selected (SiluSidebar *self)
{
  g_autoptr (GtkBitset) selected =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GObject) item = NULL;

  if (!gtk_bitset_is_empty (selected))
    item = g_list_model_get_item (G_LIST_MODEL (self->rows), gtk_bitset_get_minimum (selected));

  return item;
}

/* Each button that is of no use in this place is hidden. */
static void
update_buttons (SiluSidebar *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (self->select_buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      const char *name = "sidebar.move"; /* of the button with a menu */

      if (GTK_IS_ACTIONABLE (button))
        name = gtk_actionable_get_action_name (GTK_ACTIONABLE (button));
      gtk_widget_set_visible (button, silu_sidebar_has_deed (self, name));
    }
}

static void
update_bar (SiluSidebar *self)
{
  guint n = g_hash_table_size (self->chosen);
  g_autofree char *count =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u selected", "%u selected", n), n);

  silu_sidebar_update_actions (self);
  gtk_widget_set_visible (self->select_bar, self->selecting);
  if (!self->selecting)
    return;

  gtk_label_set_label (self->count, count);
  silu_sidebar_update_move_menu (self);
  update_buttons (self);
}

static void
selection_cb (GtkSelectionModel *model, guint position, guint n_items, gpointer user_data)
{
  SiluSidebar *self = user_data;
  g_autoptr (GPtrArray) chats = silu_sidebar_dup_targets (self);

  g_hash_table_remove_all (self->chosen);
  for (guint i = 0; i < chats->len; i++)
    g_hash_table_add (self->chosen, g_object_ref (chats->pdata[i]));

  self->selecting = self->asked || chats->len > 1;
  update_bar (self);
}

void
silu_sidebar_start_selecting (SiluSidebar *self)
{
  self->asked = TRUE;
  selection_cb (GTK_SELECTION_MODEL (self->selection), 0, 0, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
silu_sidebar_stop_selecting (SiluSidebar *self)
{
  self->asked = FALSE;
  self->selecting = FALSE;
  g_hash_table_remove_all (self->chosen);
  silu_sidebar_select_shown (self);
  update_bar (self);
}

void
silu_sidebar_keep_chosen (SiluSidebar *self, guint position, guint added)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);

  if (!self->selecting)
    return;

  g_signal_handlers_block_by_func (self->selection, selection_cb, self);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (g_hash_table_contains (self->chosen, item))
        gtk_selection_model_select_item (selection, i, FALSE);
    }
  g_signal_handlers_unblock_by_func (self->selection, selection_cb, self);
}

/* Before the row gets it, which would open the chat. */
static void
pressed_cb (GtkGesture *gesture, int n_press, double x, double y, gpointer user_data)
{
  SiluSidebar *self = user_data;
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  SiluConversation *chat = NULL;
  guint position;

  if (!self->asked || (state & GDK_SHIFT_MASK) != 0 || picked == NULL)
    return;

  picked = gtk_widget_get_ancestor (picked, SILU_TYPE_SIDEBAR_ROW);
  if (picked != NULL)
    chat = silu_sidebar_row_get_conversation (SILU_SIDEBAR_ROW (picked));
  if (chat == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  position = silu_sidebar_list_find (self->rows, chat);
  if (gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_unselect_item (selection, position);
  else
    gtk_selection_model_select_item (selection, position, FALSE);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  SiluSidebar *self = user_data;

  if (keyval != GDK_KEY_Escape || !self->selecting)
    return GDK_EVENT_PROPAGATE;

  silu_sidebar_stop_selecting (self);

  return GDK_EVENT_STOP;
}

void
silu_sidebar_init_select (SiluSidebar *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->chosen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_cb), self,
                           0);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->box, keys);
  update_bar (self);
}
