/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of an object of JSON that say something: "", 0 and FALSE are left out. Private to
 * engine/export/. */
#pragma once

#include "silu-note.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void silu_export_json_add_string (JsonBuilder *builder, const char *name, const char *value);
void silu_export_json_add_number (JsonBuilder *builder, const char *name, gint64 value); /* or 0 */
void silu_export_json_add_time (JsonBuilder *builder, const char *name, gint64 time);
void silu_export_json_add_flag (JsonBuilder *builder, const char *name, gboolean value);

/* Of a message; NULL adds nothing. */
void silu_export_json_add_notes (JsonBuilder *builder, GPtrArray *notes);

/* What was built, in one line. */
void silu_export_json_append (GString *text, JsonBuilder *builder);

G_END_DECLS
