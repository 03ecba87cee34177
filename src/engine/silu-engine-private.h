/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the engine share. Private to engine/. */
#pragma once

#include "silu-engine.h"
#include "silu-listing.h"
#include "silu-records.h"
#include "silu-titler.h"
#include "silu-turn-private.h"

G_BEGIN_DECLS

struct _SiluEngine
{
  GObject parent_instance;

  SiluStore *store;
  SiluStore *memory; /* of incognito conversations; NULL until there is one */
  SiluTitler *titler;
  SiluSecrets *secrets;
  SiluHttp *http;
  SiluProviders *providers;
  GError *provider_error;
  SiluAccounts *accounts;
  SiluConversationList *conversations;
  SiluDrafts *drafts;
  SiluListing *listing; /* of those; NULL before they are read */
  gboolean gradual;
  SiluConversationList *trash;
  SiluFolderList *folders;
  GHashTable *erased; /* ids */

  GPtrArray *turns; /* of SiluTurn that are not over */
  GTask *shutdown;  /* waits for them; borrowed from itself */
  gboolean is_ending;
};

/* What a turn asks, but for how it is made. */
typedef struct
{
  SiluChatRequest *request; /* transfer full */
  const char *base_url;     /* or NULL: the account's */
  const char *before;       /* the text that it goes on from, or NULL */
} SiluEngineStart;

/* Without messages yet. */
SiluChatRequest *silu_engine_make_request (SiluEngine *self,
                                           SiluConversation *conversation,
                                           const SiluAsk *ask,
                                           SiluThinkLevel think);

SiluTurn *silu_engine_start_turn (SiluEngine *self,
                                  SiluConversation *conversation,
                                  SiluMessage *message,
                                  const SiluEngineStart *start,
                                  const SiluAsk *ask);

/* A turn that the engine does not keep, and tells nobody of. */
SiluTurn *
silu_engine_make_turn (SiluEngine *self, SiluConversation *conversation, SiluMessage *message);

/* The header of a conversation with its first message, in this order: the message's row names the
 * other. */
void silu_engine_save_new (SiluEngine *self, SiluConversation *conversation, SiluMessage *message);

/* From now on what changes in its header is stored; no longer. */
void silu_engine_adopt (SiluEngine *self, SiluConversation *conversation);
void silu_engine_disown (SiluEngine *self, SiluConversation *conversation);

/* Adopts it, and puts it into the list, unless it is incognito. Its header and messages are stored
 * already. */
void silu_engine_add_conversation (SiluEngine *self, SiluConversation *conversation);

/* Lists at once what would be listed while idle. */
void silu_engine_finish_listing (SiluEngine *self);

/* Those that are not over; of SiluTurn, borrowed. */
GPtrArray *silu_engine_get_turns (SiluEngine *self);

/* Set of the ids of conversations that are gone for good; borrowed. */
GHashTable *silu_engine_get_erased (SiluEngine *self);

/* From now on changes of the folders are stored. */
void silu_engine_watch_folders (SiluEngine *self);

/* The engine's task @task goes on: the folders of the store are given to @take, then the
 * conversations are listed for @callback, with @task as its user data. Takes @task. */
typedef void (*SiluTakeFoldersFunc) (SiluFolderList *self, GPtrArray *folders);
void silu_engine_list_kept (GTask *task, SiluTakeFoldersFunc take, GAsyncReadyCallback callback);

/* What is in the trash is to be read anew; what was erased may be there again. */
void silu_engine_forget_trash (SiluEngine *self);

/* Erases what has been in the trash for too long. */
void silu_engine_erase_old (SiluEngine *self, gint64 now);

/* It is shutting down: nothing new begins. */
gboolean silu_engine_is_ending (SiluEngine *self);

G_END_DECLS
