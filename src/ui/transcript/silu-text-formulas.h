/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formulas in the text of a label: set in another process, and drawn in the place of their
 * source once they are. The label's text stays as long as it is, so that bytes of the block are
 * bytes of the label; the first character of a formula gets its size, the others none. */
#pragma once

#include "silu-block.h"
#include "silu-math.h"
#include "silu-text-marks.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _SiluTextFormulas SiluTextFormulas;

/* Something has been set: the label is to be filled again. */
typedef void (*SiluTextFormulasFunc) (gpointer user_data);

/* @label is borrowed and must outlive it. */
SiluTextFormulas *
silu_text_formulas_new (GtkLabel *label, SiluTextFormulasFunc changed, gpointer user_data);
void silu_text_formulas_free (SiluTextFormulas *self);

/* Those of @block from now on; what was set already stays. */
void silu_text_formulas_set_block (SiluTextFormulas *self, const SiluBlock *block);

/* Has those that are not set yet set by @math, or none with NULL. */
void silu_text_formulas_set_math (SiluTextFormulas *self, SiluMath *math);

gboolean silu_text_formulas_is_empty (SiluTextFormulas *self);

/* At least one is drawn. */
gboolean silu_text_formulas_is_drawn (SiluTextFormulas *self);

/* Those in a line are made to fit into so many pixels; what would be too small shows its source.
 * Takes up the size of the font too. TRUE if that makes a difference: then the label is to be
 * filled again. */
gboolean silu_text_formulas_fit (SiluTextFormulas *self, int width);

/* The text for the label, and what it needs to be told besides. Transfer full. */
char *silu_text_formulas_dup_text (SiluTextFormulas *self, const char *text);
void silu_text_formulas_add_attributes (SiluTextFormulas *self, PangoAttrList *list);

/* Draws them into the label's layout, at its origin. */
void silu_text_formulas_snapshot (SiluTextFormulas *self, GtkSnapshot *snapshot);

/* The formula that is drawn at byte @offset, or NULL; borrowed. */
SiluFormula *silu_text_formulas_find (SiluTextFormulas *self, gsize offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluTextFormulas, silu_text_formulas_free)

G_END_DECLS
