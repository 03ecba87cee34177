/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader has marked in a chain of thought: the place where a step begins, and words to it.
 * Plain data, owned by its message. */
#pragma once

#include "silu-enums.h"

G_BEGIN_DECLS

/* Of one message, and bytes of one text: what is longer is cut between characters. */
#define SILU_NOTES_MAX 1000
#define SILU_NOTE_MAX_TEXT (16 * 1024)

typedef struct
{
  guint part;  /* of the message */
  gsize start; /* the byte of the part with which the step begins */
  SiluNoteKind kind;
  char *text;     /* "": a mark without words; valid UTF-8 */
  gint64 created; /* microseconds since the epoch, UTC */
} SiluNote;

void silu_note_free (SiluNote *self);

/* Lists of notes, of SiluNote with silu_note_free () as free function, in the order of their
 * places: one for each.
 *
 * set: changes the note at that place, or adds one that was made at @created. FALSE: they are too
 * many. remove: FALSE if there is none. */
GPtrArray *silu_notes_new (void);
GPtrArray *silu_notes_copy (GPtrArray *notes);
const SiluNote *silu_notes_find (GPtrArray *notes, guint part, gsize start);
gboolean silu_notes_set (GPtrArray *notes,
                         guint part,
                         gsize start,
                         SiluNoteKind kind,
                         const char *text,
                         gint64 created);
gboolean silu_notes_remove (GPtrArray *notes, guint part, gsize start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluNote, silu_note_free)

G_END_DECLS
