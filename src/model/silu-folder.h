/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of the sidebar. Which conversations are in it, they know themselves. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SILU_TYPE_FOLDER (silu_folder_get_type ())
G_DECLARE_FINAL_TYPE (SiluFolder, silu_folder, SILU, FOLDER, GObject)

/* Properties (readable, notify): "name" (string, never NULL), "collapsed" (boolean). */

/* @id: a UUID, or NULL for a new one. Folders stand in the order of @position. */
SiluFolder *silu_folder_new (const char *id, const char *name, gint64 position);

const char *silu_folder_get_id (SiluFolder *self);
gint64 silu_folder_get_position (SiluFolder *self);

const char *silu_folder_get_name (SiluFolder *self);
void silu_folder_set_name (SiluFolder *self, const char *name);

/* Whether what is in it is hidden. */
gboolean silu_folder_get_collapsed (SiluFolder *self);
void silu_folder_set_collapsed (SiluFolder *self, gboolean collapsed);

G_END_DECLS
