/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sessions need to know of a way. Private to net/. */
#pragma once

#include "silu-route.h"
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Equal for ways that can share connections. */
const char *silu_route_get_session_key (SiluRoute *self);

/* A session that goes this way, without a time limit of its own. */
SoupSession *silu_route_new_session (SiluRoute *self);

/* Puts the key and the headers on; FALSE if the key can stand in no header. */
gboolean silu_route_prepare (SiluRoute *self, SoupMessage *message, GError **error);

G_END_DECLS
