/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that are to go with what is being written: reads them, and shows them as chips. */
#pragma once

#include "silu-attachment.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_ATTACHMENT_TRAY (silu_attachment_tray_get_type ())
G_DECLARE_FINAL_TYPE (SiluAttachmentTray, silu_attachment_tray, SILU, ATTACHMENT_TRAY, GtkWidget)

/* Signals:
 *   "reading" (): some are being read now.
 *   "changed" (): one has been read, or could not be; or the user has removed one: "removed" ()
 * comes before it then. */

/* @files: of GFile. They keep their order, whichever is read first; one that may not be attached is
 * said to be in a toast. */
void silu_attachment_tray_add (SiluAttachmentTray *self, GSList *files);

/* Opens a file chooser. */
void silu_attachment_tray_choose (SiluAttachmentTray *self);

/* What was dropped or pasted, as GDK_TYPE_FILE_LIST. Addresses of the web are no files: then
 * nothing is attached, and they are returned as a text. Else NULL. */
char *silu_attachment_tray_take (SiluAttachmentTray *self, const GValue *file_list);

/* Those that have been read, transfer full. Setting emits nothing, and forgets what is being read;
 * NULL for none. */
GPtrArray *silu_attachment_tray_list (SiluAttachmentTray *self);
void silu_attachment_tray_set (SiluAttachmentTray *self, GPtrArray *attachments);
gboolean silu_attachment_tray_is_reading (SiluAttachmentTray *self);

G_END_DECLS
