/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API keys. libsecret is seen in this file only. */
#include "silu-secrets.h"

#include <libsecret/secret.h>
#include <string.h>

struct _SiluSecrets
{
  GObject parent_instance;

  GHashTable *kept; /* account id → key, of those no service took */
  gboolean is_volatile;
};

G_DEFINE_FINAL_TYPE (SiluSecrets, silu_secrets, G_TYPE_OBJECT)

enum
{
  PROP_VOLATILE = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static const SecretSchema schema = {
  .name = "io.github.silu_chat.Silu",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

void
silu_secrets_free_key (char *key)
{
  if (key != NULL)
    explicit_bzero (key, strlen (key));
  g_free (key);
}

static void
free_key (gpointer key)
{
  silu_secrets_free_key (key);
}

static void
update_volatile (SiluSecrets *self)
{
  gboolean is_volatile = g_hash_table_size (self->kept) > 0;

  if (self->is_volatile == is_volatile)
    return;

  self->is_volatile = is_volatile;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VOLATILE]);
}

static void
silu_secrets_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VOLATILE:
      g_value_set_boolean (value, SILU_SECRETS (object)->is_volatile);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_secrets_finalize (GObject *object)
{
  SiluSecrets *self = SILU_SECRETS (object);

  g_hash_table_unref (self->kept);

  G_OBJECT_CLASS (silu_secrets_parent_class)->finalize (object);
}

static void
silu_secrets_class_init (SiluSecretsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = silu_secrets_get_property;
  object_class->finalize = silu_secrets_finalize;

  properties[PROP_VOLATILE] = g_param_spec_boolean ("volatile", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
silu_secrets_init (SiluSecrets *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_key);
}

SiluSecrets *
silu_secrets_new (void)
{
  return g_object_new (SILU_TYPE_SECRETS, NULL);
}

gboolean
silu_secrets_get_volatile (SiluSecrets *self)
{
  g_return_val_if_fail (SILU_IS_SECRETS (self), FALSE);

  return self->is_volatile;
}

typedef struct
{
  char *account;
  char *key;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->account);
  silu_secrets_free_key (self->key);
  g_free (self);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluSecrets *self = g_task_get_source_object (task);
  Entry *entry = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      g_hash_table_remove (self->kept, entry->account);
    }
  else
    {
      g_debug ("the key is kept for this run only: %s", error->message);
      g_hash_table_insert (self->kept, g_strdup (entry->account), g_steal_pointer (&entry->key));
    }

  update_volatile (self);
  g_task_return_boolean (task, TRUE);
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Without a service there was nothing to forget. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_debug ("no key was forgotten: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

void
silu_secrets_store_async (SiluSecrets *self,
                          const char *account_id,
                          const char *key,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Entry *entry;

  g_return_if_fail (SILU_IS_SECRETS (self));
  g_return_if_fail (account_id != NULL);

  g_task_set_source_tag (task, silu_secrets_store_async);
  if (key == NULL || *key == '\0')
    {
      g_hash_table_remove (self->kept, account_id);
      update_volatile (self);
      secret_password_clear (&schema, NULL, cleared_cb, task, "account", account_id, NULL);
      return;
    }

  entry = g_new0 (Entry, 1);
  entry->account = g_strdup (account_id);
  entry->key = g_strdup (key);
  g_task_set_task_data (task, entry, entry_free);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, "Silu: API key", key, NULL, stored_cb,
                         task, "account", account_id, NULL);
}

void
silu_secrets_store_finish (SiluSecrets *self, GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *found = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_debug ("no key was found: %s", error->message);

  g_task_return_pointer (task, g_strdup (found), free_key);
  secret_password_free (found);
}

void
silu_secrets_lookup_async (SiluSecrets *self,
                           const char *account_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *kept;

  g_return_if_fail (SILU_IS_SECRETS (self));
  g_return_if_fail (account_id != NULL);

  g_task_set_source_tag (task, silu_secrets_lookup_async);
  kept = g_hash_table_lookup (self->kept, account_id);
  if (kept != NULL)
    g_task_return_pointer (task, g_strdup (kept), free_key);
  else
    secret_password_lookup (&schema, cancellable, found_cb, g_object_ref (task), "account",
                            account_id, NULL);
}

char *
silu_secrets_lookup_finish (SiluSecrets *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
