/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the script server reads a script. */
#pragma once

#include "silu-script-server.h"

G_BEGIN_DECLS

typedef enum
{
  SILU_SCRIPT_SEND,
  SILU_SCRIPT_PAUSE,
  SILU_SCRIPT_HOLD,
  SILU_SCRIPT_CUT,
} SiluScriptKind;

typedef struct
{
  SiluScriptKind kind;
  GBytes *bytes;      /* SEND */
  guint milliseconds; /* PAUSE */
} SiluScriptStep;

guint silu_script_get_status (SiluScript *self);

/* NULL after the last step. */
const SiluScriptStep *silu_script_get_step (SiluScript *self, guint index);

/* The value of the header at @index, its name in @name; NULL after the last one. */
const char *silu_script_get_header (SiluScript *self, guint index, const char **name);

G_END_DECLS
