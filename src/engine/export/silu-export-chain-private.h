/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain cut into steps, for the writers of the formats. */
#pragma once

#include "silu-export-chain.h"
#include "silu-export-private.h"
#include "silu-segmenter.h"

G_BEGIN_DECLS

typedef struct
{
  guint number; /* from 1, through all parts */
  guint part;   /* of the message */
  const SiluStep *step;
  const char *text; /* of the step */
  gsize length;
  gint64 ended;    /* µs since the epoch, 0 unknown */
  gint64 duration; /* µs, -1 unknown */
  gint64 tokens;   /* estimated */
} SiluExportStep;

typedef struct
{
  const SiluExportChain *chain;
  const SiluMessageRecord *message;
  GPtrArray *segmenters; /* of SiluSegmenter */
  GArray *steps;         /* of SiluExportStep */
  gint64 tokens;         /* of the reasoning */
  gboolean is_estimate;
} SiluChainDocument;

/* The notes at a step, and what stands before the first or lies behind the last: GPtrArray of
 * SiluNote, borrowed. */
GPtrArray *silu_chain_document_list_notes (const SiluChainDocument *self,
                                           const SiluExportStep *step);

/* Each of these is one format. */
void silu_export_chain_json (const SiluChainDocument *self, GString *out);
void silu_export_chain_markdown (const SiluChainDocument *self, GString *out);
void silu_export_chain_html (const SiluChainDocument *self, GString *out);

/* What there is to say of the chain and of a step; transfer full. */
char *silu_chain_document_dup_title (const SiluChainDocument *self);
GPtrArray *silu_chain_document_list_facts (const SiluChainDocument *self);
char *silu_chain_document_dup_step_facts (const SiluExportStep *step);

G_END_DECLS
