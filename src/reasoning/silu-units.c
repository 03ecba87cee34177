/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One state for where in a line the stream is. Each step of the machine takes what it can judge
 * from the tail, or says that it has to see more; nothing is kept beyond SILU_UNIT_MAX bytes. */
#include "silu-units.h"

#include <string.h>

/* More marks than that count as so many. */
#define MAX_FENCE 64

/* Quotes and brackets that may follow the end of a sentence. */
#define MAX_CLOSERS 4

/* What a step of the machine says when it has to see more. */
#define MORE (-1)

typedef enum
{
  STATE_LINE_START,
  STATE_SENTENCE,
  STATE_HEADING,
  STATE_REST,    /* of a sentence that was judged by its beginning */
  STATE_BETWEEN, /* sentences of a line */
  STATE_SKIP,    /* to the end of the line */
} State;

struct _SiluUnits
{
  SiluUnitFunc func;
  gpointer user_data;

  State state;
  gboolean at_paragraph; /* the next line begins one */
  SiluPlace place;       /* of the sentence that is being read */

  char fence;    /* the mark of the open block of code, 0 outside of one */
  gsize marks;   /* that it began with */
  SiluUnit code; /* whose first line has not come */
  gboolean owes_code;

  GString *tail;     /* what is not yet judged */
  gsize tail_offset; /* of the stream, where it begins */
  gint64 tail_time;  /* when its beginning came */
  gsize scanned;     /* of the tail: no end of a sentence before */
  gint64 time;       /* of the last feed */
};

/* What is left of the tail while it is being judged. */
typedef struct
{
  const char *text;
  gsize length;
  gboolean is_end; /* nothing more comes */
} Rest;

SiluUnits *
silu_units_new (SiluUnitFunc func, gpointer user_data)
{
  SiluUnits *self = g_new0 (SiluUnits, 1);

  self->func = func;
  self->user_data = user_data;
  self->at_paragraph = TRUE;
  self->tail = g_string_new (NULL);

  return self;
}

void
silu_units_free (SiluUnits *self)
{
  g_string_free (self->tail, TRUE);
  g_free (self);
}

/* --- what text begins with --- */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

/* A byte of the stream may be NUL, which strchr finds everywhere. */
static gboolean
is_one_of (char c, const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}

static gsize
count_marks (const char *text, gsize length, char mark)
{
  gsize marks = 0;

  while (marks < length && marks < MAX_FENCE && text[marks] == mark)
    marks++;

  return marks;
}

/* Whether @text begins with one of the characters of @set, all of three bytes: MORE if that cannot
 * be told yet. */
static gssize
match_wide (const char *text, gsize length, gboolean is_end, const char *set)
{
  for (; *set != '\0'; set += 3)
    {
      gsize n = MIN (length, 3);

      if (memcmp (text, set, n) == 0)
        return n == 3 ? 3 : is_end ? 0 : MORE;
    }

  return 0;
}

/* "- ", "3. ", "(2) ", "② ", "4、": its length, 0 if it is none. */
static gsize
count_list_mark (const char *text, gsize length)
{
  gsize at = 0;
  gsize digits = 0;

  if (length > 1 && is_one_of (text[0], "-*+") && is_blank (text[1]))
    return 2;
  if (length > 3 && text[3] == ' ' && match_wide (text, length, TRUE, "•①②③④⑤⑥⑦⑧⑨⑩") == 3)
    return 4;

  at += length > 0 && text[0] == '(';
  while (at < length && digits < 3 && g_ascii_isdigit (text[at]))
    at++, digits++;
  if (digits == 0 || at >= length)
    return 0;
  if (at + 1 < length && (text[at] == '.' || text[at] == ')') && is_blank (text[at + 1]))
    return at + 2;

  return match_wide (text + at, length - at, TRUE, "、") == 3 ? at + 3 : 0;
}

/* The length of what ends a sentence at the start of @rest, with quotes and brackets closed behind
 * it: 0 if it goes on. A dot counts before white space only: not in 3.14, nor in a name. */
static gssize
match_end (Rest rest)
{
  guchar c = (guchar) *rest.text;
  gboolean is_narrow = c == '.' || c == '!' || c == '?';
  gboolean may_be_wide = c == 0xe3 || c == 0xef;
  gssize end;

  if (!is_narrow && !may_be_wide)
    return 0;
  end = is_narrow ? 1 : match_wide (rest.text, rest.length, rest.is_end, "。！？；");

  if (end <= 0)
    return end;

  for (guint i = 0; i < MAX_CLOSERS && (gsize) end < rest.length; i++)
    {
      const char *at = rest.text + end;
      gssize more = is_one_of (*at, "\")]*")
                        ? 1
                        : match_wide (at, rest.length - (gsize) end, rest.is_end, "”’」）");

      if (more == MORE)
        return MORE;
      if (more == 0)
        break;
      end += more;
    }
  if ((gsize) end == rest.length)
    return rest.is_end ? end : MORE;

  return is_narrow && !g_ascii_isspace (rest.text[end]) ? 0 : end;
}

/* --- units --- */

static void
emit (SiluUnits *self, SiluUnitKind kind, const char *text, gsize length)
{
  SiluUnit unit = {
    .kind = kind,
    .place = self->place,
    .start = self->tail_offset,
    .time = self->tail_time,
    .text = text,
    .length = MIN (length, SILU_UNIT_MAX),
  };

  if (self->place != SILU_PLACE_SENTENCE && kind == SILU_UNIT_SENTENCE)
    unit.mark = count_list_mark (text, length);
  self->func (&unit, self->user_data);
}

static void
emit_code (SiluUnits *self, const char *text, gsize length)
{
  self->owes_code = FALSE;
  self->code.text = text;
  self->code.length = MIN (length, SILU_UNIT_MAX);
  self->func (&self->code, self->user_data);
}

static void
open_code (SiluUnits *self, char fence, gsize marks)
{
  self->fence = fence;
  self->marks = marks;
  self->owes_code = TRUE;
  self->code = (SiluUnit){
    .kind = SILU_UNIT_CODE,
    .place = self->at_paragraph ? SILU_PLACE_PARAGRAPH : SILU_PLACE_LINE,
    .start = self->tail_offset,
    .time = self->tail_time,
  };
  self->at_paragraph = FALSE;
  self->state = STATE_SKIP;
}

/* --- steps of the machine: how many bytes are done, or MORE --- */

static gssize
take_code_line (SiluUnits *self, Rest rest)
{
  gsize marks = count_marks (rest.text, rest.length, self->fence);
  gsize line = MIN (rest.length, SILU_UNIT_MAX);
  const char *newline;

  if (marks >= self->marks)
    {
      if (self->owes_code)
        emit_code (self, "", 0);
      self->fence = 0;
      self->at_paragraph = TRUE;
      self->state = STATE_SKIP;
      return (gssize) marks;
    }
  if (marks == rest.length && !rest.is_end)
    return MORE;

  if (self->owes_code)
    {
      newline = memchr (rest.text, '\n', line);
      if (newline == NULL && line < SILU_UNIT_MAX && !rest.is_end)
        return MORE;
      emit_code (self, rest.text, newline != NULL ? (gsize) (newline - rest.text) : line);
    }
  self->state = STATE_SKIP;

  return 0;
}

static gssize
take_line_start (SiluUnits *self, Rest rest)
{
  char c = rest.text[0];
  gsize marks = count_marks (rest.text, rest.length, c);
  gboolean is_heading = FALSE;

  if (c == '\n')
    self->at_paragraph |= self->fence == 0;
  if (c == '\n' || is_blank (c))
    return 1;
  if (self->fence != 0)
    return take_code_line (self, rest);

  if (c == '`' || c == '~' || c == '#')
    {
      if (marks == rest.length && marks < MAX_FENCE && !rest.is_end)
        return MORE;
      if (c != '#' && marks >= 3)
        {
          open_code (self, c, marks);
          return (gssize) marks;
        }
      is_heading = c == '#' && marks <= 6 && marks < rest.length && rest.text[marks] == ' ';
    }

  self->place = self->at_paragraph ? SILU_PLACE_PARAGRAPH : SILU_PLACE_LINE;
  self->at_paragraph = is_heading;
  self->state = is_heading ? STATE_HEADING : STATE_SENTENCE;

  return 0;
}

static gssize
take_between (SiluUnits *self, Rest rest)
{
  if (rest.text[0] == '\n')
    self->state = STATE_LINE_START;
  if (g_ascii_isspace (rest.text[0]))
    return 1;

  self->place = SILU_PLACE_SENTENCE;
  self->state = STATE_SENTENCE;

  return 0;
}

/* Where the sentence ends: MORE if that has not come, and then so much of it is scanned. */
static gssize
find_end (SiluUnits *self, Rest rest, State *next)
{
  gsize length = MIN (rest.length, SILU_UNIT_MAX);

  for (gsize at = self->scanned; at < length; at++)
    {
      gssize end = 0;

      *next = STATE_LINE_START;
      if (rest.text[at] == '\n')
        return (gssize) at;
      *next = STATE_BETWEEN;
      if (self->state != STATE_HEADING)
        end = match_end ((Rest){ rest.text + at, rest.length - at, rest.is_end });
      if (end > 0 && self->place != SILU_PLACE_SENTENCE && self->state == STATE_SENTENCE &&
          at < count_list_mark (rest.text, rest.length))
        end = 0;
      if (end > 0)
        return (gssize) at + end;
      if (end == MORE)
        {
          self->scanned = at;
          return MORE;
        }
    }

  self->scanned = length;
  *next = self->state == STATE_HEADING ? STATE_SKIP : STATE_REST;

  return length == SILU_UNIT_MAX || rest.is_end ? (gssize) length : MORE;
}

static gssize
take_sentence (SiluUnits *self, Rest rest)
{
  State next;
  gssize end = find_end (self, rest, &next);

  if (end == MORE)
    return MORE;
  emit (self, self->state == STATE_HEADING ? SILU_UNIT_HEADING : SILU_UNIT_SENTENCE, rest.text,
        (gsize) end);
  /* The end of the line is a line's own business: it makes no blank one. */
  if (next == STATE_LINE_START)
    end++;
  self->state = next;

  return end;
}

static gssize
take_rest (SiluUnits *self, Rest rest)
{
  State next;
  gssize end = find_end (self, rest, &next);
  gssize scanned = (gssize) self->scanned;

  if (end == MORE)
    return scanned > 0 ? scanned : MORE;
  self->state = next;

  return next == STATE_LINE_START ? end + 1 : end;
}

static gssize
take_skip (SiluUnits *self, Rest rest)
{
  const char *newline = memchr (rest.text, '\n', rest.length);

  if (newline == NULL)
    return (gssize) rest.length;
  self->state = STATE_LINE_START;

  return newline - rest.text + 1;
}

static gssize
take (SiluUnits *self, Rest rest)
{
  switch (self->state)
    {
    case STATE_LINE_START:
      return take_line_start (self, rest);
    case STATE_SENTENCE:
    case STATE_HEADING:
      return take_sentence (self, rest);
    case STATE_REST:
      return take_rest (self, rest);
    case STATE_BETWEEN:
      return take_between (self, rest);
    case STATE_SKIP:
    default:
      return take_skip (self, rest);
    }
}

/* The bytes are moved once a feed, not once a unit. */
static void
take_all (SiluUnits *self, gboolean is_end)
{
  gsize done = 0;

  while (done < self->tail->len)
    {
      gssize taken = take (self, (Rest){ self->tail->str + done, self->tail->len - done, is_end });

      if (taken == MORE)
        break;
      if (taken > 0)
        {
          self->scanned = 0;
          self->tail_time = self->time;
        }
      done += (gsize) taken;
      self->tail_offset += (gsize) taken;
    }

  g_string_erase (self->tail, 0, (gssize) done);
}

void
silu_units_feed (SiluUnits *self, const char *text, gsize length, gint64 time)
{
  self->time = time;
  if (self->tail->len == 0)
    self->tail_time = time;
  g_string_append_len (self->tail, text, (gssize) length);
  take_all (self, FALSE);
}

void
silu_units_finish (SiluUnits *self)
{
  take_all (self, TRUE);
  if (self->owes_code)
    emit_code (self, "", 0);
}
