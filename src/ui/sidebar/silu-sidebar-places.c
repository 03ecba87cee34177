/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list shows: the chats, the archive, the trash, or what has a tag. It is one list, so
 * that keys, menus and selecting are the same everywhere. */
#include "silu-sidebar-private.h"

#include <glib/gi18n-lib.h>

static void
update_place_bar (SiluSidebar *self)
{
  SiluPlace place = silu_sidebar_list_get_place (self->rows);
  const char *tag = silu_sidebar_list_get_tag (self->rows);
  g_autofree char *name = NULL;

  if (tag != NULL)
    name = g_strdup_printf ("#%s", tag);
  else
    name = g_strdup (place == SILU_PLACE_TRASH ? _ ("Trash") : _ ("Archive"));

  gtk_label_set_label (self->place_name, name);
  gtk_widget_set_visible (self->place_bar, tag != NULL || place != SILU_PLACE_CHATS);
  gtk_widget_set_visible (self->empty_trash, place == SILU_PLACE_TRASH);
}

void
silu_sidebar_set_place (SiluSidebar *self, SiluPlace place)
{
  SiluConversationList *list = place == SILU_PLACE_TRASH ? self->trash : self->conversations;

  silu_sidebar_list_set_tag (self->rows, NULL);
  silu_sidebar_list_set_place (self->rows, place);
  silu_sidebar_list_set_watched (self->rows, list);
  if (gtk_filter_list_model_get_model (self->model) != G_LIST_MODEL (list))
    gtk_filter_list_model_set_model (self->model, G_LIST_MODEL (list));
  silu_sidebar_stop_selecting (self);
  update_place_bar (self);
  silu_sidebar_update_page (self);
}

static void
show_place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  const char *place = g_variant_get_string (parameter, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (g_str_equal (place, "trash") && self->trash != NULL)
    {
      silu_sidebar_set_place (self, SILU_PLACE_TRASH);
      g_signal_emit_by_name (self, "show-trash");
    }
  else
    {
      silu_sidebar_set_place (self, g_str_equal (place, "archive") ? SILU_PLACE_ARCHIVE
                                                                   : SILU_PLACE_CHATS);
    }
}

static void
show_tag_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);

  silu_sidebar_list_set_tag (self->rows, g_variant_get_string (parameter, NULL));
  update_place_bar (self);
  silu_sidebar_update_page (self);
}

/* Out of the tag first, then out of the archive. */
static void
go_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  SiluPlace place = SILU_PLACE_CHATS;

  if (silu_sidebar_list_get_tag (self->rows) != NULL)
    place = silu_sidebar_list_get_place (self->rows);
  silu_sidebar_set_place (self, place);
}

void
silu_sidebar_install_place_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sidebar.show-place", "s", show_place_action);
  gtk_widget_class_install_action (widget_class, "sidebar.show-tag", "s", show_tag_action);
  gtk_widget_class_install_action (widget_class, "sidebar.go-back", NULL, go_back_action);
}
