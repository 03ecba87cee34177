/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails: SQLite's own file system with a counter in it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes it the default, once a program. Nothing fails yet; nothing is synced, for a test has no
 * power failure. */
void fault_vfs_register (void);

/* The @n-th call from now on (1: the next) that opens, writes, truncates, syncs or maps fails, and
 * all after it if @is_lasting. @is_full: a write fails for want of room, else for no reason; and
 * what is there already can be opened. */
void fault_vfs_arm (guint n, gboolean is_full, gboolean is_lasting);

/* Nothing fails any more. Returns whether something has. */
gboolean fault_vfs_disarm (void);

G_END_DECLS
