/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing, as a person sees it: which files, how far, and what came of it. */
#pragma once

#include "silu-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_IMPORT_DIALOG (silu_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SiluImportDialog, silu_import_dialog, SILU, IMPORT_DIALOG, AdwWindow)

/* Asks for files and imports them, over the window of @parent. */
void silu_import_dialog_choose (GtkWidget *parent, SiluEngine *engine);

/* Imports these; borrowed, NULL-terminated. The dialog, borrowed, stays until it is closed. */
GtkWidget *
silu_import_dialog_present (GtkWidget *parent, SiluEngine *engine, const char *const *paths);

G_END_DECLS
