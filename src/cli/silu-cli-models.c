/* SPDX-License-Identifier: GPL-3.0-or-later */
/* models: asks the server, not the list that was kept: what it serves may have changed. */
#include "silu-cli-models.h"

#include "silu-cli-verbs.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  const char *key;
  SiluCliSession *session;
} Models;

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Models *self = user_data;
  SiluAccount *account = silu_cli_session_find_account (self->session, self->name);
  const char *const *models = silu_account_get_models (account);
  g_autoptr (GError) error = NULL;

  if (!silu_accounts_refresh_finish (SILU_ACCOUNTS (object), result, &error))
    {
      silu_cli_session_finish (self->session, silu_cli_complain_of (error));
      return;
    }

  for (gsize i = 0; models[i] != NULL; i++)
    {
      g_autofree char *line = silu_cli_clean_line (models[i]);

      silu_cli_print ("%s\n", line);
    }
  silu_cli_session_finish (self->session, SILU_CLI_OK);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Models *self = data;
  SiluAccount *account = silu_cli_session_find_account (session, self->name);

  self->session = session;
  if (account != NULL)
    silu_accounts_refresh_async (silu_cli_session_get_accounts (session), account, self->key, NULL,
                                 refreshed_cb, self);
}

SiluCliExit
silu_cli_account_print_models (const char *name, const char *key_variable)
{
  Models self = { .name = name };

  if (key_variable != NULL)
    {
      self.key = g_getenv (key_variable);
      if (self.key == NULL)
        return silu_cli_complain_usage (_ ("The environment has no variable “%s”."), key_variable);
    }

  return silu_cli_session_run_reader (begin, &self);
}

SiluCliExit
silu_cli_models (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "models",
    .usage = "",
    .summary = N_ ("Asks the server of an account for its models and lists them, one a line."),
  };
  g_autofree char *name = NULL;
  g_autofree char *key_variable = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_FILENAME, &name, N_ ("Ask this account"), N_ ("NAME") },
    { "api-key-env", 0, 0, G_OPTION_ARG_FILENAME, &key_variable,
      N_ ("Take the key from this environment variable"), "VAR" },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;

  return silu_cli_account_print_models (name, key_variable);
}
