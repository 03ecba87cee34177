/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that a user points at → an attachment. Never waits for the disk, and never reads more than
 * may be attached. */
#pragma once

#include "silu-attachment.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* Transfer full. NULL with SILU_ERROR_REQUEST and a sentence that names the file;
 * G_IO_ERROR_CANCELLED where that was asked for. */
void silu_attachment_file_read_async (GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
SiluAttachment *silu_attachment_file_read_finish (GAsyncResult *result, GError **error);

/* The name to be shown for it before it is read; transfer full. */
char *silu_attachment_file_dup_name (GFile *file);

/* Says why that file is not attached; @fault is not SILU_ATTACHMENT_FINE. */
GError *silu_attachment_file_refuse (const char *name, SiluAttachmentFault fault);

G_END_DECLS
