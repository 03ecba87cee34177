/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conversation as it is told to people, in a file or on paper: its messages in order, and the
 * words around them. */
#pragma once

#include "silu-export.h"
#include "silu-step.h"

G_BEGIN_DECLS

/* A message with its place in the tree. */
typedef struct
{
  const SiluMessageRecord *message;
  guint number;     /* from 1, in the order of reading */
  guint parent;     /* its number; 0: a first message */
  guint version;    /* from 1: the oldest of its siblings */
  guint n_versions; /* how many siblings, itself included */
  gboolean is_leaf;
  gboolean is_current; /* on the active branch */
} SiluExportTurn;

/* GArray of SiluExportTurn: a branch is told to its end before the next begins. Without
 * SILU_EXPORT_ALL_BRANCHES the active branch only. A parent that is not there, or stands behind its
 * child, makes a first message: there are no circles. */
GArray *silu_export_list_turns (const SiluBundle *bundle, SiluExportFlags flags);

/* --- texts; transfer full --- */

/* "2026-11-23 21:18", in local time; "" for 0. */
char *silu_export_dup_time (gint64 time);

/* One line: control characters and line ends are spaces, none at its ends; "" for NULL. */
char *silu_export_dup_line (const char *text);

char *silu_export_dup_title (const SiluConversationRecord *conversation);

/* "You", or the model's name, … */
char *silu_export_dup_speaker (const SiluMessageRecord *message);

/* Why it ends where it does; NULL if it is whole. */
char *silu_export_dup_end (const SiluMessageRecord *message);

/* Where in the tree it is, where that is not plain from its place: "Reply to 2 · version 1 of 2".
 */
char *silu_export_dup_place (const SiluExportTurn *turn);

/* What there is to say of the conversation, a line each: GPtrArray of strings. */
GPtrArray *silu_export_list_facts (const SiluBundle *bundle);

/* A part that is not reasoning or text: what it is ("Attachment: notes.txt") and what is in it. */
void silu_export_read_extra (const SiluPart *part, char **label, char **content);

/* "Rated as good"; NULL for none. */
char *silu_export_dup_rating (SiluRating rating);

/* A line for each note on a part: its kind, where it stands, what it says. */
GPtrArray *silu_export_list_notes (const SiluMessageRecord *message, guint part);

/* "Bookmark", and "Plan"; translated. */
const char *silu_export_get_note_label (SiluNoteKind kind);
const char *silu_export_get_step_label (SiluStepKind kind);

/* "1.2 s", of microseconds. */
char *silu_export_dup_duration (gint64 duration);

/* Whether a part is for people at all, and wanted. */
gboolean silu_export_has_part (const SiluPart *part, SiluExportFlags flags);

G_END_DECLS
