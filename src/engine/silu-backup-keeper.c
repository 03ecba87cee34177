/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at the files, not at a note of its own: they are what counts. */
#include "silu-backup-keeper.h"

#include "silu-store-backup.h"

/* Seconds until one that failed is tried again. */
#define RETRY (60 * 60)

struct _SiluBackupKeeper
{
  GObject parent_instance;

  SiluStore *store;
  GCancellable *cancellable;
  gboolean is_daily;
  int count;
  gboolean is_running;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (SiluBackupKeeper, silu_backup_keeper, G_TYPE_OBJECT)

enum
{
  PROP_DAILY = 1,
  PROP_COUNT,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

enum
{
  ENDED, /* (const GError *error) */
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluBackupKeeper) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_running = FALSE;
  silu_store_backup_finish (SILU_STORE (object), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  /* Not at once: a day is long, and a disk that is full stays so for a while. */
  silu_backup_keeper_start (self, RETRY);
  g_signal_emit (self, signals[ENDED], 0, error);
}

static gboolean
look_cb (gpointer user_data)
{
  SiluBackupKeeper *self = user_data;
  g_autofree char *folder = silu_store_dup_backup_folder (self->store);
  guint wait = silu_backup_get_wait (folder, g_get_real_time ());

  self->timeout = 0;
  if (wait > 0)
    {
      silu_backup_keeper_start (self, wait);
      return G_SOURCE_REMOVE;
    }

  self->is_running = TRUE;
  silu_store_backup_async (self->store, NULL, (guint) self->count, self->cancellable, NULL, NULL,
                           ended_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

void
silu_backup_keeper_start (SiluBackupKeeper *self, guint seconds)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (SILU_IS_BACKUP_KEEPER (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  folder = silu_store_dup_backup_folder (self->store);
  if (self->is_daily && folder != NULL && !self->is_running)
    self->timeout = g_timeout_add_seconds (seconds, look_cb, self);
}

static void
silu_backup_keeper_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SiluBackupKeeper *self = SILU_BACKUP_KEEPER (object);

  switch (id)
    {
    case PROP_DAILY:
      self->is_daily = g_value_get_boolean (value);
      /* Whoever has just turned it on sees it happen. */
      silu_backup_keeper_start (self, 1);
      break;
    case PROP_COUNT:
      self->count = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
silu_backup_keeper_dispose (GObject *object)
{
  SiluBackupKeeper *self = SILU_BACKUP_KEEPER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (silu_backup_keeper_parent_class)->dispose (object);
}

static void
silu_backup_keeper_finalize (GObject *object)
{
  g_object_unref (SILU_BACKUP_KEEPER (object)->cancellable);

  G_OBJECT_CLASS (silu_backup_keeper_parent_class)->finalize (object);
}

static void
silu_backup_keeper_class_init (SiluBackupKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = silu_backup_keeper_set_property;
  object_class->dispose = silu_backup_keeper_dispose;
  object_class->finalize = silu_backup_keeper_finalize;

  props[PROP_DAILY] =
      g_param_spec_boolean ("daily", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_COUNT] = g_param_spec_int ("count", NULL, NULL, 1, G_MAXINT, 7,
                                        G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[ENDED] = g_signal_new ("ended", SILU_TYPE_BACKUP_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
silu_backup_keeper_init (SiluBackupKeeper *self)
{
  self->cancellable = g_cancellable_new ();
  self->count = 7;
}

SiluBackupKeeper *
silu_backup_keeper_new (SiluStore *store)
{
  SiluBackupKeeper *self = g_object_new (SILU_TYPE_BACKUP_KEEPER, NULL);

  self->store = g_object_ref (store);

  return self;
}
