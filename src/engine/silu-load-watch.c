/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is it dead, or is it loading? The list of the models in memory tells. */
#include "silu-load-watch.h"

#include "silu-json.h"
#include <string.h>

/* Seconds that one may take. */
#define TIMEOUT 10

struct _SiluLoadWatch
{
  SiluHttp *http;
  SiluRoute *route;
  char *url;
  char *model;
  guint interval;
  SiluLoadWatchFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  guint source;
};

static gboolean ask_cb (gpointer user_data);

static void
wait (SiluLoadWatch *self)
{
  self->source = g_timeout_add (self->interval, ask_cb, self);
}

/* With its tag, or without any: "qwen3" is "qwen3:latest", but not "qwen3-coder:30b". */
static gboolean
is_named (const char *name, const char *model)
{
  gsize length = strlen (model);

  return strncmp (name, model, length) == 0 &&
         (name[length] == '\0' || (name[length] == ':' && strchr (model, ':') == NULL));
}

/* A list that cannot be read says nothing. */
static gboolean
is_loaded (GBytes *body, const char *model)
{
  g_autoptr (JsonNode) node =
      silu_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);
  JsonArray *models = silu_json_get_array (silu_json_root (node), "models");

  if (models == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      const char *name = silu_json_get_string (silu_json_element_object (models, i), "name");

      if (name != NULL && is_named (name, model))
        return TRUE;
    }

  return FALSE;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SiluLoadWatch *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = silu_http_fetch_finish (SILU_HTTP (object), result, &error);

  /* Freed, then: @self is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  wait (self);
  if (body != NULL && g_bytes_get_size (body) > 0 && !is_loaded (body, self->model))
    self->func (self->user_data);
}

static gboolean
ask_cb (gpointer user_data)
{
  SiluLoadWatch *self = user_data;

  self->source = 0;
  silu_http_fetch_async (self->http, self->url, self->route, NULL, TIMEOUT, self->cancellable,
                         answered_cb, self);

  return G_SOURCE_REMOVE;
}

SiluLoadWatch *
silu_load_watch_new (SiluAccounts *accounts,
                     SiluAccount *account,
                     SiluHttp *http,
                     SiluRoute *route,
                     const char *model,
                     guint interval,
                     SiluLoadWatchFunc func,
                     gpointer user_data)
{
  const SiluProvider *provider = silu_accounts_get_provider (accounts, account);
  SiluLoadWatch *self;

  if (provider == NULL || provider->loading_path == NULL)
    return NULL;

  self = g_new0 (SiluLoadWatch, 1);
  self->http = g_object_ref (http);
  self->route = silu_route_ref (route);
  self->url = silu_accounts_dup_url (accounts, account, NULL, provider->loading_path);
  self->model = g_strdup (model);
  self->interval = interval;
  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  wait (self);

  return self;
}

void
silu_load_watch_free (SiluLoadWatch *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->http);
  silu_route_unref (self->route);
  g_free (self->url);
  g_free (self->model);
  g_free (self);
}
