/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an answer that was cut is gone on with: what the model repeats of it is taken away, so that
 * nobody sees the seam. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SiluSeam SiluSeam;

/* @before: the text so far. */
SiluSeam *silu_seam_new (const char *before);
void silu_seam_free (SiluSeam *self);

/* What is certain to be new of the text so far and @text; transfer full, "" while it may still be a
 * repetition. At most a few hundred bytes are held back, and once only. */
char *silu_seam_feed (SiluSeam *self, const char *text);

/* What was held back, when nothing more comes. */
char *silu_seam_finish (SiluSeam *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluSeam, silu_seam_free)

G_END_DECLS
