/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spans of a block's text as a label shows them. */
#pragma once

#include "silu-text-formulas.h"

G_BEGIN_DECLS

/* Sets text and attributes; nothing of the text is read as markup. @formulas: those of @block. */
void silu_inline_fill_label (GtkLabel *label, const SiluBlock *block, SiluTextFormulas *formulas);

/* Whether a link may be opened: http, https or mailto. Others are shown as plain text. */
gboolean silu_inline_is_safe (const char *url);

/* An address for people to read before they go there: its end may be left out, never its host. */
char *silu_inline_shorten_url (const char *url);

G_END_DECLS
