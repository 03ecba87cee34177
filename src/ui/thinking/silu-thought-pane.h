/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain of thought to be read: its outline, its text, a search in it, and its course in time. The
 * body of a thinking card, and the middle of the reading view. */
#pragma once

#include "silu-chain.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHT_PANE (silu_thought_pane_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtPane, silu_thought_pane, SILU, THOUGHT_PANE, GtkWidget)

typedef enum
{
  SILU_THOUGHT_PREVIEW, /* the newest lines, nothing else */
  SILU_THOUGHT_CARD,    /* outline and text, of a limited height */
  SILU_THOUGHT_READING, /* as high as there is room, every step with a head */
} SiluThoughtMode;

/* It listens to the chain and touches its widgets once a frame. Its actions are those of the group
 * "thought"; what goes beyond it are actions of "chat". */
GtkWidget *silu_thought_pane_new (SiluChain *chain, SiluThoughtMode mode);

/* Between preview and card. */
void silu_thought_pane_set_mode (SiluThoughtPane *self, SiluThoughtMode mode);

/* Tokens that the model can take, 0 for not known. */
void silu_thought_pane_set_context (SiluThoughtPane *self, gint64 tokens);

/* The menu of the whole chain, and the group its actions are in; borrowed. */
GMenuModel *silu_thought_pane_get_menu (SiluThoughtPane *self);
GActionGroup *silu_thought_pane_get_actions (SiluThoughtPane *self);

/* The step that is being read, and to another. */
guint silu_thought_pane_get_step (SiluThoughtPane *self);
void silu_thought_pane_go_to_step (SiluThoughtPane *self, guint step);

/* Marks all places of the words; of none: nothing. And shows the one at bytes [@start, @end) of the
 * chain. */
void silu_thought_pane_mark (SiluThoughtPane *self, const char *const *words);
void silu_thought_pane_reveal (SiluThoughtPane *self, gsize start, gsize end);

G_END_DECLS
