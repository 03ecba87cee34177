/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for one line of text: a title, a folder's name, tags. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *heading;
  const char *body;  /* or NULL */
  const char *label; /* what the line is, for a screen reader */
  const char *text;  /* to begin with */
  const char *accept;
  gboolean may_be_empty;
} SiluNameQuestion;

/* @name has no space at its ends. */
typedef void (*SiluNameFunc) (const char *name, gpointer user_data);

/* Over the window of @parent. @func is called if the user agrees; @user_data is freed either way.
 */
void silu_name_dialog_present (GtkWidget *parent,
                               const SiluNameQuestion *question,
                               SiluNameFunc func,
                               gpointer user_data,
                               GDestroyNotify free_func);

G_END_DECLS
