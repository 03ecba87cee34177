/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list at a time: a new text or filter cancels the one before. What was found stays in sight
 * until something else is, so that nothing flickers while one types. */
#include "silu-thoughts-list.h"

#include "silu-duration.h"
#include "silu-hit-list.h"
#include "silu-thoughts-filter.h"
#include "silu-thoughts.h"
#include "silu-tokens.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Chains that are listed at a time, and in all. */
#define PAGE 40
#define MOST 4000

/* Milliseconds after which a search says that it is still searching. */
#define PATIENCE 150

/* Pages below the view that is left when more is listed. */
#define AHEAD 1.5

struct _SiluThoughtsList
{
  GtkWidget parent_instance;

  SiluStore *store;
  GListStore *hits; /* of SiluHit */
  SiluChainsQuery *query;
  guint kinds;
  guint next;                /* where the list goes on; 0: all is there */
  GCancellable *cancellable; /* while something is listed */
  gboolean is_fresh;         /* what comes takes the place of what is there */
  guint patience;            /* source */

  GtkWidget *box;
  GtkWidget *search;
  SiluThoughtsFilter *filter;
  GtkStack *stack;
  AdwStatusPage *message;
  GtkWidget *reset;
  GtkListView *list;
  GtkAdjustment *adjustment;
};

enum
{
  OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThoughtsList, silu_thoughts_list, GTK_TYPE_WIDGET)

static void
add_fact (GString *about, const char *fact)
{
  if (fact == NULL || *fact == '\0')
    return;

  if (about->len > 0)
    g_string_append (about, " · ");
  g_string_append (about, fact);
}

static char *
dup_tokens (const SiluSearchHit *hit)
{
  return hit->tokens > 0 ? silu_tokens_to_words (hit->tokens, hit->is_estimate) : NULL;
}

/* "deepseek-reasoner · 18.03.2026 · 14 s · 612 tokens · 2 notes" */
static char *
dup_about (const SiluSearchHit *hit)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (hit->time / G_USEC_PER_SEC);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : NULL;
  g_autofree char *thinking = hit->thinking >= 0 ? silu_duration_format (hit->thinking) : NULL;
  g_autofree char *tokens = dup_tokens (hit);
  g_autofree char *notes = NULL;
  GString *about = g_string_new (NULL);

  if (hit->n_notes > 0)
    notes = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u note", "%u notes", hit->n_notes),
                             hit->n_notes);
  add_fact (about, hit->model);
  add_fact (about, date);
  add_fact (about, thinking);
  add_fact (about, tokens);
  add_fact (about, notes);

  return g_string_free (about, FALSE);
}

static void
show_message (SiluThoughtsList *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, description);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static gboolean
is_asked (SiluThoughtsList *self)
{
  return silu_thoughts_filter_is_set (self->filter) ||
         *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

static void
show_empty (SiluThoughtsList *self)
{
  gboolean asked = is_asked (self);

  gtk_widget_set_visible (self->reset, asked);
  if (asked)
    show_message (self, _ ("Nothing found"), _ ("No chain of thought is like that."));
  else
    show_message (self, _ ("No thoughts yet"),
                  _ ("What models think before they answer is collected here."));
}

static void
add_hits (SiluThoughtsList *self, GPtrArray *chains)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->hits));

  for (guint i = 0; i < chains->len; i++)
    silu_thoughts_filter_add_model (self->filter,
                                    ((SiluSearchHit *) g_ptr_array_index (chains, i))->model);

  silu_hit_list_splice (self->hits, self->is_fresh ? 0 : n_old, self->is_fresh ? n_old : 0, chains);
  if (self->is_fresh)
    gtk_adjustment_set_value (self->adjustment, 0);
  self->is_fresh = FALSE;
}

static void
end_list (SiluThoughtsList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->patience, g_source_remove);
}

static gboolean
patience_cb (gpointer user_data)
{
  SiluThoughtsList *self = user_data;

  self->patience = 0;
  gtk_widget_hide (self->reset);
  show_message (self, _ ("Searching…"), NULL);

  return G_SOURCE_REMOVE;
}

static void go_on (SiluThoughtsList *self);

/* There is room for more than has come, or there will be soon. */
static gboolean
wants_more (SiluThoughtsList *self)
{
  double left = gtk_adjustment_get_upper (self->adjustment) -
                gtk_adjustment_get_value (self->adjustment) -
                gtk_adjustment_get_page_size (self->adjustment);

  return self->next != 0 && self->cancellable == NULL &&
         g_list_model_get_n_items (G_LIST_MODEL (self->hits)) < MOST &&
         left < AHEAD * gtk_adjustment_get_page_size (self->adjustment);
}

static void
scrolled_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  if (wants_more (user_data))
    go_on (user_data);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluThoughtsList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluThoughts) found = silu_thoughts_find_finish (result, &error);

  /* Another list has begun meanwhile, or none is wanted any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end_list (self);
  if (found == NULL)
    {
      self->next = 0;
      gtk_widget_hide (self->reset);
      show_message (self, _ ("The thoughts cannot be read"), error->message);
      return;
    }

  self->next = found->next;
  add_hits (self, found->chains);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->hits)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "hits");
  else if (self->next == 0)
    show_empty (self);
  if (wants_more (self))
    go_on (self);
}

static void
go_on (SiluThoughtsList *self)
{
  self->cancellable = g_cancellable_new ();
  silu_thoughts_find_async (self->store, self->query, self->kinds, self->next, PAGE,
                            self->cancellable, listed_cb, g_object_ref (self));
}

static void
begin (SiluThoughtsList *self)
{
  end_list (self);
  g_free (self->query->text);
  self->query->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->query->order = *self->query->text != '\0' ? SILU_CHAINS_BEST : SILU_CHAINS_NEWEST;
  self->kinds = silu_thoughts_filter_read (self->filter, self->query, g_get_real_time ());
  self->next = 0;
  self->is_fresh = TRUE;
  self->patience = g_timeout_add (PATIENCE, patience_cb, self);
  go_on (self);
}

static void
changed_cb (GtkWidget *widget, gpointer user_data)
{
  begin (user_data);
}

/* Escape: out of the search first, then out of the page. */
static void
stop_cb (GtkSearchEntry *entry, gpointer user_data)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (entry), "win.leave-page", NULL);
}

static void
reset_cb (GtkButton *button, gpointer user_data)
{
  SiluThoughtsList *self = user_data;

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  silu_thoughts_filter_reset (self->filter);
}

static void
activate_cb (GtkListView *list, guint position, gpointer user_data)
{
  SiluThoughtsList *self = user_data;
  g_autoptr (SiluHit) hit = g_list_model_get_item (G_LIST_MODEL (self->hits), position);

  if (hit != NULL)
    g_signal_emit (self, signals[OPEN], 0, silu_hit_get (hit));
}

/* --- the widget --- */

static void
silu_thoughts_list_dispose (GObject *object)
{
  SiluThoughtsList *self = SILU_THOUGHTS_LIST (object);

  end_list (self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  self->list = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->hits);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (silu_thoughts_list_parent_class)->dispose (object);
}

static void
silu_thoughts_list_finalize (GObject *object)
{
  silu_chains_query_free (SILU_THOUGHTS_LIST (object)->query);

  G_OBJECT_CLASS (silu_thoughts_list_parent_class)->finalize (object);
}

static void
silu_thoughts_list_class_init (SiluThoughtsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thoughts_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_thoughts_list_finalize;
  signals[OPEN] = g_signal_new ("open", SILU_TYPE_THOUGHTS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thoughts-list");
}

static GtkWidget *
make_list (SiluThoughtsList *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  self->hits = silu_hit_list_new (self->list, dup_about);
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Thoughts"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, 0);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, 0);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (scrolled_cb), self, 0);

  return scrolled;
}

static GtkWidget *
make_message (SiluThoughtsList *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->message = ADW_STATUS_PAGE (page);
  self->reset = gtk_button_new_with_mnemonic (_ ("Show _All"));
  gtk_widget_add_css_class (self->reset, "pill");
  gtk_widget_set_halign (self->reset, GTK_ALIGN_CENTER);
  gtk_widget_hide (self->reset);
  g_signal_connect_object (self->reset, "clicked", G_CALLBACK (reset_cb), self, 0);
  adw_status_page_set_child (self->message, self->reset);

  return page;
}

static void
silu_thoughts_list_init (SiluThoughtsList *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->query = g_new0 (SiluChainsQuery, 1);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search thoughts and notes"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search thoughts and notes"), -1);
  self->filter = SILU_THOUGHTS_FILTER (silu_thoughts_filter_new ());
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_cb), self, 0);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (changed_cb), self, 0);
  gtk_widget_add_css_class (bar, "bar");
  gtk_box_append (GTK_BOX (bar), self->search);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->filter));

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, make_list (self), "hits");
  gtk_stack_add_named (self->stack, make_message (self), "message");
  gtk_box_append (GTK_BOX (self->box), bar);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
}

GtkWidget *
silu_thoughts_list_new (SiluStore *store)
{
  SiluThoughtsList *self = g_object_new (SILU_TYPE_THOUGHTS_LIST, NULL);

  self->store = g_object_ref (store);
  begin (self);

  return GTK_WIDGET (self);
}

void
silu_thoughts_list_add_model (SiluThoughtsList *self, const char *model)
{
  g_return_if_fail (SILU_IS_THOUGHTS_LIST (self));

  silu_thoughts_filter_add_model (self->filter, model);
}

void
silu_thoughts_list_focus_search (SiluThoughtsList *self)
{
  g_return_if_fail (SILU_IS_THOUGHTS_LIST (self));

  gtk_widget_grab_focus (self->search);
}
