/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting reads all chains: it is begun when somebody looks, tells how far it is, and ends with
 * the page. */
#include "silu-thoughts-stats.h"

#include "silu-bar.h"
#include "silu-chain-stats.h"
#include "silu-duration.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Models that have a row; those with the most chains. */
#define MOST 100

typedef enum
{
  COLUMN_MODEL,
  COLUMN_CHAINS,
  COLUMN_THINKING,
  COLUMN_TOKENS,
  COLUMN_BACKTRACKS,
  COLUMN_UNANSWERED,
  N_COLUMNS
} Column;

struct _SiluThoughtsStats
{
  GtkWidget parent_instance;

  SiluStore *store;
  GCancellable *cancellable; /* while it counts */
  gboolean is_counted;

  GtkStack *stack; /* "counting", "message", "table" */
  GtkProgressBar *progress;
  AdwStatusPage *message;
  GtkWidget *again;
  GtkWidget *table;
  GtkSizeGroup *columns[N_COLUMNS];
};

enum
{
  MODEL,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThoughtsStats, silu_thoughts_stats, GTK_TYPE_WIDGET)

static const char *const TITLES[N_COLUMNS] = {
  [COLUMN_MODEL] = N_ ("Model"),
  /* Translators: how many chains of thought there are of a model. */
  [COLUMN_CHAINS] = N_ ("Chains"),
  [COLUMN_THINKING] = N_ ("Thinking time"),
  [COLUMN_TOKENS] = N_ ("Tokens"),
  /* Translators: steps of a chain of thought that doubt what was found before. */
  [COLUMN_BACKTRACKS] = N_ ("Doubts"),
  /* Translators: the share of chains of thought that ended without an answer. */
  [COLUMN_UNANSWERED] = N_ ("No answer"),
};

static const char *const TIPS[N_COLUMNS] = {
  [COLUMN_CHAINS] = N_ ("Chains of thought that were counted; of each model the newest"),
  [COLUMN_THINKING] = N_ ("Median of the time from the first thought to the answer"),
  [COLUMN_TOKENS] = N_ ("Median of the tokens that were thought"),
  [COLUMN_BACKTRACKS] = N_ ("Steps that doubt, for each chain"),
  [COLUMN_UNANSWERED] = N_ ("Share of the chains that came to no answer"),
};

/* --- the table --- */

static double
get_value (const SiluChainStats *model, Column column)
{
  switch (column)
    {
    case COLUMN_CHAINS:
      return model->n_chains;
    case COLUMN_THINKING:
      return (double) model->thinking;
    case COLUMN_TOKENS:
      return (double) model->tokens;
    case COLUMN_BACKTRACKS:
      return model->backtracks;
    case COLUMN_UNANSWERED:
      return model->unanswered;
    case COLUMN_MODEL:
    case N_COLUMNS:
    default:
      return 0;
    }
}

static char *
dup_text (const SiluChainStats *model, Column column)
{
  switch (column)
    {
    case COLUMN_CHAINS:
      return g_strdup_printf ("%'u", model->n_chains);
    case COLUMN_THINKING:
      return model->thinking >= 0 ? silu_duration_format (model->thinking) : g_strdup ("–");
    case COLUMN_TOKENS:
      return g_strdup_printf ("%'" G_GINT64_FORMAT, model->tokens);
    case COLUMN_BACKTRACKS:
      return g_strdup_printf ("%.1f", model->backtracks);
    case COLUMN_UNANSWERED:
      /* Translators: a share in percent. */
      return g_strdup_printf (_ ("%.0f %%"), model->unanswered * 100);
    case COLUMN_MODEL:
    case N_COLUMNS:
    default:
      return g_strdup ("");
    }
}

static double
find_most (GPtrArray *models, Column column)
{
  double most = 0;

  for (guint i = 0; i < MIN (models->len, MOST); i++)
    most = MAX (most, get_value (g_ptr_array_index (models, i), column));

  return most;
}

static GtkWidget *
make_row (SiluThoughtsStats *self)
{
  GtkWidget *row =
      g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, "spacing", 24, NULL);

  gtk_widget_add_css_class (row, "row");
  gtk_box_append (GTK_BOX (self->table), row);

  return row;
}

static void
add_cell (SiluThoughtsStats *self, GtkWidget *row, GtkWidget *cell, Column column)
{
  gtk_size_group_add_widget (self->columns[column], cell);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_box_append (GTK_BOX (row), cell);
}

static GtkWidget *
make_label (const char *text, GtkAccessibleRole role)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text, "xalign", 0.0, NULL);

  return label;
}

static void
add_heads (SiluThoughtsStats *self)
{
  GtkWidget *row = make_row (self);

  gtk_widget_add_css_class (row, "heads");
  for (Column i = COLUMN_MODEL; i < N_COLUMNS; i++)
    {
      GtkWidget *label = make_label (_ (TITLES[i]), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);

      if (TIPS[i] != NULL)
        gtk_widget_set_tooltip_text (label, _ (TIPS[i]));
      add_cell (self, row, label, i);
    }
}

static void
add_model (SiluThoughtsStats *self, const SiluChainStats *model, const double *most)
{
  GtkWidget *row = make_row (self);
  GtkWidget *name = make_label (*model->model != '\0' ? model->model : _ ("Unknown model"),
                                GTK_ACCESSIBLE_ROLE_ROW_HEADER);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (name), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 28);
  gtk_widget_set_tooltip_text (name, model->model);
  add_cell (self, row, name, COLUMN_MODEL);

  for (Column i = COLUMN_CHAINS; i < N_COLUMNS; i++)
    {
      g_autofree char *text = dup_text (model, i);
      double value = get_value (model, i);

      add_cell (self, row,
                silu_bar_new (text, value < 0     ? -1
                                    : most[i] > 0 ? value / most[i]
                                                  : 0),
                i);
    }
}

static void
show_message (SiluThoughtsStats *self, const char *title, const char *description, gboolean again)
{
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, description);
  gtk_widget_set_visible (self->again, again);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

void
silu_thoughts_stats_show (SiluThoughtsStats *self, GPtrArray *models)
{
  double most[N_COLUMNS] = { 0 };
  GtkWidget *child;

  g_return_if_fail (SILU_IS_THOUGHTS_STATS (self));

  self->is_counted = TRUE;
  while ((child = gtk_widget_get_first_child (self->table)) != NULL)
    gtk_box_remove (GTK_BOX (self->table), child);
  if (models->len == 0)
    {
      show_message (self, _ ("Nothing to count"),
                    _ ("As soon as models have thought, it is shown here how each of them does."),
                    FALSE);
      return;
    }

  for (Column i = COLUMN_CHAINS; i < N_COLUMNS; i++)
    most[i] = find_most (models, i);
  /* A share is one of the whole. */
  most[COLUMN_UNANSWERED] = 1;

  add_heads (self);
  for (guint i = 0; i < MIN (models->len, MOST); i++)
    {
      const SiluChainStats *model = g_ptr_array_index (models, i);

      add_model (self, model, most);
      g_signal_emit (self, signals[MODEL], 0, model->model);
    }
  gtk_stack_set_visible_child_name (self->stack, "table");
}

/* --- counting --- */

static void
progress_cb (guint n_rows, guint n_all, gpointer user_data)
{
  SiluThoughtsStats *self = user_data;
  /* Translators: how many messages have been looked at: "120 of 3000". */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), n_rows, n_all);

  gtk_progress_bar_set_fraction (self->progress, (double) n_rows / MAX (n_all, 1));
  gtk_progress_bar_set_text (self->progress, text);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluThoughtsStats) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = silu_chain_stats_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (models != NULL)
    silu_thoughts_stats_show (self, models);
  else
    show_message (self, _ ("The thoughts cannot be read"), error->message, TRUE);
}

static void
count (SiluThoughtsStats *self)
{
  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_progress_bar_set_text (self->progress, _ ("Counting…"));
  gtk_stack_set_visible_child_name (self->stack, "counting");
  silu_chain_stats_async (self->store, self->cancellable, progress_cb, self, counted_cb,
                          g_object_ref (self));
}

static void
again_cb (GtkButton *button, gpointer user_data)
{
  count (user_data);
}

/* --- the widget --- */

static void
silu_thoughts_stats_map (GtkWidget *widget)
{
  SiluThoughtsStats *self = SILU_THOUGHTS_STATS (widget);

  GTK_WIDGET_CLASS (silu_thoughts_stats_parent_class)->map (widget);

  if (!self->is_counted)
    count (self);
}

static void
silu_thoughts_stats_dispose (GObject *object)
{
  SiluThoughtsStats *self = SILU_THOUGHTS_STATS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (silu_thoughts_stats_parent_class)->dispose (object);
}

static void
silu_thoughts_stats_class_init (SiluThoughtsStatsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thoughts_stats_dispose;
  widget_class->map = silu_thoughts_stats_map;
  signals[MODEL] =
      g_signal_new ("model", SILU_TYPE_THOUGHTS_STATS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thoughts-stats");
}

static GtkWidget *
make_table (SiluThoughtsStats *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->table = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE,
                              "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_add_css_class (self->table, "table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Statistics of the models"), -1);
  gtk_widget_set_valign (self->table, GTK_ALIGN_START);
  for (gsize i = 0; i < G_N_ELEMENTS (self->columns); i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->table);

  return scrolled;
}

static GtkWidget *
make_counting (SiluThoughtsStats *self)
{
  GtkWidget *bar = gtk_progress_bar_new ();

  self->progress = GTK_PROGRESS_BAR (bar);
  gtk_progress_bar_set_show_text (self->progress, TRUE);
  gtk_widget_set_size_request (bar, 240, -1);
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);

  return bar;
}

static void
silu_thoughts_stats_init (SiluThoughtsStats *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->message = ADW_STATUS_PAGE (adw_status_page_new ());
  self->again = gtk_button_new_with_mnemonic (_ ("_Try Again"));
  gtk_widget_add_css_class (self->again, "pill");
  gtk_widget_set_halign (self->again, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->again, "clicked", G_CALLBACK (again_cb), self, 0);
  adw_status_page_set_child (self->message, self->again);

  gtk_stack_add_named (self->stack, make_counting (self), "counting");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->message), "message");
  gtk_stack_add_named (self->stack, make_table (self), "table");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
}

GtkWidget *
silu_thoughts_stats_new (SiluStore *store)
{
  SiluThoughtsStats *self = g_object_new (SILU_TYPE_THOUGHTS_STATS, NULL);

  self->store = g_object_ref (store);

  return GTK_WIDGET (self);
}
