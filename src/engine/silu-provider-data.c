/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/providers.json is built in, so that an uninstalled Silu has it too; what a user adds is a
 * file of the same format. */
#include "silu-provider-data.h"

#include "silu-data-resources.h"
#include "silu-error.h"
#include <glib/gi18n-lib.h>

#define PATH "/io/github/silu_chat/Silu/data/providers.json"
#define MAX_SIZE (4 * 1024 * 1024)

SiluProviders *
silu_provider_data_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (silu_data_get_resource (), PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length = 0;
  const char *json = NULL;
  SiluProviders *providers = NULL;

  g_assert (bytes != NULL);
  json = g_bytes_get_data (bytes, &length);
  providers = silu_providers_new (json, length, &error);
  if (providers == NULL)
    g_error ("the built-in providers.json is wrong: %s", error->message); /* a test reads it */

  return providers;
}

static char *
dup_user_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "silu", "providers.json", NULL);
}

SiluProviders *
silu_provider_data_load_with_user (void)
{
  g_autoptr (SiluProviders) providers = silu_provider_data_load ();
  g_autofree char *path = dup_user_path ();
  g_autofree char *json = NULL;
  gsize length = 0;

  if (g_file_get_contents (path, &json, &length, NULL) && length <= MAX_SIZE)
    silu_providers_add (providers, json, length, NULL);

  return g_steal_pointer (&providers);
}

static GError *
complain (const char *detail)
{
  return silu_error_new (SILU_ERROR_FAILED,
                         _ ("Your file providers.json has a mistake and was not used."), detail,
                         -1);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluProviders *providers = g_task_get_task_data (task);
  g_autofree char *json = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  if (!g_file_load_contents_finish (G_FILE (object), result, &json, &length, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, complain (error->message));
      return;
    }

  if (length > MAX_SIZE)
    g_task_return_error (task, complain (NULL));
  else if (!silu_providers_add (providers, json, length, &error))
    g_task_return_error (task, complain (error->message));
  else
    g_task_return_boolean (task, TRUE);
}

void
silu_provider_data_add_user_async (SiluProviders *providers,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *path = dup_user_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_task_set_source_tag (task, silu_provider_data_add_user_async);
  g_task_set_task_data (task, silu_providers_ref (providers),
                        (GDestroyNotify) silu_providers_unref);
  g_file_load_contents_async (file, NULL, read_cb, task);
}

gboolean
silu_provider_data_add_user_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
