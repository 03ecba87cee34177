/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that nobody but their owner reads, whatever the umask says. */
#pragma once

#include "silu-error.h"

G_BEGIN_DECLS

/* Makes the folder (0700), or narrows one that is there. */
gboolean silu_private_make_folder (const char *path, GError **error);

/* Makes the file (0600), or narrows one that is there, and what SQLite keeps beside it. SQLite
 * gives its own files the permissions of this one. */
gboolean silu_private_make_file (const char *path, GError **error);

G_END_DECLS
