/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection, one thread, one queue: an exclusive pool of one thread is a FIFO worker. Writes
 * that fail stay in a second queue, which only the worker touches. */
#include "silu-db.h"

#include "silu-file.h"
#include <glib/gi18n-lib.h>

/* Seconds between two tries of a write that waits. */
#define RETRY_INTERVAL 5

typedef struct
{
  SiluDbWriteFunc func;
  gpointer args;
  GDestroyNotify args_free;
} Write;

struct _SiluDb
{
  char *path;
  SiluFile file; /* the worker's, as what follows */
  GThreadPool *worker;
  GQueue waiting;       /* of Write */
  gboolean stalled;     /* the last try failed */
  gboolean was_open;    /* and is to be opened again if it is not */
  gboolean is_repaired; /* once a run: what breaks again at once is beyond it */

  char *notice; /* atomic: from the worker to the main thread */

  SiluDbFaultFunc fault_func; /* the main thread's, as what follows */
  gpointer fault_data;
  guint retry;
  guint refs; /* the owner's, and one for each job under way */
};

/* A job is a task whose data is this. */
typedef struct
{
  SiluDb *db;
  void (*run) (SiluDb *db, GTask *task);
  SiluDbReadFunc read;
  SiluDbWriteFunc write;
  gpointer args;
  GDestroyNotify args_free;
  GDestroyNotify result_free;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->args_free != NULL && job->args != NULL)
    job->args_free (job->args);
  g_free (job);
}

static void
write_free (gpointer data)
{
  Write *self = data;

  if (self->args_free != NULL)
    self->args_free (self->args);
  g_free (self);
}

static SiluDb *
ref (SiluDb *self)
{
  self->refs++;

  return self;
}

static void
unref (SiluDb *self)
{
  if (--self->refs > 0)
    return;

  g_queue_clear_full (&self->waiting, write_free);
  g_free (self->notice);
  g_free (self->path);
  g_free (self);
}

/* --- on the worker --- */

static void
run_job (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    job->run (job->db, task);
}

/* Whether a write that failed so may succeed later, as it is. */
static gboolean
may_pass (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
      return FALSE;
    default:
      return TRUE;
    }
}

/* SQLITE_OK, or the extended code of what failed: the roll-back makes SQLite forget it. */
static int
transact (SiluDb *self, Write *write, GError **error)
{
  int code;

  if (silu_sql_exec (self->file.db, "BEGIN IMMEDIATE", error) &&
      write->func (self->file.db, write->args, error) &&
      silu_sql_exec (self->file.db, "COMMIT", error))
    return SQLITE_OK;

  code = sqlite3_extended_errcode (self->file.db);
  if (!sqlite3_get_autocommit (self->file.db))
    sqlite3_exec (self->file.db, "ROLLBACK", NULL, NULL, NULL);

  return code != SQLITE_OK ? code : SQLITE_ERROR;
}

/* --- the file --- */

static gboolean
open_file (SiluDb *self, GError **error)
{
  gboolean done = silu_file_open (&self->file, self->path, error);

  self->was_open = self->was_open || done;
  if (self->file.notice != NULL)
    g_free (g_atomic_pointer_exchange (&self->notice, g_steal_pointer (&self->file.notice)));

  return done;
}

/* The file was found damaged: opens it as if Silu had just started, which repairs it, unless
 * another process has it open. What waits is not lost over it. */
static gboolean
repair (SiluDb *self)
{
  g_autoptr (GError) error = NULL;

  if (self->path == NULL || self->is_repaired)
    return FALSE;

  self->is_repaired = TRUE;
  silu_file_suspect (self->path);
  silu_file_close (&self->file);
  if (!open_file (self, &error))
    g_debug ("the file was not opened again: %s", error->message);

  return self->file.db != NULL;
}

/* --- writes and reads --- */

/* What can never be written would hold up all behind it. */
static void
report_refused (int code, const GError *failure)
{
  /* The conversation was erased while its answer went on: the rest of it is not wanted. */
  if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
    g_debug ("a write to something erased was left out");
  else
    g_warning ("a write was refused: %s", silu_error_get_detail (failure));
}

static gboolean
drain_open (SiluDb *self, GError **error)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      g_autoptr (GError) failure = NULL;
      int code = transact (self, g_queue_peek_head (&self->waiting), &failure);

      if (code != SQLITE_OK && silu_sql_is_damage (failure) && repair (self))
        continue;
      if (code != SQLITE_OK && may_pass (code))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }

      if (code != SQLITE_OK)
        report_refused (code, failure);
      write_free (g_queue_pop_head (&self->waiting));
    }

  return TRUE;
}

/* The file itself, if it can be opened by now. */
static void
replace_stand_in (SiluDb *self)
{
  silu_file_close (&self->file);
  open_file (self, NULL);
}

/* Carries out what waits, up to the first that must go on waiting. A lock is waited for once: while
 * it stays, later tries do not keep the reads behind them. */
static gboolean
drain (SiluDb *self, GError **error)
{
  gboolean done = g_queue_is_empty (&self->waiting);

  if (!done && self->file.db == NULL && self->was_open)
    open_file (self, NULL);

  if (!done && self->file.db == NULL)
    g_propagate_error (error, silu_error_new (SILU_ERROR_STORE,
                                              _ ("Silu's file of chats is not open."), NULL, -1));
  else if (!done && self->file.fault != NULL)
    g_propagate_error (error, g_error_copy (self->file.fault));
  else if (!done)
    {
      sqlite3_busy_timeout (self->file.db, self->stalled ? 0 : SILU_SQL_BUSY_TIMEOUT);
      done = drain_open (self, error);
      sqlite3_busy_timeout (self->file.db, SILU_SQL_BUSY_TIMEOUT);
    }

  self->stalled = !done;

  return done;
}

static void
run_write (SiluDb *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (job->write != NULL)
    {
      Write *write = g_new0 (Write, 1);

      write->func = job->write;
      write->args = g_steal_pointer (&job->args);
      write->args_free = job->args_free;
      g_queue_push_tail (&self->waiting, write);
    }
  else if (self->file.fault != NULL)
    replace_stand_in (self); /* not for each piece of an answer that streams */

  if (drain (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
run_read (SiluDb *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer result = NULL;

  if (self->file.db == NULL)
    error = silu_error_new (SILU_ERROR_STORE, _ ("Silu's file of chats is not open."), NULL, -1);
  else
    result = job->read (self->file.db, job->args, &error);

  if (silu_sql_is_damage (error) && repair (self))
    {
      g_clear_error (&error);
      result = job->read (self->file.db, job->args, &error);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, job->result_free);
}

static void
run_open (SiluDb *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (open_file (self, &error))
    {
      /* A write like any other: on a full disk it waits, and the chats can be read. So it does
       * where the file is only a stand-in, for which there is always one at least that waits. */
      if (job->write != NULL)
        {
          Write *first = g_new0 (Write, 1);

          first->func = job->write;
          first->args = job->args;
          g_queue_push_head (&self->waiting, first);
          drain (self, NULL);
        }
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_return_error (task, error);
}

/* --- on the main thread --- */

static Job *
push (SiluDb *self,
      void (*run) (SiluDb *db, GTask *task),
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data,
      GTask **task)
{
  Job *job = g_new0 (Job, 1);

  job->db = self;
  job->run = run;
  /* No source object: its last reference must not be dropped on the worker. */
  *task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_task_data (*task, job, job_free);

  return job;
}

static void start_retry (SiluDb *self);

/* @fault: what the last try of the writes that wait came to. */
static void
tell (SiluDb *self, const GError *fault)
{
  if (self->fault_func == NULL)
    return;

  self->fault_func (fault, self->fault_data);
  if (fault != NULL)
    start_retry (self);
}

static void
wrote_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SiluDb *self = user_data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  tell (self, error);

  unref (self);
}

static void
try_again (SiluDb *self)
{
  GTask *task = NULL;

  push (self, run_write, NULL, wrote_cb, ref (self), &task);
  g_thread_pool_push (self->worker, task, NULL);
}

static gboolean
retry_cb (gpointer user_data)
{
  SiluDb *self = user_data;

  self->retry = 0;
  try_again (self);

  return G_SOURCE_REMOVE;
}

static void
start_retry (SiluDb *self)
{
  if (self->retry == 0)
    self->retry = g_timeout_add_seconds (RETRY_INTERVAL, retry_cb, self);
}

SiluDb *
silu_db_new (const char *path, SiluDbFaultFunc func, gpointer user_data)
{
  SiluDb *self = g_new0 (SiluDb, 1);

  self->path = g_strdup (path);
  self->fault_func = func;
  self->fault_data = user_data;
  self->file.lock = -1;
  self->refs = 1;
  g_queue_init (&self->waiting);
  self->worker = g_thread_pool_new (run_job, NULL, 1, TRUE, NULL);

  return self;
}

char *
silu_db_take_notice (SiluDb *self)
{
  return g_atomic_pointer_exchange (&self->notice, NULL);
}

void
silu_db_close (SiluDb *self)
{
  self->fault_func = NULL;
  g_clear_handle_id (&self->retry, g_source_remove);

  try_again (self);
  g_thread_pool_free (g_steal_pointer (&self->worker), FALSE, TRUE);
  silu_file_close (&self->file);

  unref (self);
}

void
silu_db_open_async (SiluDb *self,
                    SiluDbWriteFunc func,
                    gpointer args,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = NULL;
  Job *job = push (self, run_open, NULL, callback, user_data, &task);

  job->write = func;
  job->args = args;
  g_thread_pool_push (self->worker, task, NULL);
}

gboolean
silu_db_open_finish (SiluDb *self, GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  /* If the first write waits, this says why, and goes on trying. */
  try_again (self);

  return TRUE;
}

void
silu_db_read_async (SiluDb *self,
                    SiluDbReadFunc func,
                    gpointer args,
                    GDestroyNotify args_free,
                    GDestroyNotify result_free,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = NULL;
  Job *job = push (self, run_read, cancellable, callback, user_data, &task);

  job->read = func;
  job->args = args;
  job->args_free = args_free;
  job->result_free = result_free;
  g_thread_pool_push (self->worker, task, NULL);
}

gpointer
silu_db_read_finish (SiluDb *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
silu_db_write (SiluDb *self, SiluDbWriteFunc func, gpointer args, GDestroyNotify args_free)
{
  GTask *task = NULL;
  Job *job = push (self, run_write, NULL, wrote_cb, ref (self), &task);

  job->write = func;
  job->args = args;
  job->args_free = args_free;
  g_thread_pool_push (self->worker, task, NULL);
}

void
silu_db_flush_async (SiluDb *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;

  push (self, run_write, NULL, callback, user_data, &task);
  g_thread_pool_push (self->worker, task, NULL);
}

gboolean
silu_db_flush_finish (SiluDb *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &failure);

  tell (self, failure);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&failure));

  return done;
}
