/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the rows on screen exist; after each change those few are told anew whether a group begins
 * at them. The list's selection is where the keys are; it returns to the shown chat with them. */
#include "silu-sidebar-private.h"

#include "config.h"
#include "silu-date-group.h"
#include "silu-search-results.h"
#include "silu-sidebar-row.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* How long the trash keeps a chat. */
#define TRASH_DAYS 30

enum
{
  OPEN,
  OPEN_HIT,
  NEW,
  SHOW_TRASH,
  DEED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluSidebar, silu_sidebar, GTK_TYPE_WIDGET)

static GDateTime *
get_now (SiluSidebar *self)
{
  return self->now != NULL ? g_date_time_ref (self->now) : g_date_time_new_now_local ();
}

static char *
dup_heading (SiluSidebar *self, guint position, GDateTime *now)
{
  guint group = silu_sidebar_list_get_group (self->rows, position, now);

  if (position > 0 && silu_sidebar_list_get_group (self->rows, position - 1, now) == group)
    return NULL;

  return silu_date_group_dup_name (group);
}

/* Of a folder how many are in it, of a chat in the trash how long it will be there. */
static char *
dup_detail (SiluSidebar *self, gpointer item, GDateTime *now)
{
  gint64 passed;
  int days;

  if (SILU_IS_FOLDER (item))
    return g_strdup_printf ("%u", silu_sidebar_list_count_in_folder (self->rows, item));
  if (silu_sidebar_list_get_place (self->rows) != SILU_PLACE_TRASH)
    return NULL;

  passed = g_date_time_to_unix (now) - silu_conversation_get_deleted (item) / G_USEC_PER_SEC;
  days = (int) CLAMP (TRASH_DAYS - passed / (24 * 60 * 60), 0, TRASH_DAYS);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) days), days);
}

static void
update_heading (SiluSidebar *self, GtkListItem *item, GDateTime *now)
{
  SiluSidebarRow *row = SILU_SIDEBAR_ROW (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);
  gpointer object = gtk_list_item_get_item (item);
  g_autofree char *heading = NULL;
  g_autofree char *detail = NULL;

  if (object == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    return;

  heading = dup_heading (self, position, now);
  detail = dup_detail (self, object, now);
  silu_sidebar_row_set_heading (row, heading);
  silu_sidebar_row_set_detail (row, detail);
  silu_sidebar_row_set_inside (row,
                               SILU_IS_CONVERSATION (object) &&
                                   silu_sidebar_list_get_folder (self->rows, position) != NULL);
}

static void
update_headings (SiluSidebar *self)
{
  g_autoptr (GDateTime) now = get_now (self);

  for (guint i = 0; i < self->bound->len; i++)
    update_heading (self, g_ptr_array_index (self->bound, i), now);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, silu_sidebar_row_new ());
  silu_sidebar_add_drag (user_data, item);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  SiluSidebar *self = user_data;
  g_autoptr (GDateTime) now = get_now (self);

  silu_sidebar_row_set_item (SILU_SIDEBAR_ROW (gtk_list_item_get_child (item)),
                             gtk_list_item_get_item (item));
  g_ptr_array_add (self->bound, item);
  update_heading (self, item, now);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  SiluSidebar *self = user_data;

  g_ptr_array_remove_fast (self->bound, item);
  silu_sidebar_row_set_item (SILU_SIDEBAR_ROW (gtk_list_item_get_child (item)), NULL);
}

static void schedule_midnight (SiluSidebar *self);

static gboolean
midnight_cb (gpointer user_data)
{
  SiluSidebar *self = user_data;

  self->midnight = 0;
  update_headings (self);
  schedule_midnight (self);

  return G_SOURCE_REMOVE;
}

/* "Today" ends then. */
static void
schedule_midnight (SiluSidebar *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int passed = (g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now)) * 60 +
               g_date_time_get_second (now);

  g_clear_handle_id (&self->midnight, g_source_remove);
  self->midnight =
      g_timeout_add_seconds ((guint) MAX (24 * 60 * 60 - passed, 0) + 1, midnight_cb, self);
}

void
silu_sidebar_select_shown (SiluSidebar *self)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  guint position = silu_sidebar_list_find (self->rows, self->shown);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (selection, position, TRUE);
  else
    gtk_selection_model_unselect_all (selection);
}

static gboolean
is_searching (SiluSidebar *self)
{
  return self->has_store && *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

void
silu_sidebar_update_page (SiluSidebar *self)
{
  static const char *const EMPTY[] = { N_ ("No chats yet"), N_ ("Nothing is archived"),
                                       N_ ("The trash is empty") };
  gboolean filtered = silu_sidebar_list_get_tag (self->rows) != NULL ||
                      *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  const char *page = "list";

  gtk_label_set_label (self->empty, _ (EMPTY[silu_sidebar_list_get_place (self->rows)]));
  if (is_searching (self))
    page = "results";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0)
    page = filtered ? "no-match" : "empty";

  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
items_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  SiluSidebar *self = user_data;
  g_autoptr (GtkBitset) selected = NULL;

  update_headings (self);
  silu_sidebar_update_page (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sidebar.empty-trash",
                                 g_list_model_get_n_items (model) > 0);

  /* A row that moved was removed and added again, and lost its selection. */
  silu_sidebar_keep_chosen (self, position, added);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (!self->selecting && gtk_bitset_is_empty (selected))
    silu_sidebar_select_shown (self);
}

static void
new_cb (SiluSidebar *self)
{
  silu_sidebar_set_place (self, SILU_PLACE_CHATS);
  g_signal_emit (self, signals[NEW], 0);
}

static void
open_position (SiluSidebar *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (SILU_IS_FOLDER (item))
    silu_folder_set_collapsed (SILU_FOLDER (item), !silu_folder_get_collapsed (SILU_FOLDER (item)));
  else if (item != NULL && silu_sidebar_list_get_place (self->rows) != SILU_PLACE_TRASH)
    g_signal_emit (self, signals[OPEN], 0, item);
}

static void
activate_cb (SiluSidebar *self, guint position)
{
  open_position (self, position);
}

static void
search_cb (SiluSidebar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->has_store)
    {
      silu_search_results_search (self->results, text);
    }
  else
    {
      silu_sidebar_list_set_flat (self->rows, *text != '\0');
      gtk_string_filter_set_search (self->filter, text);
    }
  silu_sidebar_update_page (self);
}

static void
search_activate_cb (SiluSidebar *self)
{
  /* The entry tells of its last letters a little later. */
  search_cb (self);
  if (is_searching (self))
    silu_search_results_open_first (self->results);
  else
    open_position (self, 0);
}

static void
open_hit_cb (SiluSidebar *self, gpointer hit)
{
  g_signal_emit (self, signals[OPEN_HIT], 0, hit);
}

/* Down goes from the entry to what it has found. */
static gboolean
search_key_cb (GtkEventController *controller,
               guint keyval,
               guint keycode,
               GdkModifierType state,
               SiluSidebar *self)
{
  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) || !is_searching (self))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_child_focus (GTK_WIDGET (self->results), GTK_DIR_TAB_FORWARD);

  return GDK_EVENT_STOP;
}

static void
search_stop_cb (SiluSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
focus_left_cb (SiluSidebar *self)
{
  /* Not while its menu has the focus: the menu is about the selected row. */
  if (!self->selecting && (self->menu == NULL || !gtk_widget_get_visible (self->menu)))
    silu_sidebar_select_shown (self);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  SiluConversation *conversation =
      silu_conversation_list_find (self->conversations, g_variant_get_string (parameter, NULL));

  if (conversation != NULL)
    g_signal_emit (self, signals[OPEN], 0, conversation);
}

void
silu_sidebar_emit_deed (SiluSidebar *self, SiluDeed deed, GPtrArray *conversations)
{
  if (conversations->len == 0)
    return;

  g_signal_emit (self, signals[DEED], 0, (guint) deed, conversations);
  silu_sidebar_stop_selecting (self);
}

static void
silu_sidebar_dispose (GObject *object)
{
  SiluSidebar *self = SILU_SIDEBAR (object);

  g_clear_handle_id (&self->midnight, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_SIDEBAR);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->model);
  g_clear_object (&self->filter);
  g_clear_object (&self->shown);
  g_clear_object (&self->conversations);
  g_clear_object (&self->trash);
  g_clear_object (&self->folders);

  G_OBJECT_CLASS (silu_sidebar_parent_class)->dispose (object);
}

static void
silu_sidebar_finalize (GObject *object)
{
  SiluSidebar *self = SILU_SIDEBAR (object);

  g_ptr_array_unref (self->bound);
  g_hash_table_unref (self->chosen);
  g_clear_pointer (&self->now, g_date_time_unref);

  G_OBJECT_CLASS (silu_sidebar_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sidebar.open", "s", open_action);
  silu_sidebar_install_place_actions (widget_class);
  silu_sidebar_install_actions (widget_class);
  silu_sidebar_install_folder_actions (widget_class);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, results);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, place_bar);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, place_name);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, empty_trash);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, empty);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, select_bar);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, count);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, select_buttons);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, chat_menu);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, trash_menu);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, folder_menu);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, move_menu);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_hit_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
}

static void
silu_sidebar_class_init (SiluSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = silu_sidebar_dispose;
  object_class->finalize = silu_sidebar_finalize;

  signals[OPEN] = g_signal_new ("open", SILU_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, SILU_TYPE_CONVERSATION);
  signals[OPEN_HIT] = g_signal_new ("open-hit", SILU_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[NEW] = g_signal_new ("new", SILU_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  signals[SHOW_TRASH] = g_signal_new ("show-trash", SILU_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 0);
  signals[DEED] = g_signal_new ("deed", SILU_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_PTR_ARRAY);

  g_type_ensure (SILU_TYPE_SEARCH_RESULTS);
  bind_template (widget_class);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sidebar");
}

static void
silu_sidebar_init (SiluSidebar *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkExpression *title = gtk_property_expression_new (SILU_TYPE_CONVERSATION, NULL, "title");

  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = gtk_string_filter_new (title);
  self->model = gtk_filter_list_model_new (NULL, GTK_FILTER (g_object_ref (self->filter)));
  self->rows = silu_sidebar_list_new (G_LIST_MODEL (self->model));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  /* After the list itself, which gives its rows their new positions. */
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_cb), self,
                           G_CONNECT_AFTER);
  silu_sidebar_init_select (self);
  silu_sidebar_init_menu (self);
  silu_sidebar_init_drop (self);
  silu_sidebar_update_page (self);
  schedule_midnight (self);
}

GtkWidget *
silu_sidebar_new (void)
{
  return g_object_new (SILU_TYPE_SIDEBAR, NULL);
}

void
silu_sidebar_set_conversations (SiluSidebar *self, SiluConversationList *conversations)
{
  g_return_if_fail (SILU_IS_SIDEBAR (self));

  g_set_object (&self->conversations, conversations);
  silu_sidebar_set_place (self, SILU_PLACE_CHATS);
}

void
silu_sidebar_set_trash (SiluSidebar *self, SiluConversationList *trash)
{
  g_return_if_fail (SILU_IS_SIDEBAR (self));

  g_set_object (&self->trash, trash);
}

void
silu_sidebar_set_folders (SiluSidebar *self, SiluFolderList *folders)
{
  g_return_if_fail (SILU_IS_SIDEBAR (self));

  g_set_object (&self->folders, folders);
  silu_sidebar_list_set_folders (self->rows, folders);
}

void
silu_sidebar_set_store (SiluSidebar *self, SiluStore *store)
{
  g_return_if_fail (SILU_IS_SIDEBAR (self));

  self->has_store = store != NULL;
  silu_search_results_set_store (self->results, store);
}

void
silu_sidebar_set_selected (SiluSidebar *self, SiluConversation *conversation)
{
  g_return_if_fail (SILU_IS_SIDEBAR (self));

  g_set_object (&self->shown, conversation);
  if (!self->selecting)
    silu_sidebar_select_shown (self);
}

/* The chat at @position, or the next one in that direction. */
static SiluConversation *
find_chat (SiluSidebar *self, gint64 position, int step)
{
  for (; position >= 0; position += step)
    {
      g_autoptr (GObject) item =
          g_list_model_get_item (G_LIST_MODEL (self->rows), (guint) position);

      if (item == NULL || SILU_IS_CONVERSATION (item))
        return (SiluConversation *) item;
    }

  return NULL;
}

SiluConversation *
silu_sidebar_get_neighbour (SiluSidebar *self, int offset)
{
  SiluConversation *chat = NULL;
  guint shown;

  g_return_val_if_fail (SILU_IS_SIDEBAR (self), NULL);

  if (silu_sidebar_list_get_place (self->rows) == SILU_PLACE_TRASH)
    return NULL;

  shown = silu_sidebar_list_find (self->rows, self->shown);
  if (shown == GTK_INVALID_LIST_POSITION)
    return find_chat (self, 0, 1);

  for (int i = 0; i < ABS (offset); i++)
    {
      int step = offset < 0 ? -1 : 1;

      chat = find_chat (self, (gint64) shown + step, step);
      if (chat == NULL)
        return NULL;
      shown = silu_sidebar_list_find (self->rows, chat);
    }

  return chat;
}

void
silu_sidebar_focus_search (SiluSidebar *self)
{
  g_return_if_fail (SILU_IS_SIDEBAR (self));

  gtk_widget_grab_focus (self->search);
}

void
silu_sidebar_set_now (SiluSidebar *self, GDateTime *now)
{
  g_return_if_fail (SILU_IS_SIDEBAR (self));

  g_clear_pointer (&self->now, g_date_time_unref);
  self->now = now != NULL ? g_date_time_ref (now) : NULL;
  update_headings (self);
}
