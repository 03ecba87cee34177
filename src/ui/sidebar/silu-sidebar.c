/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the rows on screen exist; after each change those few are told anew whether a group begins
 * at them. The list's selection is where the keys are; it returns to the shown chat with them. */
#include "silu-sidebar.h"

#include "config.h"
#include "silu-date-group.h"
#include "silu-rename-dialog.h"
#include "silu-search-results.h"
#include "silu-sidebar-row.h"
#include <adwaita.h>

struct _SiluSidebar
{
  GtkWidget parent_instance;

  GtkStringFilter *filter;
  GtkFilterListModel *model;
  GtkSingleSelection *selection;
  SiluConversation *shown;
  GPtrArray *bound; /* of GtkListItem, borrowed: those with a row on screen */
  GDateTime *now;   /* NULL: the clock */
  guint midnight;   /* source */

  GtkWidget *box;
  GtkWidget *search;
  GtkStack *stack;
  GtkListView *list;
  SiluSearchResults *results; /* in their place the list is filtered as long as there is no store */
  gboolean has_store;
  GtkWidget *menu;
  GMenuModel *row_menu;
};

enum
{
  OPEN,
  OPEN_HIT,
  DELETE,
  NEW,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluSidebar, silu_sidebar, GTK_TYPE_WIDGET)

static GDateTime *
get_now (SiluSidebar *self)
{
  return self->now != NULL ? g_date_time_ref (self->now) : g_date_time_new_now_local ();
}

static void
update_heading (SiluSidebar *self, GtkListItem *item, GDateTime *now)
{
  SiluSidebarRow *row = SILU_SIDEBAR_ROW (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);
  g_autoptr (SiluConversation) above = NULL;
  g_autofree char *heading = NULL;
  guint group;

  if (gtk_list_item_get_item (item) == NULL)
    return;

  group = silu_date_group (gtk_list_item_get_item (item), now);
  if (position > 0 && position != GTK_INVALID_LIST_POSITION)
    above = g_list_model_get_item (G_LIST_MODEL (self->selection), position - 1);
  if (above == NULL || silu_date_group (above, now) != group)
    heading = silu_date_group_dup_name (group);

  silu_sidebar_row_set_heading (row, heading);
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
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  SiluSidebar *self = user_data;
  g_autoptr (GDateTime) now = get_now (self);

  silu_sidebar_row_set_conversation (SILU_SIDEBAR_ROW (gtk_list_item_get_child (item)),
                                     gtk_list_item_get_item (item));
  g_ptr_array_add (self->bound, item);
  update_heading (self, item, now);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  SiluSidebar *self = user_data;

  g_ptr_array_remove_fast (self->bound, item);
  silu_sidebar_row_set_conversation (SILU_SIDEBAR_ROW (gtk_list_item_get_child (item)), NULL);
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

/* G_MAXUINT if it is not among the rows. */
static guint
find_position (SiluSidebar *self, SiluConversation *conversation)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; conversation != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SiluConversation) other = g_list_model_get_item (model, i);

      if (other == conversation)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
select_shown (SiluSidebar *self)
{
  gtk_single_selection_set_selected (self->selection, find_position (self, self->shown));
}

static gboolean
is_searching (SiluSidebar *self)
{
  return self->has_store && *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

static void
update_page (SiluSidebar *self)
{
  const char *page = "list";

  if (is_searching (self))
    page = "results";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    page = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ? "no-match" : "empty";

  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
items_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  SiluSidebar *self = user_data;

  update_headings (self);
  update_page (self);

  /* A row that moved was removed and added again, and lost its selection. */
  if (gtk_single_selection_get_selected_item (self->selection) == NULL)
    select_shown (self);
}

static void
new_cb (SiluSidebar *self)
{
  g_signal_emit (self, signals[NEW], 0);
}

static void
open_position (SiluSidebar *self, guint position)
{
  g_autoptr (SiluConversation) conversation =
      g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (conversation != NULL)
    g_signal_emit (self, signals[OPEN], 0, conversation);
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
    silu_search_results_search (self->results, text);
  else
    gtk_string_filter_set_search (self->filter, text);
  update_page (self);
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
  if (self->menu == NULL || !gtk_widget_get_visible (self->menu))
    select_shown (self);
}

static SiluConversation *
get_selected (SiluSidebar *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
popup_menu (SiluSidebar *self, const GdkRectangle *at)
{
  SiluConversation *conversation = get_selected (self);
  gboolean pinned = conversation != NULL && silu_conversation_get_pinned (conversation);

  if (conversation == NULL)
    return;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sidebar.pin", !pinned);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sidebar.unpin", pinned);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_cb (GtkGesture *gesture, int n_press, double x, double y, SiluSidebar *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = NULL;
  double at_x = 0, at_y = 0;

  if (picked != NULL)
    row = gtk_widget_get_ancestor (picked, SILU_TYPE_SIDEBAR_ROW);
  if (row == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_single_selection_set_selected (
      self->selection,
      find_position (self, silu_sidebar_row_get_conversation (SILU_SIDEBAR_ROW (row))));
  gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (self), x, y, &at_x, &at_y);
  popup_menu (self, &(GdkRectangle){ (int) at_x, (int) at_y, 1, 1 });
}

static GtkWidget *
find_row (SiluSidebar *self, SiluConversation *conversation)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);

      if (gtk_list_item_get_item (item) == conversation)
        return gtk_list_item_get_child (item);
    }

  return NULL;
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  GtkWidget *row = find_row (self, get_selected (self));
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_compute_bounds (row, widget, &bounds))
    popup_menu (self, &(GdkRectangle){ (int) (bounds.origin.x + bounds.size.width / 2),
                                       (int) (bounds.origin.y + bounds.size.height - 8), 1, 1 });
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluSidebar *self = SILU_SIDEBAR (widget);
  GListModel *model = gtk_filter_list_model_get_model (self->model);
  SiluConversation *conversation = silu_conversation_list_find (
      SILU_CONVERSATION_LIST (model), g_variant_get_string (parameter, NULL));

  if (conversation != NULL)
    g_signal_emit (self, signals[OPEN], 0, conversation);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluConversation *conversation = get_selected (SILU_SIDEBAR (widget));

  if (conversation != NULL)
    silu_rename_dialog_present (widget, conversation);
}

static void
pin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluConversation *conversation = get_selected (SILU_SIDEBAR (widget));

  if (conversation != NULL)
    silu_conversation_set_pinned (conversation, g_str_equal (name, "sidebar.pin"));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluConversation *conversation = get_selected (SILU_SIDEBAR (widget));

  if (conversation != NULL)
    g_signal_emit (widget, signals[DELETE], 0, conversation);
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
  g_clear_object (&self->model);
  g_clear_object (&self->filter);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (silu_sidebar_parent_class)->dispose (object);
}

static void
silu_sidebar_finalize (GObject *object)
{
  SiluSidebar *self = SILU_SIDEBAR (object);

  g_ptr_array_unref (self->bound);
  g_clear_pointer (&self->now, g_date_time_unref);

  G_OBJECT_CLASS (silu_sidebar_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sidebar.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "sidebar.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "sidebar.pin", NULL, pin_action);
  gtk_widget_class_install_action (widget_class, "sidebar.unpin", NULL, pin_action);
  gtk_widget_class_install_action (widget_class, "sidebar.delete", NULL, delete_action);
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
  gtk_widget_class_bind_template_child (widget_class, SiluSidebar, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_hit_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_cb);
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
  signals[DELETE] = g_signal_new ("delete", SILU_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, SILU_TYPE_CONVERSATION);
  signals[NEW] = g_signal_new ("new", SILU_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);

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

  self->menu = gtk_popover_menu_new_from_model (self->row_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));

  self->filter = gtk_string_filter_new (title);
  self->model = gtk_filter_list_model_new (NULL, GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  /* After the list itself, which gives its rows their new positions. */
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_cb), self,
                           G_CONNECT_AFTER);
  update_page (self);
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

  gtk_filter_list_model_set_model (self->model, G_LIST_MODEL (conversations));
  update_page (self);
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
  select_shown (self);
}

SiluConversation *
silu_sidebar_get_neighbour (SiluSidebar *self, int offset)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  gint64 position = 0;
  guint shown;
  g_autoptr (SiluConversation) found = NULL;

  g_return_val_if_fail (SILU_IS_SIDEBAR (self), NULL);

  shown = find_position (self, self->shown);
  if (shown != GTK_INVALID_LIST_POSITION)
    position = (gint64) shown + offset;
  if (position < 0)
    return NULL;

  found = g_list_model_get_item (model, (guint) position);

  return found;
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
