/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a chain that is stored: what they are, and from its marks, when they came. */
#pragma once

#include "silu-part.h"
#include "silu-segmenter.h"

G_BEGIN_DECLS

/* Feeds what there is of a part, which may go on. */
void silu_chain_steps_feed (SiluSegmenter *segmenter, const SiluPart *part);

/* The steps of a part of reasoning. Their times are 0 where nobody knows them. */
SiluSegmenter *silu_chain_steps_new (const SiluPart *part);

G_END_DECLS
