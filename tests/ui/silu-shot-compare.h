/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two answers beside each other, and all thoughts, for pictures. */
#pragma once

#include "silu-window.h"

G_BEGIN_DECLS

/* A chat with two answers to one question, which are compared; then what differs. */
void silu_shot_show_compare (SiluEngine *engine, SiluWindow *window);
void silu_shot_show_compare_changes (SiluWindow *window);

/* The thoughts of some chats, as soon as they are listed; then the numbers of the models; then what
 * would be in a data set. */
void silu_shot_show_thoughts (SiluEngine *engine, SiluWindow *window);
void silu_shot_show_statistics (SiluWindow *window);
void silu_shot_show_data_set (SiluWindow *window);

G_END_DECLS
