/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One permutation hashing (Li, Owen and Zhang, 2012) over words: without sorting, so that the
 * machine compares several drawers at once. Two texts of a thousand lines have a million pairs. */
#include "silu-likeness.h"

#include "silu-hash.h"

/* Bytes that are looked at. */
#define MAX_BYTES 8192

/* Letters below which a word only holds a sentence together ("the", "is", "so"). */
#define SHORT_WORD 4

typedef struct
{
  SiluLikeness *likeness;
  guint32 word; /* hash of the word that is being read */
  guint n_letters;
  gboolean is_telling; /* it is short, but has a digit or a letter that is not ASCII */
  gunichar ideograph;  /* the one before, or 0 */
  gboolean is_paired;  /* it stands in a pair already */
} Reader;

/* FNV's low bits say too much of the last letter. */
static guint32
finish_hash (guint32 hash)
{
  hash ^= hash >> 16;
  hash *= 0x7feb352du;
  hash ^= hash >> 15;
  hash *= 0x846ca68bu;

  return hash ^ (hash >> 16);
}

static void
add_mark (SiluLikeness *self, guint32 hash)
{
  guint32 *mark = &self->marks[hash % SILU_LIKENESS_SIZE];

  hash = MAX (hash / SILU_LIKENESS_SIZE, 1);
  if (*mark == 0 || hash < *mark)
    *mark = hash;
}

static void
end_word (Reader *self)
{
  if (self->n_letters >= SHORT_WORD || (self->n_letters > 0 && self->is_telling))
    add_mark (self->likeness, finish_hash (self->word));
  self->word = SILU_HASH_START;
  self->n_letters = 0;
  self->is_telling = FALSE;
}

/* One that stands alone counts by itself. */
static void
end_ideographs (Reader *self)
{
  if (self->ideograph != 0 && !self->is_paired)
    add_mark (self->likeness, finish_hash (silu_hash_add (SILU_HASH_START, self->ideograph)));
  self->ideograph = 0;
  self->is_paired = FALSE;
}

static void
add_ideograph (Reader *self, gunichar c)
{
  end_word (self);
  if (self->ideograph != 0)
    add_mark (self->likeness,
              finish_hash (silu_hash_add (silu_hash_add (SILU_HASH_START, self->ideograph), c)));
  self->is_paired = self->ideograph != 0;
  self->ideograph = c;
}

static void
add_letter (Reader *self, gunichar c)
{
  end_ideographs (self);
  self->word = silu_hash_add (self->word, g_unichar_tolower (c));
  self->n_letters++;
  self->is_telling |= c >= 0x80 || g_ascii_isdigit ((char) c);
}

void
silu_likeness_read (SiluLikeness *self, const char *text, gsize length)
{
  const char *end = text + MIN (length, MAX_BYTES);
  Reader reader = { .likeness = self, .word = SILU_HASH_START };

  *self = (SiluLikeness){ .exact = SILU_HASH_START };
  for (gsize i = 0; i < length; i++)
    self->exact = silu_hash_add (self->exact, (guchar) text[i]);

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char_validated (at, text + length - at);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        break;
      if (g_unichar_iswide (c) && g_unichar_isalpha (c))
        {
          add_ideograph (&reader, c);
        }
      else if (g_unichar_isalnum (c) || c == '_')
        {
          add_letter (&reader, c);
        }
      else
        {
          end_word (&reader);
          end_ideographs (&reader);
        }
    }

  end_word (&reader);
  end_ideographs (&reader);
}

int
silu_likeness_compare (const SiluLikeness *a, const SiluLikeness *b)
{
  guint all = 0;
  guint common = 0;

  if (a->exact == b->exact)
    return 100;

  for (gsize i = 0; i < SILU_LIKENESS_SIZE; i++)
    {
      guint32 x = a->marks[i];
      guint32 y = b->marks[i];

      all += (x | y) != 0;
      common += (x == y) & (x != 0);
    }

  return all > 0 ? (int) (common * 100 / all) : 0;
}
