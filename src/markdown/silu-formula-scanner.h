/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas in the source of a slice. */
#pragma once

#include "silu-block.h"

G_BEGIN_DECLS

/* A formula with its delimiters, without the marks of quotes that its lines stand in. */
typedef struct
{
  char *text;
  SiluSpanFlags flags; /* MATH and maybe DISPLAY; 0 for one that is not closed yet */
} SiluFormulaSource;

#define SILU_FORMULA_SCANNER_KINDS 32

/* What stands on a line before its text: the marks of quotes and list items around it. */
typedef struct
{
  const char *line;
  const char *content;
  guint quotes;
  int item;     /* the column of the last list marker, or -1 */
  gsize indent; /* from the marks of the quotes to the content */
} SiluLinePrefix;

typedef struct
{
  const char *text;
  const char *end;
  gboolean growing;      /* more text may come: what is open at the end is not text yet */
  const char *line;      /* that is read */
  SiluLinePrefix prefix; /* of the line that was asked about last */
  char fence;            /* the mark of the code block that it is in, or 0 */
  gsize fence_length;
  const char *code_end;  /* of the code span that came last */
  const char *ticks[32]; /* before this no run of so many backticks */
  char *closer;
  const char *searched[SILU_FORMULA_SCANNER_KINDS]; /* before this nothing closes that kind */
} SiluFormulaScanner;

void silu_formula_scanner_init (SiluFormulaScanner *self,
                                const char *text,
                                gsize length,
                                gboolean growing);
void silu_formula_scanner_clear (SiluFormulaScanner *self);

/* Goes to the line at @line. Every line is to be told. */
void silu_formula_scanner_go_to_line (SiluFormulaScanner *self, const char *line);

/* Of the line that is read; borrowed until the next line. */
const SiluLinePrefix *silu_formula_scanner_get_prefix (SiluFormulaScanner *self);

/* At a run of backticks that is escaped by nothing: what they may enclose holds no formula. */
void silu_formula_scanner_pass_ticks (SiluFormulaScanner *self, const char *at, gsize run);

/* At a "$" or "\" of the text that is escaped by nothing: how many bytes are a formula, 0 for none.
 * Fills
 * @found in then; its text is for the caller to free. */
gsize
silu_formula_scanner_match (SiluFormulaScanner *self, const char *at, SiluFormulaSource *found);

G_END_DECLS
