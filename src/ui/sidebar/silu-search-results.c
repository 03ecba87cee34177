/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One search at a time: a new text cancels the one before. What was found stays in sight until
 * something else is, so that nothing flickers while one types. */
#include "silu-search-results.h"

#include "config.h"
#include "silu-hit-list.h"
#include <glib/gi18n-lib.h>

/* More are of no use to somebody who looks for one. */
#define LIMIT 100

/* Milliseconds after which a search says that it is still searching. */
#define PATIENCE 150

struct _SiluSearchResults
{
  GtkWidget parent_instance;

  SiluStore *store; /* NULL: nothing is searched */
  char *text;       /* that was last searched for */
  GListStore *hits; /* of SiluHit */
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

static const char *
get_place (SiluSearchPlace place)
{
  switch (place)
    {
    case SILU_SEARCH_QUESTION:
      return _ ("Question");
    case SILU_SEARCH_ANSWER:
      return _ ("Answer");
    case SILU_SEARCH_THOUGHTS:
      return _ ("Thoughts");
    case SILU_SEARCH_CODE:
      return _ ("Code");
    case SILU_SEARCH_ATTACHMENT:
      return _ ("Attachment");
    case SILU_SEARCH_NOTES:
      return _ ("Notes");
    case SILU_SEARCH_TITLE:
    default:
      return _ ("Chat");
    }
}

/* "Thoughts · 18.03.2026 · Archived" */
static char *
dup_about (const SiluSearchHit *hit)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (hit->time / G_USEC_PER_SEC);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : NULL;
  GString *about = g_string_new (get_place (hit->place));

  if (date != NULL)
    g_string_append_printf (about, " · %s", date);
  if (hit->is_archived)
    g_string_append_printf (about, " · %s", _ ("Archived"));

  return g_string_free (about, FALSE);
}

static void
show_message (SiluSearchResults *self, const char *text)
{
  gtk_label_set_text (self->message, text);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
open_position (SiluSearchResults *self, guint position)
{
  g_autoptr (SiluHit) hit = g_list_model_get_item (G_LIST_MODEL (self->hits), position);

  if (hit != NULL)
    g_signal_emit (self, signals[OPEN], 0, silu_hit_get (hit));
}

static void
activate_cb (SiluSearchResults *self, guint position)
{
  open_position (self, position);
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
  g_autofree char *count = NULL;

  if (hits->len >= LIMIT)
    count = g_strdup_printf (_ ("The best %u results"), hits->len);
  else
    count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u result", "%u results", hits->len),
                             hits->len);
  gtk_label_set_text (self->count, count);

  if (hits->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "hits");
  else
    show_message (self, _ ("Nothing found"));
  silu_hit_list_splice (self->hits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hits)), hits);
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
  gtk_widget_init_template (GTK_WIDGET (self));
  self->hits = silu_hit_list_new (self->list, dup_about);
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
