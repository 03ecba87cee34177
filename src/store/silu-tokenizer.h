/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as a word in a search, for FTS5. Chinese and Japanese are written without spaces:
 * there each character is a word, so that one and two of them are found as well as ten. A name from
 * code is one word, and its halves are found too, as is its end from any half on. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

/* The same as FTS5's xToken: @flags are 0 or FTS5_TOKEN_COLOCATED, @start and @end bytes of the
 * text. Anything but SQLITE_OK ends the walk. */
typedef int (
    *SiluTokenFunc) (void *context, int flags, const char *token, int length, int start, int end);

/* Gives the words of a text to @func: in lower case, without accents, full width as half width.
 * @is_query: without the halves of names, so that what is asked for is the whole name. The text may
 * be no UTF-8: what is none is passed over. Returns SQLITE_OK or what @func has returned. */
int silu_tokenize (const char *text,
                   gsize length,
                   gboolean is_query,
                   SiluTokenFunc func,
                   void *context);

/* Makes the tokenizer "silu" known to a connection. */
gboolean silu_tokenizer_register (sqlite3 *db, GError **error);

G_END_DECLS
