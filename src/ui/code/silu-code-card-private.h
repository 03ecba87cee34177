/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the code card share. */
#pragma once

#include "silu-code-card.h"

#include "silu-code-info.h"
#include <string.h>

G_BEGIN_DECLS

/* Bytes at the end of the shown code that are kept for comparing. */
#define SILU_CODE_TAIL_SIZE 64

struct _SiluCodeCard
{
  GtkWidget parent_instance;

  GSettings *settings;
  GtkWidget *title;
  GtkWidget *wrap;
  GtkSourceView *view;
  GtkSourceBuffer *buffer;

  SiluCodeInfo *info;
  gsize length; /* bytes of code that are shown */
  char tail[SILU_CODE_TAIL_SIZE];
  gsize tail_length;

  gsize guess_at; /* at this length its language is guessed (again); 0: it is known */

  gboolean marked; /* hits of a search are shown */

  GtkWidget *scroller;     /* around the view */
  GtkWidget *changes;      /* toggle button */
  GtkWidget *changes_view; /* in the scroller's place while they are shown, or NULL */
  char *earlier;           /* the version before, or NULL */

  GtkWidget *fold;
  char *full;    /* all of the code, while the buffer has only its first lines; else NULL */
  gsize rest;    /* byte of it that the buffer ends before */
  guint n_lines; /* of all of it, when it was last folded */

  GtkFileChooserNative *chooser; /* while it asks where to save */
};

GtkWidget *silu_code_card_make_fold_button (SiluCodeCard *self);

void silu_code_card_update_fold_button (SiluCodeCard *self);

GtkWidget *silu_code_card_make_changes_button (SiluCodeCard *self);

/* As all views of code look. */
void silu_code_card_dress_view (GtkTextView *view);

/* The user has changed how it looks: a card that is made anew would not look like it. */
void silu_code_card_keep (SiluCodeCard *self);

G_END_DECLS
