/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The helper's process: started, watched, killed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SILU_TYPE_HELPER (silu_helper_get_type ())
G_DECLARE_FINAL_TYPE (SiluHelper, silu_helper, SILU, HELPER, GObject)

/* @path: the program. Starts nothing. Its property "running" notifies. */
SiluHelper *silu_helper_new (const char *path);

/* Does nothing while it runs; FALSE if it cannot be started. */
gboolean silu_helper_start (SiluHelper *self, GError **error);

/* Kills it. Who waits for an answer finds its pipe at an end. */
void silu_helper_stop (SiluHelper *self);

gboolean silu_helper_is_running (SiluHelper *self);

/* Of the process that runs; owned by it. */
GOutputStream *silu_helper_get_input (SiluHelper *self);
GInputStream *silu_helper_get_output (SiluHelper *self);

/* Its process number; or NULL. */
const char *silu_helper_get_identifier (SiluHelper *self);

/* Whether the process that runs has said that it can be asked. */
gboolean silu_helper_is_ready (SiluHelper *self);
void silu_helper_set_ready (SiluHelper *self);

G_END_DECLS
