/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for the numbers that requests are made with: of an account, or of one conversation. */
#pragma once

#include "silu-profile.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_SAMPLING_GROUP (silu_sampling_group_get_type ())
G_DECLARE_FINAL_TYPE (SiluSamplingGroup,
                      silu_sampling_group,
                      SILU,
                      SAMPLING_GROUP,
                      AdwPreferencesGroup)

/* Signal: "changed" (), by the user's hand. */

GtkWidget *silu_sampling_group_new (void);

/* What the model takes at @level: what it ignores is greyed with the reason, what it does not know
 * is not shown unless it is set. @profile may be NULL: everything is shown. */
void silu_sampling_group_set_profile (SiluSamplingGroup *self,
                                      SiluProfile *profile,
                                      SiluThinkLevel level);

void silu_sampling_group_set_sampling (SiluSamplingGroup *self, const SiluSampling *sampling);
const SiluSampling *silu_sampling_group_get_sampling (SiluSamplingGroup *self);

G_END_DECLS
