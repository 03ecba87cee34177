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

G_END_DECLS
