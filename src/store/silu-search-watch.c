/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite looks at the clock between its steps. */
#include "silu-search-watch.h"

#include "silu-index.h"
#include "silu-search.h"

/* Steps of SQLite between two looks. */
#define STEPS 200

static int
progress_cb (void *data)
{
  SiluSearchWatch *self = data;

  return g_cancellable_is_cancelled (self->cancellable) || g_get_monotonic_time () > self->deadline;
}

void
silu_search_watch_begin (SiluSearchWatch *self,
                         sqlite3 *db,
                         guint seconds,
                         GCancellable *cancellable)
{
  self->db = db;
  self->cancellable = cancellable;
  self->deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  sqlite3_progress_handler (db, STEPS, progress_cb, self);
}

void
silu_search_watch_end (SiluSearchWatch *self)
{
  sqlite3_progress_handler (self->db, 0, NULL, NULL);
}

gboolean
silu_search_watch_settle (SiluSearchWatch *self, GError *failure, GError **error)
{
  g_autoptr (GError) own = failure;

  if (own == NULL)
    return TRUE;

  if (sqlite3_errcode (self->db) == SQLITE_INTERRUPT)
    return !g_cancellable_set_error_if_cancelled (self->cancellable, error);

  g_propagate_error (error, g_steal_pointer (&own));

  return FALSE;
}

/* What is not indexed yet, as far as there is time. Without it a search finds less, but finds: so
 * no error ends it, and a lock of another process is not waited for. */
void
silu_search_catch_up (sqlite3 *db, GCancellable *cancellable)
{
  gint64 end = g_get_monotonic_time () + SILU_SEARCH_CATCH_UP * 1000;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  sqlite3_busy_timeout (db, 0);
  while (!done && error == NULL && g_get_monotonic_time () < end &&
         !g_cancellable_is_cancelled (cancellable))
    silu_index_catch_up (db, &done, &error);
  sqlite3_busy_timeout (db, SILU_SQL_BUSY_TIMEOUT);

  if (error != NULL)
    g_debug ("a search goes without what is not indexed: %s", error->message);
}
