/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two answers beside each other: their thoughts step by step, themselves, or what differs. */
#pragma once

#include "silu-engine.h"
#include "silu-math.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An answer and the conversation that it is in; both borrowed. */
typedef struct
{
  SiluConversation *conversation;
  SiluMessage *message;
} SiluAnswerPlace;

#define SILU_TYPE_COMPARE_VIEW (silu_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (SiluCompareView, silu_compare_view, SILU, COMPARE_VIEW, GtkWidget)

/* Signal "open" (SiluConversation *, SiluMessage *): the user wants to see it in its chat.
 * Actions: compare.page ("thoughts", "answers", "changes"), compare.side ("left", "right": which is
 * shown where there is room for one only); of the group "chat" those that need no chat view: copy,
 * stop-answer, retry-now.
 * Follows both while they stream. Keys: F6 goes to the other answer. @engine, @math: or NULL. */
GtkWidget *silu_compare_view_new (SiluEngine *engine,
                                  SiluMath *math,
                                  const SiluAnswerPlace *left,
                                  const SiluAnswerPlace *right);

G_END_DECLS
