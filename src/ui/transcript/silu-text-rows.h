/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One Markdown text as neighbouring rows of a transcript, a block a row. */
#pragma once

#include "silu-markdown.h"
#include "silu-transcript.h"

G_BEGIN_DECLS

/* Shows what the text is now, from the first changed block on; all before it costs nothing. Its
 * rows are the @n_rows from @position on. @first_gap: above the first of them, -1 for the block's
 * own. Returns how many there are now. */
guint silu_text_rows_update (SiluTranscript *transcript,
                             guint position,
                             guint n_rows,
                             SiluMarkdown *markdown,
                             int first_gap);

G_END_DECLS
