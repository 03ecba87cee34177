/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips beside each other, in as many lines as they need: a flow box would make columns of them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_ATTACHMENT_CHIPS (silu_attachment_chips_get_type ())
G_DECLARE_FINAL_TYPE (SiluAttachmentChips, silu_attachment_chips, SILU, ATTACHMENT_CHIPS, GtkWidget)

/* @at_end: lines that are not full stand at the end of the column, as questions do. */
GtkWidget *silu_attachment_chips_new (gboolean at_end);

/* One is removed with gtk_widget_unparent (). */
void silu_attachment_chips_append (SiluAttachmentChips *self, GtkWidget *chip);

G_END_DECLS
