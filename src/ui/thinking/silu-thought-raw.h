/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain exactly as it came, without Markdown and without steps. */
#pragma once

#include "silu-chain.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHT_RAW (silu_thought_raw_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtRaw, silu_thought_raw, SILU, THOUGHT_RAW, GtkWidget)

/* @max_height: that it asks for, -1 for no limit. */
GtkWidget *silu_thought_raw_new (SiluChain *chain, int max_height);

/* Once a frame: takes what has come. */
void silu_thought_raw_update (SiluThoughtRaw *self);
void silu_thought_raw_restart (SiluThoughtRaw *self);

/* Brings byte @offset of the chain into view. */
void silu_thought_raw_show (SiluThoughtRaw *self, gsize offset);

G_END_DECLS
