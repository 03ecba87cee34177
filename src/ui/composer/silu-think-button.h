/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deep-think pill: how much the model shall think, as far as its server can be told. */
#pragma once

#include "silu-profile.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THINK_BUTTON (silu_think_button_get_type ())
G_DECLARE_FINAL_TYPE (SiluThinkButton, silu_think_button, SILU, THINK_BUTTON, GtkWidget)

/* Signal "changed" (): the user chose a level. */

/* What can be chosen depends on @preset (nullable: nothing is known of the server). */
void silu_think_button_set_profile (SiluThinkButton *self, SiluProfile *profile);

/* SILU_THINK_AUTO where the server cannot be told. Setting AUTO takes the preset's level. */
SiluThinkLevel silu_think_button_get_level (SiluThinkButton *self);
void silu_think_button_set_level (SiluThinkButton *self, SiluThinkLevel level);

/* "High": what a level is called; borrowed. */
const char *silu_think_button_get_word (SiluThinkLevel level);

/* Off, or back to the level before; as if the user had chosen it. */
void silu_think_button_toggle (SiluThinkButton *self);

G_END_DECLS
