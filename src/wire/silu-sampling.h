/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that people may set for a request: temperature and its like. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SILU_PARAM_TEMPERATURE,
  SILU_PARAM_TOP_P,
  SILU_PARAM_TOP_K,
  SILU_PARAM_MIN_P,
  SILU_PARAM_PRESENCE_PENALTY,
  SILU_PARAM_FREQUENCY_PENALTY,
  SILU_PARAM_SEED,
  SILU_PARAM_MAX_TOKENS,
  SILU_PARAM_NUM_CTX, /* Ollama's window of context, in tokens (PROTOCOLS 2.5) */
} SiluParam;

#define SILU_N_PARAMS 9

/* Plain data: copy it. What is not set is left to the server. */
typedef struct
{
  gboolean is_set[SILU_N_PARAMS];
  double values[SILU_N_PARAMS];
} SiluSampling;

/* "temperature", "top_p", …: as most servers name it, and as the data file does. */
const char *silu_param_get_name (SiluParam param);
gboolean silu_param_find (const char *name, SiluParam *param);

gboolean silu_param_is_integer (SiluParam param);
void silu_param_get_range (SiluParam param, double *min, double *max);

void silu_sampling_set (SiluSampling *self, SiluParam param, double value); /* clamped */
void silu_sampling_unset (SiluSampling *self, SiluParam param);
gboolean silu_sampling_is_empty (const SiluSampling *self);
gboolean silu_sampling_equal (const SiluSampling *a, const SiluSampling *b);

/* What @over sets wins. */
void silu_sampling_merge (SiluSampling *self, const SiluSampling *over);

/* "temperature=0.6 top_k=40", "" for none: how the store keeps it. Unknown words and what is no
 * number are passed over. */
char *silu_sampling_to_string (const SiluSampling *self);
void silu_sampling_from_string (SiluSampling *self, const char *string);

G_END_DECLS
