/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pictures are taken of. */
#pragma once

#include "silu-window.h"

G_BEGIN_DECLS

#define SILU_SHOT_HEIGHT 860

typedef struct
{
  SiluEngine *engine;
  SiluMath *math;
  SiluWindow *window;
  SiluTurn *turn;
  const char *folder;
  const char *scheme;
  const char *language; /* "en" or "zh_CN" */
  const char *size;     /* "", "-large" or "-contrast" */
} SiluShot;

/* A picture of @window, named after @state. */
void silu_shot_take (SiluShot *self, GtkWidget *window, const char *state);

/* Of the transcript. */
GtkAdjustment *silu_shot_get_adjustment (SiluShot *self);

G_END_DECLS
