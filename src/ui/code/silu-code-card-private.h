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

  GtkWidget *title;
  GtkWidget *wrap;
  GtkSourceView *view;
  GtkSourceBuffer *buffer;

  SiluCodeInfo *info;
  gsize length; /* bytes of code that are shown */
  char tail[SILU_CODE_TAIL_SIZE];
  gsize tail_length;

  GtkFileChooserNative *chooser; /* while it asks where to save */
};

G_END_DECLS
