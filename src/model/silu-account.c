/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where answers come from. */
#include "silu-account.h"

#include <string.h>

struct _SiluAccount
{
  GObject parent_instance;

  char *id;
  char *preset;
  char *name;
  char *base_url;
  char *dialect;
  char *model;
  char **models;
  char *contexts;
  SiluConnection *connection;
  SiluSampling sampling;
  gboolean is_default;
};

G_DEFINE_FINAL_TYPE (SiluAccount, silu_account, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Takes a copy of @value; TRUE if that is another one. */
static gboolean
replace (char **place, const char *value)
{
  if (g_strcmp0 (*place, value) == 0)
    return FALSE;

  g_free (*place);
  *place = g_strdup (value);

  return TRUE;
}

static void
emit_changed (SiluAccount *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
silu_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, SILU_ACCOUNT (object)->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_account_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NAME:
      silu_account_set_name (SILU_ACCOUNT (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_account_finalize (GObject *object)
{
  SiluAccount *self = SILU_ACCOUNT (object);

  g_free (self->id);
  g_free (self->preset);
  g_free (self->name);
  g_free (self->base_url);
  g_free (self->dialect);
  g_free (self->model);
  g_strfreev (self->models);
  g_free (self->contexts);
  silu_connection_free (self->connection);

  G_OBJECT_CLASS (silu_account_parent_class)->finalize (object);
}

static void
silu_account_class_init (SiluAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = silu_account_get_property;
  object_class->set_property = silu_account_set_property;
  object_class->finalize = silu_account_finalize;

  properties[PROP_NAME] = g_param_spec_string (
      "name", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_ACCOUNT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
silu_account_init (SiluAccount *self)
{
  self->name = g_strdup ("");
  self->base_url = g_strdup ("");
  self->dialect = g_strdup ("openai");
  self->model = g_strdup ("");
  self->models = g_new0 (char *, 1);
  self->contexts = g_strdup ("");
  self->connection = silu_connection_new ();
}

SiluAccount *
silu_account_new (const char *id, const char *preset)
{
  SiluAccount *self = g_object_new (SILU_TYPE_ACCOUNT, NULL);

  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->preset = g_strdup (preset);

  return self;
}

const char *
silu_account_get_id (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return self->id;
}

const char *
silu_account_get_preset (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return self->preset;
}

void
silu_account_set_preset (SiluAccount *self, const char *preset)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (preset != NULL);

  if (!replace (&self->preset, preset))
    return;

  emit_changed (self);
}

const char *
silu_account_get_name (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return self->name;
}

void
silu_account_set_name (SiluAccount *self, const char *name)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (name != NULL);

  if (!replace (&self->name, name))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  emit_changed (self);
}

const char *
silu_account_get_base_url (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return self->base_url;
}

void
silu_account_set_base_url (SiluAccount *self, const char *base_url)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (base_url != NULL);

  if (!replace (&self->base_url, base_url))
    return;

  emit_changed (self);
}

const char *
silu_account_get_dialect (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return self->dialect;
}

void
silu_account_set_dialect (SiluAccount *self, const char *dialect)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (dialect != NULL);

  if (!replace (&self->dialect, dialect))
    return;

  emit_changed (self);
}

const char *
silu_account_get_model (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return self->model;
}

void
silu_account_set_model (SiluAccount *self, const char *model)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (model != NULL);

  if (!replace (&self->model, model))
    return;

  emit_changed (self);
}

const char *const *
silu_account_get_models (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return (const char *const *) self->models;
}

void
silu_account_set_models (SiluAccount *self, const char *const *models)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (models != NULL);

  if (g_strv_equal ((const char *const *) self->models, models))
    return;

  g_strfreev (self->models);
  self->models = g_strdupv ((char **) models);
  emit_changed (self);
}

const char *
silu_account_get_contexts (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return self->contexts;
}

void
silu_account_set_contexts (SiluAccount *self, const char *contexts)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (contexts != NULL);

  if (!replace (&self->contexts, contexts))
    return;

  emit_changed (self);
}

gint64
silu_account_get_model_context (SiluAccount *self, const char *model)
{
  gsize length = 0;

  g_return_val_if_fail (SILU_IS_ACCOUNT (self), 0);
  g_return_val_if_fail (model != NULL, 0);

  length = strlen (model);
  for (const char *line = self->contexts; line != NULL && *line != '\0';)
    {
      const char *end = strchr (line, '\n');

      if (strncmp (line, model, length) == 0 && line[length] == '\t')
        return MAX (g_ascii_strtoll (line + length + 1, NULL, 10), 0);
      line = end != NULL ? end + 1 : NULL;
    }

  return 0;
}

const SiluConnection *
silu_account_get_connection (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return self->connection;
}

void
silu_account_set_connection (SiluAccount *self, const SiluConnection *connection)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (connection != NULL);

  if (silu_connection_equal (self->connection, connection))
    return;

  silu_connection_free (self->connection);
  self->connection = silu_connection_copy (connection);
  emit_changed (self);
}

const SiluSampling *
silu_account_get_sampling (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), NULL);

  return &self->sampling;
}

void
silu_account_set_sampling (SiluAccount *self, const SiluSampling *sampling)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));
  g_return_if_fail (sampling != NULL);

  if (silu_sampling_equal (&self->sampling, sampling))
    return;

  self->sampling = *sampling;
  emit_changed (self);
}

gboolean
silu_account_get_is_default (SiluAccount *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNT (self), FALSE);

  return self->is_default;
}

void
silu_account_set_is_default (SiluAccount *self, gboolean is_default)
{
  g_return_if_fail (SILU_IS_ACCOUNT (self));

  if (self->is_default == is_default)
    return;

  self->is_default = is_default;
  emit_changed (self);
}
