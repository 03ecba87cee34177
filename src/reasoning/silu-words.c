/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text may be cut, or be no UTF-8 at all: a byte that makes no sense is a word. */
#include "silu-words.h"

#include <string.h>

/* Marks of both widths are one: 0 for what has no other width. */
static char
get_narrow (gunichar mark)
{
  switch (mark)
    {
    case 0x3002: /* 。 */
      return '.';
    case 0x2212: /* − */
      return '-';
    case 0xff01: /* ！ */
    case 0xff08: /* （ */
    case 0xff09: /* ） */
    case 0xff0c: /* ， */
    case 0xff1a: /* ： */
    case 0xff1b: /* ； */
    case 0xff1f: /* ？ */
      return (char) (mark - 0xff00 + ' ');
    default:
      return 0;
    }
}

/* ' or ’ between letters. */
static gsize
count_apostrophe (const char *text, gsize length)
{
  static const char curly[] = "\xe2\x80\x99";
  gsize n = text[0] == '\'' ? 1 : length > 3 && memcmp (text, curly, 3) == 0 ? 3 : 0;

  return n > 0 && n < length && g_ascii_isalpha (text[n]) ? n : 0;
}

static gsize
count_letters (const char *text, gsize length)
{
  gsize at = 0;

  while (at < length)
    {
      gsize more = g_ascii_isalpha (text[at]) ? 1
                   : at > 0                   ? count_apostrophe (text + at, length - at)
                                              : 0;

      if (more == 0)
        break;
      at += more;
    }

  return at;
}

/* "3.14", "1,000". */
static gsize
count_number (const char *text, gsize length)
{
  gsize at = 0;

  while (at < length && (g_ascii_isdigit (text[at]) ||
                         (at > 0 && at + 1 < length && (text[at] == '.' || text[at] == ',') &&
                          g_ascii_isdigit (text[at + 1]))))
    at++;

  return at;
}

static gsize
count_character (const char *text, gsize length, gboolean *is_chinese)
{
  gunichar c;

  /* Nearly all of Chinese text, the quick way. */
  if (length >= 3 && (guchar) text[0] >= 0xe4 && (guchar) text[0] <= 0xe9 &&
      ((guchar) text[1] & 0xc0) == 0x80 && ((guchar) text[2] & 0xc0) == 0x80)
    {
      *is_chinese = TRUE;
      return 3;
    }

  c = g_utf8_get_char_validated (text, (gssize) length);

  if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0)
    {
      *is_chinese = FALSE;
      return 1;
    }
  *is_chinese = c >= 0x3400 && c <= 0x9fff;

  return (gsize) (g_utf8_next_char (text) - text);
}

static gsize
find_word (const char *text, gsize length, SiluWordKind *kind)
{
  gboolean is_chinese = FALSE;
  gsize n = count_letters (text, length);

  *kind = SILU_WORD_LETTERS;
  if (n > 0)
    return n;
  *kind = SILU_WORD_NUMBER;
  n = count_number (text, length);
  if (n > 0)
    return n;
  n = count_character (text, length, &is_chinese);
  *kind = is_chinese ? SILU_WORD_CHINESE : SILU_WORD_MARK;

  return n;
}

static gsize
write_word (char *to, const char *word, gsize length, SiluWordKind kind)
{
  gsize n = 0;

  if (kind == SILU_WORD_NUMBER)
    {
      to[0] = '0';
      return 1;
    }
  if (kind != SILU_WORD_LETTERS)
    {
      char narrow = kind == SILU_WORD_MARK && length == 3 ? get_narrow (g_utf8_get_char (word)) : 0;

      memcpy (to, word, length);
      if (narrow == 0)
        return length;
      to[0] = narrow;
      return 1;
    }
  for (gsize at = 0; at < length; at++)
    if ((guchar) word[at] >= 0x80)
      {
        to[n++] = '\'';
        at += 2;
      }
    else
      {
        /* An apostrophe has that bit too. */
        to[n++] = (char) (word[at] | 0x20);
      }

  return n;
}

void
silu_words_read (SiluWords *self, const char *text, gsize length)
{
  gboolean was_chinese = FALSE;
  gsize used = 0;

  self->n = 0;
  for (gsize at = 0; at < length && self->n < SILU_WORDS_MAX;)
    {
      SiluWordKind kind;
      gsize n;

      if (g_ascii_isspace (text[at]))
        {
          at++;
          continue;
        }
      n = find_word (text + at, length - at, &kind);
      if (used + n + 1 > SILU_WORDS_BYTES)
        break;
      if (used > 0 && !(was_chinese && kind == SILU_WORD_CHINESE))
        self->bytes[used++] = ' ';
      self->begins[self->n] = (guint16) used;
      self->kinds[self->n] = (guint8) kind;
      used += write_word (self->bytes + used, text + at, n, kind);
      self->ends[self->n++] = (guint16) used;
      was_chinese = kind == SILU_WORD_CHINESE;
      at += n;
    }
}

gunichar
silu_words_get_mark (const SiluWords *self, guint index)
{
  const char *word = self->bytes + self->begins[index];

  if (self->kinds[index] != SILU_WORD_MARK)
    return 0;
  if ((guchar) *word < 0x80)
    return (gunichar) *word;

  return self->ends[index] - self->begins[index] > 1 ? g_utf8_get_char (word) : 0;
}

gboolean
silu_words_is (const SiluWords *self, guint index, const char *word)
{
  gsize length;

  if (index >= self->n || self->bytes[self->begins[index]] != *word)
    return FALSE;
  length = (gsize) (self->ends[index] - self->begins[index]);

  return strlen (word) == length && memcmp (self->bytes + self->begins[index], word, length) == 0;
}
