/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tree of messages with one active branch (DESIGN 2). As a GListModel it is that branch, first
 * message first, so that a view needs nothing else. Editing and regenerating add siblings; nothing
 * is ever overwritten. Main thread only. */
#pragma once

#include "silu-message.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define SILU_TYPE_CONVERSATION (silu_conversation_get_type ())
G_DECLARE_FINAL_TYPE (SiluConversation, silu_conversation, SILU, CONVERSATION, GObject)

/* Signals:
 *   "message-added" (SiluMessage *): a message was hung into the tree, on any branch.
 *   "header-changed" (): title, times, flags or active leaf changed and want to be stored.
 * Properties (readable, notify): "title" (string, never NULL), "updated" (gint64), "pinned",
 *   "archived", "streaming", "unread", "loaded" (boolean), "folder" (string, NULL), "tags" (strv).
 */

/* @id: a UUID, or NULL for a new one. A new conversation is loaded; one made from a stored header
 * is not, until silu_conversation_set_loaded (). */
SiluConversation *silu_conversation_new (const char *id);

const char *silu_conversation_get_id (SiluConversation *self);

const char *silu_conversation_get_title (SiluConversation *self);
SiluTitleKind silu_conversation_get_title_kind (SiluConversation *self);

/* Does nothing where somebody of a later kind has named it. */
void silu_conversation_set_title (SiluConversation *self, const char *title, SiluTitleKind kind);

/* Microseconds since the epoch, UTC. */
gint64 silu_conversation_get_created (SiluConversation *self);
gint64 silu_conversation_get_updated (SiluConversation *self);
void silu_conversation_set_created (SiluConversation *self, gint64 created);
void silu_conversation_set_updated (SiluConversation *self, gint64 updated);

gboolean silu_conversation_get_pinned (SiluConversation *self);
void silu_conversation_set_pinned (SiluConversation *self, gboolean pinned);

/* Time it was put away, 0 if it was not. */
gint64 silu_conversation_get_archived (SiluConversation *self);
void silu_conversation_set_archived (SiluConversation *self, gint64 archived);

/* The id of the folder it is in, NULL if it is in none. */
const char *silu_conversation_get_folder (SiluConversation *self);
void silu_conversation_set_folder (SiluConversation *self, const char *folder);

/* Borrowed, never NULL. Set: without empty ones and doubles, line ends made spaces. */
const char *const *silu_conversation_get_tags (SiluConversation *self);
void silu_conversation_set_tags (SiluConversation *self, const char *const *tags);

/* Nothing of it is ever to be on disk. Said before it has messages, and never taken back. */
gboolean silu_conversation_get_incognito (SiluConversation *self);
void silu_conversation_set_incognito (SiluConversation *self);

/* Where it was imported from ("chatgpt"), "" if it was made here. */
const char *silu_conversation_get_source (SiluConversation *self);
void silu_conversation_set_source (SiluConversation *self, const char *source);

/* Time it went to the trash, 0 if it is not there. */
gint64 silu_conversation_get_deleted (SiluConversation *self);
void silu_conversation_set_deleted (SiluConversation *self, gint64 deleted);

/* The account (its id), model and level last used here; NULL or "" until there was one. */
const char *silu_conversation_get_account (SiluConversation *self);
const char *silu_conversation_get_model (SiluConversation *self);
SiluThinkLevel silu_conversation_get_think (SiluConversation *self);

/* What its requests are made with; what is not set is the account's. */
const SiluSampling *silu_conversation_get_sampling (SiluConversation *self);
void silu_conversation_set_sampling (SiluConversation *self, const SiluSampling *sampling);

void silu_conversation_set_choice (SiluConversation *self,
                                   const char *account,
                                   const char *model,
                                   SiluThinkLevel think);

/* Marks for the sidebar; streaming is not stored. */
gboolean silu_conversation_get_streaming (SiluConversation *self);
void silu_conversation_set_streaming (SiluConversation *self, gboolean streaming);
gboolean silu_conversation_get_unread (SiluConversation *self);
void silu_conversation_set_unread (SiluConversation *self, gboolean unread);

/* Whether all messages are here. If not, there are none, or those at the end of the active branch;
 * nothing may be added then. */
gboolean silu_conversation_get_loaded (SiluConversation *self);
void silu_conversation_set_loaded (SiluConversation *self, gboolean loaded);

/* Hangs @message under @parent (NULL: as a first message) and makes its branch the active one. */
void silu_conversation_add (SiluConversation *self, SiluMessage *message, SiluMessage *parent);

/* For the store: the same without making it active and without signals. Call
 * silu_conversation_set_leaf () at the end. */
void
silu_conversation_add_stored (SiluConversation *self, SiluMessage *message, SiluMessage *parent);

/* For the store: hangs a message that is here already under @parent, as its newest child. */
void
silu_conversation_move_stored (SiluConversation *self, SiluMessage *message, SiluMessage *parent);

/* The last message of the active branch, NULL if there is none. Setting it to a message with
 * children is allowed: the branch then ends there. */
SiluMessage *silu_conversation_get_leaf (SiluConversation *self);
void silu_conversation_set_leaf (SiluConversation *self, SiluMessage *leaf);

/* The siblings of @message, itself included, oldest first: borrowed messages, container owned by
 * the caller. @position is its index. */
GPtrArray *
silu_conversation_get_siblings (SiluConversation *self, SiluMessage *message, guint *position);

/* Makes the branch of a sibling active, down to the leaf that was last active below it. */
void silu_conversation_select_sibling (SiluConversation *self, SiluMessage *sibling);

/* Borrowed, NULL if unknown. */
SiluMessage *silu_conversation_find (SiluConversation *self, const char *message_id);

/* All messages, parents before children; borrowed messages, container owned by the caller. */
GPtrArray *silu_conversation_list_all (SiluConversation *self);

G_END_DECLS
