/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One lock file a process. */
#include "silu-owner.h"

#include "silu-private.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct _SiluOwner
{
  char *id;
  char *path;
  int fd;
};

/* Makes and locks the file; -1 if it cannot. */
static int
make_locked (const char *path)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  struct stat info;

  if (fd < 0)
    return -1;

  /* Somebody may have taken it for a dead one's, and removed it, before it was locked. */
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &info) == 0 && info.st_nlink > 0)
    return fd;

  close (fd);

  return -1;
}

SiluOwner *
silu_owner_new (const char *directory)
{
  g_autofree char *folder = g_build_filename (directory, "owners", NULL);
  SiluOwner *self;

  if (!silu_private_make_folder (folder, NULL))
    return NULL;

  self = g_new0 (SiluOwner, 1);
  self->id = g_uuid_string_random ();
  self->path = g_build_filename (folder, self->id, NULL);
  self->fd = make_locked (self->path);
  if (self->fd < 0)
    self->fd = make_locked (self->path);

  if (self->fd < 0)
    g_clear_pointer (&self, silu_owner_free);

  return self;
}

void
silu_owner_free (SiluOwner *self)
{
  if (self->fd >= 0)
    {
      g_unlink (self->path);
      close (self->fd);
    }
  g_free (self->id);
  g_free (self->path);
  g_free (self);
}

const char *
silu_owner_get_id (SiluOwner *self)
{
  return self->id;
}

gboolean
silu_owner_is_alive (const char *directory, const char *id)
{
  g_autofree char *path = NULL;
  gboolean alive;
  int fd;

  /* The id comes from the file of chats: it must not lead out of the folder. */
  if (!g_uuid_string_is_valid (id))
    return FALSE;

  path = g_build_filename (directory, "owners", id, NULL);
  fd = open (path, O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return FALSE;

  alive = flock (fd, LOCK_EX | LOCK_NB) != 0;
  if (!alive)
    g_unlink (path);
  close (fd);

  return alive;
}

gboolean
silu_owner_has_died (const char *directory)
{
  g_autofree char *folder = g_build_filename (directory, "owners", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean died = FALSE;
  const char *name;

  while (!died && dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      int fd = open (path, O_RDWR | O_CLOEXEC);

      died = fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0;
      if (fd >= 0)
        close (fd);
    }

  return died;
}
