/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What menus and keys ask of the window. */
#include "silu-window-private.h"

#include "config.h"
#include "silu-branch-map.h"
#include "silu-compat.h"
#include "silu-deed.h"
#include "silu-import-dialog.h"
#include "silu-preferences.h"
#include "silu-rename-dialog.h"
#include "silu-window-export.h"

static void
new_chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_window_open (SILU_WINDOW (widget), NULL);
}

static void
new_incognito_chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  silu_window_open (self, NULL);
  silu_chat_view_begin_incognito (self->chat);
  silu_window_update_title (self);
}

static void
toggle_sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  silu_split_view_set_show_sidebar (self->split, !silu_split_view_get_show_sidebar (self->split));
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_rename_dialog_present (widget, silu_window_get_conversation (SILU_WINDOW (widget)));
}

static void
deed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (one, g_object_ref (silu_window_get_conversation (self)));
  silu_deed_do (self, g_str_equal (name, "win.archive-chat") ? SILU_DEED_ARCHIVE : SILU_DEED_DELETE,
                one);
}

static void
show_branches_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  g_clear_pointer (&self->branches, gtk_widget_unparent);
  self->branches = silu_branch_map_popover_new (silu_window_get_conversation (self));
  gtk_widget_set_parent (self->branches, self->menu_button);
  gtk_popover_popup (GTK_POPOVER (self->branches));
}

static void
neighbour_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);
  int offset = g_str_equal (name, "win.next-chat") ? 1 : -1;
  SiluConversation *conversation = silu_sidebar_get_neighbour (self->sidebar, offset);

  if (conversation != NULL)
    silu_window_open (self, conversation);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  if (!silu_window_find_in_page (self))
    gtk_widget_activate_action (GTK_WIDGET (self->chat), "chat.find", NULL);
}

static void
find_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int step = g_str_equal (name, "win.find-next") ? 1 : -1;

  gtk_widget_activate_action (GTK_WIDGET (SILU_WINDOW (widget)->chat), "chat.find-next", "i", step);
}

static void
focus_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  silu_split_view_set_show_sidebar (self->split, TRUE);
  silu_sidebar_focus_search (self->sidebar);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_import_dialog_choose (widget, SILU_WINDOW (widget)->engine);
}

static void
show_preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_preferences_present (widget, SILU_WINDOW (widget)->engine);
}

/* GTK would make it by itself, together with the window, if it lay where GTK looks. */
static void
show_help_overlay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource (SILU_RESOURCE_PREFIX "/help-overlay.ui");

      gtk_application_window_set_help_overlay (
          window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }

  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_window_add_toast (SILU_WINDOW (widget),
                         adw_toast_new (g_variant_get_string (parameter, NULL)));
}

void
silu_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-chat", NULL, new_chat_action);
  gtk_widget_class_install_action (widget_class, "win.new-incognito-chat", NULL,
                                   new_incognito_chat_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "win.archive-chat", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "win.delete-chat", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "win.show-branches", NULL, show_branches_action);
  gtk_widget_class_install_action (widget_class, "win.next-chat", NULL, neighbour_action);
  gtk_widget_class_install_action (widget_class, "win.previous-chat", NULL, neighbour_action);
  gtk_widget_class_install_action (widget_class, "win.focus-search", NULL, focus_search_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.find-next", NULL, find_next_action);
  gtk_widget_class_install_action (widget_class, "win.find-previous", NULL, find_next_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.show-preferences", NULL,
                                   show_preferences_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL,
                                   show_help_overlay_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  silu_window_install_export_actions (widget_class);
  silu_window_install_page_actions (widget_class);
}

void
silu_window_enable_actions (GtkWidget *window, gboolean enabled)
{
  static const char *const names[] = {
    "win.new-chat",      "win.new-incognito-chat", "win.toggle-sidebar", "win.rename",
    "win.archive-chat",  "win.delete-chat",        "win.show-branches",  "win.next-chat",
    "win.previous-chat", "win.focus-search",       "win.find",           "win.find-next",
    "win.find-previous", "win.leave-page",         "win.show-thoughts",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (window, names[i], enabled);
  silu_window_enable_export (window, enabled);
}
