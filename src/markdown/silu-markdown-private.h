/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages behind SiluMarkdown: lines are scanned for places to cut, slices are prepared and
 * parsed by md4c, fences at the top level grow without it, and link definitions reach back. */
#pragma once

#include "silu-formula-scanner.h"
#include "silu-markdown.h"

G_BEGIN_DECLS

/* How deep the tree of blocks may be; what nests deeper hangs flat at the deepest level. */
#define SILU_MARKDOWN_MAX_DEPTH 48

GArray *silu_spans_new (void);

/* --- silu-markdown-prepare.c --- */

/* What a slice is for md4c: noncharacters that it does not hold itself are put in, by which md4c
 * reads what models mean, and are known by their value in all that comes back. */
typedef struct
{
  GString *text;
  char letter[4];   /* nothing, but a letter; "" where all noncharacters are taken */
  char star[4];     /* "*" that is text */
  char tilde[4];    /* "~" that is text */
  char bracket[4];  /* "[" that is text */
  char math[4];     /* on both sides of the number of a formula */
  GArray *formulas; /* of SiluFormulaSource */
} SiluPrepared;

/* While the text is @growing, a formula that is open at its end is one already. */
void silu_prepared_init (SiluPrepared *self, const char *text, gsize length, gboolean growing);
void silu_prepared_clear (SiluPrepared *self);

/* The first formula in @text, a part of what was prepared: it stands for bytes [@start, @end).
 * NULL if there is none. */
const SiluFormulaSource *silu_prepared_find_formula (const SiluPrepared *self,
                                                     const char *text,
                                                     gsize length,
                                                     gsize *start,
                                                     gsize *end);

/* Appends what @text stood for before it was prepared. */
void silu_prepared_restore (const SiluPrepared *self, GString *out, const char *text, gsize length);

/* --- silu-markdown-parse.c --- */

/* @text, whole lines but maybe the last, as top-level blocks. Documented deviations from
 * CommonMark: emphasis next to CJK punctuation is emphasis; "*" between digits and a lone "~"
 * inside a word are text; a footnote is text; formulas are found before all else but code. */
GPtrArray *silu_markdown_parse (const char *text, gsize length);

/* The same of a text that goes on: a formula that is open at its end is shown as its source. */
GPtrArray *silu_markdown_parse_growing (const char *text, gsize length);

/* --- silu-markdown-lines.c --- */

/* A line break, and what stands before each line of a quote or an item: @indent, or NULL where
 * there is no next line. Nothing trails on a line that stays @blank. */
void silu_markdown_add_break (GString *out, const char *indent, gboolean blank);

void silu_markdown_add_lines (GString *out, const char *text, const char *indent);

/* Between two blocks: a blank line unless @tight. */
void silu_markdown_add_gap (GString *out, const char *indent, gboolean tight);

/* --- silu-paragraph.c --- */

/* Adds @paragraph, which it takes, to @blocks: where there are displays in it, in parts, between
 * which they stand as blocks of their own. */
void silu_paragraph_part (GPtrArray *blocks, SiluBlock *paragraph);

/* --- silu-line-scanner.c --- */

/* Where text can probably be cut in two that mean the same apart as together; what stands before
 * must still be asked (see silu-markdown.c). */
typedef enum
{
  SILU_CUT_NONE,
  SILU_CUT_PARAGRAPH, /* before this line: it begins something after a blank line */
  SILU_CUT_HEADING,   /* before this line */
  SILU_CUT_FENCE,     /* before this line: it opens a fence */
} SiluCut;

typedef struct
{
  gboolean content; /* a line that is not blank has come since the last cut */
  gboolean blank;   /* the line before was blank */
  gboolean in_list; /* a list item has begun since the last cut */
} SiluLineScanner;

/* Takes the next whole line, without its line break. */
SiluCut silu_line_scanner_feed (SiluLineScanner *self, const char *line, gsize length);

/* The text was cut before the line that was fed last, or after a fence. */
void silu_line_scanner_cut (SiluLineScanner *self, const char *line, gsize length);

/* --- silu-fence.c --- */

/* A fenced code block at the top level, line by line: the most common long block. */
typedef struct _SiluFence SiluFence;

/* @line opens it. NULL if it does not. */
SiluFence *silu_fence_new (const char *line, gsize length);
void silu_fence_free (SiluFence *self);

/* Takes the next whole line, without its line break. TRUE if that closes the fence. */
gboolean silu_fence_feed (SiluFence *self, const char *line, gsize length);

/* Shows @partial, a line that is still growing, after the whole ones. TRUE if the code is not what
 * was shown before. */
gboolean silu_fence_show (SiluFence *self, const char *partial, gsize length);

/* The block of what is shown. Its text is not copied: it goes on growing in the open blocks that
 * were made before, until a longer piece of memory is needed. */
SiluBlock *silu_fence_make_block (SiluFence *self, gboolean closed);

/* The length of a fence's marks at the start of @text, 0 if it opens none. */
gsize silu_fence_match (const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluFence, silu_fence_free)

/* --- silu-references.c --- */

/* Link definitions of the slices that are frozen, and the labels that those slices would use. */
typedef struct _SiluReferences SiluReferences;

SiluReferences *silu_references_new (void);
void silu_references_free (SiluReferences *self);

/* The known definitions that @text may use, as Markdown to stand before it; NULL if none. */
char *silu_references_get_prefix (SiluReferences *self, const char *text, gsize length);

/* Learns what slice number @slice defines and uses. Numbers of earlier slices that use what only
 * now is defined are added to @stale, as keys. */
void silu_references_add_slice (SiluReferences *self,
                                guint slice,
                                const char *text,
                                gsize length,
                                GHashTable *stale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluReferences, silu_references_free)

G_END_DECLS
