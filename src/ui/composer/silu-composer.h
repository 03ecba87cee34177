/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the next message is written: text, files, deep-think pill, model picker, Send that turns
 * into Stop (DESIGN 4). Knows the accounts, but sends nothing itself. */
#pragma once

#include "silu-accounts.h"
#include "silu-meter.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_COMPOSER (silu_composer_get_type ())
G_DECLARE_FINAL_TYPE (SiluComposer, silu_composer, SILU, COMPOSER, GtkWidget)

/* Signals:
 *   "send" (): Enter or the button, with something to send: text, or files. The composer does not
 * clear itself. "stop" (): the Stop button, or Escape while busy. "choice-changed" (): account,
 * model or level were chosen by the user. "sampling-changed" (): so were the parameters.
 * "cancel-edit" (): the user left the editing of an earlier message. "text-changed" (): the user
 * wrote something, or its files changed.
 */

GtkWidget *silu_composer_new (void);
void silu_composer_set_accounts (SiluComposer *self, SiluAccounts *accounts);

char *silu_composer_dup_text (SiluComposer *self);

/* Does not emit "text-changed". */
void silu_composer_set_text (SiluComposer *self, const char *text);

/* The files that go with it, of SiluAttachment; transfer full. Setting (NULL: none) does not emit
 * "text-changed". */
GPtrArray *silu_composer_list_attachments (SiluComposer *self);
void silu_composer_set_attachments (SiluComposer *self, GPtrArray *attachments);

void silu_composer_focus (SiluComposer *self);

/* What the conversation takes of the context, but for what is being written. */
void silu_composer_set_context (SiluComposer *self, const SiluContextUse *use);

/* An answer is coming: Send is Stop. */
void silu_composer_set_busy (SiluComposer *self, gboolean busy);

/* An earlier message is being edited: a strip above the text says so, with a button to leave. */
void silu_composer_set_editing (SiluComposer *self, gboolean editing);

/* The choice. The account is borrowed, never NULL once there are accounts; the model is "" if none
 * is known. Setting does not emit "choice-changed". An unknown account falls back to the default,
 * a NULL or "" model to the account's own, SILU_THINK_AUTO to the preset's level. */
SiluAccount *silu_composer_get_account (SiluComposer *self);
const char *silu_composer_get_model (SiluComposer *self);
SiluThinkLevel silu_composer_get_think (SiluComposer *self);
void silu_composer_set_choice (SiluComposer *self,
                               const char *account_id,
                               const char *model,
                               SiluThinkLevel think);

/* The parameters of the conversation, over those of its account. Setting emits nothing. */
const SiluSampling *silu_composer_get_sampling (SiluComposer *self);
void silu_composer_set_sampling (SiluComposer *self, const SiluSampling *sampling);

G_END_DECLS
