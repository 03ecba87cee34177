/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for model servers on this machine: loopback only, nothing else is ever contacted unasked.
 */
#pragma once

#include "silu-account.h"
#include "silu-http.h"
#include "silu-providers.h"

G_BEGIN_DECLS

/* Asks the ports of the local providers at once, two seconds each at most. Finishes with a
 * GPtrArray of new SiluAccount (base URL, model and models filled in), maybe empty. @ports: NULL,
 * or a 0-terminated list to ask instead, for tests. */
void silu_probe_async (SiluHttp *http,
                       SiluProviders *providers,
                       const guint *ports,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
GPtrArray *silu_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
