/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widgets that show one leaf of a block, in one way: what is selected goes through all kinds of
 * them. */
#pragma once

#include "silu-block-text.h"

G_BEGIN_DECLS

/* The leaf that @inside is (in), no further up than @row; NULL where it is none, as on a button. */
GtkWidget *silu_leaf_find (GtkWidget *inside, GtkWidget *row);

/* Appends the leaves below @row, in the order of reading. */
void silu_leaf_list (GtkWidget *row, GPtrArray *leaves);

/* Bytes of its text. */
gsize silu_leaf_get_length (GtkWidget *leaf);

/* Transfer full. */
char *silu_leaf_dup_text (GtkWidget *leaf);

void silu_leaf_select (GtkWidget *leaf, gsize start, gsize end);

/* @hits: of SiluTextRange, or NULL. */
void silu_leaf_mark (GtkWidget *leaf, GArray *hits);

/* The place next to a point in the leaf, and where a place is. */
gsize silu_leaf_find_offset (GtkWidget *leaf, double x, double y);
void silu_leaf_get_place (GtkWidget *leaf, gsize offset, graphene_rect_t *place);

G_END_DECLS
