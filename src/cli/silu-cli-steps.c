/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps: the outline of a reasoning chain, through the same segmenter as the window's pane. */
#include "silu-cli-verbs.h"

#include "silu-chain-steps.h"
#include "silu-chains.h"
#include "silu-cli-session.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

/* More than any model has thought. */
#define MAX_CHAIN (64 * 1024 * 1024)

/* @number: of the step that comes next, from 1. */
static void
print_lines (SiluSegmenter *segmenter, guint *number)
{
  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    {
      const SiluStep *step = silu_segmenter_get_step (segmenter, i);

      silu_cli_print ("%3u  %-11s  %s\n", (*number)++, silu_step_kind_to_string (step->kind),
                      step->title);
    }
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  if (time != 0)
    silu_cli_json_count (builder, name, time);
}

/* @part: of a message; -1: the chain is none's. */
static void
add_steps (JsonBuilder *builder, SiluSegmenter *segmenter, const char *chain, int part)
{
  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    {
      const SiluStep *step = silu_segmenter_get_step (segmenter, i);

      json_builder_begin_object (builder);
      silu_cli_json_string (builder, "kind", silu_step_kind_to_string (step->kind));
      silu_cli_json_string (builder, "title", step->title);
      if (part >= 0)
        silu_cli_json_count (builder, "part", part);
      silu_cli_json_count (builder, "start", (gint64) step->start);
      silu_cli_json_count (builder, "end", (gint64) step->end);
      add_time (builder, "begun", step->begun);
      add_time (builder, "ended", step->ended);
      silu_cli_json_count (
          builder, "tokens",
          silu_tokens_estimate (chain + step->start, (gssize) (step->end - step->start)));
      json_builder_end_object (builder);
    }
}

static SiluCliExit
outline (const char *path, gboolean json, gsize feed)
{
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *chain = silu_cli_read (path, MAX_CHAIN, &length, &error);
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();
  guint number = 1;

  if (chain == NULL)
    {
      silu_cli_complain (error->message, NULL);
      return SILU_CLI_USAGE;
    }

  for (gsize i = 0; i < length; i += feed)
    {
      feed = MIN (feed, length - i);
      silu_segmenter_feed (segmenter, chain + i, feed, 0);
    }
  silu_segmenter_finish (segmenter);

  if (json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_array (builder);
      add_steps (builder, segmenter, chain, -1);
      json_builder_end_array (builder);
      silu_cli_print_json (builder, TRUE);
    }
  else
    {
      print_lines (segmenter, &number);
    }

  return SILU_CLI_OK;
}

/* --- of a message --- */

typedef struct
{
  const char *message;
  gboolean json;
  SiluCliSession *session;
} Stored;

static void
print_message (const SiluMessageRecord *message, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint number = 1;

  json_builder_begin_array (builder);
  for (guint i = 0; i < message->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (message->parts, i);
      g_autoptr (SiluSegmenter) segmenter = NULL;

      if (part->kind != SILU_PART_REASONING)
        continue;
      segmenter = silu_chain_steps_new (part);
      if (json)
        add_steps (builder, segmenter, part->text->str, (int) i);
      else
        print_lines (segmenter, &number);
    }
  json_builder_end_array (builder);

  if (json)
    silu_cli_print_json (builder, TRUE);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Stored *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) branch =
      silu_store_read_branch_finish (SILU_STORE (object), result, &error);
  SiluCliExit status = SILU_CLI_OK;

  if (g_error_matches (error, SILU_ERROR, SILU_ERROR_NOT_FOUND))
    status = silu_cli_complain_usage ("%s", error->message);
  else if (branch == NULL)
    status = silu_cli_complain_of (error);
  else
    print_message (g_ptr_array_index (branch, branch->len - 1), self->json);

  silu_cli_session_finish (self->session, status);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Stored *self = data;
  SiluStore *store = silu_engine_get_store (silu_cli_session_get_engine (session));

  self->session = session;
  silu_store_read_branch_async (store, self->message, NULL, read_cb, self);
}

SiluCliExit
silu_cli_steps (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "steps",
    .usage = "[FILE|-]",
    .summary = N_ ("Prints the outline of a reasoning chain from FILE or standard input: the "
                   "number of each step, what it does, and what it begins with."),
    .n_max = 1,
  };
  gboolean json = FALSE;
  int feed = MAX_CHAIN;
  g_autofree char *message = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    { "feed", 0, 0, G_OPTION_ARG_INT, &feed, N_ ("Parse in bites of N bytes; default: all at once"),
      "N" },
    { "message", 0, 0, G_OPTION_ARG_FILENAME, &message,
      N_ ("Of the stored message with this id, with the times of its steps"), N_ ("ID") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;
  if (feed < 1)
    return silu_cli_complain_usage (_ ("--feed takes a number of bytes, 1 or more."));

  if (message != NULL && rest[0] != NULL)
    return silu_cli_complain_usage (_ ("--message takes no file."));
  if (message != NULL)
    {
      Stored stored = { message, json, NULL };

      return silu_cli_session_run_reader (begin, &stored);
    }

  return outline (rest[0], json, (gsize) feed);
}
