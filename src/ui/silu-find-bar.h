/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search in a conversation: what for, how much there is of it, and where to next. */
#pragma once

#include "silu-transcript.h"

G_BEGIN_DECLS

#define SILU_TYPE_FIND_BAR (silu_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (SiluFindBar, silu_find_bar, SILU, FIND_BAR, GtkWidget)

GtkWidget *silu_find_bar_new (SiluTranscript *transcript);

/* Shows it with the keyboard in its entry. */
void silu_find_bar_open (SiluFindBar *self);

/* Shows what a search has found in the row of a message: any of @words. */
void silu_find_bar_show (SiluFindBar *self, const char *const *words, guint row);
void silu_find_bar_close (SiluFindBar *self);

/* To the next hit, or the previous one (-1); opens it if it is closed. */
void silu_find_bar_step (SiluFindBar *self, int step);

G_END_DECLS
