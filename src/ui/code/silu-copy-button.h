/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies a text, and says so for a moment: the icon becomes a check mark, the name "Copied". */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_COPY_BUTTON (silu_copy_button_get_type ())
G_DECLARE_FINAL_TYPE (SiluCopyButton, silu_copy_button, SILU, COPY_BUTTON, GtkWidget)

/* The text of @owner as it is now; transfer full. */
typedef char *(*SiluCopyFunc) (GtkWidget *owner);

/* @label: what it copies, for the tooltip and the screen reader. @owner is the widget around the
 * button, which it therefore does not keep. */
GtkWidget *silu_copy_button_new (const char *label, SiluCopyFunc func, GtkWidget *owner);

G_END_DECLS
