/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the places between top-level blocks, line by line. It may miss one (the slice is then
 * longer than need be), but never names one that is none: all that follows would mean something
 * else. */
#include "silu-markdown-private.h"

#include <string.h>

void
silu_line_scanner_init (SiluLineScanner *self)
{
  *self = (SiluLineScanner){ .blank = TRUE, .first = TRUE };
}

static guint
count_indent (const char *line, gsize length)
{
  guint indent = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (line[i] == ' ')
        indent++;
      else if (line[i] == '\t')
        indent += 4 - indent % 4;
      else
        break;
    }

  return indent;
}

static gsize
count_blank (const char *line, gsize length)
{
  gsize blank = 0;

  while (blank < length && (line[blank] == ' ' || line[blank] == '\t'))
    blank++;

  return blank;
}

/* The length of a fence's marks at the start of @text, 0 if it opens none. */
static guint
match_fence (const char *text, gsize length)
{
  gsize run = 0;

  if (length < 3 || (*text != '`' && *text != '~'))
    return 0;

  while (run < length && text[run] == *text)
    run++;
  if (run < 3 || (*text == '`' && memchr (text + run, '`', length - run) != NULL))
    return 0;

  return (guint) run;
}

static gboolean
closes_fence (const SiluLineScanner *self, const char *line, gsize length)
{
  gsize blank = count_blank (line, length);
  gsize run = blank;

  if (count_indent (line, length) > 3)
    return FALSE;

  while (run < length && line[run] == self->fence)
    run++;

  return run - blank >= self->fence_length &&
         run + count_blank (line + run, length - run) == length;
}

/* Where the text of a list item begins, counted from the marker; 0 if there is no marker. */
static guint
match_marker (const char *text, gsize length)
{
  gsize width = 0;

  if (length > 0 && strchr ("-+*", *text) != NULL)
    {
      width = 1;
    }
  else
    {
      while (width < length && width < 9 && g_ascii_isdigit (text[width]))
        width++;
      if (width == 0 || width >= length || (text[width] != '.' && text[width] != ')'))
        return 0;
      width++;
    }

  if (width < length && text[width] != ' ' && text[width] != '\t')
    return 0;

  if (count_blank (text + width, length - width) == length - width ||
      count_indent (text + width, length - width) > 4)
    return (guint) width + 1;

  return (guint) width + count_indent (text + width, length - width);
}

static gboolean
has_prefix_folded (const char *text, gsize length, const char *prefix)
{
  return length >= strlen (prefix) && g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* What ends the HTML block that may hold blank lines and begins here; NULL if none does. */
static const char *
match_html (const char *text, gsize length)
{
  static const struct
  {
    const char *begin;
    const char *end;
  } kinds[] = {
    { "<script", "</script>" },     { "<pre", "</pre>" }, { "<style", "</style>" },
    { "<textarea", "</textarea>" }, { "<!--", "-->" },    { "<?", "?>" },
    { "<![CDATA[", "]]>" },         { "<!", ">" },
  };

  for (gsize i = 0; length > 0 && *text == '<' && i < G_N_ELEMENTS (kinds); i++)
    if (has_prefix_folded (text, length, kinds[i].begin))
      return kinds[i].end;

  return NULL;
}

static gboolean
contains_folded (const char *line, gsize length, const char *end)
{
  for (gsize i = 0; i < length; i++)
    if (has_prefix_folded (line + i, length - i, end))
      return TRUE;

  return FALSE;
}

/* A line that belongs to the top level: it may begin something that later lines belong to. */
static void
enter (SiluLineScanner *self, const char *text, gsize length, guint indent)
{
  guint fence = match_fence (text, length);
  guint marker = match_marker (text, length);
  const char *html = match_html (text, length);

  self->item_offset = 0;
  if (fence > 0)
    {
      self->fence = *text;
      self->fence_length = fence;
      self->fence_indent = indent;
    }
  else if (marker > 0)
    {
      self->item_offset = indent + marker;
    }
  else if (html != NULL && !contains_folded (text + 2, length - 2, html))
    {
      self->html_end = html;
    }
}

SiluCut
silu_line_scanner_feed (SiluLineScanner *self, const char *line, gsize length)
{
  gsize blank = count_blank (line, length);
  guint indent = count_indent (line, length);
  gboolean after_blank = self->blank;
  gboolean first = self->first;
  gboolean in_list = self->item_offset > 0;
  const char *text = line + blank;
  gsize text_length = length - blank;
  gboolean is_marker;

  self->first = FALSE;
  self->blank = FALSE;

  if (self->fence != 0)
    {
      if (!closes_fence (self, line, length))
        return SILU_CUT_NONE;
      self->fence = 0;
      self->blank = TRUE;
      return SILU_CUT_AFTER;
    }

  if (self->html_end != NULL)
    {
      if (contains_folded (line, length, self->html_end))
        self->html_end = NULL;
      return SILU_CUT_NONE;
    }

  if (text_length == 0)
    {
      self->blank = TRUE;
      return SILU_CUT_NONE;
    }

  /* Inside an item, or indented code: nothing of the top level's. */
  if ((in_list && indent >= self->item_offset) || indent > 3)
    return SILU_CUT_NONE;

  is_marker = match_marker (text, text_length) > 0;
  if (in_list && !is_marker && !after_blank && match_fence (text, text_length) == 0)
    return SILU_CUT_NONE; /* a lazy line of the item's paragraph */

  enter (self, text, text_length, indent);
  if (first)
    return SILU_CUT_NONE;
  if (self->fence != 0)
    return SILU_CUT_BEFORE;
  if (after_blank && indent == 0 && !(in_list && is_marker))
    return SILU_CUT_BEFORE;

  return SILU_CUT_NONE;
}
