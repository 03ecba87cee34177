/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of Markdown as plain data: what it is, its exact text, and the spans over that text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SILU_BLOCK_PARAGRAPH,
  SILU_BLOCK_HEADING, /* level 1 to 6 */
  SILU_BLOCK_CODE,    /* text is the code exactly, with no trailing line break; info, language */
  SILU_BLOCK_QUOTE,   /* children */
  SILU_BLOCK_LIST,    /* children are SILU_BLOCK_ITEM; ordered, first, tight */
  SILU_BLOCK_ITEM,    /* children; task */
  SILU_BLOCK_TABLE,   /* children are SILU_BLOCK_ROW; the first is the head; aligns */
  SILU_BLOCK_ROW,     /* children are SILU_BLOCK_CELL */
  SILU_BLOCK_CELL,
  SILU_BLOCK_RULE,
  SILU_BLOCK_HTML, /* raw HTML, kept and shown as text */
  SILU_BLOCK_MATH, /* a formula on lines of its own; text is its source with the delimiters */
} SiluBlockKind;

typedef enum
{
  SILU_SPAN_STRONG = 1 << 0,
  SILU_SPAN_EMPHASIS = 1 << 1,
  SILU_SPAN_STRIKE = 1 << 2,
  SILU_SPAN_CODE = 1 << 3,
  SILU_SPAN_LINK = 1 << 4,
  SILU_SPAN_IMAGE = 1 << 5,   /* never fetched: its text is the alternative text */
  SILU_SPAN_BREAK = 1 << 6,   /* a hard line break: the span is one "\n" */
  SILU_SPAN_MATH = 1 << 7,    /* a formula: its source with the delimiters */
  SILU_SPAN_DISPLAY = 1 << 8, /* with MATH: in a cell or heading, which no block can part */
} SiluSpanFlags;

typedef enum
{
  SILU_ALIGN_DEFAULT,
  SILU_ALIGN_LEFT,
  SILU_ALIGN_CENTER,
  SILU_ALIGN_RIGHT,
} SiluAlign;

typedef enum
{
  SILU_TASK_NONE,
  SILU_TASK_OPEN,
  SILU_TASK_DONE,
} SiluTask;

/* Bytes [start, end) of the block's text. Spans of a block are in order, do not overlap, and
 * together cover the text; flags are 0 for plain runs. A line break is "\n" in the text; views show
 * hard and soft ones alike, as models mean them. */
typedef struct
{
  gsize start;
  gsize end;
  SiluSpanFlags flags;
  char *url;   /* with SILU_SPAN_LINK or SILU_SPAN_IMAGE */
  char *title; /* or NULL */
} SiluSpan;

/* Immutable once made, but that the text of an open code block may go on growing in place: the
 * blocks of the same code that come after it share its memory. Reference counted, not across
 * threads. */
typedef struct _SiluBlock
{
  SiluBlockKind kind;
  guint level;
  gboolean ordered;
  gboolean tight;
  gboolean fenced; /* code with a fence, as opposed to indented code */
  gboolean closed; /* FALSE while it is the tail of a text that is still growing */
  guint first;     /* number of the first item of an ordered list */
  SiluTask task;
  char *text;          /* paragraphs, headings, cells, code, HTML, math; else NULL. Valid UTF-8 */
  char *info;          /* code: the whole info string, or NULL */
  char *language;      /* code: first word of it in lower case, or NULL */
  GArray *spans;       /* of SiluSpan, or NULL */
  GArray *aligns;      /* of SiluAlign, one a column of a table, or NULL */
  GPtrArray *children; /* of SiluBlock, or NULL */
  char *storage;       /* private: the g_rc_box that text is in, or NULL */

  grefcount refs;
} SiluBlock;

SiluBlock *silu_block_new (SiluBlockKind kind);
SiluBlock *silu_block_ref (SiluBlock *self);
void silu_block_unref (SiluBlock *self);

/* The text of one of its spans. Transfer full. */
char *silu_block_dup_span (const SiluBlock *self, const SiluSpan *span);

/* The same kind, text, spans and children, all the way down. */
gboolean silu_block_equal (const SiluBlock *a, const SiluBlock *b);

/* Where in the @source of a formula, which is in a block or span with its delimiters, its TeX is;
 * whether it is a display. FALSE if it is no formula's source. */
gboolean silu_formula_source_get_tex (const char *source,
                                      gsize length,
                                      gsize *start,
                                      gsize *end,
                                      gboolean *display);

/* A place in a block: one of its leaves, counted in the order they are read, and a byte of its
 * text. Leaves are the blocks that have text: paragraphs, headings, cells, code. */
typedef struct
{
  guint leaf;
  gsize offset;
} SiluPlace;

gboolean silu_block_is_leaf (const SiluBlock *block);

/* Appends the leaves of @block, borrowed. */
void silu_block_list_leaves (SiluBlock *block, GPtrArray *leaves);

/* A formula is in a selection whole or not at all: where @offset of a leaf is inside one, where it
 * ends, or begins (@step below 0); else @offset. */
gsize silu_block_snap (const SiluBlock *leaf, gsize offset, int step);

/* What is between two places, as a block that can be written like any other: the items and rows in
 * between with their frame. NULL if there is nothing; transfer full. Offsets beyond a leaf are its
 * end, all are where characters begin, and formulas are whole. */
SiluBlock *silu_block_slice (SiluBlock *block, const SiluPlace *start, const SiluPlace *end);

/* The same without the frame if it is all of one leaf: words out of an item, a cell or a heading
 * are words. */
SiluBlock *silu_block_slice_words (SiluBlock *block, const SiluPlace *start, const SiluPlace *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluBlock, silu_block_unref)

G_END_DECLS
