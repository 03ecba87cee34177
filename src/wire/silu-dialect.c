/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of dialects. */
#include "silu-dialect-private.h"

#include "silu-error-body.h"
#include "silu-json.h"
#include <string.h>

static const SiluDialect *const table[] = {
  &silu_dialect_openai,    &silu_dialect_ollama, &silu_dialect_responses,
  &silu_dialect_anthropic, &silu_dialect_gemini,
};

static const char *const names[] = { "openai", "ollama", "responses", "anthropic", "gemini", NULL };

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

char *
silu_dialect_dup_path (const SiluDialect *dialect, const char *model)
{
  const char *place = strstr (dialect->path, "%s");
  g_autofree char *head = NULL;
  g_autofree char *escaped = NULL;

  if (place == NULL)
    return g_strdup (dialect->path);

  head = g_strndup (dialect->path, (gsize) (place - dialect->path));
  escaped = g_uri_escape_string (model, "/", FALSE);

  return g_strconcat (head, escaped, place + strlen ("%s"), NULL);
}

const char *
silu_dialect_get_models_path (const SiluDialect *dialect)
{
  return dialect->models_path;
}

const char *
silu_dialect_get_key_header (const SiluDialect *dialect, const char **prefix)
{
  *prefix = dialect->key_prefix;

  return dialect->key_header;
}

const char *const *
silu_dialect_get_headers (const SiluDialect *dialect)
{
  static const char *const none[] = { NULL };

  return dialect->headers != NULL ? dialect->headers : none;
}

gboolean
silu_dialect_streams_lines (const SiluDialect *dialect)
{
  return dialect->framing == SILU_FRAMING_LINES;
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
  return silu_error_body_read (status, body, length, detail);
}

SiluModelInfo *
silu_model_info_new (const char *id, gint64 context)
{
  SiluModelInfo *self = g_new0 (SiluModelInfo, 1);

  self->id = g_strdup (id);
  self->context = context;

  return self;
}

void
silu_model_info_free (SiluModelInfo *self)
{
  g_free (self->id);
  g_free (self);
}

GPtrArray *
silu_models_read (const char *body, gsize length, const char *member, SiluModelReadFunc read)
{
  g_autoptr (JsonNode) node = silu_json_parse (body, length, NULL);
  JsonArray *list = silu_json_get_array (silu_json_root (node), member);
  GPtrArray *models;

  if (list == NULL)
    return NULL;

  models = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_model_info_free);
  for (guint i = 0; i < MIN (json_array_get_length (list), SILU_DIALECT_MAX_MODELS); i++)
    {
      SiluModelInfo *model = read (silu_json_element_object (list, i));

      if (model != NULL)
        g_ptr_array_add (models, model);
    }

  return models;
}

GPtrArray *
silu_dialect_read_models (const SiluDialect *dialect, const char *body, gsize length)
{
  return dialect->read_models (body, length);
}
