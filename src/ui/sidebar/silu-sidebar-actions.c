/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the selected chats: by the menu of a row, by the bar below the list, by
 * keys. */
#include "silu-sidebar-private.h"

#include "silu-rename-dialog.h"
#include "silu-sidebar-row.h"
#include "silu-tags-dialog.h"

#define IN_CHATS (1 << SILU_PLACE_CHATS)
#define IN_ARCHIVE (1 << SILU_PLACE_ARCHIVE)
#define IN_TRASH (1 << SILU_PLACE_TRASH)

/* Where what can be done with chats. */
static const struct
{
  const char *name;
  guint places;
} DEEDS[] = {
  { "sidebar.rename", IN_CHATS | IN_ARCHIVE },
  { "sidebar.pin", IN_CHATS },
  { "sidebar.unpin", IN_CHATS },
  { "sidebar.move", IN_CHATS },
  { "sidebar.move-new", IN_CHATS },
  { "sidebar.tags", IN_CHATS | IN_ARCHIVE },
  { "sidebar.export", IN_CHATS | IN_ARCHIVE },
  { "sidebar.archive", IN_CHATS },
  { "sidebar.unarchive", IN_ARCHIVE },
  { "sidebar.delete", IN_CHATS | IN_ARCHIVE | IN_TRASH },
  { "sidebar.restore", IN_TRASH },
  { "sidebar.erase", IN_TRASH },
};

static gboolean
is_possible (const char *name, GPtrArray *targets, gboolean is_folder)
{
  gboolean pinned = targets->len > 0 && silu_conversation_get_pinned (targets->pdata[0]);

  if (g_str_equal (name, "sidebar.rename"))
    return is_folder || targets->len == 1;
  if (g_str_equal (name, "sidebar.delete"))
    return is_folder || targets->len > 0;
  if (g_str_equal (name, "sidebar.pin"))
    return targets->len > 0 && !pinned;
  if (g_str_equal (name, "sidebar.unpin"))
    return pinned;

  return targets->len > 0;
}

void
silu_sidebar_update_actions (SiluSidebar *self)
{
  guint place = 1u << silu_sidebar_list_get_place (self->rows);
  g_autoptr (GPtrArray) targets = silu_sidebar_dup_targets (self);
  gboolean is_folder = targets->len == 0 && SILU_IS_FOLDER (silu_sidebar_get_selected (self));

  for (gsize i = 0; i < G_N_ELEMENTS (DEEDS); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), DEEDS[i].name,
                                   (DEEDS[i].places & place) != 0 &&
                                       is_possible (DEEDS[i].name, targets, is_folder));
}

gboolean
silu_sidebar_has_deed (SiluSidebar *self, const char *name)
{
  guint place = 1u << silu_sidebar_list_get_place (self->rows);

  for (gsize i = 0; i < G_N_ELEMENTS (DEEDS); i++)
    if (g_str_equal (DEEDS[i].name, name))
      return (DEEDS[i].places & place) != 0;

  return FALSE;
}

static GMenuModel *
choose_menu (SiluSidebar *self, gpointer item)
{
  if (SILU_IS_FOLDER (item))
    return self->folder_menu;
  if (silu_sidebar_list_get_place (self->rows) == SILU_PLACE_TRASH)
    return self->trash_menu;

  return self->chat_menu;
}

static void
popup_menu (SiluSidebar *self, const GdkRectangle *at)
{
  gpointer item = silu_sidebar_get_selected (self);

  if (item == NULL)
    return;

  silu_sidebar_update_actions (self);
  silu_sidebar_update_move_menu (self);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), choose_menu (self, item));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static GtkListItem *
find_bound (SiluSidebar *self, gpointer object)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);

      if (gtk_list_item_get_item (item) == object)
        return item;
    }

  return NULL;
}

/* A menu for a row that is not among the selected ones is for that row alone. */
static void
secondary_cb (GtkGesture *gesture, int n_press, double x, double y, gpointer user_data)
{
  SiluSidebar *self = user_data;
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = NULL;
  GtkListItem *item;
  double at_x = 0, at_y = 0;

  if (picked != NULL)
    row = gtk_widget_get_ancestor (picked, SILU_TYPE_SIDEBAR_ROW);
  if (row == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  item = find_bound (self, silu_sidebar_row_get_item (SILU_SIDEBAR_ROW (row)));
  if (item == NULL)
    return;
  if (!gtk_selection_model_is_selected (selection, gtk_list_item_get_position (item)))
    gtk_selection_model_select_item (selection, gtk_list_item_get_position (item), TRUE);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (self), x, y, &at_x, &at_y);
  popup_menu (self, &(GdkRectangle){ (int) at_x, (int) at_y, 1, 1 });
}

void
silu_sidebar_init_menu (SiluSidebar *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (secondary_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  GtkListItem *item = find_bound (self, silu_sidebar_get_selected (self));
  graphene_rect_t bounds;

  if (item != NULL && gtk_widget_compute_bounds (gtk_list_item_get_child (item), widget, &bounds))
    popup_menu (self, &(GdkRectangle){ (int) (bounds.origin.x + bounds.size.width / 2),
                                       (int) (bounds.origin.y + bounds.size.height - 8), 1, 1 });
}

/* F2 on a folder renames the folder. */
static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gpointer item = silu_sidebar_get_selected (SILU_SIDEBAR (widget));

  if (SILU_IS_FOLDER (item))
    gtk_widget_activate_action (widget, "sidebar.rename-folder", NULL);
  else if (item != NULL)
    silu_rename_dialog_present (widget, item);
}

static void
pin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  g_autoptr (GPtrArray) targets = silu_sidebar_dup_targets (self);

  for (guint i = 0; i < targets->len; i++)
    silu_conversation_set_pinned (targets->pdata[i], g_str_equal (name, "sidebar.pin"));
  silu_sidebar_stop_selecting (self);
}

static void
tags_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) targets = silu_sidebar_dup_targets (SILU_SIDEBAR (widget));

  if (targets->len > 0)
    silu_tags_dialog_present (widget, targets);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) targets = silu_sidebar_dup_targets (SILU_SIDEBAR (widget));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < targets->len; i++)
    g_ptr_array_add (ids, (char *) silu_conversation_get_id (targets->pdata[i]));
  if (ids->len > 0)
    gtk_widget_activate_action_variant (
        widget, "win.export-chats",
        g_variant_new_strv ((const char *const *) ids->pdata, ids->len));
}

/* Delete on a folder deletes the folder; what is in the trash already goes for good. */
static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  gboolean is_trash = silu_sidebar_list_get_place (self->rows) == SILU_PLACE_TRASH;
  g_autoptr (GPtrArray) targets = silu_sidebar_dup_targets (self);

  if (targets->len == 0 && SILU_IS_FOLDER (silu_sidebar_get_selected (self)))
    gtk_widget_activate_action (widget, "sidebar.delete-folder", NULL);
  else
    silu_sidebar_emit_deed (self, is_trash ? SILU_DEED_ERASE : SILU_DEED_DELETE, targets);
}

static void
deed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  g_autoptr (GPtrArray) targets = silu_sidebar_dup_targets (self);
  SiluDeed deed = SILU_DEED_ERASE;

  if (g_str_equal (name, "sidebar.archive"))
    deed = SILU_DEED_ARCHIVE;
  else if (g_str_equal (name, "sidebar.unarchive"))
    deed = SILU_DEED_UNARCHIVE;
  else if (g_str_equal (name, "sidebar.restore"))
    deed = SILU_DEED_RESTORE;

  silu_sidebar_emit_deed (self, deed, targets);
}

static void
empty_trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->trash)); i++)
    g_ptr_array_add (all, g_list_model_get_item (G_LIST_MODEL (self->trash), i));

  silu_sidebar_emit_deed (self, SILU_DEED_ERASE, all);
}

static void
select_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);

  if (g_str_equal (name, "sidebar.select"))
    silu_sidebar_start_selecting (self);
  else
    silu_sidebar_stop_selecting (self);
}

void
silu_sidebar_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } ACTIONS[] = {
    { "sidebar.menu", menu_action },     { "sidebar.rename", rename_action },
    { "sidebar.pin", pin_action },       { "sidebar.unpin", pin_action },
    { "sidebar.tags", tags_action },     { "sidebar.export", export_action },
    { "sidebar.archive", deed_action },  { "sidebar.unarchive", deed_action },
    { "sidebar.restore", deed_action },  { "sidebar.erase", deed_action },
    { "sidebar.delete", delete_action }, { "sidebar.empty-trash", empty_trash_action },
    { "sidebar.select", select_action }, { "sidebar.stop-selecting", select_action },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ACTIONS); i++)
    gtk_widget_class_install_action (widget_class, ACTIONS[i].name, NULL, ACTIONS[i].activate);
}
