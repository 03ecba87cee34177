/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the thinking card share. */
#pragma once

#include "silu-pace.h"
#include "silu-text-marks.h"
#include "silu-thinking-card.h"

G_BEGIN_DECLS

struct _SiluThinkingCard
{
  GtkWidget parent_instance;

  SiluMessage *message;
  guint part;

  GtkWidget *toggle;
  GtkWidget *arrow;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *preview;
  GtkWidget *answer_now;
  GtkWidget *tools;
  GtkWidget *expand;
  GtkWidget *scroller;
  GtkWidget *view;

  gboolean open;
  gsize shown;   /* bytes of the part that are in the view */
  gint64 units;  /* silu_tokens_count_units () of the part */
  SiluPace pace; /* while there is something to show */
  guint clock;   /* once a second while it is being thought */

  gboolean following; /* the view keeps to the end of the text */
  gboolean scrolling; /* it is being moved there */
  guint settle;       /* source that ends a layout */

  GArray *hits;         /* of SiluTextRange, of a search; or NULL */
  SiluTextRange reveal; /* to be brought into view; empty: nothing */
};

/* After text has come into the view: hits and what is to be seen of them. */
void silu_thinking_card_show_hits (SiluThinkingCard *self);

G_END_DECLS
