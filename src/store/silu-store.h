/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything on disk. One worker thread owns the SQLite connection; calls are carried out in the
 * order in which they were made. Writes copy what they need before they return, so that the caller
 * may go on changing its objects. Main thread only.
 *
 * A write that fails (disk full, read-only, locked) is kept in memory, in order with those behind
 * it, and tried again every few seconds and at each new write: see "fault". Nothing is dropped. */
#pragma once

#include "silu-account.h"
#include "silu-bundle.h"
#include "silu-conversation.h"
#include "silu-folder.h"
#include "silu-search.h"

G_BEGIN_DECLS

#define SILU_TYPE_STORE (silu_store_get_type ())
G_DECLARE_FINAL_TYPE (SiluStore, silu_store, SILU, STORE, GObject)

/* Signals:
 *   "fault" (): silu_store_get_fault () changed, from NULL or to NULL.
 *   "notice" (): the file was repaired; silu_store_get_notice () says it. */

/* @directory is made (0700) if it is not there; the file in it is silu.db (0600). NULL: a store in
 * memory, for tests and --no-save. */
SiluStore *silu_store_new (const char *directory);

/* Opens, migrates, and marks as interrupted the messages whose process died while they streamed,
 * folding their journal. Fails with SILU_ERROR_STORE and a sentence. Where nothing can be written
 * it does not fail: what is there is read, and all writes wait. */
void silu_store_open_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_store_open_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* Why writes wait, in SILU_ERROR_STORE with a translated sentence; NULL when all is well. */
const GError *silu_store_get_fault (SiluStore *self);

/* What was done to a damaged file, in a translated sentence; NULL: nothing. */
const char *silu_store_get_notice (SiluStore *self);

/* Headers only; GPtrArray of SiluConversation, not loaded. @trash: those in the trash, else the
 * others. */
void silu_store_list_async (SiluStore *self,
                            gboolean trash,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *silu_store_list_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* The same as SiluConversationRecord, in the order of the list: for who makes them one by one. */
GPtrArray *silu_store_list_records_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* Reads the messages of @conversation into it, sets its leaf, and marks it loaded. Of a long one
 * the end of the active branch comes first, as if that were all: the items of the list change, and
 * it is not loaded yet. */
void silu_store_load_async (SiluStore *self,
                            SiluConversation *conversation,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean silu_store_load_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* Writes. They return at once; a failure shows as the fault. */
void silu_store_save_conversation (SiluStore *self, SiluConversation *conversation);
void
silu_store_save_message (SiluStore *self, SiluConversation *conversation, SiluMessage *message);

/* The rating and the notes of a message, which is stored: what silu_store_save_message () leaves as
 * they are. */
void silu_store_save_notes (SiluStore *self, SiluMessage *message);

/* One row of the journal of a message that streams, stored before under SILU_MESSAGE_STREAMING;
 * @time: when the first of it came, in microseconds since the epoch, 0: nobody knows.
 * silu_store_save_message () in any other state folds: it writes the parts and drops the rows. */
void silu_store_append (SiluStore *self,
                        SiluMessage *message,
                        SiluPartKind kind,
                        SiluChannel channel,
                        const char *text,
                        gint64 time);

/* SILU_DELTA_RECLASSIFY, in the journal. */
void silu_store_append_reclassify (SiluStore *self, SiluMessage *message);

/* A whole conversation, for an export; NULL with an error in SILU_ERROR_REQUEST if there is none.
 */
void silu_store_read_bundle_async (SiluStore *self,
                                   const char *conversation_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SiluBundle *silu_store_read_bundle_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* Takes @bundles, of SiluBundle, and adds all of them or none (see silu_bundle_write_all ()).
 * Unlike other writes one that fails is not tried again: the error says why. */
void silu_store_add_bundles_async (SiluStore *self,
                                   GPtrArray *bundles,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* GArray of SiluBundleResult, in the order of the bundles. */
GArray *silu_store_add_bundles_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* To be called when all bundles are added: puts their messages into the index of the search,
 * between other jobs. What is left over is done from the next start on. */
void silu_store_index_added (SiluStore *self);

/* @text: as typed, see silu-search-query.h; dates in local time, and the last word may not be whole
 * yet if @is_typing. GPtrArray of SiluSearchHit. Cancelling interrupts a search that is running. */
void silu_store_search_async (SiluStore *self,
                              const char *text,
                              gboolean is_typing,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *silu_store_search_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* Erases a conversation for good, with its messages: soon after it none of its text is left in the
 * file. The trash is a flag of the header. */
void silu_store_erase (SiluStore *self, const char *conversation_id);

/* What is written but not sent there, and the files that are to go with it, of SiluAttachment; it
 * is removed where it has neither. The files are written only if they are not those of the last
 * time
 * (@new_files). The id may be one that is not stored, and "" is the chat that has not begun. list:
 * id → SiluDraftRecord. */
void silu_store_save_draft (SiluStore *self,
                            const char *conversation_id,
                            const char *text,
                            GPtrArray *attachments,
                            gboolean new_files);
void
silu_store_list_drafts_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data);
GHashTable *silu_store_list_drafts_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* GPtrArray of the ids of all that went to the trash before that time. */
void silu_store_list_old_trash_async (SiluStore *self,
                                      gint64 before,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *silu_store_list_old_trash_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* GPtrArray of SiluFolder, in the order of their positions. */
void
silu_store_list_folders_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *silu_store_list_folders_finish (SiluStore *self, GAsyncResult *result, GError **error);
void silu_store_save_folder (SiluStore *self, SiluFolder *folder);

/* What is in it stays, in no folder. */
void silu_store_erase_folder (SiluStore *self, const char *folder_id);

/* GPtrArray of SiluAccount. */
void
silu_store_list_accounts_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *silu_store_list_accounts_finish (SiluStore *self, GAsyncResult *result, GError **error);
void silu_store_save_account (SiluStore *self, SiluAccount *account);
void silu_store_remove_account (SiluStore *self, const char *account_id);

/* Finishes when every write made before it is on disk, or with the fault if one cannot be. */
void silu_store_flush_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_store_flush_finish (SiluStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
