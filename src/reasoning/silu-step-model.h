/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What speaks for a step to begin, and for its kind, in sixteenths of a nat. */
#pragma once

#include "silu-step.h"

G_BEGIN_DECLS

typedef struct
{
  const char *feature; /* "^so" for a sentence that begins so, "~so" for one that has it anywhere */
  gint8 cut;
  gint8 kinds[SILU_N_STEP_KINDS];
} SiluStepWeights;

extern const SiluStepWeights silu_step_model[];
extern const guint silu_step_model_length;

/* That a step of one kind (the row) follows one of another. */
extern const gint8 silu_step_model_follows[SILU_N_STEP_KINDS][SILU_N_STEP_KINDS];

G_END_DECLS
