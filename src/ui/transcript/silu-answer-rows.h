/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one answer in the transcript: thinking cards, blocks, tail. Plain data with signal
 * handlers; it lives as long as its rows do. */
#pragma once

#include "silu-engine.h"
#include "silu-transcript.h"

G_BEGIN_DECLS

typedef struct _SiluAnswerRows SiluAnswerRows;

/* Tells where the answer's first row stands; asked before each change. */
typedef guint (*SiluAnswerRowsPosition) (SiluAnswerRows *rows, gpointer user_data);

/* @engine may be NULL. Inserts nothing yet: see silu_answer_rows_show (). */
SiluAnswerRows *silu_answer_rows_new (SiluTranscript *transcript,
                                      SiluEngine *engine,
                                      SiluConversation *conversation,
                                      SiluMessage *message,
                                      SiluAnswerRowsPosition position,
                                      gpointer user_data);

/* Its text and its end only. Before it is shown. */
void silu_answer_rows_leave_out_thoughts (SiluAnswerRows *self);

/* Does not remove the rows: the transcript may be gone already. */
void silu_answer_rows_free (SiluAnswerRows *self);

/* Inserts the rows of what the message has so far, or one row that stands for them. */
void silu_answer_rows_show (SiluAnswerRows *self);

guint silu_answer_rows_get_n_rows (SiluAnswerRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluAnswerRows, silu_answer_rows_free)

G_END_DECLS
