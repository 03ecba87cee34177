/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anthropic's messages, the asking side. Private to wire/. */
#pragma once

#include "silu-dialect.h"

G_BEGIN_DECLS

char *silu_anthropic_request_write (const SiluChatRequest *request);

G_END_DECLS
