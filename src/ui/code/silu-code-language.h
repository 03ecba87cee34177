/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language that code is coloured in. */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* @language: NULL for no colours. */
void silu_code_language_set (GtkSourceBuffer *buffer, GtkSourceLanguage *language);

G_END_DECLS
