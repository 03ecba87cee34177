/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of the numbers people may set, so that the store, the dialects and the interface name
 * and bound them alike. */
#include "silu-sampling.h"

#include <math.h>
#include <string.h>

static const struct
{
  const char *name;
  double min;
  double max;
  gboolean is_integer;
} table[] = {
  [SILU_PARAM_TEMPERATURE] = { "temperature", 0, 2, FALSE },
  [SILU_PARAM_TOP_P] = { "top_p", 0, 1, FALSE },
  [SILU_PARAM_TOP_K] = { "top_k", 1, 1000, TRUE },
  [SILU_PARAM_MIN_P] = { "min_p", 0, 1, FALSE },
  [SILU_PARAM_PRESENCE_PENALTY] = { "presence_penalty", -2, 2, FALSE },
  [SILU_PARAM_FREQUENCY_PENALTY] = { "frequency_penalty", -2, 2, FALSE },
  [SILU_PARAM_SEED] = { "seed", 0, G_MAXINT32, TRUE },
  [SILU_PARAM_MAX_TOKENS] = { "max_tokens", 1, 10000000, TRUE },
  [SILU_PARAM_NUM_CTX] = { "num_ctx", 512, 10000000, TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (table) == SILU_N_PARAMS);

const char *
silu_param_get_name (SiluParam param)
{
  return table[param].name;
}

gboolean
silu_param_find (const char *name, SiluParam *param)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].name, name) == 0)
      {
        *param = (SiluParam) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
silu_param_is_integer (SiluParam param)
{
  return table[param].is_integer;
}

void
silu_param_get_range (SiluParam param, double *min, double *max)
{
  *min = table[param].min;
  *max = table[param].max;
}

void
silu_sampling_set (SiluSampling *self, SiluParam param, double value)
{
  if (!isfinite (value))
    return;

  if (table[param].is_integer)
    value = round (value);
  self->is_set[param] = TRUE;
  self->values[param] = CLAMP (value, table[param].min, table[param].max);
}

void
silu_sampling_unset (SiluSampling *self, SiluParam param)
{
  self->is_set[param] = FALSE;
  self->values[param] = 0;
}

gboolean
silu_sampling_is_empty (const SiluSampling *self)
{
  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    if (self->is_set[i])
      return FALSE;

  return TRUE;
}

gboolean
silu_sampling_equal (const SiluSampling *a, const SiluSampling *b)
{
  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    if (a->is_set[i] != b->is_set[i] || (a->is_set[i] && a->values[i] != b->values[i]))
      return FALSE;

  return TRUE;
}

void
silu_sampling_merge (SiluSampling *self, const SiluSampling *over)
{
  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    if (over->is_set[i])
      silu_sampling_set (self, (SiluParam) i, over->values[i]);
}

char *
silu_sampling_to_string (const SiluSampling *self)
{
  GString *string = g_string_new (NULL);

  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      if (!self->is_set[i])
        continue;

      g_ascii_formatd (number, sizeof number, "%.10g", self->values[i]);
      g_string_append_printf (string, "%s%s=%s", string->len > 0 ? " " : "", table[i].name, number);
    }

  return g_string_free (string, FALSE);
}

void
silu_sampling_from_string (SiluSampling *self, const char *string)
{
  g_auto (GStrv) words = g_strsplit (string != NULL ? string : "", " ", -1);

  memset (self, 0, sizeof *self);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      char *equals = strchr (words[i], '=');
      SiluParam param;
      char *end = NULL;
      double value;

      if (equals == NULL)
        continue;

      *equals = '\0';
      value = g_ascii_strtod (equals + 1, &end);
      if (end != equals + 1 && *end == '\0' && silu_param_find (words[i], &param))
        silu_sampling_set (self, param, value);
    }
}
