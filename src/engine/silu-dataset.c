/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One GTask: read a batch of chains, judge it in a thread; of those that are taken read one branch
 * after the other and write it in a thread; then the next batch. A preview writes nothing. */
#include "silu-dataset.h"

#include "silu-export-file.h"
#include "silu-task-step.h"
#include <string.h>

typedef struct
{
  SiluStore *store;
  SiluChainsQuery *query;
  SiluDatasetForm form;
  SiluDatasetSummary *summary;
  SiluExportFile *file; /* NULL: a preview */
  GString *text;

  SiluChainBatch *batch;
  GPtrArray *taken; /* of SiluChainText, borrowed from the batch: still to be written */
  GPtrArray *branch;
  SiluChainProgress progress;
} Run;

static void
model_free (gpointer data)
{
  SiluDatasetModel *self = data;

  g_free (self->model);
  g_free (self);
}

void
silu_dataset_summary_free (SiluDatasetSummary *self)
{
  g_ptr_array_unref (self->models);
  g_free (self);
}

static void
run_free (gpointer data)
{
  Run *self = data;

  g_object_unref (self->store);
  silu_chains_query_free (self->query);
  g_clear_pointer (&self->summary, silu_dataset_summary_free);
  g_clear_pointer (&self->file, silu_export_file_free);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->batch, silu_chain_batch_free);
  g_clear_pointer (&self->branch, g_ptr_array_unref);
  g_ptr_array_unref (self->taken);
  g_free (self);
}

/* --- in a thread --- */

static void
judge (Run *self, SiluChainText *chain)
{
  gint64 tokens = 0;
  SiluDatasetVerdict verdict = silu_dataset_judge (chain, self->query, self->form, &tokens);

  if (verdict != SILU_DATASET_TAKEN)
    {
      self->summary->n_left_out[verdict]++;
      return;
    }

  chain->tokens = tokens;
  g_ptr_array_add (self->taken, chain);
}

static void
judge_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Run *self = data;

  for (guint i = 0; i < self->batch->chains->len && !g_cancellable_is_cancelled (cancellable); i++)
    judge (self, g_ptr_array_index (self->batch->chains, i));

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/* The row of the chain that is the next, or the end. */
static void
write_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Run *self = data;
  GError *error = NULL;

  if (self->branch != NULL)
    {
      const SiluChainText *chain = g_ptr_array_index (self->taken, 0);

      silu_dataset_add_row (self->branch, chain->time, self->form, self->text);
    }

  if (silu_export_file_write (self->file, self->text, cancellable, &error) &&
      (self->branch != NULL || silu_export_file_keep (self->file, cancellable, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- on the main thread --- */

static SiluDatasetModel *
get_model (SiluDatasetSummary *summary, const char *name)
{
  SiluDatasetModel *model;

  for (guint i = 0; i < summary->models->len; i++)
    {
      model = g_ptr_array_index (summary->models, i);
      if (g_str_equal (model->model, name))
        return model;
    }

  model = g_new0 (SiluDatasetModel, 1);
  model->model = g_strdup (name);
  g_ptr_array_add (summary->models, model);

  return model;
}

static void
count_row (SiluDatasetSummary *summary, const SiluChainText *chain)
{
  SiluDatasetModel *model = get_model (summary, chain->model);

  model->n_rows++;
  model->tokens += chain->tokens;
  summary->n_rows++;
  summary->tokens += chain->tokens;
}

/* Takes both. */
static void
fail (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);

  if (self->file != NULL)
    {
      silu_export_file_fail (self->file, task, error);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

static int
compare_models (gconstpointer a, gconstpointer b)
{
  const SiluDatasetModel *first = *(const SiluDatasetModel *const *) a;
  const SiluDatasetModel *second = *(const SiluDatasetModel *const *) b;

  if (first->n_rows != second->n_rows)
    return first->n_rows > second->n_rows ? -1 : 1;

  return strcmp (first->model, second->model);
}

/* Takes @task. */
static void
succeed (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  g_ptr_array_sort (self->summary->models, compare_models);
  g_task_return_pointer (task, g_steal_pointer (&self->summary),
                         (GDestroyNotify) silu_dataset_summary_free);
  g_object_unref (task);
}

static void read_next (GTask *task, gint64 next);
static void write_next (GTask *task);

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    succeed (task);
  else
    fail (task, error);
}

/* Each takes @task, as those that follow. */
static void
end_batch (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  gint64 next = self->batch->next;

  g_clear_pointer (&self->batch, silu_chain_batch_free);
  silu_chain_progress_tell (&self->progress, next);

  if (next != 0)
    read_next (task, next);
  else if (self->file != NULL)
    silu_task_step_in_thread (task, write_thread, ended_cb);
  else
    succeed (task);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&self->branch, g_ptr_array_unref);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (task, error);
      return;
    }

  count_row (self->summary, g_ptr_array_index (self->taken, 0));
  g_ptr_array_remove_index (self->taken, 0);
  write_next (task);
}

static void
branch_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->branch = silu_store_read_branch_finish (SILU_STORE (object), result, &error);
  if (self->branch != NULL)
    {
      silu_task_step_in_thread (task, write_thread, written_cb);
    }
  else if (g_error_matches (error, SILU_ERROR, SILU_ERROR_NOT_FOUND))
    {
      /* Erased meanwhile. */
      g_error_free (error);
      g_ptr_array_remove_index (self->taken, 0);
      write_next (task);
    }
  else
    {
      fail (task, error);
    }
}

static void
write_next (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  const SiluChainText *chain;

  for (guint i = 0; self->file == NULL && i < self->taken->len; i++)
    count_row (self->summary, g_ptr_array_index (self->taken, i));
  if (self->file == NULL)
    g_ptr_array_set_size (self->taken, 0);
  if (self->taken->len == 0)
    {
      end_batch (task);
      return;
    }

  chain = g_ptr_array_index (self->taken, 0);
  silu_store_read_branch_async (self->store, chain->message, g_task_get_cancellable (task),
                                branch_cb, task);
}

static void
judged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    write_next (task);
  else
    fail (task, error);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->batch = silu_store_read_chains_finish (SILU_STORE (object), result, &error);
  if (self->batch != NULL)
    silu_task_step_in_thread (task, judge_thread, judged_cb);
  else
    fail (task, error);
}

static void
read_next (GTask *task, gint64 next)
{
  Run *self = g_task_get_task_data (task);

  silu_store_read_chains_async (self->store, next, NULL, g_task_get_cancellable (task), read_cb,
                                task);
}

/* Takes @file. */
static void
start (SiluStore *store,
       const SiluChainsQuery *query,
       SiluDatasetForm form,
       SiluExportFile *file,
       GCancellable *cancellable,
       SiluChainProgressFunc progress,
       gpointer progress_data,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  self->store = g_object_ref (store);
  self->query = silu_chains_query_copy (query);
  self->form = form;
  self->summary = g_new0 (SiluDatasetSummary, 1);
  self->summary->models = g_ptr_array_new_with_free_func (model_free);
  self->file = file;
  self->text = g_string_new (NULL);
  self->taken = g_ptr_array_new ();
  self->progress.func = progress;
  self->progress.user_data = progress_data;
  /* What was written by now counts, whatever is cancelled behind it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, silu_dataset_finish);
  g_task_set_task_data (task, self, run_free);
  read_next (task, G_MAXINT64);
}

void
silu_dataset_preview_async (SiluStore *store,
                            const SiluChainsQuery *query,
                            SiluDatasetForm form,
                            GCancellable *cancellable,
                            SiluChainProgressFunc progress,
                            gpointer progress_data,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (SILU_IS_STORE (store));

  start (store, query, form, NULL, cancellable, progress, progress_data, callback, user_data);
}

void
silu_dataset_write_async (SiluStore *store,
                          const SiluChainsQuery *query,
                          SiluDatasetForm form,
                          GFile *file,
                          GCancellable *cancellable,
                          SiluChainProgressFunc progress,
                          gpointer progress_data,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (SILU_IS_STORE (store));
  g_return_if_fail (G_IS_FILE (file));

  start (store, query, form, silu_export_file_new (file), cancellable, progress, progress_data,
         callback, user_data);
}

void
silu_dataset_stream_async (SiluStore *store,
                           const SiluChainsQuery *query,
                           SiluDatasetForm form,
                           GOutputStream *stream,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (SILU_IS_STORE (store));
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  start (store, query, form, silu_export_file_new_for_stream (stream), cancellable, NULL, NULL,
         callback, user_data);
}

SiluDatasetSummary *
silu_dataset_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
