/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that tell what a sentence does, in English and Chinese. */
#pragma once

#include "silu-step.h"
#include "silu-words.h"

G_BEGIN_DECLS

/* Words of the longest cue. */
#define SILU_CUE_WORDS 8

/* What a row of words tells; -1 for nothing. The rows are those of silu_step_model. */
typedef struct
{
  gint8 opens;   /* a SiluStepKind: a sentence of that kind often begins so */
  gint8 is_hint; /* and others, too */
  gint8 has;     /* one has it anywhere */
  gint16 opens_row;
  gint16 has_row;
} SiluCue;

/* @found: what the word at @first tells, then the first two, …; how many of those begin a cue. */
guint silu_cues_find (const SiluWords *words, guint first, const SiluCue *found[SILU_CUE_WORDS]);

typedef struct
{
  SiluStepKind kind;
  gboolean is_hint;
  guint end; /* the word behind it */
} SiluOpening;

/* The longest cue that opens a sentence: FALSE if there is none. */
gboolean silu_cues_find_opening (const SiluWords *words, guint first, SiluOpening *opening);

/* Behind "So", "Okay, now": where a sentence begins in earnest. */
guint silu_cues_skip_lead (const SiluWords *words, guint first);

G_END_DECLS
