/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gemini, the asking side. Private to wire/.
 *
 * A signature waits in a SILU_PIECE_REPLAY of SILU_CHANNEL_GEMINI, an object of "thoughtSignature"
 * and of one member that says which part it came on:
 *   "text": N          the last N bytes of the text before it, often none
 *   "functionCall": N  the N-th call of the turn, from 0
 *   "thought": 0       a thought, whose text stays at home */
#pragma once

#include "silu-dialect.h"

G_BEGIN_DECLS

char *silu_gemini_request_write (const SiluChatRequest *request);
GPtrArray *silu_gemini_models_read (const char *body, gsize length);

G_END_DECLS
