/* SPDX-License-Identifier: GPL-3.0-or-later */
/* restore: out of the trash or the archive, as it was. */
#include "silu-cli-verbs.h"

#include "silu-cli-session.h"
#include <glib/gi18n-lib.h>

static void
found_cb (SiluCliSession *session, SiluConversation *conversation, gpointer data)
{
  SiluCliExit status = SILU_CLI_OK;

  if (silu_conversation_get_deleted (conversation) != 0)
    silu_engine_restore (silu_cli_session_get_engine (session), conversation);
  else if (silu_conversation_get_archived (conversation) != 0)
    silu_conversation_set_archived (conversation, 0);
  else
    status = silu_cli_complain_usage (_ ("“%s” is neither in the trash nor in the archive."),
                                      (const char *) data);
  silu_cli_session_finish (session, status);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  silu_cli_session_find (session, data, SILU_CLI_IN_LIST | SILU_CLI_IN_TRASH, found_cb, data);
}

SiluCliExit
silu_cli_restore (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "restore",
    .usage = "ID",
    .summary =
        N_ ("Takes a conversation out of the trash or the archive. See silu-cli list --trash "
            "and --archived."),
    .n_min = 1,
    .n_max = 1,
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, NULL, arguments, &rest, &status))
    return status;

  return silu_cli_session_run_default (begin, rest[0]);
}
