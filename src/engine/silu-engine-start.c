/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start, one reading after the other: the store, the user's providers, accounts, drafts,
 * folders, and the conversations, of which the first will do. */
#include "silu-engine-private.h"

#include "silu-provider-data.h"

static void
adopt_cb (SiluConversation *conversation, gpointer user_data)
{
  silu_engine_adopt (user_data, conversation);
}

static void
conversations_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *found = silu_store_list_records_finish (SILU_STORE (object), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* A start that failed may be tried again. */
  g_clear_pointer (&self->listing, silu_listing_free);
  self->listing = silu_listing_new (self->conversations, found, adopt_cb, self);
  if (self->gradual)
    silu_listing_begin (self->listing);
  else
    silu_listing_finish (self->listing);
  silu_engine_erase_old (self, g_get_real_time ());

  g_task_return_boolean (task, TRUE);
}

/* Without them there is still everything that was sent. */
static void
drafts_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  g_autoptr (GHashTable) drafts = silu_store_list_drafts_finish (SILU_STORE (object), result, NULL);

  if (drafts != NULL)
    silu_drafts_fill (self->drafts, drafts);

  silu_engine_list_kept (g_steal_pointer (&task), silu_folder_list_add_stored,
                         conversations_listed_cb);
}

static void
accounts_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!silu_accounts_load_finish (SILU_ACCOUNTS (object), result, &error))
    g_task_return_error (task, error);
  else
    silu_store_list_drafts_async (self->store, drafts_listed_cb, g_object_ref (task));
}

/* A mistake in the user's file of providers is no reason not to start. */
static void
providers_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);

  silu_provider_data_add_user_finish (result, &self->provider_error);
  silu_accounts_load_async (self->accounts, accounts_loaded_cb, g_object_ref (task));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!silu_store_open_finish (SILU_STORE (object), result, &error))
    g_task_return_error (task, error);
  else
    silu_provider_data_add_user_async (self->providers, providers_read_cb, g_object_ref (task));
}

void
silu_engine_set_gradual (SiluEngine *self, gboolean gradual)
{
  g_return_if_fail (SILU_IS_ENGINE (self));

  self->gradual = gradual;
}

void
silu_engine_start_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, silu_engine_start_async);
  silu_store_open_async (self->store, opened_cb, task);
}

gboolean
silu_engine_start_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

SiluConversation *
silu_engine_find_conversation (SiluEngine *self, const char *id)
{
  SiluConversation *found;

  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  found = silu_conversation_list_find (self->conversations, id);
  if (found != NULL)
    return found;

  silu_engine_finish_listing (self);

  return silu_conversation_list_find (self->conversations, id);
}

void
silu_engine_finish_listing (SiluEngine *self)
{
  if (self->listing != NULL)
    silu_listing_finish (self->listing);
}
