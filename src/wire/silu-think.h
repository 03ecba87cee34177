/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes <think>…</think> and its siblings apart from the answer, wherever the chunks were cut
 * (PROTOCOLS 2.1). */
#pragma once

#include "silu-delta.h"

G_BEGIN_DECLS

typedef struct _SiluThink SiluThink;

/* @func gets SILU_DELTA_REASONING and SILU_DELTA_RECLASSIFY (channel THINK_TAG) and
 * SILU_DELTA_TEXT (channel CONTENT).
 *
 * An opening tag counts only at the very start of the answer, after white space at most: <think>,
 * <thinking>, <thought>, <Thought>, <reasoning>, <seed:think>, [THINK], ◁think▷ or gpt-oss's
 * analysis channel; only its own closing tag ends it. With none, the first </think> outside code
 * makes everything before it reasoning, unless the text itself had spoken of <think> before. After
 * the first close every tag is text. */
SiluThink *silu_think_new (SiluDeltaFunc func, gpointer user_data);
void silu_think_free (SiluThink *self);

void silu_think_feed (SiluThink *self, const char *text, gsize length);

/* Reasoning came in a field of its own. A tag block at the start of the content is then dropped
 * (llama-server's deepseek-legacy repeats the thought there) and a late </think> is text. */
void silu_think_set_structured (SiluThink *self);

/* Gives out what was held back as a possible tag. A thought that never closed stays one. */
void silu_think_finish (SiluThink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluThink, silu_think_free)

G_END_DECLS
