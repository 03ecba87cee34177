/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of dialects. */
#include "silu-dialect-private.h"

static const SiluDialect *const table[] = {
  &silu_dialect_openai,
};

static const char *const names[] = { "openai", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (table) + 1);

const SiluDialect *
silu_dialect_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i]->name, name) == 0)
      return table[i];

  return NULL;
}

const char *
silu_dialect_get_name (const SiluDialect *dialect)
{
  return dialect->name;
}

const char *const *
silu_dialect_list_names (void)
{
  return names;
}

const char *
silu_dialect_get_path (const SiluDialect *dialect)
{
  return dialect->path;
}

char *
silu_dialect_write_request (const SiluDialect *dialect, const SiluChatRequest *request)
{
  return dialect->write_request (request);
}

SiluErrorCode
silu_dialect_read_error (const SiluDialect *dialect,
                         guint status,
                         const char *body,
                         gsize length,
                         char **detail)
{
  return dialect->read_error (status, body, length, detail);
}

GPtrArray *
silu_dialect_read_models (const SiluDialect *dialect, const char *body, gsize length)
{
  return dialect->read_models (body, length);
}
