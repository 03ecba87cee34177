/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of a message: its name, its size, and a look at how it begins. */
#pragma once

#include "silu-attachment.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_ATTACHMENT_CHIP (silu_attachment_chip_get_type ())
G_DECLARE_FINAL_TYPE (SiluAttachmentChip, silu_attachment_chip, SILU, ATTACHMENT_CHIP, GtkWidget)

/* Signal: "remove" (): the user does not want it any more; only where it @can_be_removed.
 *
 * The second is of a file that is being read, until it is set. */
GtkWidget *silu_attachment_chip_new (SiluAttachment *attachment, gboolean can_be_removed);
GtkWidget *silu_attachment_chip_new_reading (const char *name);
void silu_attachment_chip_set_attachment (SiluAttachmentChip *self, SiluAttachment *attachment);

G_END_DECLS
