/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that is put together from texts of others. Private to engine/export/. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Everything up to <body>, with the style in it; and its end. */
void silu_export_html_begin (GString *out, const char *title);
void silu_export_html_end (GString *out);

/* Escaped; @open and @close are taken as they are. */
void silu_export_html_add_text (GString *out, const char *text);
void
silu_export_html_add_element (GString *out, const char *open, const char *text, const char *close);
void silu_export_html_add_markdown (GString *out, const char *text, gsize length);

G_END_DECLS
