/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for what a reader has made of an answer, and for the steps of its chain. */
#include "silu-export-private.h"

#include "silu-step.h"
#include <glib/gi18n-lib.h>

/* Below so many seconds the tenths are told. */
#define EXACT 10

char *
silu_export_dup_rating (SiluRating rating)
{
  switch (rating)
    {
    case SILU_RATING_GOOD:
      return g_strdup (_ ("Rated as good"));
    case SILU_RATING_FLAWED:
      return g_strdup (_ ("Rated as flawed"));
    case SILU_RATING_NONE:
    default:
      return NULL;
    }
}

const char *
silu_export_get_note_label (SiluNoteKind kind)
{
  switch (kind)
    {
    case SILU_NOTE_FLAW:
      /* Translators: what a reader has marked in a chain of thought: here it goes wrong. */
      return _ ("Flaw");
    case SILU_NOTE_BOOKMARK:
    default:
      return _ ("Bookmark");
    }
}

const char *
silu_export_get_step_label (SiluStepKind kind)
{
  switch (kind)
    {
    case SILU_STEP_UNDERSTAND:
      /* Translators: this and those that follow: what a step of a chain of thought does. */
      return _ ("Understanding");
    case SILU_STEP_PLAN:
      return _ ("Plan");
    case SILU_STEP_COMPUTE:
      return _ ("Calculation");
    case SILU_STEP_CHECK:
      return _ ("Check");
    case SILU_STEP_DOUBT:
      return _ ("Doubt");
    case SILU_STEP_ALTERNATIVE:
      return _ ("Another way");
    case SILU_STEP_CONCLUDE:
      return _ ("Conclusion");
    case SILU_STEP_DRAFT_CODE:
      return _ ("Code");
    case SILU_STEP_DERIVE:
    default:
      return _ ("Derivation");
    }
}

char *
silu_export_dup_duration (gint64 duration)
{
  double seconds = (double) duration / G_USEC_PER_SEC;
  gint64 whole = (duration + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;

  if (seconds < EXACT)
    /* Translators: a duration in seconds, such as "1.2 s". */
    return g_strdup_printf (_ ("%.1f s"), seconds);
  if (whole < 60)
    /* Translators: a duration in seconds, such as "14 s". */
    return g_strdup_printf (_ ("%d s"), (int) whole);

  /* Translators: a duration in minutes and seconds, such as "2 min 05 s". */
  return g_strdup_printf (_ ("%d min %02d s"), (int) MIN (whole / 60, G_MAXINT),
                          (int) (whole % 60));
}

/* How the step begins that the note is at. */
static char *
dup_place (const SiluMessageRecord *message, const SiluNote *note)
{
  const SiluPart *part = g_ptr_array_index (message->parts, note->part);
  gsize start = note->start;

  if (start >= part->text->len)
    return g_strdup ("…");
  while ((part->text->str[start] & 0xC0) == 0x80)
    start++;

  return silu_step_make_title (part->text->str + start, part->text->len - start);
}

GPtrArray *
silu_export_list_notes (const SiluMessageRecord *message, guint part)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; message->notes != NULL && i < message->notes->len; i++)
    {
      const SiluNote *note = g_ptr_array_index (message->notes, i);
      g_autofree char *text = silu_export_dup_line (note->text);
      g_autofree char *place = NULL;
      const char *label = silu_export_get_note_label (note->kind);

      if (note->part != part || part >= message->parts->len)
        continue;

      place = dup_place (message, note);
      g_ptr_array_add (lines,
                       *text != '\0'
                           /* Translators: a note: its kind, the beginning of the step that it is
                              at, and what it says: "Bookmark at “Let me check”: well done". */
                           ? g_strdup_printf (_ ("%s at “%s”: %s"), label, place, text)
                           /* Translators: a note without words: "Bookmark at “Let me check”". */
                           : g_strdup_printf (_ ("%s at “%s”"), label, place));
    }

  return lines;
}
