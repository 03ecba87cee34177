/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown that is put together from texts of others. Private to engine/export/. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line of ours: nothing in it is markup. Transfer full. */
char *silu_export_markdown_escape (const char *line);

/* Markdown as it is; what it leaves open is closed behind it. */
void silu_export_markdown_add_text (GString *out, const char *text);

G_END_DECLS
