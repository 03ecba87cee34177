/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one model at one provider wants to be spoken to. Data, not code: a profile is what the rules
 * of providers.json that fit the model add up to (PROTOCOLS 2.0, 2.17). Immutable once made. */
#pragma once

#include "silu-price.h"
#include "silu-sampling.h"

G_BEGIN_DECLS

/* The numbers of this enum are stored: never renumber, only append. */
typedef enum
{
  SILU_THINK_AUTO = 0, /* say nothing: the server's own default */
  SILU_THINK_OFF = 1,
  SILU_THINK_LOW = 2,
  SILU_THINK_MEDIUM = 3,
  SILU_THINK_HIGH = 4,
  SILU_THINK_MAX = 5,
} SiluThinkLevel;

#define SILU_N_THINK_LEVELS 6

/* Which old reasoning goes back with the history (PROTOCOLS 1.6). */
typedef enum
{
  SILU_REPLAY_NEVER,
  SILU_REPLAY_TOOL_TURNS, /* turns that called tools, "" included */
  SILU_REPLAY_ALWAYS,     /* every turn that has any */
  SILU_REPLAY_ALWAYS_WITH_EMPTY,
} SiluReplay;

typedef enum
{
  SILU_SYSTEM_MESSAGE,   /* a message of the role "system", or the dialect's own place */
  SILU_SYSTEM_DEVELOPER, /* the role is called "developer" */
  SILU_SYSTEM_FOLD,      /* it opens the first user message: R1's format (PROTOCOLS 1.11) */
} SiluSystem;

typedef enum
{
  SILU_PARAM_USED,
  SILU_PARAM_IGNORED, /* accepted without effect: not sent, greyed with that reason */
  SILU_PARAM_REFUSED, /* an error, or unknown: not sent */
} SiluParamUse;

/* Readable, not writable. Of a JsonObject each member is a dotted path into the request's body and
 * the value to put there; NULL where there are none. */
typedef struct
{
  /* Thinking. A level that is not offered is NULL in @levels. */
  JsonObject *levels[SILU_N_THINK_LEVELS];
  gboolean always_thinks;
  SiluThinkLevel think; /* the level a new conversation begins with */

  /* Answers. */
  char **reasoning_fields; /* members of a delta that hold reasoning, the best first */
  gboolean drops_repeats;  /* a delta of reasoning that repeats the last one is an echo */

  /* History. */
  SiluReplay replay;
  char *replay_field;  /* NULL: the name it came under, else "reasoning_content" */
  char *empty_content; /* for an assistant's turn without text: "" or " " (PROTOCOLS 2.8) */
  SiluSystem system;
  gboolean merge_roles; /* messages of one role in a row are joined */

  /* Numbers. [0]: thinking is off, [1]: on. */
  SiluParamUse params[2][SILU_N_PARAMS];
  char *max_tokens_field;
  gint64 context; /* tokens, 0: unknown */
  gint64 output;  /* tokens, 0: unknown */

  /* Put into every request. */
  JsonObject *body;

  /* Going on with an answer that was cut: prefix completion (PROTOCOLS 1.10). */
  gboolean can_prefix;
  gboolean can_prefix_reasoning;
  char *prefix_base_url;      /* or NULL: the account's */
  JsonObject *prefix_body;    /* into the request */
  JsonObject *prefix_message; /* into its last message */

  char *control_path; /* llama-server's "stop thinking" (PROTOCOLS 2.4), or NULL */

  SiluPriceTable *prices; /* or NULL */
} SiluProfile;

/* What holds where no rule says otherwise: it can be told nothing, old reasoning stays at home. */
SiluProfile *silu_profile_new (void);
SiluProfile *silu_profile_ref (SiluProfile *self);
void silu_profile_unref (SiluProfile *self);

/* Adds a rule: its members replace what is there. Only while nobody else holds the profile. FALSE
 * with an untranslated SILU_ERROR_PROTOCOL that names the member. */
gboolean silu_profile_apply (SiluProfile *self, JsonObject *rule, GError **error);

/* Whether the model can be told this level (SILU_THINK_AUTO: always). */
gboolean silu_profile_offers (const SiluProfile *self, SiluThinkLevel level);

/* Whether there is any choice. */
gboolean silu_profile_has_switch (const SiluProfile *self);

/* The offered level nearest to @level; SILU_THINK_AUTO if none is offered. Off stays off where it
 * can, else becomes the lowest. */
SiluThinkLevel silu_profile_pick_level (const SiluProfile *self, SiluThinkLevel level);

/* Whether a request at @level makes the model think, as far as one can tell. */
gboolean silu_profile_thinks (const SiluProfile *self, SiluThinkLevel level);

SiluParamUse
silu_profile_get_param_use (const SiluProfile *self, SiluThinkLevel level, SiluParam param);

/* "auto", "off", "low", "medium", "high", "max". FALSE for any other word. */
const char *silu_think_level_to_string (SiluThinkLevel level);
gboolean silu_think_level_from_string (const char *string, SiluThinkLevel *level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluProfile, silu_profile_unref)

G_END_DECLS
