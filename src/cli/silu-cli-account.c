/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account: its own little table of verbs; adding one is a file of its own. */
#include "silu-cli-verbs.h"

#include "silu-cli-models.h"
#include <glib/gi18n-lib.h>

/* What list, default and remove share: a name, and the session they run in. */
typedef struct
{
  char *name;
  gboolean json;
  SiluCliSession *session;
  SiluAccount *account; /* borrowed */
} Verb;

static void
verb_clear (Verb *self)
{
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verb, verb_clear)

static void
print_account_line (SiluAccount *account, gboolean is_default)
{
  g_autofree char *name = silu_cli_clean_line (silu_account_get_name (account));
  g_autofree char *model = silu_cli_clean_line (silu_account_get_model (account));
  gboolean is_tour = g_str_equal (silu_account_get_id (account), SILU_TOUR_ACCOUNT_ID);

  silu_cli_print ("%s %s\t%s\t%s\n", is_default ? "*" : " ", name,
                  is_tour ? _ ("built-in guide, not a model") : model,
                  is_tour ? "" : silu_account_get_base_url (account));
}

static void
write_account (JsonBuilder *builder, SiluAccount *account, gboolean is_default)
{
  const char *const *models = silu_account_get_models (account);

  json_builder_begin_object (builder);
  silu_cli_json_string (builder, "id", silu_account_get_id (account));
  silu_cli_json_string (builder, "name", silu_account_get_name (account));
  silu_cli_json_string (builder, "preset", silu_account_get_preset (account));
  silu_cli_json_string (builder, "base_url", silu_account_get_base_url (account));
  silu_cli_json_string (builder, "dialect", silu_account_get_dialect (account));
  silu_cli_json_string (builder, "model", silu_account_get_model (account));

  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (gsize i = 0; models[i] != NULL; i++)
    json_builder_add_string_value (builder, models[i]);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "default");
  json_builder_add_boolean_value (builder, is_default);
  json_builder_end_object (builder);
}

static void
list_begin (SiluCliSession *session, gpointer data)
{
  Verb *self = data;
  SiluAccounts *accounts = silu_cli_session_get_accounts (session);
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (accounts));
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (SiluAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);
      gboolean is_default = account == silu_accounts_get_default (accounts);

      if (self->json)
        write_account (builder, account, is_default);
      else
        print_account_line (account, is_default);
    }
  json_builder_end_array (builder);

  if (self->json)
    silu_cli_print_json (builder, TRUE);
  silu_cli_session_finish (session, SILU_CLI_OK);
}

static SiluCliExit
account_list (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "account list",
    .usage = "",
    .summary = N_ ("Lists the accounts: name, model and address. The default has a star."),
  };
  g_auto (Verb) self = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self.json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;

  return silu_cli_session_run_reader (list_begin, &self);
}

/* The Tour is not stored: it can be neither removed nor marked. */
static gboolean
find_stored (Verb *self, SiluCliSession *session)
{
  self->session = session;
  self->account = silu_cli_session_find_account (session, self->name);
  if (self->account == NULL)
    return FALSE;

  if (!g_str_equal (silu_account_get_id (self->account), SILU_TOUR_ACCOUNT_ID))
    return TRUE;

  silu_cli_session_finish (
      session, silu_cli_complain_usage (_ ("The Tour is built in: it stays, and it is asked only "
                                           "where there is no account, or by name.")));

  return FALSE;
}

static void
default_begin (SiluCliSession *session, gpointer data)
{
  Verb *self = data;

  if (!find_stored (self, session))
    return;

  silu_accounts_set_default (silu_cli_session_get_accounts (session), self->account);
  silu_cli_session_finish (session, SILU_CLI_OK);
}

static void
key_forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Verb *self = user_data;

  silu_accounts_add_finish (SILU_ACCOUNTS (object), result, NULL);
  silu_accounts_remove (SILU_ACCOUNTS (object), self->account);
  silu_cli_session_finish (self->session, SILU_CLI_OK);
}

/* The key goes first, and is waited for: the process ends before the Secret Service has answered
 * otherwise, and the key stays. */
static void
remove_begin (SiluCliSession *session, gpointer data)
{
  Verb *self = data;

  if (find_stored (self, session))
    silu_accounts_set_key_async (silu_cli_session_get_accounts (session), self->account, NULL,
                                 key_forgotten_cb, self);
}

static SiluCliExit
run_with_name (const SiluCliSyntax *syntax, SiluCliSessionFunc func, char **arguments)
{
  g_auto (Verb) self = { 0 };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (syntax, NULL, arguments, &rest, &status))
    return status;

  self.name = g_strdup (rest[0]);

  return silu_cli_session_run_default (func, &self);
}

static SiluCliExit
account_default (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "account default",
    .usage = "NAME",
    .summary = N_ ("Makes an account the one that is asked when none is named."),
    .n_min = 1,
    .n_max = 1,
  };

  return run_with_name (&syntax, default_begin, arguments);
}

static SiluCliExit
account_remove (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "account remove",
    .usage = "NAME",
    .summary = N_ ("Removes an account and its key. Conversations stay."),
    .n_min = 1,
    .n_max = 1,
  };

  return run_with_name (&syntax, remove_begin, arguments);
}

static SiluCliExit
account_test (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "account test",
    .usage = "[NAME]",
    .summary = N_ ("Asks the server of an account for its models: address and key are right if\n"
                   "it lists them."),
    .n_max = 1,
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, NULL, arguments, &rest, &status))
    return status;

  return silu_cli_account_print_models (rest[0], NULL);
}

SiluCliExit
silu_cli_account (char **arguments)
{
  static const struct
  {
    const char *name;
    SiluCliExit (*run) (char **arguments);
  } verbs[] = {
    { "list", account_list },       { "add", silu_cli_account_add }, { "remove", account_remove },
    { "default", account_default }, { "test", account_test },
  };
  const char *name = arguments[0];

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (name, verbs[i].name))
      return verbs[i].run (arguments + 1);

  if (name != NULL && (g_str_equal (name, "--help") || g_str_equal (name, "-h")))
    {
      silu_cli_print ("%s\n  silu-cli account list|add|remove|default|test %s\n", _ ("Usage:"),
                      _ ("[OPTION…]"));
      return SILU_CLI_OK;
    }

  return silu_cli_complain_usage (_ ("account needs one of list, add, remove, default, test."));
}
