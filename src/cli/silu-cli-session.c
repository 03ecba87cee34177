/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and closing around a verb. The loop is here and nowhere else, so that no verb waits in
 * one of its own. */
#include "silu-cli-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Fewer characters of an id would soon mean several conversations. */
#define MIN_PREFIX 4

struct _SiluCliSession
{
  GMainLoop *loop;
  SiluEngine *engine;
  SiluCliSessionFunc func;
  gpointer data;
  gboolean only_reads;
  SiluCliExit status;
};

/* The store says that it goes on trying; this process does not. To a verb that only reads, what the
 * engine itself wanted to put in order does not matter: the next start does it. */
static SiluCliExit
complain_unsaved (const GError *error)
{
  silu_cli_complain (_ ("Silu’s file of chats could not be written. Nothing new was saved."),
                     silu_error_get_detail (error));

  return silu_cli_exit_from_error (error);
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SiluCliSession *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!silu_engine_shutdown_finish (SILU_ENGINE (object), result, &error) && !self->only_reads)
    {
      SiluCliExit status = complain_unsaved (error);

      if (self->status == SILU_CLI_OK)
        self->status = status;
    }

  g_main_loop_quit (self->loop);
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SiluCliSession *self = user_data;
  g_autoptr (GError) error = NULL;

  if (silu_engine_start_finish (SILU_ENGINE (object), result, &error))
    {
      self->func (self, self->data);
    }
  else
    {
      self->status = silu_cli_complain_of (error);
      g_main_loop_quit (self->loop);
    }
}

static void
notice_cb (SiluStore *store, gpointer user_data)
{
  silu_cli_complain (silu_store_get_notice (store), NULL);
}

static SiluCliExit
run (const char *directory, gboolean only_reads, SiluCliSessionFunc func, gpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SiluEngine) engine = silu_engine_new (directory);
  SiluCliSession self = {
    .loop = loop, .engine = engine, .func = func, .data = data, .only_reads = only_reads
  };

  g_signal_connect (silu_engine_get_store (engine), "notice", G_CALLBACK (notice_cb), NULL);
  silu_engine_start_async (engine, started_cb, &self);
  g_main_loop_run (loop);

  return self.status;
}

SiluCliExit
silu_cli_session_run (const char *directory, SiluCliSessionFunc func, gpointer data)
{
  return run (directory, FALSE, func, data);
}

SiluCliExit
silu_cli_session_run_default (SiluCliSessionFunc func, gpointer data)
{
  g_autofree char *directory = silu_engine_dup_default_directory ();

  return run (directory, FALSE, func, data);
}

SiluCliExit
silu_cli_session_run_reader (SiluCliSessionFunc func, gpointer data)
{
  g_autofree char *directory = silu_engine_dup_default_directory ();

  return run (directory, TRUE, func, data);
}

void
silu_cli_session_finish (SiluCliSession *self, SiluCliExit status)
{
  self->status = status;
  silu_engine_shutdown_async (self->engine, closed_cb, self);
}

SiluEngine *
silu_cli_session_get_engine (SiluCliSession *self)
{
  return self->engine;
}

SiluAccounts *
silu_cli_session_get_accounts (SiluCliSession *self)
{
  return silu_engine_get_accounts (self->engine);
}

SiluAccount *
silu_cli_session_find_account (SiluCliSession *self, const char *name)
{
  SiluAccounts *accounts = silu_cli_session_get_accounts (self);
  SiluAccount *account = NULL;

  if (name == NULL)
    return silu_accounts_get_default (accounts);

  account = silu_accounts_find_by_name (accounts, name);
  if (account == NULL)
    silu_cli_session_finish (
        self,
        silu_cli_complain_usage (_ ("There is no account “%s”. See silu-cli account list."), name));

  return account;
}

/* A look for one conversation, in up to two lists. */
typedef struct
{
  SiluCliSession *session;
  char *id;
  SiluCliPlace places;
  SiluCliFoundFunc func;
  gpointer data;
  SiluConversation *found;
  gboolean ambiguous;
} Search;

static void
search_free (Search *search)
{
  g_clear_object (&search->found);
  g_free (search->id);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static void
search_compare (Search *search, SiluConversation *conversation)
{
  const char *id = silu_conversation_get_id (conversation);

  if (g_ascii_strncasecmp (id, search->id, strlen (search->id)) != 0)
    return;

  search->ambiguous = search->found != NULL;
  g_set_object (&search->found, conversation);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Search) search = user_data;
  g_autoptr (GError) error = NULL;

  if (silu_engine_load_finish (SILU_ENGINE (object), result, &error))
    search->func (search->session, search->found, search->data);
  else
    silu_cli_session_finish (search->session, silu_cli_complain_of (error));
}

/* Takes over @search. */
static void
search_end (Search *search)
{
  if (search->found != NULL && !search->ambiguous)
    {
      if ((search->places & SILU_CLI_HEADER_ONLY) != 0)
        {
          search->func (search->session, search->found, search->data);
          search_free (search);
          return;
        }
      silu_engine_load_async (search->session->engine, search->found, loaded_cb, search);
      return;
    }

  if (search->ambiguous)
    silu_cli_complain_usage (_ ("Several conversations begin with “%s”."), search->id);
  else
    silu_cli_complain_usage (_ ("There is no conversation “%s”."), search->id);

  silu_cli_session_finish (search->session, SILU_CLI_USAGE);
  search_free (search);
}

static void
trash_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) trash = silu_store_list_finish (SILU_STORE (object), result, &error);

  if (trash == NULL)
    {
      silu_cli_session_finish (search->session, silu_cli_complain_of (error));
      search_free (search);
      return;
    }

  for (guint i = 0; i < trash->len; i++)
    search_compare (search, g_ptr_array_index (trash, i));
  search_end (search);
}

void
silu_cli_session_find (SiluCliSession *self,
                       const char *id,
                       SiluCliPlace places,
                       SiluCliFoundFunc func,
                       gpointer data)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (self->engine));
  Search *search = NULL;

  if (strlen (id) < MIN_PREFIX)
    {
      silu_cli_session_finish (
          self, silu_cli_complain_usage (_ ("“%s” is too short: give the first %d characters of a "
                                            "conversation’s id, or more."),
                                         id, MIN_PREFIX));
      return;
    }

  search = g_new0 (Search, 1);
  search->session = self;
  search->id = g_strdup (id);
  search->places = places;
  search->func = func;
  search->data = data;

  for (guint i = 0; (places & SILU_CLI_IN_LIST) != 0 && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (SiluConversation) conversation = g_list_model_get_item (list, i);

      search_compare (search, conversation);
    }

  if ((places & SILU_CLI_IN_TRASH) != 0)
    silu_store_list_async (silu_engine_get_store (self->engine), TRUE, trash_listed_cb, search);
  else
    search_end (search);
}
