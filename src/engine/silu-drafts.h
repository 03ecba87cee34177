/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written but not sent, text and files, by conversation. It is on disk half a second after
 * the last key, so that a crash costs no more than a word. Main thread only. */
#pragma once

#include "silu-store.h"

G_BEGIN_DECLS

typedef struct _SiluDrafts SiluDrafts;

SiluDrafts *silu_drafts_new (SiluStore *store);

/* Writes what is not yet written. */
void silu_drafts_free (SiluDrafts *self);

/* Takes what was stored, id → SiluDraftRecord. What was set since then is newer, and stays. */
void silu_drafts_fill (SiluDrafts *self, GHashTable *stored);

/* @conversation_id: "" for the chat that has not begun. Borrowed, "" if there is none; the files,
 * of SiluAttachment, NULL. */
const char *silu_drafts_get (SiluDrafts *self, const char *conversation_id);
GPtrArray *silu_drafts_get_attachments (SiluDrafts *self, const char *conversation_id);

/* @attachments: copied; NULL for none. */
void silu_drafts_set (SiluDrafts *self,
                      const char *conversation_id,
                      const char *text,
                      GPtrArray *attachments);

/* Writes now. */
void silu_drafts_flush (SiluDrafts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluDrafts, silu_drafts_free)

G_END_DECLS
