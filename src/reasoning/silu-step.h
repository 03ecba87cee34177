/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of a reasoning chain: a stretch of text that does one thing. Plain data. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SILU_STEP_UNDERSTAND,  /* what is asked, what is given */
  SILU_STEP_PLAN,        /* how to go about it */
  SILU_STEP_DERIVE,      /* one thing from another */
  SILU_STEP_COMPUTE,     /* with numbers or terms */
  SILU_STEP_CHECK,       /* whether something found before is right */
  SILU_STEP_DOUBT,       /* it may not be; back */
  SILU_STEP_ALTERNATIVE, /* another way */
  SILU_STEP_CONCLUDE,
  SILU_STEP_DRAFT_CODE,
} SiluStepKind;

#define SILU_N_STEP_KINDS 9

typedef struct
{
  SiluStepKind kind;
  gsize start; /* bytes of the chain; the first step begins with its first character that shows */
  gsize end;   /* where the next one begins, or the end of what has come */
  char *title; /* its own first clause in one line, shortened; never "" */

  /* When its beginning and its end came, µs on the clock of whoever fed the text. */
  gint64 begun;
  gint64 ended;
} SiluStep;

/* "understand", …, "draft-code"; FALSE for other words. */
const char *silu_step_kind_to_string (SiluStepKind kind);
gboolean silu_step_kind_from_string (const char *word, SiluStepKind *kind);

/* What a step that begins with @text is called. */
char *silu_step_make_title (const char *text, gsize length);

/* Whether @title is "Wait", "Alternatively" and the like: what follows tells more. */
gboolean silu_step_is_bare_title (const char *title);

/* The same as make_title for a line of code, in which no mark is Markdown's and no comma ends
 * anything. */
char *silu_step_make_code_title (const char *text, gsize length);

G_END_DECLS
