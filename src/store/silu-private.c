/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite would make files with the permissions of the umask. */
#include "silu-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail (GError **error)
{
  g_propagate_error (error, silu_error_new (SILU_ERROR_STORE,
                                            _ ("Silu's folder for chats cannot be written to."),
                                            g_strerror (errno), -1));

  return FALSE;
}

/* What cannot be narrowed is somebody else's, who has given it to us so. */
static void
narrow (const char *path, mode_t mode)
{
  GStatBuf info;

  if (g_stat (path, &info) == 0 && (info.st_mode & 0777 & ~mode) != 0)
    g_chmod (path, (int) (info.st_mode & mode));
}

gboolean
silu_private_make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) != 0)
    return fail (error);

  narrow (path, 0700);

  return TRUE;
}

gboolean
silu_private_make_file (const char *path, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    return fail (error);
  close (fd);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      narrow (name, 0600);
    }

  return TRUE;
}
