/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store for tests, awaited: each call returns when what it asks for has happened. */
#pragma once

#include "silu-store.h"

G_BEGIN_DECLS

/* Below the folder that a test has for itself; removed with it. */
char *store_fixture_directory (void);

SiluStore *store_fixture_open (const char *directory);

/* NULL if it opens after all. */
GError *store_fixture_fail_to_open (const char *directory);

/* Drops the last reference, and what the store still had to tell. */
void store_fixture_close (SiluStore *store);

void store_fixture_flush (SiluStore *store);
GPtrArray *store_fixture_list (SiluStore *store, gboolean trash);
GPtrArray *store_fixture_list_accounts (SiluStore *store);

/* A conversation of that id with what is stored of it. */
SiluConversation *store_fixture_load (SiluStore *store, const char *id);

/* Fails unless the message has exactly this text in its parts of @kind. */
void store_fixture_assert_text (SiluConversation *conversation,
                                const char *message,
                                SiluPartKind kind,
                                const char *text);

/* A conversation of @n_messages in a row, "ID-0", "ID-1", …; the text of each begins "word0", …. */
SiluBundle *store_fixture_make_bundle (const char *id, guint n_messages);

/* Adds such conversations: "PREFIX0", "PREFIX1", …. */
void
store_fixture_fill (SiluStore *store, const char *prefix, guint n_conversations, guint n_messages);

/* Until the index holds all of what was added; @path: the file of the store. */
void store_fixture_index (SiluStore *store, const char *path);

/* What a query of one number gives. */
gint64 store_fixture_read_int (const char *path, const char *sql);

/* Changes the file behind the store's back. */
void store_fixture_run_sql (const char *path, const char *sql);

/* What silu_check_file () finds. */
guint store_fixture_count_problems (const char *path);

/* Fails if it finds anything. */
void store_fixture_assert_sound (const char *path);

/* Makes of a file of this version one that an earlier one would have written. */
void store_fixture_take_back (const char *path, int version);

G_END_DECLS
