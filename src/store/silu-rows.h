/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store does to its tables: plain functions over a connection, run by the worker, and by
 * tests directly. A writer runs inside the transaction of its caller. */
#pragma once

#include "silu-records.h"
#include "silu-sql.h"

G_BEGIN_DECLS

/* chunk.kind of SILU_DELTA_RECLASSIFY. */
#define SILU_ROWS_RECLASSIFY (-1)

gboolean
silu_rows_save_conversation (sqlite3 *db, const SiluConversationRecord *record, GError **error);
GPtrArray *silu_rows_list_conversations (sqlite3 *db, gboolean trash, GError **error);

/* NULL without error if there is none. */
SiluConversationRecord *silu_rows_get_conversation (sqlite3 *db, const char *id, GError **error);

gboolean silu_rows_erase_conversation (sqlite3 *db, const char *id, GError **error);

/* The ids of what went to the trash before that time. */
GPtrArray *silu_rows_list_old_trash (sqlite3 *db, gint64 before, GError **error);

gboolean silu_rows_save_folder (sqlite3 *db, const SiluFolderRecord *record, GError **error);
GPtrArray *silu_rows_list_folders (sqlite3 *db, GError **error);

/* What is in it stays, in no folder. */
gboolean silu_rows_erase_folder (sqlite3 *db, const char *id, GError **error);

/* Writes the parts too, and drops the journal that they hold now. */
gboolean silu_rows_save_message (sqlite3 *db, const SiluMessageRecord *record, GError **error);
gboolean silu_rows_append_chunk (sqlite3 *db,
                                 const char *message,
                                 int kind,
                                 SiluChannel channel,
                                 const char *text,
                                 gint64 time,
                                 GError **error);

/* What a reader makes of a message: its rating and its notes become these. A message that is not
 * stored has none. */
gboolean silu_rows_save_notes (sqlite3 *db, const SiluNotesRecord *record, GError **error);

/* Those of a message that is being written; what is there already stays. */
gboolean silu_rows_add_notes (sqlite3 *db, const SiluMessageRecord *record, GError **error);

/* Adds many messages in one transaction: what is prepared once and used for each of them. The
 * index comes later, see silu_index_catch_up (). */
typedef struct _SiluRowsAdder SiluRowsAdder;

SiluRowsAdder *silu_rows_adder_new (sqlite3 *db, GError **error);
void silu_rows_adder_free (SiluRowsAdder *self);

/* A whole message, not one that streams. @added: it was not there; else nothing is changed. */
gboolean silu_rows_adder_add (SiluRowsAdder *self,
                              const SiluMessageRecord *record,
                              gboolean *added,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluRowsAdder, silu_rows_adder_free)

/* GPtrArray of SiluMessageRecord, parents before children; parts with the journal folded in.
 * @conversation: NULL for all that stream. */
GPtrArray *silu_rows_list_messages (sqlite3 *db, const char *conversation, GError **error);

/* The same of the last @n_end messages of the branch that ends with @leaf, if the conversation has
 * more than @n_long messages; else an empty array. */
GPtrArray *silu_rows_list_end (sqlite3 *db,
                               const char *conversation,
                               const char *leaf,
                               guint n_long,
                               guint n_end,
                               GError **error);

/* That message and those before it, at most @n_end. */
GPtrArray *silu_rows_list_branch (sqlite3 *db, const char *message, guint n_end, GError **error);

/* The id of the message the active branch ends with; NULL without error if there is none. */
char *silu_rows_get_leaf (sqlite3 *db, const char *conversation, GError **error);

gboolean silu_rows_save_account (sqlite3 *db, const SiluAccountRecord *record, GError **error);
gboolean silu_rows_remove_account (sqlite3 *db, const char *id, GError **error);
GPtrArray *silu_rows_list_accounts (sqlite3 *db, GError **error);

G_END_DECLS
