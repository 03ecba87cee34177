/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the pane share. */
#pragma once

#include "silu-find-bar.h"
#include "silu-pace.h"
#include "silu-step-outline.h"
#include "silu-step-rows.h"
#include "silu-thought-pane.h"
#include "silu-thought-raw.h"
#include "silu-thought-timeline.h"

G_BEGIN_DECLS

struct _SiluThoughtPane
{
  GtkWidget parent_instance;

  SiluChain *chain;
  SiluThoughtMode mode;
  SiluPace pace;
  SiluPace survey; /* outline, timeline and numbers */

  GtkWidget *find; /* all but the text are NULL until they are wanted */
  GtkWidget *outline;
  GtkWidget *edge;
  GtkWidget *scroller; /* of the text */
  SiluTranscript *text;
  SiluStepRows *rows;
  GtkWidget *raw; /* instead of the text, while it is wanted */
  GtkWidget *footer;
  GtkWidget *timeline;
  GtkWidget *numbers;

  GSimpleActionGroup *actions;
  GMenuModel *menu;
  GtkWidget *step_menu; /* popover */
  gint64 context;       /* tokens that the model can take, 0: not known */
  guint n_steps;        /* that the timeline has */
  gboolean wide;        /* the outline has room */
};

/* The group of actions, and the menu. */
void silu_thought_pane_add_actions (SiluThoughtPane *self);

/* The actions of notes and of the rating; what they say follows the message. */
void silu_thought_pane_add_note_actions (SiluThoughtPane *self);
void silu_thought_pane_update_rating (SiluThoughtPane *self);

/* Of the menu of a step, and of the whole chain. */
void silu_thought_pane_add_note_items (SiluThoughtPane *self, GMenu *menu, guint step);
GMenuModel *silu_thought_pane_make_rating_menu (void);

/* Shows the text as it came, or no more. */
void silu_thought_pane_set_raw (SiluThoughtPane *self, gboolean raw);

/* Opens the search with the keyboard in it. */
void silu_thought_pane_open_find (SiluThoughtPane *self);

/* How much of what is searched for is in each step, in the outline. */
void silu_thought_pane_show_hits (SiluThoughtPane *self);

/* Bits 1 << SiluStepKind, 0: all. */
void silu_thought_pane_set_filter (SiluThoughtPane *self, guint kinds);

/* Transfer full: the text of a step as it came. */
char *silu_thought_pane_dup_step (SiluThoughtPane *self, guint step);

G_END_DECLS
