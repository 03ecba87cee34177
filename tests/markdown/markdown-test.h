/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of Markdown share: text fed in pieces, and what comes out of it. */
#pragma once

#include "silu-markdown-private.h"

G_BEGIN_DECLS

typedef char *(*MarkdownWriter) (SiluMarkdown *self);

/* What @writer makes of @text, fed @piece bytes at a time with an update after each. */
char *markdown_render (const char *text, gsize length, gsize piece, MarkdownWriter writer);

/* Equal JSON for pieces of 1, 2, 3, 7 and 64 bytes and the whole. */
void markdown_check_feedings (const char *text, gsize length);

/* The HTML of @text, which is the same for all feedings. */
void markdown_check_html (const char *text, const char *expected);

/* The only top-level block of @text. */
SiluBlock *markdown_parse_one (const char *text);

G_END_DECLS
