/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has models name the chats that they have answered in, if the user allows it. */
#pragma once

#include "silu-engine.h"

G_BEGIN_DECLS

typedef struct _SiluTitler SiluTitler;

/* For the first answer of a chat that nobody has named, its model is asked for a name, without
 * thinking. It is asked once, and what goes wrong is nobody's concern: the first line stays. Not
 * asked: models that always think, the Tour, and about incognito chats. @engine is borrowed. */
SiluTitler *silu_titler_new (SiluEngine *engine);

/* Stops what is under way. */
void silu_titler_free (SiluTitler *self);

/* FALSE at first. */
void silu_titler_set_enabled (SiluTitler *self, gboolean enabled);

/* A name out of what a model has said: its first line, without marks and quotes, not too long. ""
 * if there is none. */
char *silu_titler_clean (const char *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluTitler, silu_titler_free)

G_END_DECLS
