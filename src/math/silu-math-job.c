/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many may want the same formula: an answer has it twice, or is shown twice. It is set once, and
 * each can lose interest without the others noticing. */
#include "silu-math-job.h"

struct _SiluMathJob
{
  char *key;      /* "d" or "i", then the TeX */
  GQueue waiters; /* of Waiter */
  SiluMathJobFunc abandoned;
  gpointer user_data;
};

typedef struct
{
  SiluMathJob *job; /* borrowed */
  GTask *task;
  GSource *source; /* fires when the caller cancels; or NULL */
} Waiter;

static void
waiter_free (Waiter *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_clear_object (&self->task);
  g_free (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  SiluMathJob *self = waiter->job;
  g_autoptr (GTask) task = g_steal_pointer (&waiter->task);

  g_queue_remove (&self->waiters, waiter);
  waiter_free (waiter);
  if (g_queue_is_empty (&self->waiters))
    self->abandoned (self, self->user_data);

  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

char *
silu_math_job_make_key (const char *tex, gboolean display)
{
  return g_strconcat (display ? "d" : "i", tex, NULL);
}

SiluMathJob *
silu_math_job_new (const char *key, SiluMathJobFunc abandoned, gpointer user_data)
{
  SiluMathJob *self = g_new0 (SiluMathJob, 1);

  self->key = g_strdup (key);
  self->abandoned = abandoned;
  self->user_data = user_data;
  g_queue_init (&self->waiters);

  return self;
}

void
silu_math_job_free (SiluMathJob *self)
{
  g_assert (g_queue_is_empty (&self->waiters));
  g_free (self->key);
  g_free (self);
}

const char *
silu_math_job_get_key (SiluMathJob *self)
{
  return self->key;
}

const char *
silu_math_job_get_tex (SiluMathJob *self)
{
  return self->key + 1;
}

gboolean
silu_math_job_is_display (SiluMathJob *self)
{
  return self->key[0] == 'd';
}

void
silu_math_job_add (SiluMathJob *self, GTask *task)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->job = self;
  waiter->task = task;
  g_queue_push_tail (&self->waiters, waiter);

  if (cancellable == NULL)
    return;

  waiter->source = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->source, G_SOURCE_FUNC (cancelled_cb), waiter, NULL);
  g_source_attach (waiter->source, g_task_get_context (task));
}

void
silu_math_job_answer_task (GTask *task, SiluFormula *formula, const GError *error)
{
  if (formula != NULL)
    g_task_return_pointer (task, silu_formula_ref (formula), (GDestroyNotify) silu_formula_unref);
  else
    g_task_return_error (task, g_error_copy (error));
}

void
silu_math_job_answer (SiluMathJob *self, SiluFormula *formula, const GError *error)
{
  while (!g_queue_is_empty (&self->waiters))
    {
      Waiter *waiter = g_queue_pop_head (&self->waiters);

      silu_math_job_answer_task (waiter->task, formula, error);
      waiter_free (waiter);
    }
}
