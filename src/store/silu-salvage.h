/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes what can be read of a damaged file into a new one. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

typedef struct
{
  guint conversations;
  guint messages;
  char *kept; /* the damaged file, under its new name */
} SiluSalvage;

/* Puts a sound file at @path, and what was there beside it as "silu-damaged-DATE.db". Nobody else
 * may have the file open. If it fails, nothing was changed. */
gboolean silu_salvage_run (const char *path, SiluSalvage *result, GError **error);

void silu_salvage_clear (SiluSalvage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SiluSalvage, silu_salvage_clear)

G_END_DECLS
