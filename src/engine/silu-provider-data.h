/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the data about providers comes from. */
#pragma once

#include "silu-providers.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* What Silu was built with; transfer full. */
SiluProviders *silu_provider_data_load (void);

/* The same with the user's own file, read at once: for a program that shows no window. A file that
 * cannot be used is left out. */
SiluProviders *silu_provider_data_load_with_user (void);

/* Adds the user's own file, $XDG_CONFIG_HOME/silu/providers.json, if there is one. FALSE with a
 * translated sentence if it cannot be used; then nothing of it is. */
void silu_provider_data_add_user_async (SiluProviders *providers,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean silu_provider_data_add_user_finish (GAsyncResult *result, GError **error);

G_END_DECLS
