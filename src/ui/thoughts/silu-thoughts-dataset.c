/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts follow the choice: a new one cancels the counting of the one before. */
#include "silu-thoughts-dataset.h"

#include "silu-thoughts-filter.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SiluThoughtsDataset
{
  GtkWidget parent_instance;

  SiluStore *store;
  GtkWidget *scrolled;
  SiluThoughtsFilter *filter;
  AdwComboRow *form;
  AdwPreferencesGroup *counts;
  GPtrArray *rows; /* of GtkWidget, in counts */
  GtkWidget *write;
  GtkWidget *stop;
  GtkWidget *bar;
  GCancellable *cancellable; /* of what runs, or NULL */
  GtkFileChooserNative *chooser;
  gboolean is_writing;
};

G_DEFINE_FINAL_TYPE (SiluThoughtsDataset, silu_thoughts_dataset, GTK_TYPE_WIDGET)

/* By SiluDatasetVerdict; NULL: not worth a line. */
static const char *const VERDICTS[SILU_DATASET_N_VERDICTS] = {
  [SILU_DATASET_OTHER_RATING] = N_ ("Left out: rated otherwise, or not at all"),
  [SILU_DATASET_OTHER_MODEL] = N_ ("Left out: of another model"),
  [SILU_DATASET_OTHER_DATE] = N_ ("Left out: of another time"),
  [SILU_DATASET_INCOMPLETE] = N_ ("Left out: stopped, cut off or failed"),
  [SILU_DATASET_NO_ANSWER] = N_ ("Left out: without an answer"),
  [SILU_DATASET_NO_QUESTION] = N_ ("Left out: without a question"),
  [SILU_DATASET_TOO_SHORT] = N_ ("Left out: too short"),
  [SILU_DATASET_TOO_LONG] = N_ ("Left out: too long"),
  [SILU_DATASET_HAS_TAGS] = N_ ("Left out: “</think>” is part of the thought"),
};

static SiluDatasetForm
get_form (SiluThoughtsDataset *self)
{
  return adw_combo_row_get_selected (self->form) == 1 ? SILU_DATASET_TAGS : SILU_DATASET_FIELD;
}

static void
read_query (SiluThoughtsDataset *self, SiluChainsQuery *query)
{
  silu_thoughts_filter_read (self->filter, query, g_get_real_time ());
}

/* --- the counts --- */

static void
add_row (SiluThoughtsDataset *self, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->counts, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (SiluThoughtsDataset *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->counts, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static char *
dup_count (guint n_rows, gint64 tokens)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, tokens);

  return g_strdup_printf (
      /* Translators: how many answers, and how many tokens of thought they have. */
      g_dngettext (GETTEXT_PACKAGE, "%u answer, %s tokens of thought",
                   "%u answers, %s tokens of thought", n_rows),
      n_rows, number);
}

static void
show_summary (SiluThoughtsDataset *self, const SiluDatasetSummary *summary)
{
  g_autofree char *all = dup_count (summary->n_rows, summary->tokens);

  clear_rows (self);
  add_row (self, _ ("In the data set"), all);
  for (guint i = 0; i < summary->models->len; i++)
    {
      const SiluDatasetModel *model = g_ptr_array_index (summary->models, i);
      g_autofree char *count = dup_count (model->n_rows, model->tokens);

      add_row (self, *model->model != '\0' ? model->model : _ ("Unknown model"), count);
    }
  for (guint i = 0; i < SILU_DATASET_N_VERDICTS; i++)
    if (VERDICTS[i] != NULL && summary->n_left_out[i] > 0)
      {
        g_autofree char *count = g_strdup_printf ("%u", summary->n_left_out[i]);

        add_row (self, _ (VERDICTS[i]), count);
      }
  gtk_widget_set_sensitive (self->write, summary->n_rows > 0);
}

static void
progress_cb (guint n_rows, guint n_all, gpointer user_data)
{
  SiluThoughtsDataset *self = user_data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), (double) n_rows / MAX (n_all, 1));
}

static void
set_running (SiluThoughtsDataset *self, GCancellable *cancellable)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, cancellable);
  gtk_widget_set_visible (self->bar, cancellable != NULL);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), 0);
  gtk_widget_set_visible (self->stop, cancellable != NULL && self->is_writing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->filter), !self->is_writing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !self->is_writing);
}

static void
toast (SiluThoughtsDataset *self, const char *sentence)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluThoughtsDataset) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluDatasetSummary) summary = silu_dataset_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_running (self, NULL);
  if (summary != NULL)
    show_summary (self, summary);
  else
    toast (self, error->message);
}

static void
count (SiluThoughtsDataset *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SiluChainsQuery query = { 0 };

  if (self->is_writing || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  read_query (self, &query);
  gtk_widget_set_sensitive (self->write, FALSE);
  set_running (self, cancellable);
  silu_dataset_preview_async (self->store, &query, get_form (self), cancellable, progress_cb, self,
                              counted_cb, g_object_ref (self));
  g_free (query.model);
}

static void
changed_cb (gpointer object, gpointer user_data)
{
  count (user_data);
}

static void
selected_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  count (user_data);
}

static void
silu_thoughts_dataset_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (silu_thoughts_dataset_parent_class)->map (widget);

  count (SILU_THOUGHTS_DATASET (widget));
}

/* --- the file --- */

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluThoughtsDataset) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluDatasetSummary) summary = silu_dataset_finish (result, &error);
  g_autofree char *sentence = NULL;

  self->is_writing = FALSE;
  set_running (self, NULL);
  if (summary != NULL)
    sentence = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Wrote %u answer", "Wrote %u answers", summary->n_rows),
        summary->n_rows);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sentence = g_strdup (error->message);
  if (sentence != NULL)
    toast (self, sentence);
}

void
silu_thoughts_dataset_write (SiluThoughtsDataset *self, GFile *file)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SiluChainsQuery query = { 0 };

  g_return_if_fail (SILU_IS_THOUGHTS_DATASET (self));

  if (self->is_writing)
    return;

  read_query (self, &query);
  self->is_writing = TRUE;
  set_running (self, cancellable);
  silu_dataset_write_async (self->store, &query, get_form (self), file, cancellable, progress_cb,
                            self, written_cb, g_object_ref (self));
  g_free (query.model);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  SiluThoughtsDataset *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_clear_object (&self->chooser);
  if (file != NULL)
    silu_thoughts_dataset_write (self, file);
}

static void
write_cb (GtkButton *button, gpointer user_data)
{
  SiluThoughtsDataset *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->chooser = gtk_file_chooser_native_new (
      _ ("Export Data Set"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "reasoning.jsonl");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
stop_cb (GtkButton *button, gpointer user_data)
{
  SiluThoughtsDataset *self = user_data;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* --- the widget --- */

static void
silu_thoughts_dataset_dispose (GObject *object)
{
  SiluThoughtsDataset *self = SILU_THOUGHTS_DATASET (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (silu_thoughts_dataset_parent_class)->dispose (object);
}

static void
silu_thoughts_dataset_class_init (SiluThoughtsDatasetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thoughts_dataset_dispose;
  widget_class->map = silu_thoughts_dataset_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thoughts-dataset");
}

static AdwComboRow *
add_choice (SiluThoughtsDataset *self,
            AdwPreferencesGroup *group,
            const char *title,
            const char *const *choices)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (choices);
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self, 0);

  return row;
}

static GtkWidget *
make_buttons (SiluThoughtsDataset *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *room = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  /* There with and without the bar: the buttons stay at the end. */
  gtk_widget_set_hexpand (room, TRUE);
  self->bar = gtk_progress_bar_new ();
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (room), self->bar);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reading the chats"), -1);
  self->stop = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  g_signal_connect (self->stop, "clicked", G_CALLBACK (stop_cb), self);
  self->write = gtk_button_new_with_mnemonic (_ ("_Export…"));
  gtk_widget_add_css_class (self->write, "suggested-action");
  g_signal_connect (self->write, "clicked", G_CALLBACK (write_cb), self);
  gtk_box_append (GTK_BOX (box), room);
  gtk_box_append (GTK_BOX (box), self->stop);
  gtk_box_append (GTK_BOX (box), self->write);

  return box;
}

static void
silu_thoughts_dataset_init (SiluThoughtsDataset *self)
{
  /* Short as they are, a row shows them whole. */
  const char *const forms[] = { "reasoning_content", "<think>…</think>", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  AdwPreferencesGroup *options = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->rows = g_ptr_array_new ();
  self->filter = SILU_THOUGHTS_FILTER (silu_thoughts_filter_new ());
  silu_thoughts_filter_leave_out_steps (self->filter);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (changed_cb), self, 0);
  adw_preferences_group_set_description (
      options, _ ("Questions, thoughts and answers as JSON Lines, to train a smaller model with. "
                  "No account and no path is in it. Whether a model’s answers may be used so is "
                  "for its licence to say: DeepSeek-R1’s allows it."));
  self->form = add_choice (self, options, _ ("Thoughts"), forms);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->form),
                               _ ("A field of their own, or tags before the answer"));
  self->counts = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->counts, _ ("Preview"));

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->filter));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (options));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->counts));
  gtk_box_append (GTK_BOX (box), make_buttons (self));

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), box);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  set_running (self, NULL);
}

GtkWidget *
silu_thoughts_dataset_new (SiluStore *store)
{
  SiluThoughtsDataset *self = g_object_new (SILU_TYPE_THOUGHTS_DATASET, NULL);

  self->store = g_object_ref (store);

  return GTK_WIDGET (self);
}

void
silu_thoughts_dataset_add_model (SiluThoughtsDataset *self, const char *model)
{
  g_return_if_fail (SILU_IS_THOUGHTS_DATASET (self));

  silu_thoughts_filter_add_model (self->filter, model);
}
