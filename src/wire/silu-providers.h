/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The providers that Silu knows by name: data/providers.json, and a user's file on top of it.
 * CONTRIBUTING.md describes the format. */
#pragma once

#include "silu-profile.h"

G_BEGIN_DECLS

#define SILU_PROVIDER_MAX_PORTS 4

/* Readable, not writable; owned by its SiluProviders. */
typedef struct
{
  char *id;       /* "deepseek": stored with each account */
  char *name;     /* a product's name, not translated */
  char *base_url; /* "" where the user must give it */
  char *dialect;
  char *model;   /* the one to begin with, "" for the first that the server names */
  char **models; /* of a server that names none itself; never NULL */
  char *key_url; /* where one gets a key, or NULL */
  gboolean needs_key;
  gboolean is_hidden;                   /* not offered: the Tour */
  guint ports[SILU_PROVIDER_MAX_PORTS]; /* where it is looked for on this machine; 0-terminated */
  char *balance_path;                   /* "user/balance", or NULL */
  char *loading_path; /* names the models in memory (Ollama's "api/ps"), or NULL */

  /* The rules, in the order in which they are applied. */
  JsonObject *rule;     /* for all its models */
  JsonObject *dialects; /* by name of a dialect; or NULL */
  JsonArray *patterns;  /* {"match": [globs], "dialect": …, "rule": {…}}; never NULL */
} SiluProvider;

typedef struct _SiluProviders SiluProviders;

/* NULL with an untranslated SILU_ERROR_PROTOCOL that says where and what. All profiles of the file
 * are tried, so that no mistake waits for its model. */
SiluProviders *silu_providers_new (const char *json, gsize length, GError **error);
SiluProviders *silu_providers_ref (SiluProviders *self);
void silu_providers_unref (SiluProviders *self);

/* A user's file of the same format on top, before anybody holds a SiluProvider: members replace
 * those of the provider with the same id, patterns are added after its own, new providers go to the
 * end. All or nothing. */
gboolean silu_providers_add (SiluProviders *self, const char *json, gsize length, GError **error);

/* The day the built-in data was last checked, "2026-11-23". */
const char *silu_providers_get_date (SiluProviders *self);

guint silu_providers_get_n (SiluProviders *self);
const SiluProvider *silu_providers_get (SiluProviders *self, guint index);

/* NULL if unknown. */
const SiluProvider *silu_providers_find (SiluProviders *self, const char *id);

/* The one on whose host @base_url is, at the same port, or on whose port of this machine; NULL if
 * none. */
const SiluProvider *silu_providers_guess (SiluProviders *self, const char *base_url);

/* Adds up, in this order: the defaults, the provider's rule, its rule for @dialect, the rules of
 * "families" that match @model, the provider's patterns that match it. Never NULL: of an unknown
 * provider only the families count. */
SiluProfile *silu_providers_resolve (SiluProviders *self,
                                     const char *provider,
                                     const char *dialect,
                                     const char *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluProviders, silu_providers_unref)

G_END_DECLS
