/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notes of one message, in order and bounded. */
#include "silu-note.h"

#include <string.h>

void
silu_note_free (SiluNote *self)
{
  g_free (self->text);
  g_free (self);
}

GPtrArray *
silu_notes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) silu_note_free);
}

/* Where the note at that place is, or would be. */
static guint
find_place (GPtrArray *notes, guint part, gsize start, gboolean *found)
{
  guint low = 0;
  guint high = notes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const SiluNote *note = g_ptr_array_index (notes, middle);

      if (note->part < part || (note->part == part && note->start < start))
        low = middle + 1;
      else
        high = middle;
    }

  *found = FALSE;
  if (low < notes->len)
    {
      const SiluNote *note = g_ptr_array_index (notes, low);

      *found = note->part == part && note->start == start;
    }

  return low;
}

static char *
dup_text (const char *text)
{
  gsize length = strlen (text);

  if (length <= SILU_NOTE_MAX_TEXT)
    return g_strdup (text);

  length = SILU_NOTE_MAX_TEXT;
  while (length > 0 && (text[length] & 0xC0) == 0x80)
    length--;

  return g_strndup (text, length);
}

GPtrArray *
silu_notes_copy (GPtrArray *notes)
{
  GPtrArray *copy = silu_notes_new ();

  for (guint i = 0; i < notes->len; i++)
    {
      const SiluNote *note = g_ptr_array_index (notes, i);

      silu_notes_set (copy, note->part, note->start, note->kind, note->text, note->created);
    }

  return copy;
}

const SiluNote *
silu_notes_find (GPtrArray *notes, guint part, gsize start)
{
  gboolean found = FALSE;
  guint place = find_place (notes, part, start, &found);

  return found ? g_ptr_array_index (notes, place) : NULL;
}

gboolean
silu_notes_set (GPtrArray *notes,
                guint part,
                gsize start,
                SiluNoteKind kind,
                const char *text,
                gint64 created)
{
  gboolean found = FALSE;
  guint place = find_place (notes, part, start, &found);
  g_autofree char *words = dup_text (text);
  SiluNote *note;

  if (!found && notes->len >= SILU_NOTES_MAX)
    return FALSE;

  if (!found)
    {
      note = g_new0 (SiluNote, 1);
      note->part = part;
      note->start = start;
      note->created = created;
      g_ptr_array_insert (notes, (int) place, note);
    }

  note = g_ptr_array_index (notes, place);
  note->kind = kind;
  g_free (note->text);
  note->text = g_steal_pointer (&words);

  return TRUE;
}

gboolean
silu_notes_remove (GPtrArray *notes, guint part, gsize start)
{
  gboolean found = FALSE;
  guint place = find_place (notes, part, start, &found);

  if (found)
    g_ptr_array_remove_index (notes, place);

  return found;
}
