/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup: all conversations in one file, while a window may be writing to them. */
#include "silu-cli-verbs.h"

#include "silu-cli-session.h"
#include "silu-store-backup.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  SiluCliSession *session;
  const char *path;
  gboolean has_shown; /* how far it is */
} Backup;

/* Only where somebody looks, and it is taken back at the end. */
static void
progress_cb (double done, gpointer user_data)
{
  Backup *self = user_data;

  if (!silu_cli_is_terminal (stderr))
    return;

  self->has_shown = TRUE;
  g_printerr ("\r%3d %%", (int) (done * 100));
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Backup *self = user_data;
  g_autoptr (GError) error = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_store_backup_finish (SILU_STORE (object), result, &error))
    {
      if (self->has_shown)
        g_printerr ("\r");
      status = silu_cli_complain_of (error);
    }
  else if (self->has_shown)
    g_printerr ("\r     \r");

  silu_cli_session_finish (self->session, status);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Backup *self = data;

  self->session = session;
  silu_store_backup_async (silu_engine_get_store (silu_cli_session_get_engine (session)),
                           self->path, 0, NULL, progress_cb, self, backed_up_cb, self);
}

SiluCliExit
silu_cli_backup (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "backup",
    .usage = "FILE",
    .summary = N_ ("Copies all conversations into FILE, which is replaced if it is there."),
    .n_min = 1,
    .n_max = 1,
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;
  Backup self = { 0 };

  if (!silu_cli_parse (&syntax, NULL, arguments, &rest, &status))
    return status;

  self.path = rest[0];

  return silu_cli_session_run_default (begin, &self);
}
