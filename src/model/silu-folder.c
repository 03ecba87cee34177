/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name and a place: moving a conversation in or out changes the conversation alone. */
#include "silu-folder.h"

struct _SiluFolder
{
  GObject parent_instance;

  char *id;
  char *name;
  gint64 position;
  gboolean collapsed;
};

G_DEFINE_FINAL_TYPE (SiluFolder, silu_folder, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  PROP_COLLAPSED,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
silu_folder_finalize (GObject *object)
{
  SiluFolder *self = SILU_FOLDER (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (silu_folder_parent_class)->finalize (object);
}

static void
silu_folder_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SiluFolder *self = SILU_FOLDER (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_folder_class_init (SiluFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = silu_folder_finalize;
  object_class->get_property = silu_folder_get_property;

  props[PROP_NAME] =
      g_param_spec_string ("name", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
silu_folder_init (SiluFolder *self)
{
}

SiluFolder *
silu_folder_new (const char *id, const char *name, gint64 position)
{
  SiluFolder *self = g_object_new (SILU_TYPE_FOLDER, NULL);

  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->name = g_strdup (name != NULL ? name : "");
  self->position = position;

  return self;
}

const char *
silu_folder_get_id (SiluFolder *self)
{
  g_return_val_if_fail (SILU_IS_FOLDER (self), NULL);

  return self->id;
}

gint64
silu_folder_get_position (SiluFolder *self)
{
  g_return_val_if_fail (SILU_IS_FOLDER (self), 0);

  return self->position;
}

const char *
silu_folder_get_name (SiluFolder *self)
{
  g_return_val_if_fail (SILU_IS_FOLDER (self), NULL);

  return self->name;
}

void
silu_folder_set_name (SiluFolder *self, const char *name)
{
  g_return_if_fail (SILU_IS_FOLDER (self));
  g_return_if_fail (name != NULL);

  if (g_str_equal (self->name, name))
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
}

gboolean
silu_folder_get_collapsed (SiluFolder *self)
{
  g_return_val_if_fail (SILU_IS_FOLDER (self), FALSE);

  return self->collapsed;
}

void
silu_folder_set_collapsed (SiluFolder *self, gboolean collapsed)
{
  g_return_if_fail (SILU_IS_FOLDER (self));

  if (self->collapsed == collapsed)
    return;

  self->collapsed = collapsed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLLAPSED]);
}
