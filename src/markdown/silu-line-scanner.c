/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the places where text can probably be cut between two top-level blocks, by one look at each
 * line. It may miss one (the slice is then longer than need be) and may propose a wrong one (then
 * asking costs something); it knows no containers. */
#include "silu-markdown-private.h"

#include <string.h>

static gsize
count_blank (const char *line, gsize length)
{
  gsize blank = 0;

  while (blank < length && (line[blank] == ' ' || line[blank] == '\t'))
    blank++;

  return blank;
}

static gboolean
match_marker (const char *text, gsize length)
{
  gsize width = 0;

  if (length > 0 && memchr ("-+*", *text, 3) != NULL)
    {
      width = 1;
    }
  else
    {
      while (width < length && width < 9 && g_ascii_isdigit (text[width]))
        width++;
      if (width == 0 || width >= length || (text[width] != '.' && text[width] != ')'))
        return FALSE;
      width++;
    }

  return width == length || text[width] == ' ' || text[width] == '\t';
}

static gboolean
match_heading (const char *text, gsize length)
{
  gsize marks = 0;

  while (marks < length && text[marks] == '#')
    marks++;

  return marks > 0 && marks <= 6 && marks < length && text[marks] == ' ';
}

SiluCut
silu_line_scanner_feed (SiluLineScanner *self, const char *line, gsize length)
{
  const SiluLineScanner before = *self;
  gsize indent = count_blank (line, length);
  gsize text_length = length - indent;
  const char *text = line + indent;
  gboolean marker;

  self->blank = text_length == 0;
  if (self->blank)
    return SILU_CUT_NONE;

  self->content = TRUE;
  if (indent > 3 || memchr (line, '\t', indent) != NULL)
    return SILU_CUT_NONE;

  marker = match_marker (text, text_length);
  self->in_list |= marker;

  /* An indented fence after an item is most likely the item's. */
  if (silu_fence_match (text, text_length) > 0)
    return indent > 0 && before.in_list ? SILU_CUT_NONE : SILU_CUT_FENCE;

  if (!before.content || indent > 0)
    return SILU_CUT_NONE;
  if (match_heading (text, text_length))
    return SILU_CUT_HEADING;
  if (before.blank && !(before.in_list && marker))
    return SILU_CUT_PARAGRAPH;

  return SILU_CUT_NONE;
}

void
silu_line_scanner_cut (SiluLineScanner *self, const char *line, gsize length)
{
  *self = (SiluLineScanner){ 0 };

  if (line != NULL)
    silu_line_scanner_feed (self, line, length);
}
