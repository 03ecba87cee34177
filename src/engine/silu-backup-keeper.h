/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup a day: a while after the start if one is due, and then as often as one is. One timeout,
 * no other wake-ups. */
#pragma once

#include "silu-store.h"

G_BEGIN_DECLS

#define SILU_TYPE_BACKUP_KEEPER (silu_backup_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SiluBackupKeeper, silu_backup_keeper, SILU, BACKUP_KEEPER, GObject)

/* Properties, to be bound: "daily" (gboolean), "count" (int): how many are kept.
 * Signal "ended" (const GError *): one was made (NULL), or why it was not. */

SiluBackupKeeper *silu_backup_keeper_new (SiluStore *store);

/* The first look is after @seconds. */
void silu_backup_keeper_start (SiluBackupKeeper *self, guint seconds);

G_END_DECLS
