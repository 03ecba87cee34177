/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said under an answer that is waited for or did not end well, and which ways on there
 * are. */
#pragma once

#include "silu-turn.h"

G_BEGIN_DECLS

typedef struct
{
  const char *label; /* NULL: there is no such way */
  const char *action;
  gboolean on_message; /* the action takes the message's id */
} SiluWayOn;

#define SILU_N_WAYS_ON 2

typedef struct
{
  char *sentence; /* NULL: there is nothing to say */
  char *detail;   /* the server's own words, or NULL */
  SiluWayOn ways[SILU_N_WAYS_ON];
  gboolean waiting;
} SiluAnswerStatus;

/* @turn: the one that writes @message now, or NULL. @now: g_get_monotonic_time (). */
void
silu_answer_status_read (SiluAnswerStatus *self, SiluMessage *message, SiluTurn *turn, gint64 now);
void silu_answer_status_clear (SiluAnswerStatus *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SiluAnswerStatus, silu_answer_status_clear)

G_END_DECLS
