/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above an answer that is compared: who gave it, how long it took, what it cost, and
 * how it is going. */
#pragma once

#include "silu-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_COMPARE_HEAD (silu_compare_head_get_type ())
G_DECLARE_FINAL_TYPE (SiluCompareHead, silu_compare_head, SILU, COMPARE_HEAD, GtkWidget)

/* Signal "open" (): the answer is to be shown in its chat. @engine: or NULL. */
GtkWidget *silu_compare_head_new (SiluEngine *engine, SiluMessage *message);

/* "deepseek-reasoner · High": whom an answer is of, in a word; transfer full. */
char *silu_compare_head_dup_origin (SiluMessage *message);

G_END_DECLS
