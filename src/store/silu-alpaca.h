/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chats in the database of Alpaca, another program, taken out for an import. It is opened for
 * reading only, and nothing in it is trusted. One thread at a time. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SiluAlpaca SiluAlpaca;

/* NULL with a sentence for what is no such database. */
SiluAlpaca *silu_alpaca_open (const char *path, GError **error);
void silu_alpaca_free (SiluAlpaca *self);

/* The next chat: {"id", "name", "messages": [{"id", "role", "model", "date_time", "content",
 * "attachments": [{"type", "name", "content"}]}]}, all texts. NULL at the end, with @error if it
 * cannot be read, or with @skipped set to the name of one that is too large. */
JsonNode *silu_alpaca_next (SiluAlpaca *self, char **skipped, GError **error);

/* How much of it was read, 0 to 1. */
double silu_alpaca_get_fraction (SiluAlpaca *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluAlpaca, silu_alpaca_free)

G_END_DECLS
