/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step is a task of its own: a GTask returns once, and what it works on is its step's for as
 * long as that runs. */
#include "silu-task-step.h"

void
silu_task_step_in_thread (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) step = g_task_new (NULL, g_task_get_cancellable (task), callback, task);

  g_task_set_source_tag (step, silu_task_step_in_thread);
  g_task_set_check_cancellable (step, FALSE);
  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (step, func);
}
