/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window and the command line both drive: conversations, accounts, turns. Owns the store,
 * the sessions and the Tour. Main thread only. */
#pragma once

#include "silu-accounts.h"
#include "silu-conversation-list.h"
#include "silu-retry.h"
#include "silu-turn.h"

G_BEGIN_DECLS

#define SILU_TYPE_ENGINE (silu_engine_get_type ())
G_DECLARE_FINAL_TYPE (SiluEngine, silu_engine, SILU, ENGINE, GObject)

/* Signals:
 *   "turn-started" (SiluTurn *), "turn-ended" (SiluTurn *). */

/* @directory: where the store lives; NULL keeps everything in memory. */
SiluEngine *silu_engine_new (const char *directory);

/* "$XDG_DATA_HOME/silu"; transfer full. */
char *silu_engine_dup_default_directory (void);

/* Opens the store, then reads the accounts and the headers of the conversations. */
void silu_engine_start_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_engine_start_finish (SiluEngine *self, GAsyncResult *result, GError **error);

/* All borrowed. */
SiluConversationList *silu_engine_get_conversations (SiluEngine *self);
SiluAccounts *silu_engine_get_accounts (SiluEngine *self);
SiluStore *silu_engine_get_store (SiluEngine *self);
SiluHttp *silu_engine_get_http (SiluEngine *self);

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
  const char *key;               /* of an account that is not among the accounts, or NULL */
  const SiluSampling *sampling;  /* over the account's and the conversation's; or NULL */
  const SiluRetryLimits *limits; /* NULL: SILU_RETRY_PATIENT */
  guint skip_turns;              /* the first questions are left out: they do not fit any more */
} SiluAsk;

/* Each begins a turn and returns it (borrowed: the engine keeps it until it is over). The
 * conversation must be loaded; a new one joins the list (and the store) with its first message, and
 * takes its title from it. @text is what the user wrote, not empty.
 *
 * send: below the active leaf. edit: a sibling of @message (a user's). regenerate: a sibling of
 * @message (an assistant's, or a user's with no answer: then its first). resume: the same message
 * goes on where it was cut or stopped. answer_now: the same message, which has thought so far, is
 * to come to its answer; if it is streaming, that is stopped first, or the server told (then NULL
 * is returned, and also when a turn will follow). */
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

/* The turn that is running in a conversation; borrowed, NULL if none. One at a time each. */
SiluTurn *silu_engine_get_turn (SiluEngine *self, SiluConversation *conversation);

/* To the trash and back; a turn that runs there is stopped. Undo is restore. */
void silu_engine_delete (SiluEngine *self, SiluConversation *conversation);
void silu_engine_restore (SiluEngine *self, SiluConversation *conversation);

/* Stops all turns and finishes when everything is on disk. */
void
silu_engine_shutdown_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_engine_shutdown_finish (SiluEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
