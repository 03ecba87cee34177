/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a child that was killed has said: see crash-child.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString *parts[2]; /* SILU_PART_REASONING, SILU_PART_TEXT */
  gsize n_older[2];  /* bytes of them that are older than a second */
} CrashSent;

typedef struct
{
  GHashTable *sent; /* id → CrashSent */
  gboolean is_open;
  gboolean has_ticked;
  guint n_imported;
} CrashAccount;

void crash_account_init (CrashAccount *self, const char *said);
void crash_account_clear (CrashAccount *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrashAccount, crash_account_clear)

G_END_DECLS
