/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI-style chat completions, the asking side. Private to wire/. */
#pragma once

#include "silu-dialect.h"

G_BEGIN_DECLS

char *silu_openai_request_write (const SiluChatRequest *request);

/* {"data": [{"id": …}]}; also used by others who list their models so. */
GPtrArray *silu_openai_models_read (const char *body, gsize length);

G_END_DECLS
