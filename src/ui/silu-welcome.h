/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where answers shall come from: the first page a person sees, and later how accounts are added. */
#pragma once

#include "silu-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_WELCOME (silu_welcome_get_type ())
G_DECLARE_FINAL_TYPE (SiluWelcome, silu_welcome, SILU, WELCOME, GtkWidget)

/* Signal "chosen" (SiluAccount *): an account that works and is among the accounts. */
GtkWidget *silu_welcome_new (SiluEngine *engine);

/* In a dialog for one more account: no greeting, no Tour. */
void silu_welcome_set_adding (SiluWelcome *self);

/* Looks on these ports (0-terminated) instead of the presets'. Looking begins when it is mapped. */
void silu_welcome_set_ports (SiluWelcome *self, const guint *ports);

G_END_DECLS
