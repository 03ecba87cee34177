/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that one conversation is asked with, over those of its account. */
#pragma once

#include "silu-profile.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SAMPLING_BUTTON (silu_sampling_button_get_type ())
G_DECLARE_FINAL_TYPE (SiluSamplingButton, silu_sampling_button, SILU, SAMPLING_BUTTON, GtkWidget)

/* Signal: "changed" (), by the user's hand. */

/* What the model takes at @level; @profile may be NULL. */
void silu_sampling_button_set_profile (SiluSamplingButton *self,
                                       SiluProfile *profile,
                                       SiluThinkLevel level);

void silu_sampling_button_set_sampling (SiluSamplingButton *self, const SiluSampling *sampling);
const SiluSampling *silu_sampling_button_get_sampling (SiluSamplingButton *self);

G_END_DECLS
