/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One job at a time: the next is given when the last is over, so that others come between them. */
#include "silu-chores.h"

#include "silu-index.h"

struct _SiluChores
{
  SiluDb *db; /* NULL: closed */
  gboolean is_running;
  gboolean is_asked; /* once more, while it was running */
  guint refs;        /* the owner's, and that of the job under way */
};

typedef enum
{
  STEP_OVER = 1,
  STEP_MORE,
} Step;

static void
unref (SiluChores *self)
{
  if (--self->refs == 0)
    g_free (self);
}

/* --- on the worker --- */

static gboolean
is_noted (sqlite3 *db, GError **error)
{
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT 1 FROM chore WHERE name = 'scrub'", "");

  return row != NULL && silu_sql_step (row, error);
}

static gboolean
scrub_index (sqlite3 *db, gboolean *done, GError **error)
{
  if (!silu_sql_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (silu_index_scrub (db, done, error) && silu_sql_exec (db, "COMMIT", error))
    return TRUE;

  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

/* All of the log into the file, and the log emptied. */
static gboolean
empty_log (sqlite3 *db, GError **error)
{
  return sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
             SQLITE_OK ||
         silu_sql_set_error (db, error);
}

/* @done: no byte of what was erased is left. */
static gboolean
scrub (sqlite3 *db, gboolean *done, GError **error)
{
  return scrub_index (db, done, error) &&
         (!*done || (empty_log (db, error) &&
                     silu_sql_exec (db, "DELETE FROM chore WHERE name = 'scrub'", error)));
}

/* What was erased is to be gone first: indexing can wait. */
static gpointer
step (sqlite3 *db, gpointer args, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean done = TRUE;
  gboolean noted = is_noted (db, &failure);

  if (failure == NULL && noted && scrub (db, &done, &failure) && !done)
    return GINT_TO_POINTER (STEP_MORE);

  if (failure == NULL && silu_index_catch_up (db, &done, &failure))
    return GINT_TO_POINTER (done ? STEP_OVER : STEP_MORE);

  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

gboolean
silu_chores_note_erased (sqlite3 *db, GError **error)
{
  return silu_sql_exec (db, "INSERT OR IGNORE INTO chore (name) VALUES ('scrub')", error);
}

/* --- on the main thread --- */

static void give_step (SiluChores *self);

static void
stepped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SiluChores *self = user_data;
  g_autoptr (GError) error = NULL;
  Step came = (Step) GPOINTER_TO_INT (silu_db_read_finish (self->db, result, &error));
  gboolean goes_on = came == STEP_MORE || self->is_asked;

  /* A full disk, a lock: the note stays, for the next time. */
  if (error != NULL)
    g_debug ("the chores wait: %s", error->message);

  self->is_running = FALSE;
  self->is_asked = FALSE;
  if (self->db != NULL && goes_on)
    give_step (self);
  unref (self);
}

static void
give_step (SiluChores *self)
{
  self->is_running = TRUE;
  self->refs++;
  silu_db_read_async (self->db, step, NULL, NULL, NULL, NULL, stepped_cb, self);
}

SiluChores *
silu_chores_new (SiluDb *db)
{
  SiluChores *self = g_new0 (SiluChores, 1);

  self->db = db;
  self->refs = 1;

  return self;
}

void
silu_chores_free (SiluChores *self)
{
  self->db = NULL;
  unref (self);
}

void
silu_chores_start (SiluChores *self)
{
  if (self->is_running)
    self->is_asked = TRUE;
  else
    give_step (self);
}
