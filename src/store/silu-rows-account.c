/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts in and out of their table. */
#include "silu-rows.h"

gboolean
silu_rows_save_account (sqlite3 *db, const SiluAccountRecord *record, GError **error)
{
  g_autofree char *models = g_strjoinv ("\n", record->models);
  g_autofree char *sampling = silu_sampling_to_string (&record->sampling);

  return silu_sql_run (
      db, error,
      "INSERT INTO account"
      "  (id, preset, name, base_url, dialect, model, models, is_default,"
      "    contexts, sampling, proxy, headers, ca_file, socket, allow_plain_key)"
      "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
      "  ON CONFLICT (id) DO UPDATE SET preset = ?2, name = ?3, base_url = ?4,"
      "    dialect = ?5, model = ?6, models = ?7, is_default = ?8, contexts = ?9,"
      "    sampling = ?10, proxy = ?11, headers = ?12, ca_file = ?13,"
      "    socket = ?14, allow_plain_key = ?15",
      "sssssssissssssi", record->id, record->preset, record->name, record->base_url,
      record->dialect, record->model, models, (gint64) record->is_default, record->contexts,
      sampling, record->connection->proxy, record->connection->headers, record->connection->ca_file,
      record->connection->socket, (gint64) record->connection->allow_plain_key);
}

gboolean
silu_rows_remove_account (sqlite3 *db, const char *id, GError **error)
{
  return silu_sql_run (db, error, "DELETE FROM account WHERE id = ?1", "s", id);
}

static SiluAccountRecord *
read_account (SiluStatement *row)
{
  SiluAccountRecord *record = g_new0 (SiluAccountRecord, 1);
  g_autofree char *models = silu_sql_dup_text (row, 6);
  g_autofree char *sampling = silu_sql_dup_text (row, 9);

  record->id = silu_sql_dup_text (row, 0);
  record->preset = silu_sql_dup_text (row, 1);
  record->name = silu_sql_dup_text (row, 2);
  record->base_url = silu_sql_dup_text (row, 3);
  record->dialect = silu_sql_dup_text (row, 4);
  record->model = silu_sql_dup_text (row, 5);
  record->models = g_strsplit (models, "\n", -1);
  record->is_default = silu_sql_get_int (row, 7) != 0;
  record->contexts = silu_sql_dup_text (row, 8);
  silu_sampling_from_string (&record->sampling, sampling);
  record->connection = g_new0 (SiluConnection, 1);
  record->connection->proxy = silu_sql_dup_text (row, 10);
  record->connection->headers = silu_sql_dup_text (row, 11);
  record->connection->ca_file = silu_sql_dup_text (row, 12);
  record->connection->socket = silu_sql_dup_text (row, 13);
  record->connection->allow_plain_key = silu_sql_get_int (row, 14) != 0;

  return record;
}

GPtrArray *
silu_rows_list_accounts (sqlite3 *db, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_account_record_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error,
                        "SELECT id, preset, name, base_url, dialect, model, models, is_default,"
                        "    contexts, sampling, proxy, headers, ca_file, socket, allow_plain_key"
                        "  FROM account ORDER BY seq",
                        "");

  if (row == NULL)
    return NULL;

  while (silu_sql_step (row, &failure))
    g_ptr_array_add (records, read_account (row));

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&records);
}
