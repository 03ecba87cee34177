/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue before the helper: one job for each formula that is wanted, however many want it; one
 * job under way; results kept. */
#include "silu-math-private.h"

#include "silu-formula-cache.h"
#include "silu-math-job.h"
#include "silu-typesetter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_RESULTS 512
#define MAX_RESULT_BYTES (16 * 1024 * 1024)
#define DEFAULT_TIME_LIMIT 2000
#define DEFAULT_IDLE_LIMIT 60000

/* Starts in a row that fail before formulas are given up. */
#define MAX_FAILED_STARTS 3

struct _SiluMath
{
  GObject parent_instance;

  char *path;
  SiluHelper *helper;
  SiluFormulaCache *cache;
  GHashTable *jobs;     /* key → SiluMathJob, waiting or under way; owns them */
  GQueue queue;         /* of SiluMathJob: those that wait */
  SiluMathJob *current; /* under way, or NULL */
  guint time_limit;     /* milliseconds */
  guint idle_limit;     /* milliseconds */
  guint idle_timer;
  guint n_failed_starts;
  guint n_asked;
};

G_DEFINE_FINAL_TYPE (SiluMath, silu_math, G_TYPE_OBJECT)

enum
{
  PROP_TIME_LIMIT = 1,
  PROP_IDLE_LIMIT,
  PROP_HELPER,
  PROP_RUNNING,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

/* What would come out the same when asked again; a crash may have been the system's doing. */
static gboolean
is_lasting (const GError *error)
{
  return error == NULL || g_error_matches (error, SILU_MATH_ERROR, SILU_MATH_ERROR_TEX) ||
         g_error_matches (error, SILU_MATH_ERROR, SILU_MATH_ERROR_TIMEOUT) ||
         g_error_matches (error, SILU_MATH_ERROR, SILU_MATH_ERROR_TOO_LARGE);
}

static gboolean
idle_cb (gpointer user_data)
{
  SiluMath *self = user_data;

  self->idle_timer = 0;
  silu_helper_stop (self->helper);

  return G_SOURCE_REMOVE;
}

static void run_next (SiluMath *self);

static void
typeset_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluMath) self = user_data;
  g_autoptr (SiluMathJob) job = g_steal_pointer (&self->current);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluFormula) formula = silu_typesetter_run_finish (self->helper, result, &error);
  const char *key = silu_math_job_get_key (job);

  if (g_error_matches (error, SILU_MATH_ERROR, SILU_MATH_ERROR_UNAVAILABLE))
    self->n_failed_starts++;
  else
    self->n_failed_starts = 0;
  if (is_lasting (error))
    silu_formula_cache_add (self->cache, key, formula, error);

  /* First the next: who is answered may ask for the same again, and must not join this job. */
  g_hash_table_steal (self->jobs, key);
  run_next (self);
  silu_math_job_answer (job, formula, error);
}

static void
run_next (SiluMath *self)
{
  if (self->current != NULL)
    return;

  g_clear_handle_id (&self->idle_timer, g_source_remove);
  self->current = g_queue_pop_head (&self->queue);
  if (self->current == NULL)
    {
      if (silu_helper_is_running (self->helper))
        self->idle_timer = g_timeout_add (self->idle_limit, idle_cb, self);
      return;
    }

  self->n_asked++;
  silu_typesetter_run_async (self->helper, silu_math_job_get_tex (self->current),
                             silu_math_job_is_display (self->current), self->time_limit, typeset_cb,
                             g_object_ref (self));
}

/* A job that nobody waits for any more is dropped; once under way it runs to its end. */
static void
abandoned_cb (SiluMathJob *job, gpointer user_data)
{
  SiluMath *self = user_data;

  if (g_queue_remove (&self->queue, job))
    g_hash_table_remove (self->jobs, silu_math_job_get_key (job));
}

static SiluMathJob *
ensure_job (SiluMath *self, const char *key)
{
  SiluMathJob *job = g_hash_table_lookup (self->jobs, key);

  if (job != NULL)
    return job;

  job = silu_math_job_new (key, abandoned_cb, self);
  g_hash_table_insert (self->jobs, (gpointer) silu_math_job_get_key (job), job);
  g_queue_push_tail (&self->queue, job);

  return job;
}

static void
running_cb (SiluMath *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

static void
silu_math_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SiluMath *self = SILU_MATH (object);

  switch (id)
    {
    case PROP_TIME_LIMIT:
      g_value_set_uint (value, self->time_limit);
      break;

    case PROP_IDLE_LIMIT:
      g_value_set_uint (value, self->idle_limit);
      break;

    case PROP_HELPER:
      g_value_set_string (value, self->path);
      break;

    case PROP_RUNNING:
      g_value_set_boolean (value, silu_helper_is_running (self->helper));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
silu_math_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SiluMath *self = SILU_MATH (object);

  switch (id)
    {
    case PROP_TIME_LIMIT:
      self->time_limit = g_value_get_uint (value);
      break;

    case PROP_IDLE_LIMIT:
      self->idle_limit = g_value_get_uint (value);
      break;

    case PROP_HELPER:
      self->path = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
silu_math_constructed (GObject *object)
{
  SiluMath *self = SILU_MATH (object);

  G_OBJECT_CLASS (silu_math_parent_class)->constructed (object);

  if (self->path == NULL)
    self->path = g_strdup (g_getenv ("SILU_MATH_HELPER"));
  if (self->path == NULL)
    self->path = g_strdup (SILU_MATH_HELPER);

  self->helper = silu_helper_new (self->path);
  g_signal_connect_object (self->helper, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
silu_math_dispose (GObject *object)
{
  SiluMath *self = SILU_MATH (object);

  g_clear_handle_id (&self->idle_timer, g_source_remove);
  if (self->helper != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->helper, self);
      silu_helper_stop (self->helper);
    }

  G_OBJECT_CLASS (silu_math_parent_class)->dispose (object);
}

static void
silu_math_finalize (GObject *object)
{
  SiluMath *self = SILU_MATH (object);

  g_clear_object (&self->helper);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->cache, silu_formula_cache_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (silu_math_parent_class)->finalize (object);
}

static void
silu_math_class_init (SiluMathClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = silu_math_get_property;
  object_class->set_property = silu_math_set_property;
  object_class->constructed = silu_math_constructed;
  object_class->dispose = silu_math_dispose;
  object_class->finalize = silu_math_finalize;

  props[PROP_TIME_LIMIT] =
      g_param_spec_uint ("time-limit", NULL, NULL, 1, G_MAXUINT, DEFAULT_TIME_LIMIT, construct);
  props[PROP_IDLE_LIMIT] =
      g_param_spec_uint ("idle-limit", NULL, NULL, 1, G_MAXUINT, DEFAULT_IDLE_LIMIT, construct);
  props[PROP_HELPER] = g_param_spec_string ("helper", NULL, NULL, NULL, construct);
  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
silu_math_init (SiluMath *self)
{
  self->jobs =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) silu_math_job_free);
  self->cache = silu_formula_cache_new (MAX_RESULTS, MAX_RESULT_BYTES);
  g_queue_init (&self->queue);
}

SiluMath *
silu_math_new (void)
{
  return g_object_new (SILU_TYPE_MATH, NULL);
}

gboolean
silu_math_is_available (SiluMath *self)
{
  g_return_val_if_fail (SILU_IS_MATH (self), FALSE);

#ifdef SILU_WITH_MATH
  return self->n_failed_starts < MAX_FAILED_STARTS &&
         g_file_test (self->path, G_FILE_TEST_IS_EXECUTABLE);
#else
  return FALSE;
#endif
}

gboolean
silu_math_is_busy (SiluMath *self)
{
  g_return_val_if_fail (SILU_IS_MATH (self), FALSE);

  return self->current != NULL;
}

/* What can be said without asking the helper. */
static gboolean
refuse (SiluMath *self, GTask *task, const char *tex)
{
  if (g_task_return_error_if_cancelled (task))
    return TRUE;

  if (!silu_math_is_available (self))
    {
      g_task_return_new_error (task, SILU_MATH_ERROR, SILU_MATH_ERROR_UNAVAILABLE, "%s",
                               _ ("Formulas cannot be drawn here."));
      return TRUE;
    }

  if (strlen (tex) > SILU_MATH_MAX_TEX)
    {
      g_task_return_new_error (task, SILU_MATH_ERROR, SILU_MATH_ERROR_TOO_LARGE, "%s",
                               _ ("The formula is too large to be drawn."));
      return TRUE;
    }

  return FALSE;
}

void
silu_math_typeset_async (SiluMath *self,
                         const char *tex,
                         gboolean display,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *key = NULL;
  SiluFormula *formula = NULL;
  const GError *error = NULL;

  g_return_if_fail (SILU_IS_MATH (self));
  g_return_if_fail (tex != NULL && g_utf8_validate (tex, -1, NULL));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, silu_math_typeset_async);
  if (refuse (self, task, tex))
    return;

  key = silu_math_job_make_key (tex, display);
  if (silu_formula_cache_find (self->cache, key, &formula, &error))
    {
      silu_math_job_answer_task (task, formula, error);
      return;
    }

  silu_math_job_add (ensure_job (self, key), g_steal_pointer (&task));
  run_next (self);
}

SiluFormula *
silu_math_typeset_finish (SiluMath *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SILU_IS_MATH (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
silu_math_get_helper_identifier (SiluMath *self)
{
  g_return_val_if_fail (SILU_IS_MATH (self), NULL);

  return silu_helper_get_identifier (self->helper);
}

guint
silu_math_get_n_asked (SiluMath *self)
{
  g_return_val_if_fail (SILU_IS_MATH (self), 0);

  return self->n_asked;
}
