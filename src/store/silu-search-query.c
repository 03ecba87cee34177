/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One walk over the text, a piece at a time: a word, a phrase in quotes, or a filter. Every piece
 * goes to FTS5 as a quoted string, in which nothing has a meaning of its own. */
#include "silu-search-query.h"

#include "silu-tokenizer.h"
#include <string.h>

/* Bytes and pieces after which no more is read: FTS5 nests an expression only so deep. */
#define MAX_BYTES 4096
#define MAX_PIECES 64

typedef struct
{
  char *text; /* without its quotes */
  gboolean quoted;
  gboolean minus; /* to be left out */
  gboolean open;  /* nothing has ended it yet: it may go on */
} Piece;

static void
piece_clear (Piece *self)
{
  g_clear_pointer (&self->text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Piece, piece_clear)

/* --- pieces --- */

/* The quote that ends what @c begins, 0 if it begins nothing. */
static gunichar
get_closing (gunichar c)
{
  switch (c)
    {
    case '"':
      return '"';
    case 0x201c: /* “ */
    case 0x201d: /* ” */
      return 0x201d;
    case 0x300c: /* 「 */
      return 0x300d;
    default:
      return 0;
    }
}

static gboolean
ends_phrase (gunichar c, gunichar closing)
{
  return c == closing || (closing == 0x201d && c == 0x201c);
}

static const char *
read_phrase (const char *at, gunichar closing, GString *out, gboolean *open)
{
  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (ends_phrase (c, closing))
        {
          *open = FALSE;
          return g_utf8_next_char (at);
        }
      g_string_append_unichar (out, c);
    }

  return at;
}

static gboolean
is_colon (gunichar c)
{
  return c == ':' || c == 0xff1a;
}

/* Up to a space or a quote; behind a colon the quotes belong to the piece: model:"two words". */
static const char *
read_word (const char *at, GString *out, gboolean *open)
{
  gunichar before = 0;

  while (*at != '\0')
    {
      gunichar c = g_utf8_get_char (at);
      gunichar closing = get_closing (c);

      if (g_unichar_isspace (c) || (closing != 0 && !is_colon (before)))
        break;

      at = g_utf8_next_char (at);
      if (closing != 0)
        return read_phrase (at, closing, out, open);
      g_string_append_unichar (out, c);
      before = c;
    }
  *open = *at == '\0';

  return at;
}

/* NULL at the end of the text. */
static const char *
read_piece (const char *at, Piece *piece)
{
  GString *out;
  gunichar closing;

  while (g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  if (*at == '\0')
    return NULL;

  out = g_string_new (NULL);
  *piece = (Piece){ .open = TRUE };
  /* "--force" and "- a" leave nothing out. */
  if (*at == '-' && at[1] != '-' && at[1] != '\0' && !g_unichar_isspace (g_utf8_get_char (at + 1)))
    {
      piece->minus = TRUE;
      at++;
    }

  closing = get_closing (g_utf8_get_char (at));
  piece->quoted = closing != 0;
  if (piece->quoted)
    at = read_phrase (g_utf8_next_char (at), closing, out, &piece->open);
  else
    at = read_word (at, out, &piece->open);
  piece->text = g_string_free (out, FALSE);

  return at;
}

/* --- filters --- */

typedef struct
{
  const char *name;
  int value;
} Name;

static const Name places[] = {
  { "titles", SILU_SEARCH_TITLE },
  { "title", SILU_SEARCH_TITLE },
  { "questions", SILU_SEARCH_QUESTION },
  { "question", SILU_SEARCH_QUESTION },
  { "answers", SILU_SEARCH_ANSWER },
  { "answer", SILU_SEARCH_ANSWER },
  { "thoughts", SILU_SEARCH_THOUGHTS },
  { "thought", SILU_SEARCH_THOUGHTS },
  { "code", SILU_SEARCH_CODE },
  { "attachments", SILU_SEARCH_ATTACHMENT },
  { "attachment", SILU_SEARCH_ATTACHMENT },
  { "notes", SILU_SEARCH_NOTES },
  { "note", SILU_SEARCH_NOTES },
};

static const Name shelves[] = {
  { "archive", SILU_SEARCH_ARCHIVE },
  { "trash", SILU_SEARCH_TRASH },
};

/* 0 if it is none of them. */
static int
find_name (const Name *names, gsize n_names, const char *text)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_ascii_strcasecmp (names[i].name, text) == 0)
      return names[i].value;

  return 0;
}

static gboolean
take_in (SiluSearchQuery *self, const char *value, GTimeZone *zone)
{
  int place = find_name (places, G_N_ELEMENTS (places), value);
  int shelf = find_name (shelves, G_N_ELEMENTS (shelves), value);

  self->in |= (SiluSearchPlace) place;
  if (shelf != 0)
    self->shelf = (SiluSearchShelf) shelf;

  return place != 0 || shelf != 0;
}

static gboolean
take_has (SiluSearchQuery *self, const char *value, GTimeZone *zone)
{
  const int all =
      SILU_SEARCH_CODE | SILU_SEARCH_THOUGHTS | SILU_SEARCH_ATTACHMENT | SILU_SEARCH_NOTES;
  int place = find_name (places, G_N_ELEMENTS (places), value) & all;

  self->has |= (SiluSearchPlace) place;

  return place != 0;
}

static gboolean
take_model (SiluSearchQuery *self, const char *value, GTimeZone *zone)
{
  g_ptr_array_add (self->models, g_ascii_strdown (value, -1));

  return TRUE;
}

static gboolean
take_tag (SiluSearchQuery *self, const char *value, GTimeZone *zone)
{
  g_ptr_array_add (self->tags, g_ascii_strdown (value, -1));

  return TRUE;
}

/* "2026", "2026-3", "2026/03/18" as three numbers; returns how many there are, 0: it is no date. */
static int
read_numbers (const char *text, int *numbers)
{
  int n = 0;

  for (const char *at = text;; at++)
    {
      const char *start = at;
      int number = 0;

      while (g_ascii_isdigit (*at) && at - start < 5)
        number = number * 10 + (*at++ - '0');
      if (at == start || at - start > (n == 0 ? 4 : 2) || n == 3)
        return 0;

      numbers[n++] = number;
      if (*at == '\0')
        return at - text >= 4 ? n : 0;
      if (strchr ("-/.", *at) == NULL)
        return 0;
    }
}

static gint64
to_time (GDateTime *date)
{
  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : G_MAXINT64;
}

static gboolean
read_period (const char *text, GTimeZone *zone, gint64 *from, gint64 *until)
{
  int numbers[3] = { 0, 1, 1 };
  int n = read_numbers (text, numbers);
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) next = NULL;

  if (n > 0 && numbers[0] > 0)
    first = g_date_time_new (zone, numbers[0], numbers[1], numbers[2], 0, 0, 0);
  if (first == NULL)
    return FALSE;

  next = g_date_time_add_full (first, n == 1, n == 2, n == 3, 0, 0, 0);
  *from = to_time (first);
  *until = to_time (next);

  return TRUE;
}

static gboolean
take_before (SiluSearchQuery *self, const char *value, GTimeZone *zone)
{
  gint64 from, until;

  if (!read_period (value, zone, &from, &until))
    return FALSE;
  self->until = MIN (self->until, from);

  return TRUE;
}

static gboolean
take_after (SiluSearchQuery *self, const char *value, GTimeZone *zone)
{
  gint64 from, until;

  if (!read_period (value, zone, &from, &until))
    return FALSE;
  self->from = MAX (self->from, from);

  return TRUE;
}

static gboolean
take_on (SiluSearchQuery *self, const char *value, GTimeZone *zone)
{
  gint64 from, until;

  if (!read_period (value, zone, &from, &until))
    return FALSE;
  self->from = MAX (self->from, from);
  self->until = MIN (self->until, until);

  return TRUE;
}

/* FALSE: it is a word like any other. */
static gboolean
take_filter (SiluSearchQuery *self, const Piece *piece, GTimeZone *zone)
{
  static const struct
  {
    const char *name;
    gboolean (*take) (SiluSearchQuery *self, const char *value, GTimeZone *zone);
  } filters[] = {
    { "in", take_in },   { "has", take_has },       { "model", take_model },
    { "tag", take_tag }, { "before", take_before }, { "after", take_after },
    { "on", take_on },
  };
  const char *colon = piece->text;
  const char *value;

  if (piece->quoted || piece->minus)
    return FALSE;

  while (*colon != '\0' && !is_colon (g_utf8_get_char (colon)))
    colon = g_utf8_next_char (colon);
  if (*colon == '\0')
    return FALSE;
  value = g_utf8_next_char (colon);
  if (*value == '\0')
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    if (strlen (filters[i].name) == (gsize) (colon - piece->text) &&
        g_ascii_strncasecmp (filters[i].name, piece->text, strlen (filters[i].name)) == 0)
      return filters[i].take (self, value, zone);

  return FALSE;
}

/* --- words --- */

typedef struct
{
  guint n_tokens;
  glong n_characters; /* of the last one */
} Count;

static int
count_cb (void *context, int flags, const char *token, int length, int start, int end)
{
  Count *count = context;

  count->n_tokens++;
  count->n_characters = g_utf8_strlen (token, length);

  return SQLITE_OK;
}

static void
append_string (GString *out, const char *text, const char *operator)
{
  if (out->len > 0)
    g_string_append (out, operator);
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

typedef struct
{
  SiluSearchQuery *query;
  GString *words;
  GString *excluded;
  GString *literal;
  gboolean is_typing;
} Reading;

/* A prefix of one letter would be half of all words; a Chinese character is whole as it is. */
static void
take_word (Reading *self, const Piece *piece)
{
  Count count = { 0 };

  silu_tokenize (piece->text, strlen (piece->text), TRUE, count_cb, &count);
  if (count.n_tokens == 0)
    {
      if (*piece->text != '\0')
        g_string_append_printf (self->literal, "%s%s%s", self->literal->len > 0 ? " " : "",
                                piece->minus ? "-" : "", piece->text);
      return;
    }

  if (piece->minus)
    {
      append_string (self->excluded, piece->text, " OR ");
      return;
    }

  append_string (self->words, piece->text, " AND ");
  g_ptr_array_add (self->query->phrases, g_strdup (piece->text));
  self->query->is_prefix = self->is_typing && piece->open && count.n_characters >= 2;
  if (self->query->is_prefix)
    g_string_append (self->words, " *");
}

static char *
take_string (GString *string)
{
  gboolean is_empty = string->len == 0;

  return g_string_free (string, is_empty);
}

/* At most MAX_BYTES, whole characters, and no control characters, which FTS5 might stop at. */
static char *
dup_clean (const char *text)
{
  g_autofree char *cut = g_strndup (text, MAX_BYTES);
  char *clean = g_utf8_make_valid (cut, -1);

  for (char *at = clean; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';

  return clean;
}

SiluSearchQuery *
silu_search_query_new (const char *text, GTimeZone *zone, gboolean is_typing)
{
  SiluSearchQuery *self = g_new0 (SiluSearchQuery, 1);
  g_autofree char *clean = NULL;
  Reading reading = { self, NULL, NULL, NULL, is_typing };
  const char *at;

  g_return_val_if_fail (text != NULL, NULL);

  clean = dup_clean (text);
  reading.words = g_string_new (NULL);
  reading.excluded = g_string_new (NULL);
  reading.literal = g_string_new (NULL);
  self->phrases = g_ptr_array_new_with_free_func (g_free);
  self->models = g_ptr_array_new_with_free_func (g_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->from = G_MININT64;
  self->until = G_MAXINT64;

  at = clean;
  for (guint i = 0; i < MAX_PIECES && at != NULL; i++)
    {
      g_auto (Piece) piece = { 0 };

      at = read_piece (at, &piece);
      if (at != NULL && !take_filter (self, &piece, zone))
        take_word (&reading, &piece);
    }

  self->words = take_string (reading.words);
  self->excluded = take_string (reading.excluded);
  self->literal = take_string (reading.literal);
  /* Beside words, signs say nothing. */
  if (self->words != NULL)
    g_clear_pointer (&self->literal, g_free);

  return self;
}

void
silu_search_query_free (SiluSearchQuery *self)
{
  g_free (self->words);
  g_free (self->excluded);
  g_free (self->literal);
  g_ptr_array_unref (self->phrases);
  g_ptr_array_unref (self->models);
  g_ptr_array_unref (self->tags);
  g_free (self);
}

gboolean
silu_search_query_is_empty (const SiluSearchQuery *self)
{
  return self->words == NULL && self->excluded == NULL && self->literal == NULL && self->in == 0 &&
         self->has == 0 && self->shelf == SILU_SEARCH_KEPT && self->models->len == 0 &&
         self->tags->len == 0 && self->from == G_MININT64 && self->until == G_MAXINT64;
}
