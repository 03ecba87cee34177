/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stream died of, in the words of one error. Private to net/. */
#pragma once

#include "silu-error.h"
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The error of an answer that is not whole. @got_delta: something of it had come. @failure
 * (nullable): what the server said inside the stream. @cause (nullable, consumed): what broke the
 * connection; with neither, the body ended too early. */
GError *
silu_ending_judge (SoupMessage *message, gboolean got_delta, const GError *failure, GError *cause);

G_END_DECLS
