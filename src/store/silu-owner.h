/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is streaming: a lock file a process. The kernel drops the lock however the process dies, so
 * that an answer without a living owner is known to be interrupted. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SiluOwner SiluOwner;

/* Makes "owners/<uuid>" in @directory and locks it. NULL if it cannot be made. */
SiluOwner *silu_owner_new (const char *directory);

/* Unlocks and removes it. */
void silu_owner_free (SiluOwner *self);

const char *silu_owner_get_id (SiluOwner *self);

/* Whether the process of that id lives. What a dead one left behind is removed. */
gboolean silu_owner_is_alive (const char *directory, const char *id);

/* Whether a process died without removing its file. */
gboolean silu_owner_has_died (const char *directory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluOwner, silu_owner_free)

G_END_DECLS
