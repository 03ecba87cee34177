/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader has written to a step, under its head. */
#pragma once

#include "silu-note.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_STEP_NOTE (silu_step_note_get_type ())
G_DECLARE_FINAL_TYPE (SiluStepNote, silu_step_note, SILU, STEP_NOTE, GtkWidget)

/* A click activates "thought.annotate-step" (u). */
GtkWidget *silu_step_note_new (const SiluNote *note, guint step);

/* "Bookmark", "Here it goes wrong". */
const char *silu_step_note_get_kind (SiluNoteKind kind);
const char *silu_step_note_get_icon (SiluNoteKind kind);

G_END_DECLS
