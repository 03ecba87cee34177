/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of code: language · file name, line numbers, wrap, save as, copy (DESIGN 4). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_CODE_CARD (silu_code_card_get_type ())
G_DECLARE_FINAL_TYPE (SiluCodeCard, silu_code_card, SILU, CODE_CARD, GtkWidget)

/* Signal "kept" (): the user has changed how it looks. */

GtkWidget *silu_code_card_new (void);

/* Code may come soon. The first card of a process takes as long as several frames, most of it for
 * the list of all languages and for the schemes: that is done now, when nothing else is to do. */
void silu_code_card_warm_up (void);

/* @language: the first word of the fence in lower case, @info the whole of it; both nullable. */
void silu_code_card_set_info (SiluCodeCard *self, const char *language, const char *info);

/* @code: the next state of the block that is shown. What it has in common with what is shown stays,
 * so that a growing block is never set anew. */
void silu_code_card_set_code (SiluCodeCard *self, const char *code);

/* Shows only the first lines of long code, with a button that shows the rest. */
void silu_code_card_fold (SiluCodeCard *self);
void silu_code_card_unfold (SiluCodeCard *self);
gboolean silu_code_card_is_folded (SiluCodeCard *self);

/* @earlier: what the code was in the version before, or NULL; a button then shows the changes. To
 * be set when the code is complete. */
void silu_code_card_set_earlier (SiluCodeCard *self, const char *earlier);

/* Whether @view is where the code itself is shown. */
gboolean silu_code_card_is_view (SiluCodeCard *self, GtkWidget *view);

/* Exactly the code, as the copy button puts it on the clipboard; transfer full. */
char *silu_code_card_dup_code (SiluCodeCard *self);

/* Bytes of code. */
gsize silu_code_card_get_length (SiluCodeCard *self);

/* Bytes [start, end) of the code; an empty range selects nothing. */
void silu_code_card_select (SiluCodeCard *self, gsize start, gsize end);

/* Hits of a search, of SiluTextRange, or NULL. One that is folded away has the card unfold. */
void silu_code_card_mark (SiluCodeCard *self, GArray *hits);

/* The place between characters next to a point in the card, in bytes of the code; and where it is.
 */
gsize silu_code_card_find_offset (SiluCodeCard *self, double x, double y);
void silu_code_card_get_place (SiluCodeCard *self, gsize offset, graphene_rect_t *place);

/* Writes the code to @file, with a line break at its end as text files have it. Tells the window
 * how it went (action "win.toast"). */
void silu_code_card_save (SiluCodeCard *self, GFile *file);

G_END_DECLS
