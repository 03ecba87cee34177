/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One search at a time: a new text cancels the one before. What was found stays in sight until
 * something else is, so that nothing flickers while one types. */
#include "silu-search-results.h"

#include "config.h"
#include "silu-search-row.h"
#include <glib/gi18n-lib.h>

/* More are of no use to somebody who looks for one. */
#define LIMIT 100

/* Milliseconds after which a search says that it is still searching. */
#define PATIENCE 150

/* A hit as an item of a list. */
#define SILU_TYPE_FOUND (silu_found_get_type ())
G_DECLARE_FINAL_TYPE (SiluFound, silu_found, SILU, FOUND, GObject)

struct _SiluFound
{
  GObject parent_instance;

  SiluSearchHit *hit;
};

G_DEFINE_FINAL_TYPE (SiluFound, silu_found, G_TYPE_OBJECT)

static void
silu_found_finalize (GObject *object)
{
  silu_search_hit_free (SILU_FOUND (object)->hit);

  G_OBJECT_CLASS (silu_found_parent_class)->finalize (object);
}

static void
silu_found_class_init (SiluFoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_found_finalize;
}

static void
silu_found_init (SiluFound *self)
{
}

struct _SiluSearchResults
{
  GtkWidget parent_instance;

  SiluStore *store; /* NULL: nothing is searched */
  char *text;       /* that was last searched for */
  GListStore *hits; /* of SiluFound */
  GCancellable *cancellable;
  guint patience;       /* source */
  gboolean opens_first; /* once the search is over */

  GtkStack *stack;
  GtkLabel *count;
  GtkLabel *message;
  GtkListView *list;
};

enum
{
  OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluSearchResults, silu_search_results, GTK_TYPE_WIDGET)

static void
show_message (SiluSearchResults *self, const char *text)
{
  gtk_label_set_text (self->message, text);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
open_position (SiluSearchResults *self, guint position)
{
  g_autoptr (SiluFound) found = g_list_model_get_item (G_LIST_MODEL (self->hits), position);

  if (found != NULL)
    g_signal_emit (self, signals[OPEN], 0, found->hit);
}

static void
activate_cb (SiluSearchResults *self, guint position)
{
  open_position (self, position);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, silu_search_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  silu_search_row_set_hit (SILU_SEARCH_ROW (gtk_list_item_get_child (item)),
                           SILU_FOUND (gtk_list_item_get_item (item))->hit);
}

/* --- searching --- */

static void
end_search (SiluSearchResults *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->patience, g_source_remove);
  self->opens_first = FALSE;
}

static gboolean
patience_cb (gpointer user_data)
{
  SiluSearchResults *self = user_data;

  self->patience = 0;
  show_message (self, _ ("Searching…"));

  return G_SOURCE_REMOVE;
}

static void
show_hits (SiluSearchResults *self, GPtrArray *hits)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *count = NULL;

  if (hits->len >= LIMIT)
    count = g_strdup_printf (_ ("The best %u results"), hits->len);
  else
    count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u result", "%u results", hits->len),
                             hits->len);
  gtk_label_set_text (self->count, count);

  while (hits->len > 0)
    {
      SiluFound *found = g_object_new (SILU_TYPE_FOUND, NULL);

      found->hit = g_ptr_array_steal_index (hits, 0);
      g_ptr_array_add (items, found);
    }
  g_list_store_splice (self->hits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hits)),
                       items->pdata, items->len);

  if (items->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "hits");
  else
    show_message (self, _ ("Nothing found"));
}

static void
searched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluSearchResults) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = silu_store_search_finish (SILU_STORE (object), result, &error);
  gboolean opens_first = self->opens_first;

  /* Another search has begun meanwhile, or none is wanted any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end_search (self);
  if (hits == NULL)
    {
      show_message (self, error->message);
      return;
    }

  show_hits (self, hits);
  if (opens_first)
    open_position (self, 0);
}

static void
silu_search_results_dispose (GObject *object)
{
  SiluSearchResults *self = SILU_SEARCH_RESULTS (object);

  end_search (self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_SEARCH_RESULTS);
  g_clear_object (&self->hits);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (silu_search_results_parent_class)->dispose (object);
}

static void
silu_search_results_finalize (GObject *object)
{
  g_free (SILU_SEARCH_RESULTS (object)->text);

  G_OBJECT_CLASS (silu_search_results_parent_class)->finalize (object);
}

static void
silu_search_results_class_init (SiluSearchResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_search_results_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_search_results_finalize;

  signals[OPEN] = g_signal_new ("open", SILU_TYPE_SEARCH_RESULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-search-results.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluSearchResults, stack);
  gtk_widget_class_bind_template_child (widget_class, SiluSearchResults, count);
  gtk_widget_class_bind_template_child (widget_class, SiluSearchResults, message);
  gtk_widget_class_bind_template_child (widget_class, SiluSearchResults, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "search-results");
}

static void
silu_search_results_init (SiluSearchResults *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSingleSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->hits = g_list_store_new (SILU_TYPE_FOUND);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->hits)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

GtkWidget *
silu_search_results_new (void)
{
  return g_object_new (SILU_TYPE_SEARCH_RESULTS, NULL);
}

void
silu_search_results_set_store (SiluSearchResults *self, SiluStore *store)
{
  g_return_if_fail (SILU_IS_SEARCH_RESULTS (self));

  g_set_object (&self->store, store);
}

void
silu_search_results_search (SiluSearchResults *self, const char *text)
{
  g_return_if_fail (SILU_IS_SEARCH_RESULTS (self));
  g_return_if_fail (text != NULL);

  if (g_strcmp0 (self->text, text) == 0)
    return;

  end_search (self);
  g_free (self->text);
  self->text = g_strdup (text);
  if (self->store == NULL || *text == '\0')
    return;

  self->cancellable = g_cancellable_new ();
  self->patience = g_timeout_add (PATIENCE, patience_cb, self);
  silu_store_search_async (self->store, text, TRUE, LIMIT, self->cancellable, searched_cb,
                           g_object_ref (self));
}

void
silu_search_results_open_first (SiluSearchResults *self)
{
  g_return_if_fail (SILU_IS_SEARCH_RESULTS (self));

  if (self->cancellable != NULL)
    self->opens_first = TRUE;
  else
    open_position (self, 0);
}
