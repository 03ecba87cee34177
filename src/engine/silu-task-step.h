/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A task that works in threads for some of its steps, and is on the main thread between them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs @func with the data of @task, then @callback with @task as its user data, on the main
 * thread. Takes @task. What @func returns counts, also if it is cancelled behind that. */
void silu_task_step_in_thread (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback);

G_END_DECLS
