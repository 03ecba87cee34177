/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversations on disk, for windows to open. */
#pragma once

#include "silu-store.h"

G_BEGIN_DECLS

/* Opens, or makes, the store in @directory, and closes it when all is written. */
SiluStore *bench_chats_open (const char *directory);
void bench_chats_close (SiluStore *store);

/* One account, at a port where nobody answers. */
void bench_chats_add_account (SiluStore *store);

/* Short questions and answers of about @answer_bytes, @n_messages together. */
void bench_chats_add_conversation (SiluStore *store,
                                   const char *title,
                                   guint n_messages,
                                   gsize answer_bytes);

G_END_DECLS
