/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What requests need of the sessions. Private to net/: libsoup shows here. */
#pragma once

#include "silu-http.h"
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* For answers that stream, and may be silent for long. Borrowed; @route may be NULL. */
SoupSession *silu_http_get_stream_session (SiluHttp *self, SiluRoute *route);

/* A message that follows no redirect, with the key and the headers of @route (nullable). NULL with
 * an error in SILU_ERROR for an address or a key that cannot be sent. */
SoupMessage *
silu_http_new_message (const char *method, const char *url, SiluRoute *route, GError **error);

G_END_DECLS
