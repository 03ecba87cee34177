/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the place of a thinking card, where a model thinks but its provider shows no text. */
#pragma once

#include "silu-message.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_HIDDEN_THOUGHT (silu_hidden_thought_get_type ())
G_DECLARE_FINAL_TYPE (SiluHiddenThought, silu_hidden_thought, SILU, HIDDEN_THOUGHT, GtkWidget)

/* Whether @message has thought, or is thinking, without a word of it. */
gboolean silu_hidden_thought_is_needed (SiluMessage *message);

GtkWidget *silu_hidden_thought_new (SiluMessage *message);

G_END_DECLS
