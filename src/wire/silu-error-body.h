/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What servers say when something is wrong, in all the shapes they say it in (PROTOCOLS 1.8, 4.2).
 */
#pragma once

#include "silu-error.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Bytes of a server's words that are kept. */
#define SILU_ERROR_BODY_MAX_DETAIL 2000

/* See silu_dialect_read_error (). */
SiluErrorCode silu_error_body_read (guint status, const char *body, gsize length, char **detail);

/* The same for JSON that is parsed already; FALSE if it holds no error. */
gboolean
silu_error_body_read_json (guint status, JsonObject *root, SiluErrorCode *code, char **detail);

G_END_DECLS
