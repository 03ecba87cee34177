/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line across the top of the window that says what is not as it should be. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_BANNER (silu_banner_get_type ())
G_DECLARE_FINAL_TYPE (SiluBanner, silu_banner, SILU, BANNER, GtkWidget)

GtkWidget *silu_banner_new (void);

/* NULL hides it. */
const char *silu_banner_get_message (SiluBanner *self);
void silu_banner_set_message (SiluBanner *self, const char *message);

G_END_DECLS
