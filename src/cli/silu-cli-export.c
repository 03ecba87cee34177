/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export: conversations to a file or to standard output, one at a time in memory. */
#include "silu-cli-verbs.h"

#include "silu-cli-session.h"
#include "silu-cli-stream.h"
#include "silu-dataset.h"
#include "silu-export-run.h"
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  char *format_name;
  char *output;
  gboolean with_reasoning;
  gboolean all_branches;
  gboolean think_tags;
  char *rating_name; /* a data set of chains that are rated so */

  SiluChainsQuery query;
  SiluExportFormat format;
  SiluExportFlags flags;
  char **wanted;  /* as they were given */
  GPtrArray *ids; /* the whole ones */
  SiluCliSession *session;
  GCancellable *cancellable;
  guint interrupt;
  guint terminate;
} Export;

static void
export_clear (Export *self)
{
  g_free (self->format_name);
  g_free (self->output);
  g_free (self->rating_name);
  g_strfreev (self->wanted);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->interrupt, g_source_remove);
  g_clear_handle_id (&self->terminate, g_source_remove);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

static void
finish (Export *self, const GError *error)
{
  SiluCliExit status = SILU_CLI_OK;

  if (error != NULL)
    {
      /* Whoever reads may have seen enough, as everywhere. */
      if (self->output == NULL && silu_cli_reader_has_gone ())
        status = SILU_CLI_OK;
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        status = SILU_CLI_STOPPED;
      else
        status = silu_cli_complain_of (error);
    }

  silu_cli_session_finish (self->session, status);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  silu_export_run_finish (result, NULL, &error);
  finish (user_data, error);
}

static void
dataset_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluDatasetSummary) summary = silu_dataset_finish (result, &error);

  finish (user_data, error);
}

static gboolean
stop_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

/* No half file is to stay behind. */
static void
catch_signals (Export *self)
{
  self->cancellable = g_cancellable_new ();
  self->interrupt = g_unix_signal_add (SIGINT, stop_cb, self->cancellable);
  self->terminate = g_unix_signal_add (SIGTERM, stop_cb, self->cancellable);
}

static void
run_dataset (Export *self, SiluStore *store)
{
  SiluDatasetForm form = self->think_tags ? SILU_DATASET_TAGS : SILU_DATASET_FIELD;

  if (self->output != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->output);

      catch_signals (self);
      silu_dataset_write_async (store, &self->query, form, file, self->cancellable, NULL, NULL,
                                dataset_done_cb, self);
    }
  else
    {
      g_autoptr (GOutputStream) stream = silu_cli_stream_new (stdout);

      silu_dataset_stream_async (store, &self->query, form, stream, NULL, dataset_done_cb, self);
    }
}

static void
run_export (Export *self, SiluStore *store)
{
  const char *const *ids = NULL;

  g_ptr_array_add (self->ids, NULL);
  if (*self->wanted != NULL)
    ids = (const char *const *) self->ids->pdata;

  if (self->output != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->output);

      catch_signals (self);
      silu_export_run_async (store, ids, self->format, self->flags, file, self->cancellable, NULL,
                             NULL, done_cb, self);
    }
  else
    {
      g_autoptr (GOutputStream) stream = silu_cli_stream_new (stdout);

      silu_export_stream_async (store, ids, self->format, self->flags, stream, NULL, done_cb, self);
    }
}

static void
run (Export *self)
{
  SiluStore *store = silu_engine_get_store (silu_cli_session_get_engine (self->session));

  if (self->rating_name != NULL)
    run_dataset (self, store);
  else
    run_export (self, store);
}

static void find_next (Export *self);

static void
found_cb (SiluCliSession *session, SiluConversation *conversation, gpointer data)
{
  Export *self = data;

  g_ptr_array_add (self->ids, g_strdup (silu_conversation_get_id (conversation)));
  find_next (self);
}

/* One after the other: each may be in the trash. */
static void
find_next (Export *self)
{
  const char *id = self->wanted[self->ids->len];

  if (id != NULL)
    silu_cli_session_find (self->session, id,
                           SILU_CLI_IN_LIST | SILU_CLI_IN_TRASH | SILU_CLI_HEADER_ONLY, found_cb,
                           self);
  else
    run (self);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Export *self = data;

  self->session = session;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  find_next (self);
}

/* Rows of rated chains are no chats: they come from all of them. */
static gboolean
read_rating (Export *self)
{
  if (self->think_tags && (self->format != SILU_EXPORT_JSONL || !self->with_reasoning))
    {
      silu_cli_complain_usage (_ ("--think-tags goes with --format jsonl --with-reasoning."));
      return FALSE;
    }
  if (self->rating_name == NULL)
    return TRUE;

  if (self->format != SILU_EXPORT_JSONL || !self->with_reasoning || *self->wanted != NULL)
    {
      silu_cli_complain_usage (
          _ ("--rating goes with --format jsonl --with-reasoning, and without IDs."));
      return FALSE;
    }
  if (g_str_equal (self->rating_name, "good"))
    self->query.rating = SILU_CHAINS_GOOD;
  else if (g_str_equal (self->rating_name, "flawed"))
    self->query.rating = SILU_CHAINS_FLAWED;
  else
    {
      silu_cli_complain_usage (_ ("“%s” is no rating: good or flawed."), self->rating_name);
      return FALSE;
    }

  return TRUE;
}

/* JSON is what comes back: a tree with its branches. */
static gboolean
read_options (Export *self)
{
  if (self->format_name == NULL)
    {
      silu_cli_complain_usage (_ ("Which format? --format is json, markdown, html or jsonl."));
      return FALSE;
    }
  if (!silu_export_format_from_string (self->format_name, &self->format))
    {
      silu_cli_complain_usage (_ ("“%s” is no format: json, markdown, html, jsonl."),
                               self->format_name);
      return FALSE;
    }

  if (self->with_reasoning)
    self->flags |= SILU_EXPORT_REASONING;
  if (self->all_branches || self->format == SILU_EXPORT_JSON)
    self->flags |= SILU_EXPORT_ALL_BRANCHES;
  if (self->think_tags)
    self->flags |= SILU_EXPORT_THINK_TAGS;

  return read_rating (self);
}

SiluCliExit
silu_cli_export (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "export",
    .usage = "[ID…]",
    .summary =
        N_ ("Writes conversations to standard output or a file: those that are named, or all "
            "that are not in the trash. Thoughts are left out without --with-reasoning; "
            "json has all branches, and is what silu-cli import reads again."),
    .n_min = 0,
    .n_max = -1,
  };
  g_auto (Export) self = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &self.format_name,
      N_ ("json, markdown, html or jsonl"), N_ ("FORMAT") },
    { "with-reasoning", 0, 0, G_OPTION_ARG_NONE, &self.with_reasoning,
      N_ ("With the models’ thoughts"), NULL },
    { "think-tags", 0, 0, G_OPTION_ARG_NONE, &self.think_tags,
      N_ ("jsonl: thoughts in <think> tags, within the text"), NULL },
    { "rating", 0, 0, G_OPTION_ARG_FILENAME, &self.rating_name,
      N_ ("jsonl: a data set of all chains of thought that are rated so, a row for each"),
      "good|flawed" },
    { "all-branches", 0, 0, G_OPTION_ARG_NONE, &self.all_branches,
      N_ ("All branches, not only the active one"), NULL },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &self.output,
      N_ ("Write this file, which appears when it is whole"), N_ ("FILE") },
    { NULL },
  };
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &self.wanted, &status))
    return status;
  if (!read_options (&self))
    return SILU_CLI_USAGE;

  return silu_cli_session_run_reader (begin, &self);
}
