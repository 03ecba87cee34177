/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two things at a time: one batch is read on a thread while the one before is written by the
 * store's. A batch that is ready waits for the writer, and the reader for the batch. */
#include "silu-import.h"

#include "silu-import-source.h"
#include "silu-task-step.h"
#include <glib/gi18n-lib.h>

/* A batch is one transaction: as large as one that commits while somebody waits should be. */
#define BATCH_SIZE (8 * 1024 * 1024)
#define BATCH_CONVERSATIONS 400

/* Bytes of the file after which the progress is told, whatever was in them. */
#define BATCH_BYTES (16 * 1024 * 1024)

typedef struct
{
  GPtrArray *bundles;
  double fraction;
  gboolean at_end;
  GError *error; /* why it ends here */
} Batch;

typedef struct
{
  SiluStore *store;
  char *path;
  SiluImportProgressFunc progress;
  gpointer progress_data;
  SiluImportReport *report;

  /* The reader's while it reads, else the main thread's. */
  SiluImportSource *source;
  SiluImportOutput output;

  gboolean is_reading;
  gboolean is_writing;
  gboolean at_end;
  Batch *ready; /* read, and waiting for the writer */
} Import;

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_clear_pointer (&self->bundles, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
import_free (gpointer data)
{
  Import *self = data;

  g_clear_object (&self->store);
  g_free (self->path);
  g_clear_pointer (&self->report, silu_import_report_free);
  g_clear_pointer (&self->source, silu_import_source_free);
  g_clear_pointer (&self->output.bundles, g_ptr_array_unref);
  g_clear_pointer (&self->output.skips, g_ptr_array_unref);
  g_clear_pointer (&self->ready, batch_free);
  g_free (self);
}

void
silu_import_report_free (SiluImportReport *self)
{
  g_free (self->format);
  g_clear_pointer (&self->skips, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* Takes @sentence. */
static void
append (GString *text, guint count, char *sentence)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

char *
silu_import_report_to_text (const SiluImportReport *self)
{
  GString *text = g_string_new (NULL);
  guint n = self->n_added;

  append (
      text, n,
      g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u chat was imported.", "%u chats were imported.", n), n));
  n = self->n_merged;
  append (text, n,
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u chat has new messages.",
                                        "%u chats have new messages.", n),
                           n));
  n = self->n_present;
  append (text, n,
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u chat was there already.",
                                        "%u chats were there already.", n),
                           n));
  n = self->n_skipped;
  append (
      text, n,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u was skipped.", "%u were skipped.", n), n));
  if (text->len == 0)
    g_string_append (text, _ ("Nothing was imported."));

  return g_string_free (text, FALSE);
}

/* --- on the thread --- */

static GPtrArray *
new_bundles (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);
}

static gboolean
is_full (Import *self, gint64 begin)
{
  return self->output.size >= BATCH_SIZE || self->output.bundles->len >= BATCH_CONVERSATIONS ||
         silu_import_source_get_position (self->source) - begin >= BATCH_BYTES;
}

static void
read_batch (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *self = data;
  GError *error = NULL;
  Batch *batch;
  gboolean more = TRUE;
  gint64 begin;

  if (self->source == NULL)
    self->source = silu_import_source_open (self->path, &self->output, &error);
  if (self->source == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  begin = silu_import_source_get_position (self->source);
  while (more && !is_full (self, begin) && !g_cancellable_is_cancelled (cancellable))
    more = silu_import_source_read_some (self->source, &error);

  batch = g_new0 (Batch, 1);
  batch->at_end = !more;
  batch->fraction = (double) silu_import_source_get_position (self->source) /
                    (double) MAX (silu_import_source_get_size (self->source), 1);
  batch->bundles = g_steal_pointer (&self->output.bundles);
  self->output.bundles = new_bundles ();
  self->output.size = 0;

  /* What was read before it failed is kept. */
  batch->error = error;
  g_task_return_pointer (task, batch, batch_free);
}

/* --- on the main thread --- */

static void go_on (GTask *task);

static void
count (SiluImportReport *report, const SiluBundleResult *result, const SiluBundle *bundle)
{
  report->n_messages += result->n_added;
  if (bundle->conversation->id == NULL)
    return; /* a folder */

  report->n_added += result->fate == SILU_BUNDLE_ADDED;
  report->n_merged += result->fate == SILU_BUNDLE_MERGED;
  report->n_present += result->fate == SILU_BUNDLE_PRESENT;
}

static void
fail (Import *self, GError *error)
{
  if (self->report->error == NULL)
    self->report->error = error;
  else
    g_error_free (error);
  self->at_end = TRUE;
}

/* What a batch being written was made of. */
typedef struct
{
  GTask *task;
  GPtrArray *bundles;
  double fraction;
} Writing;

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Writing *writing = user_data;
  g_autoptr (GTask) task = writing->task;
  g_autoptr (GPtrArray) bundles = writing->bundles;
  Import *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GArray) results = silu_store_add_bundles_finish (SILU_STORE (object), result, &error);

  self->is_writing = FALSE;
  if (results == NULL)
    fail (self, error);
  for (guint i = 0; results != NULL && i < results->len; i++)
    count (self->report, &g_array_index (results, SiluBundleResult, i),
           g_ptr_array_index (bundles, i));

  if (self->progress != NULL)
    self->progress (CLAMP (writing->fraction, 0, 1),
                    self->report->n_added + self->report->n_merged + self->report->n_present,
                    self->progress_data);
  go_on (task);
}

static void
write_ready (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  Writing *writing = g_new0 (Writing, 1);

  writing->task = g_object_ref (task);
  writing->bundles = g_ptr_array_ref (self->ready->bundles);
  writing->fraction = self->ready->fraction;
  self->is_writing = TRUE;
  silu_store_add_bundles_async (self->store, g_steal_pointer (&self->ready->bundles), NULL,
                                written_cb, writing);
  g_clear_pointer (&self->ready, batch_free);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->is_reading = FALSE;
  self->ready = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->ready == NULL)
    fail (self, error);
  else
    self->at_end = self->at_end || self->ready->at_end;
  if (self->ready != NULL && self->ready->error != NULL)
    fail (self, g_steal_pointer (&self->ready->error));

  go_on (task);
}

static void
start_reading (GTask *task)
{
  Import *self = g_task_get_task_data (task);

  self->is_reading = TRUE;
  silu_task_step_in_thread (g_object_ref (task), read_batch, read_cb);
}

static void
end (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  SiluImportReport *report = self->report;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) && report->error == NULL)
    g_set_error_literal (&report->error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         _ ("The import was stopped. What came before that was imported."));
  if (self->source != NULL && silu_import_source_get_format (self->source) != NULL)
    report->format = g_strdup (silu_import_source_get_format (self->source)->label);
  report->skips = g_steal_pointer (&self->output.skips);
  report->n_skipped = self->output.n_skipped;
  silu_store_index_added (self->store);

  g_task_return_pointer (task, g_steal_pointer (&self->report),
                         (GDestroyNotify) silu_import_report_free);
}

/* The next step, whenever one has ended. */
static void
go_on (GTask *task)
{
  Import *self = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      self->at_end = TRUE;
      g_clear_pointer (&self->ready, batch_free);
    }

  if (self->ready != NULL && !self->is_writing)
    write_ready (task);
  if (self->ready == NULL && !self->is_reading && !self->at_end)
    start_reading (task);
  if (self->ready == NULL && !self->is_reading && !self->is_writing)
    end (task);
}

void
silu_import_run_async (SiluStore *store,
                       const char *path,
                       GCancellable *cancellable,
                       SiluImportProgressFunc progress,
                       gpointer progress_data,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Import *self = g_new0 (Import, 1);

  g_return_if_fail (SILU_IS_STORE (store));
  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, silu_import_run_async);
  /* It ends with a report, stopped or not. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, import_free);
  self->store = g_object_ref (store);
  self->path = g_strdup (path);
  self->progress = progress;
  self->progress_data = progress_data;
  self->report = g_new0 (SiluImportReport, 1);
  self->output.now = g_get_real_time ();
  self->output.bundles = new_bundles ();
  self->output.skips = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_import_skip_free);

  go_on (task);
}

SiluImportReport *
silu_import_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
