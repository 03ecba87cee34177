/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders, and chats into and out of them: by menu, by drag and drop. What is dragged is an array
 * of conversations, which only this program understands. */
#include "silu-sidebar-private.h"

#include "silu-compat.h"
#include "silu-sidebar-row.h"
#include "silu-text-dialog.h"
#include <glib/gi18n-lib.h>

static void
move (GPtrArray *chats, SiluFolder *folder)
{
  for (guint i = 0; i < chats->len; i++)
    silu_conversation_set_folder (chats->pdata[i],
                                  folder != NULL ? silu_folder_get_id (folder) : NULL);
}

/* --- menus and actions --- */

void
silu_sidebar_update_move_menu (SiluSidebar *self)
{
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  guint n = 0;

  g_menu_remove_all (self->move_menu);
  if (self->folders != NULL)
    n = g_list_model_get_n_items (G_LIST_MODEL (self->folders));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SiluFolder) folder = g_list_model_get_item (G_LIST_MODEL (self->folders), i);
      g_autoptr (GMenuItem) item = g_menu_item_new (silu_folder_get_name (folder), NULL);

      g_menu_item_set_action_and_target (item, "sidebar.move", "s", silu_folder_get_id (folder));
      g_menu_append_item (places, item);
    }

  g_menu_append (more, _ ("_New Folder…"), "sidebar.move-new");
  if (n > 0)
    g_menu_append (more, _ ("No _Folder"), "sidebar.move('')");
  g_menu_append_section (self->move_menu, NULL, G_MENU_MODEL (places));
  g_menu_append_section (self->move_menu, NULL, G_MENU_MODEL (more));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  g_autoptr (GPtrArray) targets = silu_sidebar_dup_targets (self);

  move (targets, silu_folder_list_find (self->folders, g_variant_get_string (parameter, NULL)));
  silu_sidebar_stop_selecting (self);
}

typedef struct
{
  SiluSidebar *self;
  GPtrArray *chats;
} NewFolder;

static void
new_folder_free (gpointer data)
{
  NewFolder *new_folder = data;

  g_object_unref (new_folder->self);
  g_ptr_array_unref (new_folder->chats);
  g_free (new_folder);
}

static void
create_cb (const char *name, gpointer user_data)
{
  NewFolder *new_folder = user_data;

  if (new_folder->self->folders != NULL)
    move (new_folder->chats, silu_folder_list_create (new_folder->self->folders, name));
  silu_sidebar_stop_selecting (new_folder->self);
}

/* An empty one, or by "move-new" with the selected chats in it. */
static void
new_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const SiluTextQuestion question = {
    .heading = _ ("New folder"), .label = _ ("Name"), .text = "", .accept = _ ("Create")
  };
  NewFolder *new_folder = g_new0 (NewFolder, 1);

  new_folder->self = g_object_ref (SILU_SIDEBAR (widget));
  new_folder->chats = g_str_equal (name, "sidebar.move-new")
                          ? silu_sidebar_dup_targets (new_folder->self)
                          : g_ptr_array_new ();
  silu_text_dialog_present (widget, &question, create_cb, new_folder, new_folder_free);
}

static void
rename_cb (const char *name, gpointer user_data)
{
  silu_folder_set_name (user_data, name);
}

static void
rename_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gpointer item = silu_sidebar_get_selected (SILU_SIDEBAR (widget));
  SiluTextQuestion question = { .heading = _ ("Rename folder"),
                                .label = _ ("Name"),
                                .accept = _ ("Rename") };

  if (!SILU_IS_FOLDER (item))
    return;

  question.text = silu_folder_get_name (item);
  silu_text_dialog_present (widget, &question, rename_cb, g_object_ref (item), g_object_unref);
}

typedef struct
{
  SiluFolderList *folders;
  SiluFolder *folder;
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->folders);
  g_object_unref (removal->folder);
  g_free (removal);
}

static void
removal_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  Removal *removal = user_data;

  if (g_str_equal (response, "delete"))
    silu_folder_list_remove (removal->folders, removal->folder);
}

/* Without a question if there is nothing in it. */
static void
delete_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  gpointer item = silu_sidebar_get_selected (self);
  g_autofree char *heading = NULL;
  Removal *removal;
  GtkWidget *dialog;

  if (!SILU_IS_FOLDER (item))
    return;
  if (silu_sidebar_list_count_in_folder (self->rows, item) == 0)
    {
      silu_folder_list_remove (self->folders, item);
      return;
    }

  heading = g_strdup_printf (_ ("Delete the folder “%s”?"), silu_folder_get_name (item));
  dialog = silu_dialog_new (widget, heading, _ ("The chats in it are kept, outside of it."));
  silu_dialog_add_response (dialog, "close", _ ("Cancel"));
  silu_dialog_add_response (dialog, "delete", _ ("Delete"));
  silu_dialog_set_destructive (dialog, "delete");

  removal = g_new0 (Removal, 1);
  removal->folders = g_object_ref (self->folders);
  removal->folder = g_object_ref (item);
  g_signal_connect_data (dialog, "response", G_CALLBACK (removal_cb), removal, removal_free, 0);
  silu_dialog_present (dialog);
}

void
silu_sidebar_install_folder_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sidebar.move", "s", move_action);
  gtk_widget_class_install_action (widget_class, "sidebar.move-new", NULL, new_folder_action);
  gtk_widget_class_install_action (widget_class, "sidebar.new-folder", NULL, new_folder_action);
  gtk_widget_class_install_action (widget_class, "sidebar.rename-folder", NULL,
                                   rename_folder_action);
  gtk_widget_class_install_action (widget_class, "sidebar.delete-folder", NULL,
                                   delete_folder_action);
}

/* --- drag and drop --- */

/* All selected ones, if the row that is dragged is among them. */
static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  SiluSidebar *self = user_data;
  SiluConversation *chat = silu_sidebar_row_get_conversation (SILU_SIDEBAR_ROW (row));
  g_autoptr (GPtrArray) chats = silu_sidebar_dup_targets (self);

  if (chat == NULL || silu_sidebar_list_get_place (self->rows) != SILU_PLACE_CHATS)
    return NULL;

  if (!g_ptr_array_find (chats, chat, NULL))
    {
      g_ptr_array_set_size (chats, 0);
      g_ptr_array_add (chats, g_object_ref (chat));
    }

  return gdk_content_provider_new_typed (G_TYPE_PTR_ARRAY, chats);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop (SiluSidebar *self, const GValue *value, SiluFolder *folder)
{
  if (silu_sidebar_list_get_place (self->rows) != SILU_PLACE_CHATS || self->folders == NULL)
    return FALSE;

  move (g_value_get_boxed (value), folder);
  silu_sidebar_stop_selecting (self);

  return TRUE;
}

static gboolean
drop_on_row_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  SiluSidebar *self = user_data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  gpointer item = silu_sidebar_row_get_item (SILU_SIDEBAR_ROW (row));
  SiluFolder *folder = NULL;

  if (SILU_IS_FOLDER (item))
    folder = item;
  else if (item != NULL)
    folder = silu_sidebar_list_get_folder (self->rows, silu_sidebar_list_find (self->rows, item));

  return drop (self, value, folder);
}

static gboolean
drop_beside_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  return drop (user_data, value, NULL);
}

void
silu_sidebar_add_drag (SiluSidebar *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_PTR_ARRAY, GDK_ACTION_COPY);

  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_on_row_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

void
silu_sidebar_init_drop (SiluSidebar *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_PTR_ARRAY, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_beside_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (target));
}
