/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is erased of the trash. */
#include "silu-rows.h"

static GPtrArray *
list_old (sqlite3 *db, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, error, "SELECT id FROM conversation WHERE deleted != 0 AND deleted < ?1", "i", before);

  if (row == NULL)
    return NULL;

  while (silu_sql_step (row, &failure))
    g_ptr_array_add (ids, silu_sql_dup_text (row, 0));

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&ids);
}

gboolean
silu_rows_erase_trash (sqlite3 *db, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) ids = list_old (db, before, error);

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    if (!silu_rows_erase_conversation (db, g_ptr_array_index (ids, i), error))
      return FALSE;

  return TRUE;
}
