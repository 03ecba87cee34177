/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All conversations that are not in the trash: a GListModel of SiluConversation, pinned first, then
 * the latest updated first. It keeps its order when they change. */
#pragma once

#include "silu-conversation.h"

G_BEGIN_DECLS

#define SILU_TYPE_CONVERSATION_LIST (silu_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (SiluConversationList,
                      silu_conversation_list,
                      SILU,
                      CONVERSATION_LIST,
                      GObject)

/* Signal "changed" (SiluConversation *): where it belongs is another, by its time, pin, archive,
 * folder or tags. The list is in order by then. */
SiluConversationList *silu_conversation_list_new (void);

/* Adding one that is there already does nothing. */
void silu_conversation_list_add (SiluConversationList *self, SiluConversation *conversation);
void silu_conversation_list_add_all (SiluConversationList *self, GPtrArray *conversations);
/* All of them by others. */
void silu_conversation_list_replace (SiluConversationList *self, GPtrArray *conversations);
void silu_conversation_list_remove (SiluConversationList *self, SiluConversation *conversation);

/* By id; borrowed, NULL if unknown. */
SiluConversation *silu_conversation_list_find (SiluConversationList *self, const char *id);

G_END_DECLS
