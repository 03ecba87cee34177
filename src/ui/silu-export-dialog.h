/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how chats are to be exported, then where to; shows how far it is. */
#pragma once

#include "silu-store.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_EXPORT_DIALOG (silu_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SiluExportDialog, silu_export_dialog, SILU, EXPORT_DIALOG, AdwWindow)

/* Over the window of @parent, which shows the toast at the end. @store: where the chats are kept.
 * @ids: NULL for all. @title: what the file is to be called, without its ending. */
SiluExportDialog *silu_export_dialog_new (GtkWidget *parent,
                                          SiluStore *store,
                                          const char *const *ids,
                                          const char *title);

/* What follows when the file is chosen. */
void silu_export_dialog_write (SiluExportDialog *self, GFile *file);

G_END_DECLS
