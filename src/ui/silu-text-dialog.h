/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a text: a title, a folder's name, tags; a note on a step. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *heading;
  const char *body;  /* or NULL */
  const char *label; /* what the text is, for a screen reader */
  const char *text;  /* to begin with */
  const char *accept;
  gboolean is_long; /* several lines */
  gboolean may_be_empty;
} SiluTextQuestion;

/* @text: a line has no space at its ends, a long text is as it was written. */
typedef void (*SiluTextFunc) (const char *text, gpointer user_data);

/* Over the window of @parent. @func is called if the user agrees; @user_data is freed either way.
 */
void silu_text_dialog_present (GtkWidget *parent,
                               const SiluTextQuestion *question,
                               SiluTextFunc func,
                               gpointer user_data,
                               GDestroyNotify free_func);

G_END_DECLS
