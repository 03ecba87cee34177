/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delete: to the trash, where restore finds it. */
#include "silu-cli-verbs.h"

#include "silu-cli-session.h"
#include <glib/gi18n-lib.h>

static void
found_cb (SiluCliSession *session, SiluConversation *conversation, gpointer data)
{
  g_autoptr (SiluConversation) keep = g_object_ref (conversation);

  silu_engine_delete (silu_cli_session_get_engine (session), keep);
  silu_cli_session_finish (session, SILU_CLI_OK);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  silu_cli_session_find (session, data, SILU_CLI_IN_LIST, found_cb, NULL);
}

SiluCliExit
silu_cli_delete (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "delete",
    .usage = "ID",
    .summary = N_ ("Moves a conversation to the trash; silu-cli restore takes it out again."),
    .n_min = 1,
    .n_max = 1,
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, NULL, arguments, &rest, &status))
    return status;

  return silu_cli_session_run_default (begin, rest[0]);
}
