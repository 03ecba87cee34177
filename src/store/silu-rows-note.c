/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader has written to messages. It is searched with them: the index is told. */
#include "silu-rows.h"

#include "silu-index.h"
#include <string.h>

static gboolean
insert_notes (sqlite3 *db, const char *message, GPtrArray *notes, GError **error)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const SiluNote *note = g_ptr_array_index (notes, i);

      if (!silu_sql_run (db, error,
                         "INSERT OR IGNORE INTO note (message, part, start, kind, text, created)"
                         "  VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                         "siiibi", message, (gint64) note->part, (gint64) note->start,
                         (gint64) note->kind, note->text, strlen (note->text), note->created))
        return FALSE;
    }

  return TRUE;
}

gboolean
silu_rows_add_notes (sqlite3 *db, const SiluMessageRecord *record, GError **error)
{
  return record->notes == NULL || insert_notes (db, record->id, record->notes, error);
}

gboolean
silu_rows_save_notes (sqlite3 *db, const SiluNotesRecord *record, GError **error)
{
  if (!silu_sql_run (db, error, "UPDATE message SET rating = ?2 WHERE id = ?1", "si",
                     record->message, (gint64) record->rating))
    return FALSE;
  if (sqlite3_changes (db) == 0)
    return TRUE;

  return silu_index_remove_message (db, record->message, error) &&
         silu_sql_run (db, error, "DELETE FROM note WHERE message = ?1", "s", record->message) &&
         insert_notes (db, record->message, record->notes, error) &&
         silu_index_add_message (db, record->message, error);
}
