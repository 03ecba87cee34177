/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain of thought at full height, with its answer beside it. */
#pragma once

#include "silu-engine.h"
#include "silu-math.h"
#include "silu-thought-pane.h"

G_BEGIN_DECLS

#define SILU_TYPE_READING_VIEW (silu_reading_view_get_type ())
G_DECLARE_FINAL_TYPE (SiluReadingView, silu_reading_view, SILU, READING_VIEW, GtkWidget)

/* @part: of the reasoning. @math and @engine may be NULL. Its button and Escape activate
 * "chat.leave-thought". */
GtkWidget *silu_reading_view_new (SiluEngine *engine,
                                  SiluMath *math,
                                  SiluConversation *conversation,
                                  SiluMessage *message,
                                  guint part);

SiluThoughtPane *silu_reading_view_get_pane (SiluReadingView *self);

G_END_DECLS
