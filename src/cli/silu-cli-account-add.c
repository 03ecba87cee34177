/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account add. The key comes from standard input or is typed unseen, never from an argument: those
 * are there for everyone to read in the process list. */
#include "silu-cli-verbs.h"

#include "silu-cli-key.h"
#include "silu-cli-session.h"
#include "silu-dialect.h"
#include "silu-provider-data.h"
#include <glib/gi18n-lib.h>

/* How to go on without a kept one. */
#define KEY_HINT N_ ("Give the key with each question: silu-cli ask --api-key-env VAR")

typedef struct
{
  char *name;
  char *preset_id;
  char *base_url;
  char *dialect;
  char *model;
  gboolean key_stdin;
  gboolean make_default;

  SiluProviders *providers;
  const SiluProvider *preset; /* NULL: none was named */
  SiluConnection *connection;
  char *proxy;
  char **headers;
  char *ca_file;
  char *socket;
  gboolean allow_plain_key;
  char *key;
  SiluAccount *account;
  SiluCliSession *session;
} Add;

static void
add_clear (Add *self)
{
  g_clear_object (&self->account);
  g_clear_pointer (&self->key, silu_secrets_free_key);
  g_free (self->name);
  g_free (self->preset_id);
  g_free (self->base_url);
  g_free (self->dialect);
  g_free (self->model);
  g_free (self->proxy);
  g_strfreev (self->headers);
  g_free (self->ca_file);
  g_free (self->socket);
  g_clear_pointer (&self->connection, silu_connection_free);
  g_clear_pointer (&self->providers, silu_providers_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Add, add_clear)

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Add *self = user_data;
  SiluSecrets *secrets = silu_accounts_get_secrets (SILU_ACCOUNTS (object));
  SiluCliExit status = SILU_CLI_OK;
  g_autoptr (GError) error = NULL;

  if (!silu_accounts_add_finish (SILU_ACCOUNTS (object), result, &error))
    {
      status = silu_cli_complain_of (error);
    }
  else if (self->key != NULL && silu_secrets_get_volatile (secrets))
    {
      silu_cli_complain (_ ("The account was added, but its key could not be kept: no Secret "
                            "Service answers."),
                         _ (KEY_HINT));
      status = SILU_CLI_AUTH;
    }
  else
    {
      g_autofree char *name = silu_cli_clean_line (silu_account_get_name (self->account));

      /* Translators: the argument is the name of an account. */
      silu_cli_print (_ ("Added “%s”.\n"), name);
    }

  silu_cli_session_finish (self->session, status);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Add *self = data;

  self->session = session;
  silu_accounts_add_async (silu_cli_session_get_accounts (session), self->account, self->key,
                           added_cb, self);
}

static gboolean
has_to_type (Add *self)
{
  return !self->key_stdin && self->preset != NULL && self->preset->needs_key &&
         silu_cli_is_terminal (stdin);
}

static SiluCliExit
read_key (Add *self)
{
  g_autoptr (GError) error = NULL;

  if (has_to_type (self))
    self->key = silu_cli_key_type (&error);
  else if (self->key_stdin)
    self->key = silu_cli_key_read (&error);
  else if (self->preset != NULL && self->preset->needs_key)
    silu_cli_complain (_ ("No key was given; this provider asks for one."), _ (KEY_HINT));

  if (error == NULL)
    return SILU_CLI_OK;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SILU_CLI_STOPPED;

  return silu_cli_complain_usage ("%s", error->message);
}

static gboolean
check_options (Add *self)
{
  const char *base_url = self->base_url;
  g_autoptr (GError) error = NULL;

  if (self->preset_id != NULL)
    self->preset = silu_providers_find (self->providers, self->preset_id);
  if (self->preset != NULL && base_url == NULL)
    base_url = self->preset->base_url;

  if (self->preset_id != NULL && (self->preset == NULL || self->preset->is_hidden))
    silu_cli_complain_usage (_ ("“%s” is no preset. See silu-cli account add --help."),
                             self->preset_id);
  else if (base_url == NULL || *base_url == '\0')
    silu_cli_complain_usage (_ ("Where does it answer? Give --preset or --base-url."));
  else if (self->preset == NULL && self->name == NULL)
    silu_cli_complain_usage (_ ("The account needs a --name."));
  else if (self->dialect != NULL && silu_dialect_find (self->dialect) == NULL)
    silu_cli_complain_usage (_ ("“%s” is no dialect that Silu knows."), self->dialect);
  else if (!silu_http_check_url (base_url, &error))
    silu_cli_complain (error->message, NULL);
  else
    return TRUE;

  return FALSE;
}

/* What a header is, told by its looks alone. */
static gboolean
check_header (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, ":", 2);

  return words[0] != NULL && words[1] != NULL &&
         silu_route_check_header (g_strstrip (words[0]), g_strstrip (words[1]));
}

static void
set_option (char **place, const char *value)
{
  if (value == NULL)
    return;

  g_free (*place);
  *place = g_strdup (value);
}

static gboolean
make_connection (Add *self)
{
  for (gsize i = 0; self->headers != NULL && self->headers[i] != NULL; i++)
    if (!check_header (self->headers[i]))
      {
        silu_cli_complain_usage (_ ("“%s” is no header. It looks like “X-Team: blue”."),
                                 self->headers[i]);
        return FALSE;
      }

  self->connection = silu_connection_new ();
  set_option (&self->connection->proxy, self->proxy);
  set_option (&self->connection->ca_file, self->ca_file);
  set_option (&self->connection->socket, self->socket);
  self->connection->allow_plain_key = self->allow_plain_key;
  if (self->headers != NULL)
    {
      g_free (self->connection->headers);
      self->connection->headers = g_strjoinv ("\n", self->headers);
    }

  return TRUE;
}

static const char *
first_of (const char *option, const char *preset, const char *fallback)
{
  if (option != NULL)
    return option;

  return preset != NULL ? preset : fallback;
}

static void
make_account (Add *self)
{
  const SiluProvider none = { 0 };
  const SiluProvider *preset = self->preset != NULL ? self->preset : &none;

  self->account = silu_account_new (NULL, first_of (preset->id, NULL, "openai-compatible"));
  silu_account_set_name (self->account, first_of (self->name, preset->name, ""));
  silu_account_set_base_url (self->account, first_of (self->base_url, preset->base_url, ""));
  silu_account_set_dialect (self->account, first_of (self->dialect, preset->dialect, "openai"));
  silu_account_set_model (self->account, first_of (self->model, preset->model, ""));
  silu_account_set_connection (self->account, self->connection);
  silu_account_set_is_default (self->account, self->make_default);
}

static char *
describe_presets (SiluProviders *providers)
{
  GString *text = g_string_new (_ ("Adds an account. A key is typed, or read from standard input "
                                   "with\n--key-stdin."));

  g_string_append_printf (text, "\n\n%s\n", _ ("Presets:"));
  for (guint i = 0; i < silu_providers_get_n (providers); i++)
    {
      const SiluProvider *provider = silu_providers_get (providers, i);

      if (!provider->is_hidden)
        g_string_append_printf (text, "  %-19s%s\n", provider->id, provider->name);
    }

  return g_string_free (text, FALSE);
}

static gboolean
parse (Add *self, char **arguments, SiluCliExit *status)
{
  g_autofree char *summary = describe_presets (self->providers);
  const SiluCliSyntax syntax = { .verb = "account add", .usage = "", .summary = summary };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &self->name, N_ ("What to call it"), N_ ("NAME") },
    { "preset", 0, 0, G_OPTION_ARG_FILENAME, &self->preset_id, N_ ("What is known of a provider"),
      N_ ("PRESET") },
    { "base-url", 0, 0, G_OPTION_ARG_FILENAME, &self->base_url, N_ ("Where it answers"), "URL" },
    { "dialect", 0, 0, G_OPTION_ARG_FILENAME, &self->dialect, N_ ("How it speaks"), N_ ("NAME") },
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &self->model, N_ ("The model to begin with"), "ID" },
    { "key-stdin", 0, 0, G_OPTION_ARG_NONE, &self->key_stdin,
      N_ ("Read the key from standard input"), NULL },
    { "proxy", 0, 0, G_OPTION_ARG_FILENAME, &self->proxy,
      N_ ("Go through this proxy, or “direct” for none"), "URL" },
    { "header", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->headers,
      N_ ("Send this header too (may be repeated)"), N_ ("“NAME: VALUE”") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
      N_ ("Trust the certificates in this file too"), N_ ("PATH") },
    { "socket", 0, 0, G_OPTION_ARG_FILENAME, &self->socket, N_ ("Connect to this UNIX socket"),
      N_ ("PATH") },
    { "allow-plain-key", 0, 0, G_OPTION_ARG_NONE, &self->allow_plain_key,
      N_ ("Send the key even without encryption"), NULL },
    { "default", 0, 0, G_OPTION_ARG_NONE, &self->make_default, N_ ("Make it the default"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;

  return silu_cli_parse (&syntax, entries, arguments, &rest, status);
}

SiluCliExit
silu_cli_account_add (char **arguments)
{
  g_auto (Add) self = { 0 };
  SiluCliExit status = SILU_CLI_OK;

  self.providers = silu_provider_data_load_with_user ();
  if (!parse (&self, arguments, &status))
    return status;
  if (!check_options (&self) || !make_connection (&self))
    return SILU_CLI_USAGE;

  status = read_key (&self);
  if (status != SILU_CLI_OK)
    return status;

  make_account (&self);

  return silu_cli_session_run_default (begin, &self);
}
