/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases are found all at once in one walk over the words of a text: each keeps, as bits, how many
 * of its words have just been seen in a row (Shift-And). */
#include "silu-search-snippet.h"

#include "silu-tokenizer.h"
#include <string.h>

/* Words of a phrase that count: a bit each. */
#define MAX_TOKENS 64

/* Bytes of a text that are looked through. */
#define MAX_TEXT (1 << 20)

/* Columns, of which a Chinese character takes two, before the hit and in all. */
#define COLUMNS_BEFORE 20
#define COLUMNS 80

/* A word at a window's edge is taken in, or left out, as a whole, if it is not longer. */
#define MAX_CUT_WORD 16

typedef struct
{
  GPtrArray *tokens; /* of char * */
  gboolean is_prefix;

  guint64 seen;   /* bit n: its words up to the n-th are the last of the text */
  guint64 before; /* the same, before the present word */
  gboolean was_found;
} Phrase;

struct _SiluSearchMarker
{
  GArray *phrases; /* of Phrase */

  guint64 n_words;          /* of the text so far */
  gsize starts[MAX_TOKENS]; /* of the last of them */
  guint n_found;            /* phrases */
  gsize first;              /* where the first hit begins */
  GArray *ranges;           /* NULL: only counted */
};

static int
token_cb (void *context, int flags, const char *token, int length, int start, int end)
{
  GPtrArray *tokens = context;

  if (tokens->len < MAX_TOKENS)
    g_ptr_array_add (tokens, g_strndup (token, (gsize) length));

  return SQLITE_OK;
}

static void
phrase_clear (gpointer data)
{
  g_ptr_array_unref (((Phrase *) data)->tokens);
}

SiluSearchMarker *
silu_search_marker_new (const SiluSearchQuery *query)
{
  SiluSearchMarker *self = g_new0 (SiluSearchMarker, 1);

  self->phrases = g_array_new (FALSE, TRUE, sizeof (Phrase));
  g_array_set_clear_func (self->phrases, phrase_clear);
  for (guint i = 0; i < query->phrases->len; i++)
    {
      const char *text = g_ptr_array_index (query->phrases, i);
      Phrase phrase = { g_ptr_array_new_with_free_func (g_free) };

      silu_tokenize (text, strlen (text), TRUE, token_cb, phrase.tokens);
      phrase.is_prefix = query->is_prefix && i == query->phrases->len - 1;
      g_array_append_val (self->phrases, phrase);
    }

  return self;
}

void
silu_search_marker_free (SiluSearchMarker *self)
{
  g_array_unref (self->phrases);
  g_free (self);
}

/* --- finding --- */

static gboolean
matches (const Phrase *phrase, guint index, const char *token, gsize length)
{
  const char *wanted = g_ptr_array_index (phrase->tokens, index);
  gsize wanted_length = strlen (wanted);
  gboolean may_go_on = phrase->is_prefix && index == phrase->tokens->len - 1;

  return (may_go_on ? wanted_length <= length : wanted_length == length) &&
         memcmp (wanted, token, wanted_length) == 0;
}

/* TRUE when the phrase ends with this word. */
static gboolean
advance (Phrase *phrase, gboolean is_other_name, const char *token, gsize length)
{
  guint64 may = 0;

  if (!is_other_name)
    {
      phrase->before = phrase->seen;
      phrase->seen = 0;
    }

  may = phrase->before << 1 | 1;
  for (guint i = 0; i < phrase->tokens->len; i++)
    if ((may >> i & 1) != 0 && matches (phrase, i, token, length))
      phrase->seen |= G_GUINT64_CONSTANT (1) << i;

  return phrase->tokens->len > 0 && (phrase->seen >> (phrase->tokens->len - 1) & 1) != 0;
}

static void
add_range (SiluSearchMarker *self, gsize start, gsize end)
{
  SiluSearchRange range = { (guint) start, (guint) end };

  while (self->ranges->len > 0)
    {
      SiluSearchRange *last = &g_array_index (self->ranges, SiluSearchRange, self->ranges->len - 1);

      if (last->end <= range.start)
        break;
      range.start = MIN (range.start, last->start);
      range.end = MAX (range.end, last->end);
      g_array_set_size (self->ranges, self->ranges->len - 1);
    }
  g_array_append_val (self->ranges, range);
}

static void
take_hit (SiluSearchMarker *self, Phrase *phrase, gsize end)
{
  gsize start = self->starts[(self->n_words - phrase->tokens->len) % MAX_TOKENS];

  if (self->n_found == 0)
    self->first = start;
  if (!phrase->was_found)
    {
      phrase->was_found = TRUE;
      self->n_found++;
    }
  if (self->ranges != NULL)
    add_range (self, start, end);
}

static int
word_cb (void *context, int flags, const char *token, int length, int start, int end)
{
  SiluSearchMarker *self = context;
  gboolean is_other_name = (flags & FTS5_TOKEN_COLOCATED) != 0 && self->n_words > 0;

  if (!is_other_name)
    self->starts[self->n_words++ % MAX_TOKENS] = (gsize) start;

  for (guint i = 0; i < self->phrases->len; i++)
    {
      Phrase *phrase = &g_array_index (self->phrases, Phrase, i);

      if (advance (phrase, is_other_name, token, (gsize) length))
        take_hit (self, phrase, (gsize) end);
    }

  return self->ranges == NULL && self->n_found == self->phrases->len ? SQLITE_DONE : SQLITE_OK;
}

static void
walk (SiluSearchMarker *self, const char *text, gsize length)
{
  for (guint i = 0; i < self->phrases->len; i++)
    {
      Phrase *phrase = &g_array_index (self->phrases, Phrase, i);

      phrase->seen = phrase->before = 0;
      phrase->was_found = FALSE;
    }
  self->n_words = 0;
  self->n_found = 0;
  self->first = 0;

  if (self->phrases->len > 0)
    silu_tokenize (text, MIN (length, MAX_TEXT), FALSE, word_cb, self);
}

guint
silu_search_marker_count (SiluSearchMarker *self, const char *text, gsize length, gsize *start)
{
  walk (self, text, length);
  *start = self->first;

  return self->n_found;
}

GArray *
silu_search_marker_list (SiluSearchMarker *self, const char *text, gsize length)
{
  self->ranges = g_array_new (FALSE, FALSE, sizeof (SiluSearchRange));
  walk (self, text, length);

  return g_steal_pointer (&self->ranges);
}

/* --- cutting --- */

static guint
get_columns (gunichar c)
{
  return g_unichar_iswide (c) ? 2 : 1;
}

static gboolean
is_letter (gunichar c)
{
  return (g_unichar_isalnum (c) || c == '_') && !g_unichar_iswide (c);
}

static gboolean
ends_clause (gunichar c)
{
  return g_unichar_isspace (c) || (g_unichar_iswide (c) && g_unichar_ispunct (c));
}

/* Where the window begins: some columns before @start, at the beginning of a word. */
static const char *
find_begin (const char *text, const char *start)
{
  const char *begin = start;
  const char *word;
  guint columns = 0;

  while (begin > text && columns < COLUMNS_BEFORE)
    {
      begin = g_utf8_prev_char (begin);
      columns += get_columns (g_utf8_get_char (begin));
    }

  word = begin;
  while (word > text && begin - word <= MAX_CUT_WORD &&
         is_letter (g_utf8_get_char (g_utf8_prev_char (word))))
    word = g_utf8_prev_char (word);
  if (begin - word <= MAX_CUT_WORD)
    begin = word;
  while (begin > text && begin < start && ends_clause (g_utf8_get_char (begin)))
    begin = g_utf8_next_char (begin);

  return begin;
}

/* Drops the end of a word that goes on behind the window. */
static void
drop_cut_word (GString *out, const char *next)
{
  gsize length = out->len;

  if (!is_letter (g_utf8_get_char (next)))
    return;

  while (length > 0 && out->len - length <= MAX_CUT_WORD)
    {
      const char *last = g_utf8_prev_char (out->str + length);

      if (!is_letter (g_utf8_get_char (last)))
        break;
      length = (gsize) (last - out->str);
    }
  if (length > 0 && out->len - length <= MAX_CUT_WORD)
    g_string_truncate (out, length);
}

/* Marks of Markdown that would only be in the way. */
static gsize
count_marks (const char *at)
{
  if (at[0] == '*' && at[1] == '*')
    return 2;

  return at[0] == '`' ? 1 : 0;
}

char *
silu_search_cut (const char *text, gsize length, gsize start)
{
  const char *at = find_begin (text, text + start);
  const char *end = text + length;
  gboolean is_cut = at > text;
  GString *out = g_string_new (NULL);
  guint columns = 0;

  while (at < end && columns < COLUMNS)
    {
      gunichar c = g_utf8_get_char (at);
      gsize marks = count_marks (at);

      if (marks > 0)
        {
          at += marks;
          continue;
        }
      at = g_utf8_next_char (at);
      /* Lines become one; what is no character to be seen becomes a space. */
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        c = ' ';
      if (c == ' ' && (out->len == 0 || out->str[out->len - 1] == ' '))
        continue;
      g_string_append_unichar (out, c);
      columns += get_columns (c);
    }

  if (at < end)
    drop_cut_word (out, at);
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  if (is_cut)
    g_string_prepend (out, "…");
  if (at < end)
    g_string_append (out, "…");

  return g_string_free (out, FALSE);
}
