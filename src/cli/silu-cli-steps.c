/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps: the outline of a reasoning chain, through the same segmenter as the window's pane. */
#include "silu-cli-verbs.h"

#include "silu-segmenter.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

/* More than any model has thought. */
#define MAX_CHAIN (64 * 1024 * 1024)

static void
print_lines (SiluSegmenter *segmenter)
{
  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    {
      const SiluStep *step = silu_segmenter_get_step (segmenter, i);

      silu_cli_print ("%3u  %-11s  %s\n", i + 1, silu_step_kind_to_string (step->kind),
                      step->title);
    }
}

static void
print_json (SiluSegmenter *segmenter, const char *chain)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    {
      const SiluStep *step = silu_segmenter_get_step (segmenter, i);

      json_builder_begin_object (builder);
      silu_cli_json_string (builder, "kind", silu_step_kind_to_string (step->kind));
      silu_cli_json_string (builder, "title", step->title);
      silu_cli_json_count (builder, "start", (gint64) step->start);
      silu_cli_json_count (builder, "end", (gint64) step->end);
      silu_cli_json_count (
          builder, "tokens",
          silu_tokens_estimate (chain + step->start, (gssize) (step->end - step->start)));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  silu_cli_print_json (builder, TRUE);
}

static SiluCliExit
outline (const char *path, gboolean json, gsize feed)
{
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *chain = silu_cli_read (path, MAX_CHAIN, &length, &error);
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();

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
    print_json (segmenter, chain);
  else
    print_lines (segmenter);

  return SILU_CLI_OK;
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
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    { "feed", 0, 0, G_OPTION_ARG_INT, &feed, N_ ("Parse in bites of N bytes; default: all at once"),
      "N" },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;
  if (feed < 1)
    return silu_cli_complain_usage (_ ("--feed takes a number of bytes, 1 or more."));

  return outline (rest[0], json, (gsize) feed);
}
