/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages behind SiluMarkdown: lines are scanned for places to cut, slices are parsed by md4c.
 */
#pragma once

#include "silu-markdown.h"

G_BEGIN_DECLS

/* How deep the tree of blocks may be; what nests deeper hangs flat at the deepest level. */
#define SILU_MARKDOWN_MAX_DEPTH 48

GArray *silu_spans_new (void);

/* @text, whole lines but maybe the last, as top-level blocks. Documented deviations from
 * CommonMark: emphasis next to CJK punctuation is emphasis; "*" between digits and a lone "~"
 * inside a word are text. */
GPtrArray *silu_markdown_parse (const char *text, gsize length);

/* Where text can be cut in two that mean the same apart as together. */
typedef enum
{
  SILU_CUT_NONE,
  SILU_CUT_BEFORE, /* before this line */
  SILU_CUT_AFTER,  /* after it: it closes a fence */
} SiluCut;

typedef struct
{
  char fence; /* mark of the top-level fence we are in, 0: none */
  guint fence_length;
  guint fence_indent;
  const char *html_end; /* what ends the HTML block we are in, NULL: none */
  guint item_offset;    /* where the text of the last list item begins, 0: not in a list */
  gboolean blank;       /* the line before was blank, or there was none */
  gboolean first;       /* no line yet */
} SiluLineScanner;

void silu_line_scanner_init (SiluLineScanner *self);

/* Takes the next whole line, without its line break. A line that opens a fence asks for a cut
 * before it, so that a fence always begins its slice. */
SiluCut silu_line_scanner_feed (SiluLineScanner *self, const char *line, gsize length);

G_END_DECLS
