/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the composer share. */
#pragma once

#include "silu-attachment-tray.h"
#include "silu-composer.h"
#include "silu-context-gauge.h"
#include "silu-model-button.h"
#include "silu-sampling-button.h"
#include "silu-think-button.h"

G_BEGIN_DECLS

struct _SiluComposer
{
  GtkWidget parent_instance;

  GSettings *settings;
  SiluAccounts *accounts;
  SiluContextUse context; /* without what is being written */
  SiluProfile *profile;   /* of the chosen model; NULL before there are accounts */
  gboolean busy;
  gboolean composing; /* the input method shows what it has not given out yet */
  gint64 file_tokens; /* of the attachments */

  GtkWidget *card;
  GtkWidget *editing;
  SiluAttachmentTray *tray;
  GtkScrolledWindow *scrolled;
  GtkTextView *view;
  GtkWidget *placeholder;
  SiluThinkButton *think;
  SiluModelButton *models;
  SiluSamplingButton *sampling;
  SiluContextGauge *gauge;
  GtkButton *send;
  GtkWidget *hint;
};

/* Text, or files, from the clipboard: in the place of what the view would do. */
void silu_composer_paste (GtkTextView *view, SiluComposer *self);

/* Files that are dropped on the card. */
void silu_composer_add_drop_target (SiluComposer *self);

G_END_DECLS
