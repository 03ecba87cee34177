/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a data set for distillation: a question with what came before it, and the answer with its
 * chain of thought. Pure; any thread. No account, no address and no path is in a row. */
#pragma once

#include "silu-chains.h"

G_BEGIN_DECLS

typedef enum
{
  SILU_DATASET_FIELD, /* the thoughts are "reasoning_content" */
  SILU_DATASET_TAGS,  /* they are in <think> at the beginning of "content" */
} SiluDatasetForm;

/* What becomes of a chain, and why it is left out: the first that holds. */
typedef enum
{
  SILU_DATASET_TAKEN,
  SILU_DATASET_OTHER_RATING,
  SILU_DATASET_OTHER_MODEL,
  SILU_DATASET_OTHER_DATE,
  SILU_DATASET_INCOMPLETE, /* stopped, cut off, failed */
  SILU_DATASET_NO_ANSWER,
  SILU_DATASET_NO_QUESTION,
  SILU_DATASET_TOO_SHORT,
  SILU_DATASET_TOO_LONG,
  SILU_DATASET_HAS_TAGS, /* </think> is in it: what reads the row would end there */
  SILU_DATASET_N_VERDICTS,
} SiluDatasetVerdict;

/* By the filters of @query but for its words; @tokens: of the reasoning, where it is taken. */
SiluDatasetVerdict silu_dataset_judge (const SiluChainText *chain,
                                       const SiluChainsQuery *query,
                                       SiluDatasetForm form,
                                       gint64 *tokens);

/* Appends the row of the answer that @branch, of SiluMessageRecord, ends with. Earlier answers are
 * without their thoughts, as models are asked. */
void silu_dataset_add_row (GPtrArray *branch, gint64 time, SiluDatasetForm form, GString *text);

G_END_DECLS
