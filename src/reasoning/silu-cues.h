/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the beginning of a sentence says of what it does, in English and Chinese. */
#pragma once

#include "silu-step.h"

G_BEGIN_DECLS

typedef enum
{
  SILU_CUE_NONE,
  SILU_CUE_WEAK,   /* counts where a paragraph begins */
  SILU_CUE_STRONG, /* wherever it stands: "Wait" */
} SiluCue;

/* @text: from the first letter of a sentence on; it need not be all of it. The longest cue counts.
 */
SiluCue silu_cues_find (const char *text, gsize length, SiluStepKind *kind);

G_END_DECLS
