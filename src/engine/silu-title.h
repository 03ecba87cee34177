/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conversation's name before anybody gave it one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first line of @text with something in it, without Markdown's marks at its start, cut at a
 * word near 60 columns (a CJK character counts two) and then ended by "…". Transfer full; "" if
 * there is no such line. */
char *silu_title_from_text (const char *text);

G_END_DECLS
