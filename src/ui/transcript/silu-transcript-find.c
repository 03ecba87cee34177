/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are looked through in order; what stands for others is expanded on the way. Hits are places
 * in leaves like those of the selection, which shows where the search is. */
#include "silu-transcript-find.h"

#include "silu-leaf.h"
#include "silu-thinking-card.h"
#include "silu-transcript-private.h"
#include <string.h>

/* Microseconds of searching between frames. */
#define SLICE 6000

/* Hits after which no more are counted. */
#define MOST_HITS 100000

typedef struct
{
  SiluSpot start;
  gsize end; /* in the same leaf */
} Hit;

struct _SiluFind
{
  GPtrArray *words; /* of gunichar *, in lower case, 0 at the end */
  GArray *hits;     /* of Hit, in order */
  guint next_row;   /* that has not been looked through */
  guint origin;     /* row where the view was, or was asked to be */
  int current;      /* -1: none yet */
  guint idle;
  gboolean quiet;   /* hits are marked only */
  gboolean opening; /* the current hit is in a thought that has no widget yet */
};

static guint
get_n (SiluTranscript *self)
{
  return silu_row_list_get_n (&self->rows);
}

static SiluRow *
get_row (SiluTranscript *self, guint position)
{
  return silu_row_list_get (&self->rows, position);
}

static Hit *
get_hit (SiluFind *find, guint index)
{
  return &g_array_index (find->hits, Hit, index);
}

/* --- looking --- */

/* Bytes of @text that the word matches at its beginning, 0 if it does not. */
static gsize
match_word (const char *text, const gunichar *word)
{
  const char *at = text;

  for (; *word != 0; word++)
    {
      if (*at == '\0' || g_unichar_tolower (g_utf8_get_char (at)) != *word)
        return 0;
      at = g_utf8_next_char (at);
    }

  return (gsize) (at - text);
}

/* The same of the longest that does. */
static gsize
match (const char *text, const GPtrArray *words)
{
  gsize length = 0;

  for (guint i = 0; i < words->len; i++)
    length = MAX (length, match_word (text, g_ptr_array_index (words, i)));

  return length;
}

static void
find_in_text (SiluFind *find, const char *text, guint row, guint leaf, GArray *hits)
{
  for (const char *at = text; *at != '\0' && find->hits->len + hits->len < MOST_HITS;)
    {
      gsize length = match (at, find->words);
      gsize start = (gsize) (at - text);

      if (length > 0)
        {
          const Hit hit = { { row, { leaf, start } }, start + length };

          g_array_append_val (hits, hit);
          at += length;
        }
      else
        {
          at = g_utf8_next_char (at);
        }
    }
}

static void
find_in_row (SiluTranscript *self, guint position)
{
  SiluFind *find = self->find;
  const SiluRow *row = get_row (self, position);
  SiluBlock *block = row->type->get_block != NULL ? row->type->get_block (row->item) : NULL;
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  guint at = find->hits->len;

  if (block != NULL)
    {
      g_autoptr (GPtrArray) leaves = g_ptr_array_new ();

      silu_block_list_leaves (block, leaves);
      for (guint i = 0; i < leaves->len; i++)
        find_in_text (find, ((SiluBlock *) g_ptr_array_index (leaves, i))->text, position, i, hits);
    }
  else if (row->type->get_text != NULL)
    {
      find_in_text (find, row->type->get_text (row->item), position, 0, hits);
    }

  while (at > 0 && get_hit (find, at - 1)->start.row > position)
    at--;
  if (hits->len == 0)
    return;

  g_array_insert_vals (find->hits, at, hits->data, hits->len);
  if (find->current >= (int) at)
    find->current += (int) hits->len;
}

/* --- showing --- */

static void
mark_row (SiluTranscript *self, guint position, guint *hit)
{
  SiluRow *row = get_row (self, position);
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  gboolean is_card = SILU_IS_THINKING_CARD (row->widget);

  if (is_card)
    g_ptr_array_add (leaves, row->widget);
  else
    silu_leaf_list (row->widget, leaves);

  for (guint i = 0; i < leaves->len; i++)
    {
      g_autoptr (GArray) ranges = NULL;

      for (; self->find != NULL && *hit < self->find->hits->len; (*hit)++)
        {
          const Hit *found = get_hit (self->find, *hit);
          const SiluTextRange range = { found->start.place.offset, found->end };

          if (found->start.row > position || found->start.place.leaf > i)
            break;
          if (found->start.row < position || found->start.place.leaf < i)
            continue;
          if (ranges == NULL)
            ranges = g_array_new (FALSE, FALSE, sizeof (SiluTextRange));
          g_array_append_val (ranges, range);
        }
      if (is_card)
        silu_thinking_card_mark (SILU_THINKING_CARD (row->widget), ranges);
      else
        silu_leaf_mark (g_ptr_array_index (leaves, i), ranges);
    }
}

static void open_thought (SiluTranscript *self);

void
silu_transcript_mark_hits (SiluTranscript *self)
{
  guint hit = 0;

  if (self->find == NULL && !self->marked)
    return;

  for (guint i = self->live_start; i < self->live_end; i++)
    if (get_row (self, i)->widget != NULL)
      mark_row (self, i, &hit);

  if (self->find != NULL && self->find->opening && self->find->current >= 0)
    open_thought (self);
  self->marked = self->find != NULL;
}

/* A thought shows the hit itself, as soon as it is there. */
static void
open_thought (SiluTranscript *self)
{
  const Hit *hit = get_hit (self->find, (guint) self->find->current);
  GtkWidget *widget = get_row (self, hit->start.row)->widget;

  if (widget == NULL)
    return;

  self->find->opening = FALSE;
  silu_thinking_card_reveal (SILU_THINKING_CARD (widget), hit->start.place.offset, hit->end);
}

static void
show_current (SiluTranscript *self)
{
  const Hit *hit = get_hit (self->find, (guint) self->find->current);
  SiluSpot end = hit->start;

  end.place.offset = hit->end;
  silu_transcript_reveal (self, &hit->start);
  self->find->opening = get_row (self, hit->start.row)->type->get_text != NULL;
  if (self->find->opening)
    return;

  silu_transcript_select_at (self, &hit->start, SILU_SELECT_PLACE);
  silu_transcript_select_to (self, &end);
}

/* The first hit that is not before where the search began. */
static void
choose_first (SiluTranscript *self, gboolean is_over)
{
  SiluFind *find = self->find;

  if (find->quiet || find->current >= 0 || find->hits->len == 0)
    return;

  for (guint i = 0; i < find->hits->len; i++)
    if (get_hit (find, i)->start.row >= find->origin)
      {
        find->current = (int) i;
        show_current (self);
        return;
      }

  if (!is_over)
    return;

  find->current = 0;
  show_current (self);
}

/* Marks are set in the next frame, before its layout: a thought that opens changes it. */
static void
tell (SiluTranscript *self)
{
  silu_transcript_queue_prepare (self);
  g_signal_emit_by_name (self, "found");
}

static gboolean
idle_cb (gpointer user_data)
{
  SiluTranscript *self = user_data;
  SiluFind *find = self->find;
  gint64 until = g_get_monotonic_time () + SLICE;
  guint before = find->hits->len;
  gboolean is_over;

  self->preparing = TRUE;
  while (find->next_row < get_n (self) && g_get_monotonic_time () < until)
    {
      silu_transcript_expand (self, find->next_row, FALSE);
      find_in_row (self, find->next_row++);
    }
  self->preparing = FALSE;

  is_over = find->next_row >= get_n (self);
  if (is_over)
    find->idle = 0;
  choose_first (self, is_over);
  if (is_over || find->hits->len != before)
    tell (self);

  return is_over ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* --- the search --- */

void
silu_transcript_end_find (SiluTranscript *self)
{
  SiluFind *find = g_steal_pointer (&self->find);

  if (find == NULL)
    return;

  g_clear_handle_id (&find->idle, g_source_remove);
  g_array_unref (find->hits);
  g_ptr_array_unref (find->words);
  g_free (find);
}

static gunichar *
fold (const char *query)
{
  glong n_characters = 0;
  gunichar *folded = g_utf8_to_ucs4_fast (query, -1, &n_characters);

  for (glong i = 0; i < n_characters; i++)
    folded[i] = g_unichar_tolower (folded[i]);

  return folded;
}

static void
begin_find (SiluTranscript *self, const char *const *words, guint origin, gboolean quiet)
{
  g_autoptr (GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (folded, fold (words[i]));

  silu_transcript_end_find (self);
  if (folded->len > 0)
    {
      self->find = g_new0 (SiluFind, 1);
      self->find->words = g_steal_pointer (&folded);
      self->find->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
      self->find->origin = origin;
      self->find->current = -1;
      self->find->quiet = quiet;
      self->find->idle = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
    }
  if (!quiet)
    silu_transcript_unselect (self);
  tell (self);
}

void
silu_transcript_find (SiluTranscript *self, const char *query)
{
  const char *const words[] = { query, NULL };

  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (query != NULL);

  begin_find (self, words, self->find != NULL ? self->find->origin : self->anchor, FALSE);
}

void
silu_transcript_find_at (SiluTranscript *self, const char *const *words, guint row)
{
  const SiluSpot spot = { .row = row };

  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (words != NULL);

  silu_transcript_reveal (self, &spot);
  begin_find (self, words, row, FALSE);
}

void
silu_transcript_mark_words (SiluTranscript *self, const char *const *words)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (words != NULL);

  begin_find (self, words, 0, TRUE);
}

void
silu_transcript_find_step (SiluTranscript *self, int step)
{
  SiluFind *find = self->find;
  int n_hits;

  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  if (find == NULL || find->hits->len == 0)
    return;

  find->quiet = FALSE;
  n_hits = (int) find->hits->len;
  find->current = find->current < 0 ? 0 : (find->current + step + n_hits) % n_hits;
  find->origin = get_hit (find, (guint) find->current)->start.row;
  show_current (self);
  tell (self);
}

gboolean
silu_transcript_get_found (SiluTranscript *self, guint *current, guint *total)
{
  SiluFind *find = self->find;

  *current = find != NULL ? (guint) (find->current + 1) : 0;
  *total = find != NULL ? find->hits->len : 0;

  return find == NULL || find->idle == 0;
}

/* The first hit that is not in a row before @row. */
static guint
find_first (const SiluFind *find, guint row)
{
  guint low = 0;
  guint high = find->hits->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (find->hits, Hit, middle).start.row < row)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint
silu_transcript_count_found (SiluTranscript *self, guint start, guint end)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), 0);

  return self->find != NULL ? find_first (self->find, end) - find_first (self->find, start) : 0;
}

/* --- rows that come and go --- */

static void
remove_hits (SiluFind *find, guint position, guint removed)
{
  for (guint i = find->hits->len; i > 0; i--)
    {
      guint row = get_hit (find, i - 1)->start.row;

      if (row < position)
        break;
      if (row >= position + removed)
        {
          get_hit (find, i - 1)->start.row -= removed;
          continue;
        }
      g_array_remove_index (find->hits, i - 1);
      if (find->current >= (int) i - 1)
        find->current = MAX (find->current - 1, -1);
    }
  if (find->next_row > position)
    find->next_row = MAX (position, find->next_row - MIN (removed, find->next_row));
}

void
silu_transcript_move_hits (SiluTranscript *self, guint position, guint removed, guint added)
{
  SiluFind *find = self->find;

  if (find == NULL)
    return;

  if (find->origin > position)
    find->origin += added - MIN (removed, find->origin - position);
  if (removed > 0)
    remove_hits (find, position, removed);
  if (added == 0)
    return;

  for (guint i = find->hits->len; i > 0 && get_hit (find, i - 1)->start.row >= position; i--)
    get_hit (find, i - 1)->start.row += added;
  if (position >= find->next_row)
    return;

  find->next_row += added;
  for (guint i = 0; i < added; i++)
    find_in_row (self, position + i);
}
