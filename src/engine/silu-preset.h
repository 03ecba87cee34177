/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Silu knows of a kind of endpoint before anybody asked it. */
#pragma once

#include "silu-chat-request.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;       /* "deepseek", "ollama", … */
  const char *name;     /* a product's name, not translated */
  const char *base_url; /* "" where the user must give it */
  const char *dialect;
  const char *model; /* the one to begin with, "" for the first that the server names */
  SiluThinkSwitch think_switch;
  SiluThinkLevel think; /* the level a new conversation begins with */
  gboolean needs_key;
  gboolean local; /* looked for on loopback at first start */
  guint ports[3]; /* where, 0-terminated */
} SiluPreset;

/* NULL if unknown. */
const SiluPreset *silu_preset_find (const char *id);

/* All of them, in the order to show; ends at a NULL id. */
const SiluPreset *silu_preset_list (void);

G_END_DECLS
