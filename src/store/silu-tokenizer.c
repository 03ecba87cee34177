/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at each character: its class decides where words begin and end. */
#include "silu-tokenizer.h"

#include <string.h>

/* Bytes of a word that count; what follows them (a hash, a data URI) is not looked for. */
#define MAX_WORD 96

/* A character has at most so many bytes when it is put down in lower case, and parts. */
#define MAX_CHARACTER 8
#define MAX_HALVES 12

typedef enum
{
  CLASS_NONE, /* between words */
  CLASS_WORD,
  CLASS_MARK,   /* an accent: belongs to the letter before it, and is left out */
  CLASS_SINGLE, /* a word of its own */
} Class;

/* A word that is being read. */
typedef struct
{
  char bytes[MAX_WORD + MAX_CHARACTER];
  gsize length;
  gsize start; /* in the text */
  gsize end;
  gsize bare;               /* the length without the marks of "C++" */
  gsize halves[MAX_HALVES]; /* where they begin in @bytes */
  gsize n_halves;
  gboolean was_lower; /* the last letter was no capital */
  gboolean has_letter;
  gboolean is_long; /* more came than counts */
} Word;

typedef struct
{
  gboolean is_query;
  SiluTokenFunc func;
  void *context;
} Walk;

static gboolean
is_ideograph (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
      return TRUE;
    default:
      return FALSE;
    }
}

static Class
classify (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || c == '_' ? CLASS_WORD : CLASS_NONE;

  switch (g_unichar_type (c))
    {
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
      return CLASS_MARK;
    case G_UNICODE_OTHER_SYMBOL: /* emoji, arrows */
    case G_UNICODE_MATH_SYMBOL:
      return CLASS_SINGLE;
    case G_UNICODE_SPACING_MARK:
      return CLASS_WORD;
    default:
      if (!g_unichar_isalnum (c))
        return CLASS_NONE;
      return is_ideograph (c) ? CLASS_SINGLE : CLASS_WORD;
    }
}

/* As it is looked for: in lower case, without its accent, of half width. */
static gunichar
fold (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  if (c >= 0xff01 && c <= 0xff5e)
    c = c - 0xff01 + '!';
  /* Kana with a voicing mark and syllables of Hangul are no letters with accents. */
  else if (!(c >= 0x3040 && c <= 0x30ff) && !(c >= 0xac00 && c <= 0xd7a3) &&
           g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 0)
    c = parts[0];

  return g_unichar_tolower (c);
}

static void
begin_half (Word *self)
{
  if (self->n_halves < MAX_HALVES)
    self->halves[self->n_halves++] = self->length;
}

/* In "snake_case" and "camelCase" a half begins where a letter follows "_", or a capital a small
 * one. The word's start is one as well. */
static void
add_character (Word *self, gunichar c)
{
  gboolean is_letter = c != '_';
  gboolean follows = self->length > 0 && self->bytes[self->length - 1] != '_';

  if (self->length >= MAX_WORD)
    {
      self->is_long = TRUE;
      return;
    }

  if (is_letter && (!follows || (self->was_lower && g_unichar_isupper (c))))
    begin_half (self);
  self->was_lower = is_letter && !g_unichar_isupper (c);
  self->has_letter |= is_letter;
  self->length += (gsize) g_unichar_to_utf8 (fold (c), self->bytes + self->length);
  self->bare = self->length;
}

static gsize
find_half_end (const Word *self, gsize index)
{
  gsize end = index + 1 < self->n_halves ? self->halves[index + 1] : self->bare;

  while (end > self->halves[index] && self->bytes[end - 1] == '_')
    end--;

  return end;
}

static int
emit_other (const Word *self, const Walk *walk, gsize start, gsize length)
{
  if (length < 2 || length == self->length)
    return SQLITE_OK;

  return walk->func (walk->context, FTS5_TOKEN_COLOCATED, self->bytes + start, (int) length,
                     (int) self->start, (int) self->end);
}

/* Of "gtk_list_view" each half, and what is left of it behind the first ones: "list_view". */
static int
emit_halves (const Word *self, const Walk *walk)
{
  int result = SQLITE_OK;

  for (gsize i = 0; i < self->n_halves && result == SQLITE_OK; i++)
    {
      gsize start = self->halves[i];

      result = emit_other (self, walk, start, find_half_end (self, i) - start);
      if (result == SQLITE_OK && i > 0 && i + 1 < self->n_halves)
        result = emit_other (self, walk, start, self->bare - start);
    }

  return result;
}

static int
end_word (Word *self, const Walk *walk)
{
  int result = SQLITE_OK;

  if (self->has_letter)
    {
      result = walk->func (walk->context, 0, self->bytes, (int) self->length, (int) self->start,
                           (int) self->end);
      if (result == SQLITE_OK && !walk->is_query)
        result = emit_halves (self, walk);
    }

  self->length = 0;
  self->n_halves = 0;
  self->has_letter = self->was_lower = self->is_long = FALSE;

  return result;
}

/* "C++", "C#", "F#": the marks belong to the name. */
static gsize
count_name_marks (const Word *self, const char *after, gsize length)
{
  gsize marks = 0;

  if (self->length == 0 || self->is_long || !g_ascii_isalpha (self->bytes[self->length - 1]))
    return 0;

  if (length >= 2 && after[0] == '+' && after[1] == '+')
    marks = 2;
  else if (length >= 1 && after[0] == '#' && self->length == 1)
    marks = 1;
  if (marks == 0 || (marks < length && (g_ascii_isalnum (after[marks]) || after[marks] == '_')))
    return 0;

  return marks;
}

static void
add_marks (Word *self, const char *marks, gsize n_marks)
{
  memcpy (self->bytes + self->length, marks, n_marks);
  self->length += n_marks;
  self->end += n_marks;
}

static int
emit_single (gunichar c, gsize start, gsize end, const Walk *walk)
{
  char bytes[MAX_CHARACTER];
  int length = g_unichar_to_utf8 (fold (c), bytes);

  return walk->func (walk->context, 0, bytes, length, (int) start, (int) end);
}

int
silu_tokenize (const char *text, gsize length, gboolean is_query, SiluTokenFunc func, void *context)
{
  const Walk walk = { is_query, func, context };
  Word word = { 0 };
  gsize at = 0;
  int result = SQLITE_OK;

  while (at < length && result == SQLITE_OK)
    {
      gunichar c = (guchar) text[at] < 0x80
                       ? (guchar) text[at]
                       : g_utf8_get_char_validated (text + at, (gssize) (length - at));
      gboolean is_valid = c < 0x110000;
      gsize next = is_valid ? at + (gsize) g_unichar_to_utf8 (c, NULL) : at + 1;
      Class kind = is_valid ? classify (c) : CLASS_NONE;
      gsize marks = 0;

      switch (kind)
        {
        case CLASS_WORD:
          if (word.length == 0)
            word.start = at;
          add_character (&word, c);
          word.end = next;
          break;

        case CLASS_MARK:
          if (word.length > 0)
            word.end = next;
          break;

        case CLASS_SINGLE:
          result = end_word (&word, &walk);
          if (result == SQLITE_OK)
            result = emit_single (c, at, next, &walk);
          break;

        case CLASS_NONE:
        default:
          marks = count_name_marks (&word, text + at, length - at);
          if (marks > 0)
            add_marks (&word, text + at, marks);
          next = MAX (next, at + marks);
          result = end_word (&word, &walk);
          break;
        }

      at = next;
    }

  return result == SQLITE_OK ? end_word (&word, &walk) : result;
}

/* --- for FTS5 --- */

/* It has no state; FTS5 wants something that is not NULL. */
static int
create_cb (void *context, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer)
{
  static int nothing;

  *tokenizer = (Fts5Tokenizer *) &nothing;

  return SQLITE_OK;
}

static void
delete_cb (Fts5Tokenizer *tokenizer)
{
}

static int
tokenize_cb (Fts5Tokenizer *tokenizer,
             void *context,
             int flags,
             const char *text,
             int length,
             SiluTokenFunc func)
{
  if (text == NULL || length <= 0)
    return SQLITE_OK;

  return silu_tokenize (text, (gsize) length, (flags & FTS5_TOKENIZE_QUERY) != 0, func, context);
}

gboolean
silu_tokenizer_register (sqlite3 *db, GError **error)
{
  static fts5_tokenizer tokenizer = { create_cb, delete_cb, tokenize_cb };
  g_autoptr (SiluStatement) statement = silu_sql_prepare (db, error, "SELECT fts5 (?1)", "");
  fts5_api *api = NULL;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  if (!silu_sql_step (statement, error) && api == NULL)
    return FALSE;

  return api->xCreateTokenizer (api, "silu", NULL, &tokenizer, NULL) == SQLITE_OK ||
         silu_sql_set_error (db, error);
}
