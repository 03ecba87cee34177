/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where answers come from: an address, a dialect, a model. The key is not here: SiluSecrets has it.
 */
#pragma once

#include "silu-connection.h"
#include "silu-enums.h"

G_BEGIN_DECLS

#define SILU_TYPE_ACCOUNT (silu_account_get_type ())
G_DECLARE_FINAL_TYPE (SiluAccount, silu_account, SILU, ACCOUNT, GObject)

/* Property: "name" (string, read-write, notifies). Signal "changed" () for everything. */

/* @id: a UUID, "tour" for the built-in one, or NULL for a new id. */
SiluAccount *silu_account_new (const char *id, const char *preset);

const char *silu_account_get_id (SiluAccount *self);

/* The provider in the data that its rules are of; may be unknown to it. */
const char *silu_account_get_preset (SiluAccount *self);
void silu_account_set_preset (SiluAccount *self, const char *preset);

const char *silu_account_get_name (SiluAccount *self);
void silu_account_set_name (SiluAccount *self, const char *name);

const char *silu_account_get_base_url (SiluAccount *self);
void silu_account_set_base_url (SiluAccount *self, const char *base_url);

const char *silu_account_get_dialect (SiluAccount *self);
void silu_account_set_dialect (SiluAccount *self, const char *dialect);

/* The model new conversations begin with; "" if none was chosen. */
const char *silu_account_get_model (SiluAccount *self);
void silu_account_set_model (SiluAccount *self, const char *model);

/* Models that the server named last; NULL-terminated, never NULL. */
const char *const *silu_account_get_models (SiluAccount *self);
void silu_account_set_models (SiluAccount *self, const char *const *models);

/* What the server says fits into its models: "id<tab>tokens", one a line, "" if it says nothing.
 * 0 for a model of which it says nothing. */
const char *silu_account_get_contexts (SiluAccount *self);
void silu_account_set_contexts (SiluAccount *self, const char *contexts);
gint64 silu_account_get_model_context (SiluAccount *self, const char *model);

const SiluConnection *silu_account_get_connection (SiluAccount *self);
void silu_account_set_connection (SiluAccount *self, const SiluConnection *connection);

/* What its requests are made with, where a conversation does not say otherwise. */
const SiluSampling *silu_account_get_sampling (SiluAccount *self);
void silu_account_set_sampling (SiluAccount *self, const SiluSampling *sampling);

gboolean silu_account_get_is_default (SiluAccount *self);
void silu_account_set_is_default (SiluAccount *self, gboolean is_default);

G_END_DECLS
