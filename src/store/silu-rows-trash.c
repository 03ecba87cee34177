/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has been in the trash for long. */
#include "silu-rows.h"

GPtrArray *
silu_rows_list_old_trash (sqlite3 *db, gint64 before, GError **error)
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
