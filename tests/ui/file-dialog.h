/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog in which files are chosen, as a person uses it: GTK's own, behind the one that the
 * system may have. Each call waits for the dialog, and until it is gone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To be called first: it begins with a folder, not with what was used lately. */
void file_dialog_init (void);

/* Whether one is in sight. */
gboolean file_dialog_is_open (void);

/* Chooses a file that is there. */
void file_dialog_open (const char *path);

/* Chooses where to save, under another name than the one that was proposed; @proposed must be that
 * one. */
void file_dialog_save (const char *proposed, const char *folder, const char *name);

void file_dialog_cancel (void);

G_END_DECLS
