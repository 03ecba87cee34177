/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States of the sidebar, and of the map of the branches, for pictures. */
#pragma once

#include "silu-window.h"

G_BEGIN_DECLS

/* The chats that are there get folders and tags, and two of them are selected. */
void silu_shot_show_folders (SiluEngine *engine, SiluWindow *window);

/* Some chats are in the trash, which is shown. */
void silu_shot_show_trash (SiluEngine *engine, SiluWindow *window);

/* Back to the chats. */
void silu_shot_show_chats (SiluWindow *window);

/* A chat with several branches; returns the popover with their map. */
GtkWidget *silu_shot_show_branches (SiluEngine *engine, SiluWindow *window);

G_END_DECLS
