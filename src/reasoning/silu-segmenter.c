/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentence by sentence: what one begins with says what it does, and whether that is something new.
 * Lines of code, headings and blank lines are looked at whole. */
#include "silu-segmenter.h"

#include "silu-cues.h"
#include <string.h>

/* Bytes of a sentence's beginning that cues are looked for in. */
#define HEAD 96

/* A paragraph without a cue computes if it has so many equals signs. */
#define EQUATIONS 2

typedef enum
{
  UNIT_SENTENCE,
  UNIT_BLANK,
  UNIT_HEADING,
  UNIT_FENCE, /* opens or closes code */
} UnitKind;

struct _SiluSegmenter
{
  GArray *steps; /* of SiluStep */
  gsize fed;     /* bytes */

  GString *tail;     /* what is not yet judged */
  gsize tail_offset; /* of the chain, where it begins */
  gsize scanned;     /* of the tail: no end of a sentence before */
  gint64 tail_time;  /* when its beginning came */
  gint64 time;       /* of the last feed */

  gboolean at_line_start;
  gboolean at_paragraph;  /* the next sentence begins one */
  gboolean after_heading; /* the step is a heading's so far: what follows says its kind */
  gsize fence;            /* marks that the open code began with; 0 outside of code */
  guint sentences;        /* of the last step in its first paragraph; 0 once that is over */
};

static void
clear_step (gpointer data)
{
  g_free (((SiluStep *) data)->title);
}

SiluSegmenter *
silu_segmenter_new (void)
{
  SiluSegmenter *self = g_new0 (SiluSegmenter, 1);

  self->steps = g_array_new (FALSE, TRUE, sizeof (SiluStep));
  g_array_set_clear_func (self->steps, clear_step);
  self->tail = g_string_new (NULL);
  self->at_line_start = self->at_paragraph = TRUE;

  return self;
}

void
silu_segmenter_free (SiluSegmenter *self)
{
  g_array_unref (self->steps);
  g_string_free (self->tail, TRUE);
  g_free (self);
}

static SiluStep *
get_last (const SiluSegmenter *self)
{
  return self->steps->len > 0 ? &g_array_index (self->steps, SiluStep, self->steps->len - 1) : NULL;
}

/* --- what a line, and a sentence, begin with --- */

static gsize
count_blank (const char *text, gsize length)
{
  gsize blank = 0;

  while (blank < length && g_ascii_isspace (text[blank]))
    blank++;

  return blank;
}

static gsize
count_marks (const char *text, gsize length, char mark)
{
  gsize marks = 0;

  while (marks < length && text[marks] == mark)
    marks++;

  return marks;
}

/* "- ", "* ", "3. ", "(2) ": the length, 0 if it is none. */
static gsize
count_list_mark (const char *text, gsize length)
{
  gsize at = 0;

  if (length > 1 && strchr ("-*+", text[0]) != NULL && text[1] == ' ')
    return 2;

  if (at < length && text[at] == '(')
    at++;
  while (at < length && at < 4 && g_ascii_isdigit (text[at]))
    at++;
  if (at == 0 || at + 1 >= length || !g_ascii_isdigit (text[at - 1]) ||
      (text[at] != '.' && text[at] != ')') || text[at + 1] != ' ')
    return 0;

  return at + 2;
}

/* Where the words begin: behind list marks, quotes and emphasis. */
static gsize
find_words (const char *text, gsize length)
{
  gsize at = count_blank (text, length);

  for (;;)
    {
      gsize skip = count_list_mark (text + at, length - at);

      if (skip == 0 && at < length && strchr ("*_>\"(#", text[at]) != NULL)
        skip = 1;
      if (skip == 0)
        return at;
      at += skip;
      at += count_blank (text + at, length - at);
    }
}

/* With the apostrophes that keyboards have. */
static SiluCue
find_cue (const char *text, gsize length, SiluStepKind *kind)
{
  static const char curly[] = "\xe2\x80\x99";
  char head[HEAD];
  gsize n = 0;

  for (gsize at = 0; at < length && n < HEAD; at++)
    if (length - at >= 3 && memcmp (text + at, curly, 3) == 0)
      {
        head[n++] = '\'';
        at += 2;
      }
    else
      {
        head[n++] = text[at];
      }

  return silu_cues_find (head, n, kind);
}

/* "a = b = c", "12 * 3 = 36": more signs than words. */
static gboolean
computes (const char *text, gsize length)
{
  guint equals = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '=')
      equals++;

  return equals >= EQUATIONS || (equals == 1 && length < 40);
}

/* --- steps --- */

static void
begin_step (SiluSegmenter *self, SiluStepKind kind, gsize start, const char *text, gsize length)
{
  SiluStep *last = get_last (self);
  SiluStep step = {
    .kind = kind,
    .start = start,
    .title = silu_step_make_title (text, length),
    .begun = self->tail_time,
    .ended = self->time,
  };

  if (last != NULL)
    {
      last->end = start;
      last->ended = self->tail_time;
    }
  g_array_append_val (self->steps, step);
  self->sentences = 0;
}

/* A cue begins a step, but one that only says again what the step before has just said: "Wait.
 * Hmm, no." is one doubt. */
static gboolean
begins_step (const SiluSegmenter *self, SiluCue cue, SiluStepKind kind)
{
  const SiluStep *last = get_last (self);

  if (last == NULL)
    return TRUE;
  if (cue == SILU_CUE_STRONG)
    return last->kind != kind || self->sentences == 0 || self->sentences > 2;

  return cue == SILU_CUE_WEAK && self->at_paragraph && last->kind != kind;
}

static void
take_sentence (SiluSegmenter *self, const char *text, gsize length, gsize offset)
{
  gsize words = find_words (text, length);
  SiluStepKind kind = SILU_STEP_DERIVE;
  SiluCue cue;
  SiluStep *last = get_last (self);

  if (words >= length)
    return;

  cue = find_cue (text + words, length - words, &kind);
  if (cue != SILU_CUE_STRONG && self->at_paragraph && computes (text, length) &&
      (cue == SILU_CUE_NONE || kind == SILU_STEP_DERIVE) && last != NULL &&
      last->kind != SILU_STEP_CHECK)
    {
      cue = SILU_CUE_WEAK;
      kind = SILU_STEP_COMPUTE;
    }
  if (last == NULL && cue == SILU_CUE_NONE)
    kind = SILU_STEP_UNDERSTAND;

  if (self->after_heading && cue != SILU_CUE_NONE)
    last->kind = kind;
  else if (begins_step (self, cue, kind))
    begin_step (self, kind, offset + count_blank (text, length), text + words, length - words);

  self->after_heading = FALSE;
  self->at_paragraph = FALSE;
  self->sentences++;
}

static void
take_heading (SiluSegmenter *self, const char *text, gsize length, gsize offset)
{
  gsize words = find_words (text, length);
  SiluStepKind kind = SILU_STEP_DERIVE;
  SiluCue cue = find_cue (text + words, length - words, &kind);

  begin_step (self, kind, offset + count_blank (text, length), text + words, length - words);
  self->after_heading = cue == SILU_CUE_NONE;
  self->at_paragraph = TRUE;
}

static void
take_fence (SiluSegmenter *self, const char *text, gsize length, gsize offset)
{
  SiluStep *last = get_last (self);
  gsize blank = count_blank (text, length);
  gsize marks = count_marks (text + blank, length - blank, text[blank]);

  if (self->fence == 0)
    {
      self->fence = marks;
      if (last == NULL || last->kind != SILU_STEP_DRAFT_CODE)
        begin_step (self, SILU_STEP_DRAFT_CODE, offset + blank, text + blank + marks,
                    length - blank - marks);
    }
  else if (marks >= self->fence)
    {
      self->fence = 0;
    }
  self->after_heading = FALSE;
  self->at_paragraph = TRUE;
}

/* --- units --- */

static gboolean
is_fence (const char *line, gsize length)
{
  gsize blank = count_blank (line, length);

  return blank < length && (line[blank] == '`' || line[blank] == '~') &&
         count_marks (line + blank, length - blank, line[blank]) >= 3;
}

/* What has to be seen to its end before it can be judged. */
static gboolean
is_whole_line (const SiluSegmenter *self, const char *line, gsize length)
{
  gsize blank = count_blank (line, length);

  return self->fence > 0 || blank == length || strchr ("`~#", line[blank]) != NULL;
}

static UnitKind
judge_line (const SiluSegmenter *self, const char *line, gsize length)
{
  gsize blank = count_blank (line, length);
  gsize marks = count_marks (line + blank, length - blank, '#');

  if (is_fence (line, length))
    return UNIT_FENCE;
  if (self->fence > 0 || blank == length)
    return UNIT_BLANK;
  if (marks > 0 && marks <= 6 && blank + marks < length && line[blank + marks] == ' ')
    return UNIT_HEADING;

  return UNIT_SENTENCE;
}

/* The length of a mark that ends a sentence, at the start of @text; 0: none, or not yet known. A
 * dot counts before a space only: not in 3.14, nor in a name. */
static gsize
match_end (const char *text, gsize length)
{
  static const char *const wide[] = { "。", "！", "？", "；" };

  if (*text == '.' || *text == '!' || *text == '?')
    return length > 1 && (text[1] == ' ' || text[1] == '\n') ? 1 : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (wide); i++)
    if (length >= 3 && memcmp (text, wide[i], 3) == 0)
      return 3;

  return 0;
}

/* Bytes that one looks back, since the mark may have come in pieces. */
#define OVERLAP 3

/* The length of the first unit of the tail, 0 if its end has not come. */
static gsize
find_unit (SiluSegmenter *self, gboolean whole_line)
{
  const char *text = self->tail->str;
  gsize length = self->tail->len;

  for (gsize at = self->scanned; at < length; at++)
    {
      gsize end = 0;

      if (text[at] == '\n')
        return at + 1;
      if (!whole_line)
        end = match_end (text + at, length - at);
      if (end > 0)
        return at + end;
    }
  self->scanned = length > OVERLAP ? length - OVERLAP : 0;

  return 0;
}

static void
take_unit (SiluSegmenter *self, gsize length)
{
  const char *text = self->tail->str;
  gboolean ends_line = text[length - 1] == '\n';
  UnitKind kind = self->at_line_start ? judge_line (self, text, length) : UNIT_SENTENCE;

  /* A line of a list says something of its own. */
  if (self->at_line_start && self->fence == 0 &&
      count_list_mark (text + count_blank (text, length), length - count_blank (text, length)) > 0)
    self->at_paragraph = TRUE;

  switch (kind)
    {
    case UNIT_SENTENCE:
      take_sentence (self, text, length, self->tail_offset);
      break;
    case UNIT_HEADING:
      take_heading (self, text, length, self->tail_offset);
      break;
    case UNIT_FENCE:
      take_fence (self, text, length, self->tail_offset);
      break;
    case UNIT_BLANK:
    default:
      if (self->fence == 0)
        {
          self->at_paragraph = TRUE;
          self->sentences = 0;
        }
      break;
    }

  self->at_line_start = ends_line;
  self->tail_offset += length;
  self->tail_time = self->time;
  self->scanned = 0;
}

/* Judges what can be judged, and keeps the rest; the bytes are moved once a feed, not once a unit.
 */
static void
take_units (SiluSegmenter *self, gboolean is_end)
{
  GString *all = self->tail;
  gsize done = 0;

  while (done < all->len)
    {
      GString rest = { all->str + done, all->len - done, 0 };
      gsize length;

      self->tail = &rest;
      length = find_unit (self, self->at_line_start && is_whole_line (self, rest.str, rest.len));
      if (length == 0 && is_end)
        length = rest.len;
      if (length == 0)
        break;
      take_unit (self, length);
      done += length;
    }

  self->tail = all;
  g_string_erase (all, 0, (gssize) done);
}

static void
stretch_last (SiluSegmenter *self)
{
  SiluStep *last = get_last (self);

  if (last == NULL)
    return;

  last->end = self->fed;
  last->ended = self->time;
}

void
silu_segmenter_feed (SiluSegmenter *self, const char *text, gsize length, gint64 time)
{
  g_return_if_fail (text != NULL || length == 0);

  if (length == 0)
    return;

  self->time = time;
  if (self->tail->len == 0)
    self->tail_time = time;
  g_string_append_len (self->tail, text, (gssize) length);
  self->fed += length;
  take_units (self, FALSE);
  stretch_last (self);
}

void
silu_segmenter_finish (SiluSegmenter *self)
{
  take_units (self, TRUE);
  stretch_last (self);
}

guint
silu_segmenter_get_n_steps (const SiluSegmenter *self)
{
  return self->steps->len;
}

const SiluStep *
silu_segmenter_get_step (const SiluSegmenter *self, guint index)
{
  g_return_val_if_fail (index < self->steps->len, NULL);

  return &g_array_index (self->steps, SiluStep, index);
}
