/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opener of the file of chats: whatever is in the file, it is opened, or repaired, or refused
 * with a sentence; and what is opened can be read. */
#include "fault-vfs.h"
#include "fuzz.h"
#include "silu-file.h"
#include "silu-rows.h"
#include <gio/gio.h>
#include <glib/gstdio.h>

/* A file of a few pages has all there is to go wrong. */
#define MAX_SIZE (256 * 1024)

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
read_all (sqlite3 *db)
{
  g_autoptr (GPtrArray) conversations = silu_rows_list_conversations (db, FALSE, NULL);
  g_autoptr (GPtrArray) streaming = silu_rows_list_messages (db, NULL, NULL);
  g_autoptr (GPtrArray) accounts = silu_rows_list_accounts (db, NULL);

  for (guint i = 0; conversations != NULL && i < conversations->len; i++)
    {
      const SiluConversationRecord *record = g_ptr_array_index (conversations, i);
      g_autoptr (GPtrArray) messages = silu_rows_list_messages (db, record->id, NULL);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  SiluFile file = { 0 };

  if (size > MAX_SIZE)
    return 0;

  fault_vfs_register (); /* which does not wait for the disk */
  folder = g_dir_make_tmp ("silu-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  path = g_build_filename (folder, "silu.db", NULL);
  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));

  /* As after a crash: all of it is looked at. */
  silu_file_suspect (path);
  if (silu_file_open (&file, path, &error))
    {
      read_all (file.db);
      silu_file_close (&file);
      g_free (file.notice);
    }
  else
    g_assert_true (error != NULL && *error->message != '\0');

  remove_all (folder);

  return 0;
}
