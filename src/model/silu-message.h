/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message of a conversation. Its text only ever grows while it streams: a view listens to
 * "appended" and never reads the whole text again. Main thread only. */
#pragma once

#include "silu-note.h"
#include "silu-part.h"

G_BEGIN_DECLS

#define SILU_TYPE_MESSAGE (silu_message_get_type ())
G_DECLARE_FINAL_TYPE (SiluMessage, silu_message, SILU, MESSAGE, GObject)

/* Microseconds since the epoch, UTC; 0 where it did not happen. */
typedef struct
{
  gint64 start; /* the request was sent, or the user's message written */
  gint64 first_byte;
  gint64 first_reasoning;
  gint64 first_text; /* the thinking ends here, if there was any */
  gint64 end;
} SiluTimes;

/* How long it thought, in microseconds; -1 where that is not known. */
gint64 silu_times_get_thinking (const SiluTimes *self);

/* Signals:
 *   "appended" (guint part, const char *delta): @delta was added to the part, which may be new.
 *       The string is valid during emission only.
 *   "reclassified" (): the text so far was reasoning after all; part 0 changed its kind.
 *   "changed" (): state, usage, times, model or error changed.
 *   "notes-changed" (): the notes or the rating changed.
 * Property: "state" (SiluMessageState, readable, notifies). */

/* @id: a UUID, or NULL for a new one. */
SiluMessage *silu_message_new (const char *id, SiluRole role);

const char *silu_message_get_id (SiluMessage *self);
SiluRole silu_message_get_role (SiluMessage *self);

/* Borrowed; NULL for a first message. The tree is made by SiluConversation only. */
SiluMessage *silu_message_get_parent (SiluMessage *self);

SiluMessageState silu_message_get_state (SiluMessage *self);
void silu_message_set_state (SiluMessage *self, SiluMessageState state);

guint silu_message_get_n_parts (SiluMessage *self);
const SiluPart *silu_message_get_part (SiluMessage *self, guint index);

/* Appends to the last part if it is of this kind and channel, else begins a part. @delta is whole
 * characters of valid UTF-8; "" does nothing. */
void
silu_message_append (SiluMessage *self, SiluPartKind kind, SiluChannel channel, const char *delta);

/* The same of what came at @time, in microseconds since the epoch: the part is marked with it (see
 * silu-mark.h) before anybody hears of the text. */
void silu_message_append_at (SiluMessage *self,
                             SiluPartKind kind,
                             SiluChannel channel,
                             const char *delta,
                             gint64 time);

/* The same of a stored part, with its marks. */
void silu_message_append_part (SiluMessage *self, const SiluPart *part);

/* When the text of a part came, GArray of SiluMark; borrowed, NULL where nobody knows. */
GArray *silu_message_get_marks (SiluMessage *self, guint part);

/* See SILU_DELTA_RECLASSIFY. Only the text parts become reasoning; neighbours are merged. */
void silu_message_reclassify (SiluMessage *self);

/* All parts of @kind, joined; transfer full, "" if there are none. For copy and history: not for a
 * view of a message that streams. */
char *silu_message_dup_text (SiluMessage *self, SiluPartKind kind);
gboolean silu_message_has_text (SiluMessage *self, SiluPartKind kind);

const SiluTimes *silu_message_get_times (SiluMessage *self);
void silu_message_set_times (SiluMessage *self, const SiluTimes *times);

const SiluUsage *silu_message_get_usage (SiluMessage *self);
void silu_message_set_usage (SiluMessage *self, const SiluUsage *usage);

/* Which model and account (its id) answered; NULL for a user's message. */
const char *silu_message_get_model (SiluMessage *self);
const char *silu_message_get_account (SiluMessage *self);
SiluThinkLevel silu_message_get_think (SiluMessage *self);
void silu_message_set_origin (SiluMessage *self,
                              const char *model,
                              const char *account,
                              SiluThinkLevel think);

SiluFinish silu_message_get_finish (SiluMessage *self);
void silu_message_set_finish (SiluMessage *self, SiluFinish finish);

/* Why it failed, in SILU_ERROR; borrowed, NULL if it did not. Copied. */
const GError *silu_message_get_error (SiluMessage *self);
void silu_message_set_error (SiluMessage *self, const GError *error);

/* Whether the thinking pane is open: the user's choice, kept with the message. -1: no choice yet.
 */
int silu_message_get_pane (SiluMessage *self);
void silu_message_set_pane (SiluMessage *self, int pane);

/* GPtrArray of SiluNote, in the order of their places; borrowed, as is each of them until the notes
 * change. The part of a note, or its byte, need not be there: notes may come from a file. */
GPtrArray *silu_message_get_notes (SiluMessage *self);

/* NULL: there is none. */
const SiluNote *silu_message_find_note (SiluMessage *self, guint part, gsize start);

/* set: the note of that place becomes this one. FALSE: there are SILU_NOTES_MAX. remove: FALSE if
 * there is none. Neither saves: see silu_store_save_notes (). */
gboolean silu_message_set_note (SiluMessage *self,
                                guint part,
                                gsize start,
                                SiluNoteKind kind,
                                const char *text);
gboolean silu_message_remove_note (SiluMessage *self, guint part, gsize start);

/* All of them at once, copied; for what was stored. */
void silu_message_set_notes (SiluMessage *self, GPtrArray *notes);

SiluRating silu_message_get_rating (SiluMessage *self);
void silu_message_set_rating (SiluMessage *self, SiluRating rating);

G_END_DECLS
