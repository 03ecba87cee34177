/* SPDX-License-Identifier: GPL-3.0-or-later */
/* render: Markdown through the window's own incremental parser, in bites of any size. A frame of
 * the window is an update here, so that whatever depends on the bites shows in the output. */
#include "silu-cli-verbs.h"

#include "silu-markdown.h"
#include <glib/gi18n-lib.h>

/* More than any model has written. */
#define MAX_MARKDOWN (64 * 1024 * 1024)

typedef char *(*Writer) (SiluMarkdown *markdown);

static Writer
find_writer (const char *format)
{
  static const struct
  {
    const char *name;
    Writer write;
  } formats[] = {
    { "html", silu_markdown_to_html },
    { "json", silu_markdown_to_json },
    { "text", silu_markdown_to_text },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (format, formats[i].name) == 0)
      return formats[i].write;

  return NULL;
}

static SiluCliExit
render (const char *path, Writer write, gsize feed)
{
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *input = silu_cli_read (path, MAX_MARKDOWN, &length, &error);
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  g_autofree char *output = NULL;

  if (input == NULL)
    {
      silu_cli_complain (error->message, NULL);
      return SILU_CLI_USAGE;
    }

  for (gsize i = 0; i < length; i += feed)
    {
      feed = MIN (feed, length - i);
      silu_markdown_feed (markdown, input + i, feed);
      silu_markdown_update (markdown);
    }
  silu_markdown_finish (markdown);

  output = write (markdown);
  silu_cli_write (stdout, output);

  return SILU_CLI_OK;
}

SiluCliExit
silu_cli_render (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "render",
    .usage = "[FILE|-]",
    .summary = N_ ("Turns Markdown from FILE or standard input into HTML, JSON or plain text."),
    .n_max = 1,
  };
  g_autofree char *format = NULL;
  int feed = MAX_MARKDOWN;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, N_ ("html (the default), json or text"),
      N_ ("FORMAT") },
    { "feed", 0, 0, G_OPTION_ARG_INT, &feed, N_ ("Parse in bites of N bytes; default: all at once"),
      "N" },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;
  Writer write;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;

  write = find_writer (format != NULL ? format : "html");
  if (write == NULL)
    return silu_cli_complain_usage (_ ("--format takes html, json or text."));
  if (feed < 1)
    return silu_cli_complain_usage (_ ("--feed takes a number of bytes, 1 or more."));

  return render (rest[0], write, (gsize) feed);
}
