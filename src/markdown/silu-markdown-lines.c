/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a text that is written of blocks: below each other, and behind what a quote or an
 * item puts before them. */
#include "silu-markdown-private.h"

#include <string.h>

void
silu_markdown_add_break (GString *out, const char *indent, gboolean blank)
{
  gsize length;

  /* In a heading there is no next line. */
  if (indent == NULL)
    {
      g_string_append_c (out, ' ');
      return;
    }

  length = strlen (indent);
  while (blank && length > 0 && indent[length - 1] == ' ')
    length--;
  g_string_append_c (out, '\n');
  g_string_append_len (out, indent, (gssize) length);
}

void
silu_markdown_add_lines (GString *out, const char *text, const char *indent)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '\n')
        silu_markdown_add_break (out, indent, text[1] == '\n' || text[1] == '\0');
      else
        g_string_append_c (out, *text);
    }
}

void
silu_markdown_add_gap (GString *out, const char *indent, gboolean tight)
{
  if (!tight)
    silu_markdown_add_break (out, indent, TRUE);
  silu_markdown_add_break (out, indent, FALSE);
}
