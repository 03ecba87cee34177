/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is selected as other programs take it. */
#pragma once

#include "silu-transcript.h"

G_BEGIN_DECLS

/* Plain text, or Markdown; "" if nothing is selected. Transfer full. */
char *silu_transcript_dup_selected (SiluTranscript *self, gboolean as_markdown);

/* Onto the clipboard as plain text, HTML and Markdown at once; with @as_markdown the plain text is
 * Markdown too. */
void silu_transcript_copy (SiluTranscript *self, gboolean as_markdown);

/* The same as what the middle button pastes. */
void silu_transcript_offer_selection (SiluTranscript *self);

G_END_DECLS
