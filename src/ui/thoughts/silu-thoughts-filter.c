/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drop-downs in lines as wide as the page; the first choice of each is everything. */
#include "silu-thoughts-filter.h"

#include "silu-step-words.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* More than a list that one looks through. */
#define MOST_MODELS 200

struct _SiluThoughtsFilter
{
  GtkWidget parent_instance;

  GtkWidget *flow;
  GtkDropDown *kind;
  GtkDropDown *model;
  GtkDropDown *length;
  GtkDropDown *rating;
  GtkDropDown *time;
  GtkToggleButton *notes;
  GHashTable *models; /* names that can be chosen */
  gboolean is_quiet;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThoughtsFilter, silu_thoughts_filter, GTK_TYPE_WIDGET)

static const struct
{
  const char *label;
  gint64 least;
  gint64 most;
} LENGTHS[] = {
  { N_ ("Any length"), 0, 0 },
  { N_ ("Under 500 tokens"), 0, 499 },
  { N_ ("500 to 2,000 tokens"), 500, 2000 },
  { N_ ("2,000 to 8,000 tokens"), 2000, 8000 },
  { N_ ("Over 8,000 tokens"), 8001, 0 },
};

static const struct
{
  const char *label;
  SiluChainsRating rating;
} RATINGS[] = {
  { N_ ("Any rating"), SILU_CHAINS_ANY },
  { N_ ("Rated good"), SILU_CHAINS_GOOD },
  { N_ ("Rated flawed"), SILU_CHAINS_FLAWED },
  { N_ ("Not rated"), SILU_CHAINS_UNRATED },
};

static const struct
{
  const char *label;
  gint64 span;
} SPANS[] = {
  { N_ ("Any time"), 0 },
  { N_ ("Past 24 hours"), G_TIME_SPAN_DAY },
  { N_ ("Past 7 days"), 7 * G_TIME_SPAN_DAY },
  { N_ ("Past 30 days"), 30 * G_TIME_SPAN_DAY },
  { N_ ("Past year"), 365 * G_TIME_SPAN_DAY },
};

static void
emit_changed (SiluThoughtsFilter *self)
{
  if (!self->is_quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, gpointer user_data)
{
  emit_changed (user_data);
}

static void
toggled_cb (GtkToggleButton *button, gpointer user_data)
{
  emit_changed (user_data);
}

static void
silu_thoughts_filter_dispose (GObject *object)
{
  g_clear_pointer (&SILU_THOUGHTS_FILTER (object)->flow, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_thoughts_filter_parent_class)->dispose (object);
}

static void
silu_thoughts_filter_finalize (GObject *object)
{
  g_hash_table_unref (SILU_THOUGHTS_FILTER (object)->models);

  G_OBJECT_CLASS (silu_thoughts_filter_parent_class)->finalize (object);
}

static void
silu_thoughts_filter_class_init (SiluThoughtsFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thoughts_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_thoughts_filter_finalize;
  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_THOUGHTS_FILTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thoughts-filter");
}

/* Takes over @choices. */
static GtkDropDown *
add_drop_down (SiluThoughtsFilter *self, GtkStringList *choices, const char *name)
{
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (choices), NULL);
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_tooltip_text (drop_down, name);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), drop_down);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), child);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (selected_cb), self, 0);

  return GTK_DROP_DOWN (drop_down);
}

static GtkStringList *
list_kinds (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Any step"));
  for (int i = 0; i < SILU_N_STEP_KINDS; i++)
    gtk_string_list_append (list, silu_step_words_get_kind ((SiluStepKind) i));

  return list;
}

/* The labels of a table, which are the first member of its rows. */
static GtkStringList *
list_labels (const void *table, gsize size, gsize n_rows)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_rows; i++)
    {
      const char *label;

      memcpy (&label, (const char *) table + i * size, sizeof label);
      gtk_string_list_append (list, _ (label));
    }

  return list;
}

#define LIST(table) list_labels (table, sizeof (table[0]), G_N_ELEMENTS (table))

static void
add_notes (SiluThoughtsFilter *self)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  self->notes = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_ ("With notes")));
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), GTK_WIDGET (self->notes));
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), child);
  g_signal_connect_object (self->notes, "toggled", G_CALLBACK (toggled_cb), self, 0);
}

static void
silu_thoughts_filter_init (SiluThoughtsFilter *self)
{
  const char *const any_model[] = { _ ("Any model"), NULL };

  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 6);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->flow), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));

  self->kind = add_drop_down (self, list_kinds (), _ ("Kind of step"));
  self->model = add_drop_down (self, gtk_string_list_new (any_model), _ ("Model"));
  self->length = add_drop_down (self, LIST (LENGTHS), _ ("Length"));
  self->rating = add_drop_down (self, LIST (RATINGS), _ ("Rating"));
  self->time = add_drop_down (self, LIST (SPANS), _ ("Time"));
  add_notes (self);
}

GtkWidget *
silu_thoughts_filter_new (void)
{
  return g_object_new (SILU_TYPE_THOUGHTS_FILTER, NULL);
}

void
silu_thoughts_filter_leave_out_steps (SiluThoughtsFilter *self)
{
  g_return_if_fail (SILU_IS_THOUGHTS_FILTER (self));

  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->kind)), FALSE);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->notes)), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (RATINGS); i++)
    if (RATINGS[i].rating == SILU_CHAINS_GOOD)
      gtk_drop_down_set_selected (self->rating, i);
}

void
silu_thoughts_filter_add_model (SiluThoughtsFilter *self, const char *model)
{
  g_return_if_fail (SILU_IS_THOUGHTS_FILTER (self));

  if (model == NULL || *model == '\0' || g_hash_table_size (self->models) >= MOST_MODELS ||
      !g_hash_table_add (self->models, g_strdup (model)))
    return;

  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (self->model)), model);
}

/* The list's own string: it outlives the query. */
static const char *
get_model (SiluThoughtsFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->model);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;

  return gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (self->model)),
                                     selected);
}

static guint
get_index (GtkDropDown *drop_down, gsize n_choices)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected < n_choices ? selected : 0;
}

guint
silu_thoughts_filter_read (SiluThoughtsFilter *self, SiluChainsQuery *query, gint64 now)
{
  guint length, kind, span;

  g_return_val_if_fail (SILU_IS_THOUGHTS_FILTER (self), 0);

  length = get_index (self->length, G_N_ELEMENTS (LENGTHS));
  kind = get_index (self->kind, SILU_N_STEP_KINDS + 1);
  span = get_index (self->time, G_N_ELEMENTS (SPANS));

  g_free (query->model);
  query->model = g_strdup (get_model (self));
  query->min_tokens = LENGTHS[length].least;
  query->max_tokens = LENGTHS[length].most;
  query->rating = RATINGS[get_index (self->rating, G_N_ELEMENTS (RATINGS))].rating;
  query->from = SPANS[span].span > 0 ? now - SPANS[span].span : 0;
  query->has_notes = gtk_toggle_button_get_active (self->notes);

  return kind > 0 ? 1u << (kind - 1) : 0;
}

gboolean
silu_thoughts_filter_is_set (SiluThoughtsFilter *self)
{
  g_return_val_if_fail (SILU_IS_THOUGHTS_FILTER (self), FALSE);

  return gtk_drop_down_get_selected (self->kind) != 0 ||
         gtk_drop_down_get_selected (self->model) != 0 ||
         gtk_drop_down_get_selected (self->length) != 0 ||
         gtk_drop_down_get_selected (self->rating) != 0 ||
         gtk_drop_down_get_selected (self->time) != 0 || gtk_toggle_button_get_active (self->notes);
}

void
silu_thoughts_filter_reset (SiluThoughtsFilter *self)
{
  g_return_if_fail (SILU_IS_THOUGHTS_FILTER (self));

  self->is_quiet = TRUE;
  gtk_drop_down_set_selected (self->kind, 0);
  gtk_drop_down_set_selected (self->model, 0);
  gtk_drop_down_set_selected (self->length, 0);
  gtk_drop_down_set_selected (self->rating, 0);
  gtk_drop_down_set_selected (self->time, 0);
  gtk_toggle_button_set_active (self->notes, FALSE);
  self->is_quiet = FALSE;
  emit_changed (self);
}
