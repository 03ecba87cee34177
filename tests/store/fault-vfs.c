/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each file of ours is followed in memory by the real one's, to which every call goes on. */
#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;

/* The store's worker, and threads that copy, count together. */
static GMutex mutex;
static guint left; /* calls until one fails; 0: none will */
static gboolean is_failing;
static gboolean is_full_disk;
static gboolean lasts;
static gboolean has_failed;

static gboolean
fails (void)
{
  gboolean result;

  g_mutex_lock (&mutex);
  result = is_failing;
  if (left > 0 && --left == 0)
    {
      result = TRUE;
      is_failing = lasts;
    }
  has_failed = has_failed || result;
  g_mutex_unlock (&mutex);

  return result;
}

void
fault_vfs_arm (guint n, gboolean is_full, gboolean is_lasting)
{
  g_mutex_lock (&mutex);
  left = n;
  is_failing = FALSE;
  is_full_disk = is_full;
  lasts = is_lasting;
  has_failed = FALSE;
  g_mutex_unlock (&mutex);
}

gboolean
fault_vfs_disarm (void)
{
  gboolean result;

  g_mutex_lock (&mutex);
  left = 0;
  is_failing = FALSE;
  result = has_failed;
  g_mutex_unlock (&mutex);

  return result;
}

/* --- files --- */

#define REAL(file) (((File *) (file))->real)
#define CALL(file, method, ...) REAL (file)->pMethods->method (REAL (file), ##__VA_ARGS__)

static int
file_close (sqlite3_file *file)
{
  return CALL (file, xClose);
}

static int
file_read (sqlite3_file *file, void *data, int length, sqlite3_int64 offset)
{
  return CALL (file, xRead, data, length, offset);
}

static int
file_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  if (fails ())
    return is_full_disk ? SQLITE_FULL : SQLITE_IOERR_WRITE;

  return CALL (file, xWrite, data, length, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return fails () ? SQLITE_IOERR_TRUNCATE : CALL (file, xTruncate, size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  return fails () ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return CALL (file, xFileSize, size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  return CALL (file, xLock, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return CALL (file, xUnlock, level);
}

static int
file_check_reserved_lock (sqlite3_file *file, int *result)
{
  return CALL (file, xCheckReservedLock, result);
}

static int
file_control (sqlite3_file *file, int op, void *argument)
{
  return CALL (file, xFileControl, op, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return CALL (file, xSectorSize);
}

static int
file_device_characteristics (sqlite3_file *file)
{
  return CALL (file, xDeviceCharacteristics);
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **result)
{
  return extend && fails () ? SQLITE_IOERR_SHMMAP
                            : CALL (file, xShmMap, page, size, extend, result);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return CALL (file, xShmLock, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  CALL (file, xShmBarrier);
}

static int
file_shm_unmap (sqlite3_file *file, int delete_flag)
{
  return CALL (file, xShmUnmap, delete_flag);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2, /* no mapping of the file itself: it would be written to past us */
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_device_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* What is there can be opened on a full disk, too. */
static gboolean
takes_room (const char *name)
{
  return !is_full_disk || name == NULL || !g_file_test (name, G_FILE_TEST_EXISTS);
}

static int
vfs_open (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *ours = (File *) file;
  int result;

  ours->base.pMethods = NULL;
  if (takes_room (name) && fails ())
    return SQLITE_CANTOPEN;

  ours->real = (sqlite3_file *) (ours + 1);
  result = real_vfs->xOpen (real_vfs, name, ours->real, flags, out_flags);
  if (ours->real->pMethods != NULL)
    ours->base.pMethods = &methods;

  return result;
}

static int
vfs_delete (sqlite3_vfs *self, const char *name, int sync_directory)
{
  return fails () ? SQLITE_IOERR_DELETE : real_vfs->xDelete (real_vfs, name, FALSE);
}

void
fault_vfs_register (void)
{
  if (real_vfs != NULL)
    return;

  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs; /* what is not ours takes no file of ours */
  vfs.zName = "fault";
  vfs.pNext = NULL;
  vfs.szOsFile = (int) sizeof (File) + real_vfs->szOsFile;
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, TRUE), ==, SQLITE_OK);
}
