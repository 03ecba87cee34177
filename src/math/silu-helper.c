/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that may be killed at any time, or die: its owner only sees whether it runs.
 * GSubprocess waits for each, so that none is left behind. */
#include "silu-helper.h"

#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <signal.h>

struct _SiluHelper
{
  GObject parent_instance;

  char *path;
  GSubprocess *process; /* or NULL */
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (SiluHelper, silu_helper, G_TYPE_OBJECT)

enum
{
  PROP_RUNNING = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

/* @user_data: a weak reference to the helper; the process outlives it for a moment. */
static void
exited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (SiluHelper) self = g_weak_ref_get (weak);

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  if (self != NULL && self->process == G_SUBPROCESS (object))
    silu_helper_stop (self);

  g_weak_ref_clear (weak);
  g_free (weak);
}

/* Only what the helper needs: the rest of the environment may hold keys. */
static char **
new_environment (void)
{
  const char *libraries = g_getenv ("LD_LIBRARY_PATH");
  char **environment = g_environ_setenv (NULL, "LC_ALL", "C.UTF-8", TRUE);

  if (libraries != NULL)
    environment = g_environ_setenv (environment, "LD_LIBRARY_PATH", libraries, TRUE);

  return environment;
}

static void
silu_helper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SiluHelper *self = SILU_HELPER (object);

  switch (id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->process != NULL);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
silu_helper_dispose (GObject *object)
{
  silu_helper_stop (SILU_HELPER (object));

  G_OBJECT_CLASS (silu_helper_parent_class)->dispose (object);
}

static void
silu_helper_finalize (GObject *object)
{
  SiluHelper *self = SILU_HELPER (object);

  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (silu_helper_parent_class)->finalize (object);
}

static void
silu_helper_class_init (SiluHelperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = silu_helper_get_property;
  object_class->dispose = silu_helper_dispose;
  object_class->finalize = silu_helper_finalize;

  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /* A write to a helper that has died is an error, not the end of Silu; GSocket does the same. */
  signal (SIGPIPE, SIG_IGN);
}

static void
silu_helper_init (SiluHelper *self)
{
}

SiluHelper *
silu_helper_new (const char *path)
{
  SiluHelper *self = g_object_new (SILU_TYPE_HELPER, NULL);

  self->path = g_strdup (path);

  return self;
}

gboolean
silu_helper_start (SiluHelper *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_auto (GStrv) environment = NULL;
  GUnixOutputStream *stream = NULL;
  GWeakRef *weak = NULL;

  g_return_val_if_fail (SILU_IS_HELPER (self), FALSE);

  if (self->process != NULL)
    return TRUE;

  launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  environment = new_environment ();
  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_cwd (launcher, "/");
  self->process = g_subprocess_launcher_spawn (launcher, error, self->path, NULL);
  if (self->process == NULL)
    return FALSE;

  /* GIO asks whether there is room in the pipe, not how much: a long request would block. */
  stream = G_UNIX_OUTPUT_STREAM (g_subprocess_get_stdin_pipe (self->process));
  g_unix_set_fd_nonblocking (g_unix_output_stream_get_fd (stream), TRUE, NULL);

  self->ready = FALSE;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  g_subprocess_wait_async (self->process, NULL, exited_cb, weak);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);

  return TRUE;
}

void
silu_helper_stop (SiluHelper *self)
{
  g_return_if_fail (SILU_IS_HELPER (self));

  if (self->process == NULL)
    return;

  g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  self->ready = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

gboolean
silu_helper_is_running (SiluHelper *self)
{
  g_return_val_if_fail (SILU_IS_HELPER (self), FALSE);

  return self->process != NULL;
}

GOutputStream *
silu_helper_get_input (SiluHelper *self)
{
  g_return_val_if_fail (silu_helper_is_running (self), NULL);

  return g_subprocess_get_stdin_pipe (self->process);
}

GInputStream *
silu_helper_get_output (SiluHelper *self)
{
  g_return_val_if_fail (silu_helper_is_running (self), NULL);

  return g_subprocess_get_stdout_pipe (self->process);
}

const char *
silu_helper_get_identifier (SiluHelper *self)
{
  g_return_val_if_fail (SILU_IS_HELPER (self), NULL);

  return self->process != NULL ? g_subprocess_get_identifier (self->process) : NULL;
}

gboolean
silu_helper_is_ready (SiluHelper *self)
{
  g_return_val_if_fail (SILU_IS_HELPER (self), FALSE);

  return self->ready;
}

void
silu_helper_set_ready (SiluHelper *self)
{
  g_return_if_fail (silu_helper_is_running (self));

  self->ready = TRUE;
}
