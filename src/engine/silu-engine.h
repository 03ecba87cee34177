/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window and the command line both drive: conversations, accounts, turns. Owns the store,
 * the sessions and the Tour. Main thread only. */
#pragma once

#include "silu-accounts.h"
#include "silu-attachment.h"
#include "silu-conversation-list.h"
#include "silu-drafts.h"
#include "silu-folder-list.h"
#include "silu-retry.h"
#include "silu-turn.h"

G_BEGIN_DECLS

#define SILU_TYPE_ENGINE (silu_engine_get_type ())
G_DECLARE_FINAL_TYPE (SiluEngine, silu_engine, SILU, ENGINE, GObject)

/* Signals:
 *   "turn-started" (SiluTurn *), "turn-ended" (SiluTurn *),
 *   "reloaded" (): the conversations of the list are new objects. */

/* @directory: where the store lives; NULL keeps everything in memory. */
SiluEngine *silu_engine_new (const char *directory);

/* "$XDG_DATA_HOME/silu"; transfer full. */
char *silu_engine_dup_default_directory (void);

/* For a window: the conversations that it shows first are listed when the engine has started, the
 * others while it has nothing else to do. Before the start; without it all are there at once. */
void silu_engine_set_gradual (SiluEngine *self, gboolean gradual);

/* Opens the store, then reads the accounts and the headers of the conversations. */
void silu_engine_start_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_engine_start_finish (SiluEngine *self, GAsyncResult *result, GError **error);

/* All borrowed. */
SiluConversationList *silu_engine_get_conversations (SiluEngine *self);
SiluConversationList *silu_engine_get_trash (SiluEngine *self);
SiluFolderList *silu_engine_get_folders (SiluEngine *self);
SiluAccounts *silu_engine_get_accounts (SiluEngine *self);
SiluStore *silu_engine_get_store (SiluEngine *self);

/* Where this conversation is kept: the store, or memory if it is incognito. */
SiluStore *silu_engine_get_store_of (SiluEngine *self, SiluConversation *conversation);
SiluDrafts *silu_engine_get_drafts (SiluEngine *self);
SiluHttp *silu_engine_get_http (SiluEngine *self);

/* Also one that is not listed yet; borrowed, NULL if there is none. */
SiluConversation *silu_engine_find_conversation (SiluEngine *self, const char *id);

/* Reads the messages of a conversation, if they are not here yet. */
void silu_engine_load_async (SiluEngine *self,
                             SiluConversation *conversation,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean silu_engine_load_finish (SiluEngine *self, GAsyncResult *result, GError **error);

/* Conversations that are in the store and not in the list join it: after an import. */
void silu_engine_reload_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_engine_reload_finish (SiluEngine *self, GAsyncResult *result, GError **error);

/* Borrowed. */
SiluProviders *silu_engine_get_providers (SiluEngine *self);

/* Why the user's own file of providers was not used, or NULL; once the engine has started. */
const GError *silu_engine_get_provider_error (SiluEngine *self);

/* What to ask and whom. All borrowed during the call. */
typedef struct
{
  SiluAccount *account;
  const char *model; /* NULL: the account's */
  SiluThinkLevel think;
  const char *system;            /* or NULL */
  GPtrArray *attachments;        /* of SiluAttachment, that go with a new question; or NULL */
  const char *key;               /* of an account that is not among the accounts, or NULL */
  const SiluSampling *sampling;  /* over the account's and the conversation's; or NULL */
  const SiluRetryLimits *limits; /* NULL: SILU_RETRY_PATIENT */
  guint skip_turns;              /* the first questions are left out: they do not fit any more */
} SiluAsk;

/* Each begins a turn and returns it (borrowed: the engine keeps it until it is over). The
 * conversation must be loaded; a new one joins the list (and the store) with its first message, and
 * takes its title from it. @text is what the user wrote; it may be empty if there is something to
 * read in the attachments.
 *
 * send: below the active leaf. edit: a sibling of @message (a user's). regenerate: a sibling of
 * @message (an assistant's, or a user's with no answer: then its first). resume: the same message
 * goes on where it was cut or stopped. answer_now: the same message, which has thought so far, is
 * to come to its answer; if it is streaming, that is stopped first, or the server told (then NULL
 * is returned, and also when a turn will follow, and where it has its answer already). */
SiluTurn *silu_engine_send (SiluEngine *self,
                            SiluConversation *conversation,
                            const char *text,
                            const SiluAsk *ask);
SiluTurn *silu_engine_edit (SiluEngine *self,
                            SiluConversation *conversation,
                            SiluMessage *message,
                            const char *text,
                            const SiluAsk *ask);
SiluTurn *silu_engine_regenerate (SiluEngine *self,
                                  SiluConversation *conversation,
                                  SiluMessage *message,
                                  const SiluAsk *ask);
SiluTurn *silu_engine_resume (SiluEngine *self,
                              SiluConversation *conversation,
                              SiluMessage *message,
                              const SiluAsk *ask);

SiluTurn *silu_engine_answer_now (SiluEngine *self,
                                  SiluConversation *conversation,
                                  SiluMessage *message,
                                  const SiluAsk *ask);

/* A sibling of @message (an assistant's) begins with @thoughts, not empty, and the model goes on
 * from there: from its own words where the provider takes the beginning of a chain, else it is told
 * them. */
SiluTurn *silu_engine_rethink (SiluEngine *self,
                               SiluConversation *conversation,
                               SiluMessage *message,
                               const char *thoughts,
                               const SiluAsk *ask);

/* A new conversation with what was said up to @message, which is in it; stored and in the list.
 * Transfer full. */
SiluConversation *
silu_engine_fork (SiluEngine *self, SiluConversation *conversation, SiluMessage *message);

/* As regenerate, beside what may be under way there already, and without a change of whom the
 * conversation asks next. */
SiluTurn *silu_engine_ask_again (SiluEngine *self,
                                 SiluConversation *conversation,
                                 SiluMessage *message,
                                 const SiluAsk *ask);

/* The turns that are under way in a conversation (NULL: in all), the oldest first; GPtrArray of
 * SiluTurn. get: the first of them, borrowed, NULL if there is none. of: the one that writes
 * @message, the same way. */
GPtrArray *silu_engine_list_turns (SiluEngine *self, SiluConversation *conversation);
SiluTurn *silu_engine_get_turn (SiluEngine *self, SiluConversation *conversation);
SiluTurn *silu_engine_get_turn_of (SiluEngine *self, SiluMessage *message);

/* Stops all of these. */
void silu_engine_stop (SiluEngine *self, SiluConversation *conversation);

/* How long the trash keeps what is in it, in microseconds. What is older is erased at the start. */
#define SILU_ENGINE_TRASH_TIME (30 * G_TIME_SPAN_DAY)

/* To the trash and back; a turn that runs there is stopped. Undo is restore; it does nothing for
 * one that was erased meanwhile. */
void silu_engine_delete (SiluEngine *self, SiluConversation *conversation);
void silu_engine_restore (SiluEngine *self, SiluConversation *conversation);

/* Ends an incognito conversation: a turn that runs there is stopped, and nothing is left of it but
 * what the caller holds. */
void silu_engine_forget (SiluEngine *self, SiluConversation *conversation);

/* Whether models may name the conversations they answer in; not at first. */
void silu_engine_set_names_chats (SiluEngine *self, gboolean names_chats);

/* For good; @conversation must be in the trash. */
void silu_engine_erase (SiluEngine *self, SiluConversation *conversation);

/* Reads what else is in the trash. It may be called again. */
void
silu_engine_load_trash_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_engine_load_trash_finish (SiluEngine *self, GAsyncResult *result, GError **error);

/* Reads the headers anew, after something else has written to the store. What was loaded is
 * dropped, but for conversations that a turn runs in. */
void silu_engine_reload_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_engine_reload_finish (SiluEngine *self, GAsyncResult *result, GError **error);

/* Stops all turns, makes the store what the backup at @path is (see silu_store_restore_async ()),
 * and reloads. Accounts that are not in the backup stay. */
void silu_engine_restore_backup_async (SiluEngine *self,
                                       const char *path,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean silu_engine_restore_backup_finish (SiluEngine *self, GAsyncResult *result, GError **error);

/* Stops all turns and finishes when everything is on disk. */
void
silu_engine_shutdown_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_engine_shutdown_finish (SiluEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
