/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in a question and in the composer, for pictures. */
#pragma once

#include "silu-window.h"

G_BEGIN_DECLS

/* A chat with a question that has files, one that is files alone, and more being written. */
void silu_shot_show_files (SiluEngine *engine, SiluWindow *window);

/* Opens the look at the first file in the composer; returns the popover. */
GtkWidget *silu_shot_show_file (SiluWindow *window);

G_END_DECLS
