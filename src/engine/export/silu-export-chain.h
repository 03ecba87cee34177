/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One chain of thought as a document of its own, step by step. Pure; any thread. */
#pragma once

#include "silu-export.h"

G_BEGIN_DECLS

typedef struct
{
  const SiluMessageRecord *message;
  const char *title; /* of its conversation, or NULL */
  gboolean with_answer;
} SiluExportChain;

/* @format: JSON (see CONTRIBUTING.md), Markdown or HTML; transfer full. */
char *silu_export_chain_write (const SiluExportChain *self, SiluExportFormat format);

G_END_DECLS
