/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask: one question, one answer. Everything that can be wrong with the command is said before the
 * store is opened; then a chain of named steps leads to the turn. */
#include "silu-cli-verbs.h"

#include "silu-cli-printer.h"
#include "silu-cli-prompt.h"
#include "silu-cli-session.h"
#include "silu-dialect.h"
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

static const int SIGNALS[] = { SIGINT, SIGTERM, SIGHUP };

typedef struct
{
  /* The options. */
  char *account_name;
  char *base_url;
  char *model;
  char *dialect;
  char *key_variable;
  char *think_word;
  char *system;
  char **files;
  char *continue_id;
  int retries;
  gboolean no_save;
  gboolean jsonl;

  char *prompt;
  GPtrArray *attachments; /* of SiluAttachment: the files */
  SiluThinkLevel think;
  gboolean has_think;
  char *key; /* NULL: the account's own */

  SiluCliSession *session;
  gboolean on_disk;   /* the session is */
  SiluEngine *memory; /* where it is asked under --no-save, when the session is on disk */
  SiluAccount *account;
  SiluConversation *conversation;
  SiluCliPrinter *printer;
  guint signal_sources[G_N_ELEMENTS (SIGNALS)];
} Ask;

static void
ask_clear (Ask *self)
{
  g_clear_pointer (&self->printer, silu_cli_printer_free);
  g_clear_object (&self->conversation);
  g_clear_object (&self->account);
  g_clear_object (&self->memory);
  g_clear_pointer (&self->key, silu_secrets_free_key);
  g_free (self->account_name);
  g_free (self->base_url);
  g_free (self->model);
  g_free (self->dialect);
  g_free (self->key_variable);
  g_free (self->think_word);
  g_free (self->system);
  g_strfreev (self->files);
  g_free (self->continue_id);
  g_free (self->prompt);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ask, ask_clear)

static void
finish (Ask *self, SiluCliExit status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SIGNALS); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);

  silu_cli_session_finish (self->session, status);
}

static SiluEngine *
get_engine (Ask *self)
{
  return self->memory != NULL ? self->memory : silu_cli_session_get_engine (self->session);
}

static void
turn_state_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  Ask *self = user_data;

  silu_cli_printer_tell_state (self->printer);
  if (silu_turn_is_over (turn))
    finish (self, silu_cli_printer_end (self->printer));
}

/* The source does not come back: a second Ctrl-C ends the process at once, whatever the first one
 * still waits for. */
static gboolean
signal_cb (gpointer user_data)
{
  Ask *self = user_data;
  SiluTurn *turn = silu_engine_get_turn (get_engine (self), self->conversation);
  guint source = g_source_get_id (g_main_current_source ());

  for (gsize i = 0; i < G_N_ELEMENTS (SIGNALS); i++)
    if (self->signal_sources[i] == source)
      self->signal_sources[i] = 0;

  if (turn != NULL)
    silu_turn_stop (turn);

  return G_SOURCE_REMOVE;
}

/* The model that the conversation had is of use only where it was had. */
static const char *
choose_model (Ask *self)
{
  const char *account = silu_conversation_get_account (self->conversation);

  if (self->model != NULL)
    return self->model;
  if (g_strcmp0 (account, silu_account_get_id (self->account)) == 0)
    return silu_conversation_get_model (self->conversation);

  return NULL;
}

/* What was asked for, else what the conversation had, else what suits the endpoint. */
static SiluThinkLevel
choose_think (Ask *self)
{
  SiluAccounts *accounts = silu_cli_session_get_accounts (self->session);
  g_autoptr (SiluProfile) profile =
      silu_accounts_dup_profile (accounts, self->account, choose_model (self));

  if (self->has_think)
    return self->think;
  if (self->continue_id != NULL)
    return silu_conversation_get_think (self->conversation);

  return profile->think;
}

static void
send_question (Ask *self)
{
  SiluRetryLimits limits = SILU_RETRY_BRISK;
  SiluAsk question = {
    .account = self->account,
    .model = choose_model (self),
    .think = choose_think (self),
    .system = self->system,
    .key = self->key,
    .limits = &limits,
    .attachments = self->attachments,
  };
  SiluTurn *turn = NULL;

  if (self->retries >= 0)
    limits.retries = (guint) self->retries;
  turn = silu_engine_send (get_engine (self), self->conversation, self->prompt, &question);
  self->printer = silu_cli_printer_new (turn, self->jsonl);
  g_signal_connect (turn, "notify::state", G_CALLBACK (turn_state_cb), self);

  for (gsize i = 0; i < G_N_ELEMENTS (SIGNALS); i++)
    self->signal_sources[i] = g_unix_signal_add (SIGNALS[i], signal_cb, self);
}

static void
memory_started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Ask *self = user_data;
  g_autoptr (GError) error = NULL;

  if (silu_engine_start_finish (SILU_ENGINE (object), result, &error))
    send_question (self);
  else
    finish (self, silu_cli_complain_of (error));
}

static void
key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Ask *self = user_data;

  self->key = silu_accounts_lookup_key_finish (SILU_ACCOUNTS (object), result);
  if (self->key == NULL)
    self->key = g_strdup (""); /* there is none: it need not be looked for again */

  silu_engine_start_async (self->memory, memory_started_cb, self);
}

static gboolean
is_tour (Ask *self)
{
  return g_str_equal (silu_account_get_id (self->account), SILU_TOUR_ACCOUNT_ID);
}

/* Nothing is to be kept, but the account is in the store: the question goes to a second engine, in
 * memory, with the account and the key of the first. */
static void
ask_in_memory (Ask *self)
{
  SiluAccounts *accounts = silu_cli_session_get_accounts (self->session);

  self->memory = silu_engine_new (NULL);
  if (self->key != NULL || is_tour (self))
    silu_engine_start_async (self->memory, memory_started_cb, self);
  else
    silu_accounts_lookup_key_async (accounts, self->account, NULL, key_cb, self);
}

static void
go_on (Ask *self)
{
  if (self->no_save && self->on_disk)
    ask_in_memory (self);
  else
    send_question (self);
}

static void
models_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Ask *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!silu_accounts_refresh_finish (SILU_ACCOUNTS (object), result, &error))
    finish (self, silu_cli_complain_of (error));
  else if (*silu_account_get_model (self->account) == '\0')
    finish (self, silu_cli_complain_usage (_ ("The server names no model. Give one with "
                                              "--model.")));
  else
    go_on (self);
}

static void
account_chosen (Ask *self)
{
  SiluAccounts *accounts = silu_cli_session_get_accounts (self->session);
  const char *model = choose_model (self);

  if (is_tour (self))
    silu_cli_complain (_ ("Silu’s built-in guide answers, not a model."),
                       silu_accounts_has_real (accounts)
                           ? NULL
                           : _ ("To ask a model, set up an account: silu-cli account add --help"));

  if ((model != NULL && *model != '\0') || *silu_account_get_model (self->account) != '\0')
    go_on (self);
  else
    silu_accounts_refresh_async (accounts, self->account, self->key, NULL, models_cb, self);
}

static SiluAccount *
make_account (Ask *self)
{
  SiluEngine *engine = silu_cli_session_get_engine (self->session);
  const SiluProvider *provider =
      silu_providers_guess (silu_engine_get_providers (engine), self->base_url);
  SiluAccount *account =
      silu_account_new (NULL, provider != NULL ? provider->id : "openai-compatible");
  const char *dialect = provider != NULL ? provider->dialect : "openai";

  silu_account_set_name (account, self->base_url);
  silu_account_set_base_url (account, self->base_url);
  silu_account_set_dialect (account, self->dialect != NULL ? self->dialect : dialect);
  silu_account_set_model (account, self->model);

  return account;
}

static void
choose_account (Ask *self)
{
  SiluAccounts *accounts = silu_cli_session_get_accounts (self->session);
  const char *id = silu_conversation_get_account (self->conversation);
  SiluAccount *account = NULL;

  if (self->base_url != NULL)
    {
      self->account = make_account (self);
      account_chosen (self);
      return;
    }

  if (self->account_name == NULL && id != NULL)
    account = silu_accounts_find (accounts, id);
  if (account == NULL)
    account = silu_cli_session_find_account (self->session, self->account_name);

  if (account != NULL)
    {
      self->account = g_object_ref (account);
      account_chosen (self);
    }
}

static void
found_cb (SiluCliSession *session, SiluConversation *conversation, gpointer data)
{
  Ask *self = data;

  self->conversation = g_object_ref (conversation);
  choose_account (self);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Ask *self = data;

  self->session = session;
  if (self->continue_id != NULL)
    {
      silu_cli_session_find (session, self->continue_id, SILU_CLI_IN_LIST, found_cb, self);
      return;
    }

  self->conversation = silu_conversation_new (NULL);
  choose_account (self);
}

static gboolean
check_options (Ask *self)
{
  g_autoptr (GError) error = NULL;

  if (self->base_url == NULL)
    {
      if (self->dialect == NULL)
        return TRUE;
      silu_cli_complain_usage (_ ("--dialect goes with --base-url."));
    }
  else if (self->account_name != NULL)
    silu_cli_complain_usage (_ ("Give either --account or --base-url."));
  else if (self->model == NULL)
    silu_cli_complain_usage (_ ("--base-url needs --model."));
  else if (self->dialect != NULL && silu_dialect_find (self->dialect) == NULL)
    silu_cli_complain_usage (_ ("“%s” is no dialect that Silu knows."), self->dialect);
  else if (!silu_http_check_url (self->base_url, &error))
    silu_cli_complain (error->message, NULL);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_more_options (Ask *self)
{
  if (self->no_save && self->continue_id != NULL)
    {
      silu_cli_complain_usage (_ ("--continue saves the conversation: it does not go with "
                                  "--no-save."));
      return FALSE;
    }

  self->has_think = self->think_word != NULL;
  if (self->has_think && !silu_think_level_from_string (self->think_word, &self->think))
    {
      silu_cli_complain_usage (_ ("--think takes off, low, medium, high or max."));
      return FALSE;
    }

  if (self->key_variable != NULL)
    {
      self->key = g_strdup (g_getenv (self->key_variable));
      if (self->key == NULL)
        {
          silu_cli_complain_usage (_ ("The environment has no variable “%s”."), self->key_variable);
          return FALSE;
        }
    }
  else if (self->base_url != NULL)
    {
      self->key = g_strdup (""); /* the Secret Service has none for it */
    }

  return TRUE;
}

static gboolean
parse (Ask *self, char **arguments, char ***words, SiluCliExit *status)
{
  static const SiluCliSyntax syntax = {
    .verb = "ask",
    .usage = "[PROMPT|-]",
    .summary = N_ ("Asks a model. The answer goes to standard output, the thinking to standard\n"
                   "error. Without PROMPT the question is read from standard input; with a\n"
                   "lone - both are joined."),
    .n_max = -1,
  };
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_FILENAME, &self->account_name, N_ ("Ask this account"),
      N_ ("NAME") },
    { "base-url", 0, 0, G_OPTION_ARG_FILENAME, &self->base_url,
      N_ ("Ask this address, without an account"), "URL" },
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &self->model, N_ ("The model to ask"), "ID" },
    { "dialect", 0, 0, G_OPTION_ARG_FILENAME, &self->dialect, N_ ("How the address speaks"),
      N_ ("NAME") },
    { "api-key-env", 0, 0, G_OPTION_ARG_FILENAME, &self->key_variable,
      N_ ("Take the key from this environment variable"), "VAR" },
    { "think", 0, 0, G_OPTION_ARG_FILENAME, &self->think_word,
      N_ ("How much to think: off, low, medium, high or max"), N_ ("LEVEL") },
    { "system", 0, 0, G_OPTION_ARG_FILENAME, &self->system, N_ ("The system prompt"), N_ ("TEXT") },
    { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files,
      N_ ("Attach a text file to the question (may be repeated)"), N_ ("PATH") },
    { "continue", 0, 0, G_OPTION_ARG_FILENAME, &self->continue_id, N_ ("Go on with a conversation"),
      "ID" },
    { "retries", 0, 0, G_OPTION_ARG_INT, &self->retries,
      N_ ("Try again at most N times when the server is busy"), "N" },
    { "no-save", 0, 0, G_OPTION_ARG_NONE, &self->no_save, N_ ("Keep nothing of it"), NULL },
    { "jsonl", 0, 0, G_OPTION_ARG_NONE, &self->jsonl, N_ ("Print one JSON event a line"), NULL },
    { NULL },
  };

  return silu_cli_parse (&syntax, entries, arguments, words, status);
}

/* NULL keeps the whole session in memory: when nothing on disk is needed, not even the accounts,
 * an empty store is not made either. */
static char *
choose_directory (Ask *self)
{
  g_autofree char *directory = silu_engine_dup_default_directory ();
  g_autofree char *database = g_build_filename (directory, "silu.db", NULL);

  if (self->no_save && (self->base_url != NULL || !g_file_test (database, G_FILE_TEST_EXISTS)))
    return NULL;

  return g_steal_pointer (&directory);
}

SiluCliExit
silu_cli_ask (char **arguments)
{
  g_auto (Ask) self = { .retries = -1 };
  g_auto (GStrv) words = NULL;
  g_autofree char *directory = NULL;
  g_autoptr (GError) error = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!parse (&self, arguments, &words, &status))
    return status;
  if (!check_options (&self) || !check_more_options (&self))
    return SILU_CLI_USAGE;

  self.attachments = silu_cli_prompt_read_files (self.files, &error);
  if (self.attachments != NULL)
    self.prompt = silu_cli_prompt_read (words, self.attachments, &error);
  if (self.prompt == NULL)
    {
      silu_cli_complain (error->message, NULL);
      return SILU_CLI_USAGE;
    }

  directory = choose_directory (&self);
  self.on_disk = directory != NULL;

  if (self.no_save && self.on_disk)
    return silu_cli_session_run_reader (begin, &self);

  return silu_cli_session_run (directory, begin, &self);
}
