/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fence says about its code: which language, and often a file's name, for which models have
 * no common way of writing. */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

typedef struct
{
  char *word; /* the language as the fence spells it, or NULL */
  char *file; /* a file's name, perhaps with folders, or NULL */
} SiluCodeInfo;

/* @info: the whole info string. Understands "c title=\"a.c\"", "c:a.c", "c a.c", "a.c". */
SiluCodeInfo *silu_code_info_new (const char *info);
void silu_code_info_free (SiluCodeInfo *self);

/* Borrowed, NULL if it is not known. */
GtkSourceLanguage *silu_code_info_guess_language (const SiluCodeInfo *self);

/* "C · snake.c", "Code" where nothing is known. */
char *silu_code_info_get_title (const SiluCodeInfo *self, GtkSourceLanguage *language);

/* What to call the file that the code is saved to; no folders. */
char *silu_code_info_get_save_name (const SiluCodeInfo *self, GtkSourceLanguage *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluCodeInfo, silu_code_info_free)

G_END_DECLS
