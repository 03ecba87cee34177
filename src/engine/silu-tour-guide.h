/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Tour says: a few topics, each with a thought and an answer, in English and Chinese. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *thought;
  char *answer; /* Markdown */
} SiluTourPage;

/* The page that fits @question, in its language: Chinese where it holds a Chinese character, else
 * English. What fits nothing gets the welcome. */
SiluTourPage *silu_tour_page_find (const char *question);
void silu_tour_page_free (SiluTourPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluTourPage, silu_tour_page_free)

G_END_DECLS
