/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders in and out of their table. */
#include "silu-rows.h"

gboolean
silu_rows_save_folder (sqlite3 *db, const SiluFolderRecord *record, GError **error)
{
  return silu_sql_run (db, error,
                       "INSERT INTO folder (id, name, position, collapsed) VALUES (?1, ?2, ?3, ?4)"
                       "  ON CONFLICT (id) DO UPDATE SET name = ?2, position = ?3, collapsed = ?4",
                       "ssii", record->id, record->name, record->position,
                       (gint64) record->collapsed);
}

GPtrArray *
silu_rows_list_folders (sqlite3 *db, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_folder_record_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error,
                        "SELECT id, name, position, collapsed FROM folder"
                        "  ORDER BY position, name, id",
                        "");

  if (row == NULL)
    return NULL;

  while (silu_sql_step (row, &failure))
    {
      SiluFolderRecord *record = g_new0 (SiluFolderRecord, 1);

      record->id = silu_sql_dup_text (row, 0);
      record->name = silu_sql_dup_text (row, 1);
      record->position = silu_sql_get_int (row, 2);
      record->collapsed = silu_sql_get_int (row, 3) != 0;
      g_ptr_array_add (records, record);
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&records);
}

gboolean
silu_rows_erase_folder (sqlite3 *db, const char *id, GError **error)
{
  return silu_sql_run (db, error, "UPDATE conversation SET folder = NULL WHERE folder = ?1", "s",
                       id) &&
         silu_sql_run (db, error, "DELETE FROM folder WHERE id = ?1", "s", id);
}
