/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One GTask: read a batch, look it through in a thread, read the next. Of each chain three numbers
 * stay, so that memory is bounded however long the chains are. */
#include "silu-chain-stats.h"

#include "silu-segmenter.h"
#include "silu-task-step.h"
#include "silu-tokens.h"
#include <string.h>

typedef struct
{
  guint n_chains;
  guint n_unanswered;
  guint64 n_backtracks;
  GArray *thinking; /* of gint64: where it is known */
  GArray *tokens;   /* of gint64 */
} Model;

typedef struct
{
  SiluStore *store;
  GHashTable *models; /* name → Model */
  SiluChainBatch *batch;
  SiluChainProgress progress;
} Run;

static void
model_free (gpointer data)
{
  Model *self = data;

  g_array_unref (self->thinking);
  g_array_unref (self->tokens);
  g_free (self);
}

static void
run_free (gpointer data)
{
  Run *self = data;

  g_object_unref (self->store);
  g_hash_table_unref (self->models);
  g_clear_pointer (&self->batch, silu_chain_batch_free);
  g_free (self);
}

void
silu_chain_stats_free (SiluChainStats *self)
{
  g_free (self->model);
  g_free (self);
}

/* --- in a thread --- */

static Model *
get_model (Run *self, const char *name)
{
  Model *model = g_hash_table_lookup (self->models, name);

  if (model != NULL)
    return model;

  model = g_new0 (Model, 1);
  model->thinking = g_array_new (FALSE, FALSE, sizeof (gint64));
  model->tokens = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (self->models, g_strdup (name), model);

  return model;
}

static guint
count_backtracks (const char *text)
{
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();
  guint n = 0;

  silu_segmenter_feed (segmenter, text, strlen (text), 0);
  silu_segmenter_finish (segmenter);
  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    n += silu_segmenter_get_step (segmenter, i)->kind == SILU_STEP_DOUBT;

  return n;
}

static void
add_chain (Run *self, const SiluChainText *chain)
{
  Model *model = get_model (self, chain->model);
  gint64 tokens = MAX (chain->tokens, 0);

  if (model->n_chains >= SILU_CHAIN_STATS_MAX)
    return;

  for (guint i = 0; i < chain->texts->len; i++)
    {
      const char *text = g_ptr_array_index (chain->texts, i);

      model->n_backtracks += count_backtracks (text);
      if (chain->tokens < 0)
        tokens += silu_tokens_estimate (text, -1);
    }
  model->n_chains++;
  model->n_unanswered += !chain->has_answer;
  g_array_append_val (model->tokens, tokens);
  if (chain->thinking >= 0)
    g_array_append_val (model->thinking, chain->thinking);
}

static void
count_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Run *self = data;

  for (guint i = 0; i < self->batch->chains->len && !g_cancellable_is_cancelled (cancellable); i++)
    add_chain (self, g_ptr_array_index (self->batch->chains, i));

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/* --- on the main thread --- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* Of an even number of them the lower one in the middle. */
static gint64
get_median (GArray *numbers)
{
  if (numbers->len == 0)
    return -1;

  g_array_sort (numbers, compare_numbers);

  return g_array_index (numbers, gint64, (numbers->len - 1) / 2);
}

static int
compare_stats (gconstpointer a, gconstpointer b)
{
  const SiluChainStats *first = *(const SiluChainStats *const *) a;
  const SiluChainStats *second = *(const SiluChainStats *const *) b;

  if (first->n_chains != second->n_chains)
    return first->n_chains > second->n_chains ? -1 : 1;

  return strcmp (first->model, second->model);
}

static GPtrArray *
make_stats (Run *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_chain_stats_free);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->models);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Model *model = value;
      SiluChainStats *stats = g_new0 (SiluChainStats, 1);

      stats->model = g_strdup (name);
      stats->n_chains = model->n_chains;
      stats->thinking = get_median (model->thinking);
      stats->tokens = get_median (model->tokens);
      stats->backtracks = (double) model->n_backtracks / model->n_chains;
      stats->unanswered = (double) model->n_unanswered / model->n_chains;
      g_ptr_array_add (all, stats);
    }
  g_ptr_array_sort (all, compare_stats);

  return all;
}

/* The models of which there are enough. */
static char **
dup_full (Run *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->models);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (((const Model *) value)->n_chains >= SILU_CHAIN_STATS_MAX)
      g_strv_builder_add (names, name);

  return g_strv_builder_end (names);
}

static void read_next (GTask *task, gint64 next);

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 next = self->batch->next;

  g_clear_pointer (&self->batch, silu_chain_batch_free);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  silu_chain_progress_tell (&self->progress, next);
  if (next == 0)
    g_task_return_pointer (task, make_stats (self), (GDestroyNotify) g_ptr_array_unref);
  else
    read_next (g_steal_pointer (&task), next);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->batch = silu_store_read_chains_finish (SILU_STORE (object), result, &error);
  if (self->batch == NULL)
    g_task_return_error (task, error);
  else
    silu_task_step_in_thread (g_steal_pointer (&task), count_thread, counted_cb);
}

/* Takes @task. */
static void
read_next (GTask *task, gint64 next)
{
  Run *self = g_task_get_task_data (task);
  g_auto (GStrv) full = dup_full (self);

  silu_store_read_chains_async (self->store, next, (const char *const *) full,
                                g_task_get_cancellable (task), read_cb, task);
}

void
silu_chain_stats_async (SiluStore *store,
                        GCancellable *cancellable,
                        SiluChainProgressFunc progress,
                        gpointer progress_data,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  g_return_if_fail (SILU_IS_STORE (store));

  self->store = g_object_ref (store);
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, model_free);
  self->progress.func = progress;
  self->progress.user_data = progress_data;
  g_task_set_source_tag (task, silu_chain_stats_async);
  g_task_set_task_data (task, self, run_free);
  read_next (task, G_MAXINT64);
}

GPtrArray *
silu_chain_stats_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
