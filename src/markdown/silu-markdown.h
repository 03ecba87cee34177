/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that grows → blocks. Finished top-level blocks are frozen; only the tail is parsed again, so
 * that the cost of new text does not depend on how long the text already is. */
#pragma once

#include "silu-block.h"

G_BEGIN_DECLS

typedef struct _SiluMarkdown SiluMarkdown;

SiluMarkdown *silu_markdown_new (void);
void silu_markdown_free (SiluMarkdown *self);

/* Takes more text; whole or split UTF-8, invalid bytes become U+FFFD. Cheap: parses nothing. */
void silu_markdown_feed (SiluMarkdown *self, const char *text, gsize length);

/* No more text will come: the tail is closed too. The blocks are the same however the text was fed
 * and however often silu_markdown_update () was called in between. */
void silu_markdown_finish (SiluMarkdown *self);

/* Parses what is new. Returns the index of the first top-level block that differs from the ones
 * before this call; the blocks from it on are to be shown again, the ones before it are the very
 * same pointers. Equals silu_markdown_get_n_blocks () when nothing changed. Call once a frame. */
guint silu_markdown_update (SiluMarkdown *self);

guint silu_markdown_get_n_blocks (SiluMarkdown *self);

/* Borrowed. */
SiluBlock *silu_markdown_get_block (SiluMarkdown *self, guint index);

/* Writers, for copying, export and silu-cli render. They call silu_markdown_update () themselves.
 */
char *silu_markdown_to_html (SiluMarkdown *self);
char *silu_markdown_to_json (SiluMarkdown *self);
char *silu_markdown_to_text (SiluMarkdown *self);

/* HTML that loads nothing: images are links to them. */
char *silu_markdown_to_still_html (SiluMarkdown *self);

/* The plain text of one block and its children, as it should land in a text editor. */
char *silu_block_to_text (const SiluBlock *block);

/* Blocks that need not be of one text, as parts that are copied are not. Markdown that is read
 * again gives the same blocks, but for what Markdown cannot say. */
char *silu_blocks_to_text (GPtrArray *blocks);
char *silu_blocks_to_html (GPtrArray *blocks);
char *silu_blocks_to_markdown (GPtrArray *blocks);

/* Whether a link may lead there: http, https, mailto, or an address with no scheme. */
gboolean silu_markdown_url_is_safe (const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluMarkdown, silu_markdown_free)

G_END_DECLS
