/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-text index: the table "search" holds the words of what the view "search_source" shows,
 * a row for each message and each title. Whoever changes what the view shows takes the row out
 * before and puts it in again after; both run inside the transaction of the caller.
 *
 * Most of what it costs to add a message is the index. Where many are added, each is marked instead
 * (in the table "unindexed", which the view leaves out), and they are indexed later, in steps. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

/* The tokenizer, and the functions that the view uses: silu_prose () and silu_code (), text without
 * its fenced code and that code, and silu_attached (), the words of an attachment. To be called
 * once for each connection, before its first use. */
gboolean silu_index_register (sqlite3 *db, GError **error);

/* A message that is not there is no error. One that is marked is not marked any more. */
gboolean silu_index_remove_message (sqlite3 *db, const char *id, GError **error);
gboolean silu_index_add_message (sqlite3 *db, const char *id, GError **error);

/* Marks new messages: a statement that takes the number (seq) of one. */
SiluStatement *silu_index_prepare_mark (sqlite3 *db, GError **error);

/* Indexes some of what is marked, in a transaction of its own. @done: nothing is left to do. */
gboolean silu_index_catch_up (sqlite3 *db, gboolean *done, GError **error);

gboolean silu_index_remove_title (sqlite3 *db, const char *conversation, GError **error);
gboolean silu_index_add_title (sqlite3 *db, const char *conversation, GError **error);

/* The title and all messages. */
gboolean silu_index_remove_conversation (sqlite3 *db, const char *id, GError **error);

/* Whether the index says what the messages say that are not marked. FALSE without @error: it does
 * not, and wants silu_index_rebuild (). */
gboolean silu_index_check (sqlite3 *db, GError **error);

/* Of all messages, marked or not. */
gboolean silu_index_rebuild (sqlite3 *db, GError **error);

/* Words of what was removed stay in the index's older parts until those are written anew. Does some
 * of that; @done: nothing is left to do. */
gboolean silu_index_scrub (sqlite3 *db, gboolean *done, GError **error);

G_END_DECLS
