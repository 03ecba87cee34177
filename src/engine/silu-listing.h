/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conversations of a store on their way into the list: making ten thousand objects at once
 * would hold up the window, which shows twenty. */
#pragma once

#include "silu-conversation-list.h"

G_BEGIN_DECLS

typedef struct _SiluListing SiluListing;

/* Told of each conversation just before it joins the list. */
typedef void (*SiluListingFunc) (SiluConversation *conversation, gpointer user_data);

/* @records (full) are SiluConversationRecord in the order of the list. Nothing is listed yet. */
SiluListing *silu_listing_new (SiluConversationList *list,
                               GPtrArray *records,
                               SiluListingFunc func,
                               gpointer user_data);

/* Lists the first now, and the others while the main loop has nothing else to do. */
void silu_listing_begin (SiluListing *self);

/* Lists all that are left. */
void silu_listing_finish (SiluListing *self);

void silu_listing_free (SiluListing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluListing, silu_listing_free)

G_END_DECLS
