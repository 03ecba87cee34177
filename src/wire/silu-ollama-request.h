/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ollama's own interface, the asking side. Private to wire/. */
#pragma once

#include "silu-dialect.h"

G_BEGIN_DECLS

char *silu_ollama_request_write (const SiluChatRequest *request);

/* The answer to GET /api/tags. */
GPtrArray *silu_ollama_models_read (const char *body, gsize length);

G_END_DECLS
