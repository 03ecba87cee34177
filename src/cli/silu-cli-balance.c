/* SPDX-License-Identifier: GPL-3.0-or-later */
/* balance: one line a currency, amounts as the provider writes them. */
#include "silu-cli-verbs.h"

#include "silu-balance.h"
#include "silu-cli-session.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  SiluCliSession *session;
} Balance;

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Balance *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) balances = silu_balance_fetch_finish (result, &error);

  if (balances == NULL)
    {
      silu_cli_session_finish (self->session, silu_cli_complain_of (error));
      return;
    }

  for (guint i = 0; i < balances->len; i++)
    {
      const SiluBalance *balance = g_ptr_array_index (balances, i);
      g_autofree char *line = g_strdup_printf ("%s %s", balance->total, balance->currency);
      g_autofree char *clean = silu_cli_clean_line (line);

      silu_cli_print ("%s\n", clean);
    }
  silu_cli_session_finish (self->session, SILU_CLI_OK);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Balance *self = data;
  SiluAccounts *accounts = silu_cli_session_get_accounts (session);
  SiluAccount *account = silu_cli_session_find_account (session, self->name);

  self->session = session;
  if (account == NULL)
    return;

  if (silu_balance_is_known (accounts, account))
    silu_balance_fetch_async (accounts, account, NULL, fetched_cb, self);
  else
    silu_cli_session_finish (
        session, silu_cli_complain_usage (_ ("This provider does not say what the balance is.")));
}

SiluCliExit
silu_cli_balance (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "balance",
    .usage = "",
    .summary = N_ ("Asks the provider of an account what is left of its money."),
  };
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_FILENAME, &name, N_ ("Ask this account"), N_ ("NAME") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;
  Balance self = { 0 };

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;

  self.name = name;

  return silu_cli_session_run_reader (begin, &self);
}
