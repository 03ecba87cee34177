/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After a crash, and in a backup that was made while something streamed. */
#include "silu-recover.h"

#include "silu-owner.h"
#include "silu-rows.h"

gboolean
silu_recover_run (sqlite3 *db, const char *directory, GError **error)
{
  g_autoptr (GPtrArray) messages = silu_rows_list_messages (db, NULL, error);

  if (messages == NULL)
    return FALSE;

  for (guint i = 0; i < messages->len; i++)
    {
      SiluMessageRecord *record = g_ptr_array_index (messages, i);

      if (directory != NULL && record->owner != NULL &&
          silu_owner_is_alive (directory, record->owner))
        continue;

      record->state = SILU_MESSAGE_INTERRUPTED;
      g_clear_pointer (&record->owner, g_free);
      if (!silu_rows_save_message (db, record, error))
        return FALSE;
    }

  return TRUE;
}
