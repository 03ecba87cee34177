/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a place in growing Markdown is inside code: fences and backtick spans. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char fence; /* '`' or '~' of the fence we are in, 0: none */
  guint fence_length;
  guint span; /* backticks that opened the span we are in, 0: none */
  guint run;  /* of the same mark, up to here */
  char run_mark;
  gboolean run_leads; /* nothing but indentation before it on its line */
  guint indent;       /* of this line, while nothing else is on it */
  gboolean line_blank;
  gboolean may_close; /* this line has been a closing fence so far */
} SiluCodeTracker;

void silu_code_tracker_init (SiluCodeTracker *self);

/* Takes the next bytes of the text. */
void silu_code_tracker_feed (SiluCodeTracker *self, const char *text, gsize length);

/* Whether the byte that comes next, not a mark of code itself, is code. */
gboolean silu_code_tracker_in_code (SiluCodeTracker *self);

G_END_DECLS
