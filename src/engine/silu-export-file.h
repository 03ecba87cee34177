/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an export goes: a file that grows under another name beside it, and takes its place when it
 * is whole; or a stream that stays open. Any thread, one at a time; write, keep and drop wait for
 * the disk. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SiluExportFile SiluExportFile;

SiluExportFile *silu_export_file_new (GFile *file);
SiluExportFile *silu_export_file_new_for_stream (GOutputStream *stream);
void silu_export_file_free (SiluExportFile *self);

/* Writes @text and empties it. */
gboolean silu_export_file_write (SiluExportFile *self,
                                 GString *text,
                                 GCancellable *cancellable,
                                 GError **error);

/* It is whole: on disk, then under its name. */
gboolean silu_export_file_keep (SiluExportFile *self, GCancellable *cancellable, GError **error);

/* It is not to be: nothing is left of it. It may be called again. */
void silu_export_file_drop (SiluExportFile *self);

/* Takes both, and ends the task with the error, said as a sentence where it is none; but first the
 * file goes, for whoever hears of the error may look for it. @self is the task's. Main thread. */
void silu_export_file_fail (SiluExportFile *self, GTask *task, GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluExportFile, silu_export_file_free)

G_END_DECLS
