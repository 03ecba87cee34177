/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of a message: a run of reasoning, of text, … Plain data, owned by its message. */
#pragma once

#include "silu-enums.h"

G_BEGIN_DECLS

typedef struct
{
  SiluPartKind kind;
  SiluChannel channel;
  GString *text; /* always valid UTF-8, exactly as it came */
} SiluPart;

SiluPart *silu_part_new (SiluPartKind kind, SiluChannel channel, const char *text);
void silu_part_free (SiluPart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluPart, silu_part_free)

G_END_DECLS
