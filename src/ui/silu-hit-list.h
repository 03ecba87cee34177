/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search has found, as a list of rows to choose from. */
#pragma once

#include "silu-search.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The item of the list. */
#define SILU_TYPE_HIT (silu_hit_get_type ())
G_DECLARE_FINAL_TYPE (SiluHit, silu_hit, SILU, HIT, GObject)

const SiluSearchHit *silu_hit_get (SiluHit *self);

/* The line about a hit; transfer full. */
typedef char *(*SiluHitAboutFunc) (const SiluSearchHit *hit);

/* An empty list of SiluHit, which @view shows; transfer full. */
GListStore *silu_hit_list_new (GtkListView *view, SiluHitAboutFunc about);

/* @found, of SiluSearchHit, in the place of @n_removed; takes the hits out of it. */
void silu_hit_list_splice (GListStore *self, guint position, guint n_removed, GPtrArray *found);

G_END_DECLS
