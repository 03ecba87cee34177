/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a block with its spans, as a label takes it. */
#pragma once

#include "silu-block.h"

G_BEGIN_DECLS

/* Pango markup with links. Everything is escaped; an address that is not for the web or for mail
 * does not become a link. Transfer full. */
char *silu_inline_to_markup (const SiluBlock *block);

/* Whether a click on @url may open it. */
gboolean silu_inline_is_safe (const char *url);

G_END_DECLS
