/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the model is told. Each feature has a name, by which the model's table knows it. */
#include "silu-features.h"

#include "silu-cues.h"
#include "silu-hash.h"
#include "silu-step-model.h"
#include "silu-words.h"
#include <string.h>

/* More than all weights together. */
#define FENCED 1000

/* Words of the longest cue that is looked for anywhere in a sentence. */
#define INSIDE_WORDS 4

/* From here on one more does not matter. */
#define MAX_EQUALS 3
#define MAX_OPERATORS 3
#define MAX_DIGITS 5
#define MAX_LENGTH 4
#define MAX_PARAGRAPH 4

/* Features of which there is one for each kind of step, or each amount, take as many ids. */
enum
{
  ALWAYS,
  FIRST,
  CLOSING,
  CODE,
  HEADING,
  LISTED,
  ASKS,
  HAS_QUESTION,
  ANNOUNCES,
  EXCLAIMS,
  HAS_CODE,
  HAS_TICK,
  HAS_QUOTE,
  QUOTED,
  TABLE,
  BOLD,
  TITLE,
  ALONE,
  LIKE_BEFORE,
  NEXT_CODE,
  NEXT_LISTED,
  NEXT_PARAGRAPH,
  AFTER_CODE,
  AFTER_LISTED,
  AFTER_QUESTION,
  AFTER_COLON,
  AFTER_TITLE,
  PLACE,
  AFTER_PLACE = PLACE + 3, /* of the one before, for each of its own */
  PARAGRAPH = AFTER_PLACE + 9,
  LENGTH = PARAGRAPH + MAX_PARAGRAPH + 1,
  DIGITS = LENGTH + MAX_LENGTH + 1,
  EQUALS = DIGITS + MAX_DIGITS + 1,
  OPERATORS = EQUALS + MAX_EQUALS + 1,
  OPENS = OPERATORS + MAX_OPERATORS + 1,
  OPENS_AT = OPENS + SILU_N_STEP_KINDS, /* for each place */
  HINTS = OPENS_AT + 3 * SILU_N_STEP_KINDS,
  HAS = HINTS + SILU_N_STEP_KINDS,
  HAS_MANY = HAS + SILU_N_STEP_KINDS,
  NEXT_OPENS = HAS_MANY + SILU_N_STEP_KINDS,
  AFTER_OPENS = NEXT_OPENS + SILU_N_STEP_KINDS,
  N_FEATURES = AFTER_OPENS + SILU_N_STEP_KINDS,
};

static const char *const plain_names[PLACE] = {
  [ALWAYS] = "always",
  [FIRST] = "first",
  [CLOSING] = "closing",
  [CODE] = "code",
  [HEADING] = "heading",
  [LISTED] = "listed",
  [ASKS] = "asks",
  [HAS_QUESTION] = "has question",
  [ANNOUNCES] = "announces",
  [EXCLAIMS] = "exclaims",
  [HAS_CODE] = "has code",
  [HAS_TICK] = "has tick",
  [HAS_QUOTE] = "has quote",
  [QUOTED] = "quoted",
  [TABLE] = "table",
  [BOLD] = "bold",
  [TITLE] = "title",
  [ALONE] = "alone",
  [LIKE_BEFORE] = "like before",
  [NEXT_CODE] = "code next",
  [NEXT_LISTED] = "list next",
  [NEXT_PARAGRAPH] = "paragraph next",
  [AFTER_CODE] = "after code",
  [AFTER_LISTED] = "after list",
  [AFTER_QUESTION] = "after question",
  [AFTER_COLON] = "after colon",
  [AFTER_TITLE] = "after title",
};

static const char *const place_names[] = { "paragraph", "line", "sentence" };

static const char *
kind_of (guint id, guint base)
{
  return silu_step_kind_to_string ((SiluStepKind) ((id - base) % SILU_N_STEP_KINDS));
}

static char *
make_name (guint id)
{
  if (id < PLACE)
    return g_strdup (plain_names[id]);
  if (id < AFTER_PLACE)
    return g_strdup (place_names[id - PLACE]);
  if (id < PARAGRAPH)
    return g_strdup_printf ("%s after %s", place_names[(id - AFTER_PLACE) / 3],
                            place_names[(id - AFTER_PLACE) % 3]);
  if (id < LENGTH)
    return g_strdup_printf ("paragraph %u", id - PARAGRAPH);
  if (id < DIGITS)
    return g_strdup_printf ("length %u", id - LENGTH);
  if (id < EQUALS)
    return g_strdup_printf ("digits %u", id - DIGITS);
  if (id < OPERATORS)
    return g_strdup_printf ("equals %u", id - EQUALS);
  if (id < OPENS)
    return g_strdup_printf ("operators %u", id - OPERATORS);
  if (id < OPENS_AT)
    return g_strdup_printf ("opens %s", kind_of (id, OPENS));
  if (id < HINTS)
    return g_strdup_printf ("%s opens %s", place_names[(id - OPENS_AT) / SILU_N_STEP_KINDS],
                            kind_of (id, OPENS_AT));
  if (id < HAS)
    return g_strdup_printf ("hints %s", kind_of (id, HINTS));
  if (id < HAS_MANY)
    return g_strdup_printf ("has %s", kind_of (id, HAS));
  if (id < NEXT_OPENS)
    return g_strdup_printf ("has much %s", kind_of (id, HAS_MANY));
  if (id < AFTER_OPENS)
    return g_strdup_printf ("next opens %s", kind_of (id, NEXT_OPENS));

  return g_strdup_printf ("after %s", kind_of (id, AFTER_OPENS));
}

typedef struct
{
  char *name;
  int row; /* of the model, -1 for one that it has no opinion on */
} Feature;

/* Built once, and kept. */
static const Feature *
get_features (void)
{
  static Feature *features;

  if (g_once_init_enter (&features))
    {
      Feature *made = g_new0 (Feature, N_FEATURES);

      for (guint i = 0; i < N_FEATURES; i++)
        {
          made[i] = (Feature){ make_name (i), -1 };
          for (guint row = 0; row < silu_step_model_length; row++)
            if (strcmp (silu_step_model[row].feature, made[i].name) == 0)
              made[i].row = (int) row;
        }
      g_once_init_leave (&features, made);
    }

  return features;
}

const char *
silu_features_get_name (guint id)
{
  return id < N_FEATURES ? get_features ()[id].name : NULL;
}

static void
add (SiluFeatures *self, guint id)
{
  if (self->n < SILU_FEATURES_MAX)
    self->ids[self->n++] = (guint16) id;
}

/* For what may be seen twice, and counts once. */
static void
add_once (SiluFeatures *self, guint id)
{
  for (guint i = 0; i < self->n; i++)
    if (self->ids[i] == id)
      return;
  add (self, id);
}

static void
add_if (SiluFeatures *self, gboolean holds, guint id)
{
  if (holds)
    add (self, id);
}

/* --- words --- */

/* Behind marks of lists, quotes and emphasis. */
static guint
find_first_word (const SiluWords *words)
{
  guint first = 0;
  gunichar mark;

  while (first < words->n && (mark = silu_words_get_mark (words, first)) != 0 &&
         g_utf8_strchr ("*_>\"(#-+“「【•", -1, mark) != NULL)
    first++;

  return first;
}

/* The cue that reaches further: "Now let me check" is no plan. */
static void
add_opening (SiluFeatures *self, const SiluWords *words, guint first)
{
  guint earnest = silu_cues_skip_lead (words, first);
  SiluOpening opening = { .end = 0 };
  SiluOpening late;

  silu_cues_find_opening (words, first, &opening);
  if (earnest > first && silu_cues_find_opening (words, earnest, &late) &&
      (late.end > opening.end || (opening.is_hint && !late.is_hint)))
    opening = late;
  if (opening.end == 0)
    return;

  self->opens = (int) opening.kind;
  /* A heading is made of nothing else. */
  if (opening.is_hint && !self->is_title)
    {
      add (self, HINTS + opening.kind);
      return;
    }
  add (self, OPENS + opening.kind);
  add (self, OPENS_AT + self->place * SILU_N_STEP_KINDS + opening.kind);
}

static void
add_words (SiluFeatures *self, const SiluWords *words, guint first)
{
  guint counts[SILU_N_STEP_KINDS] = { 0 };

  for (guint at = first; at < words->n; at++)
    {
      const SiluCue *found[SILU_CUE_WORDS];
      guint n = silu_cues_find (words, at, found);

      for (guint i = 0; i < MIN (n, INSIDE_WORDS); i++)
        {
          if (found[i]->has >= 0)
            counts[found[i]->has]++;
          if (found[i]->has_row >= 0)
            add_once (self, N_FEATURES + (guint) found[i]->has_row);
          if (at == first && found[i]->opens_row >= 0)
            add_once (self, N_FEATURES + (guint) found[i]->opens_row);
        }
    }

  for (guint kind = 0; kind < SILU_N_STEP_KINDS; kind++)
    {
      add_if (self, counts[kind] > 0, HAS + kind);
      add_if (self, counts[kind] > 1, HAS_MANY + kind);
    }
}

static void
add_last_mark (SiluFeatures *self, const SiluWords *words)
{
  guint last = words->n;
  gunichar mark = 0;

  while (last > 0 && (mark = silu_words_get_mark (words, last - 1)) != 0 &&
         g_utf8_strchr ("*_\"”’)）」", -1, mark) != NULL)
    last--;
  if (last == 0)
    return;

  self->asks = mark == '?';
  self->announces = mark == ':';
  add_if (self, self->asks, ASKS);
  add_if (self, self->announces, ANNOUNCES);
  add_if (self, mark == '!', EXCLAIMS);
}

static void
add_marks (SiluFeatures *self, const SiluWords *words)
{
  guint equals = 0;
  guint operators = 0;

  for (guint i = 0; i < words->n; i++)
    switch (silu_words_get_mark (words, i))
      {
      case '=':
      case 0x2261: /* ≡ */
      case 0x2248: /* ≈ */
        equals++;
        break;
      case '+':
      case '^':
      case '/':
      case '<':
      case '>':
      case '%':
      case 0xd7:   /* × */
      case 0xf7:   /* ÷ */
      case 0xb7:   /* · */
      case 0xb2:   /* ² */
      case 0x221a: /* √ */
      case 0x2192: /* → */
      case 0x2264: /* ≤ */
      case 0x2265: /* ≥ */
        operators++;
        break;
      case '?':
        add_once (self, HAS_QUESTION);
        break;
      case '`':
        add_once (self, HAS_CODE);
        break;
      case 0x2713: /* ✓ */
        add_once (self, HAS_TICK);
        break;
      case '"':
      case 0x201c: /* “ */
        add_once (self, HAS_QUOTE);
        break;
      default:
        break;
      }

  add (self, EQUALS + MIN (equals, MAX_EQUALS));
  add (self, OPERATORS + MIN ((operators + 1) / 2, MAX_OPERATORS));
  add_last_mark (self, words);
}

static guint32
hash_word (const SiluWords *words, guint index)
{
  guint32 hash = SILU_HASH_START;

  for (guint i = words->begins[index]; i < words->ends[index]; i++)
    hash = silu_hash_add (hash, (guchar) words->bytes[i]);

  return hash;
}

/* --- the text as it is --- */

static void
add_shape (SiluFeatures *self, const char *text, gsize length)
{
  static const gsize lengths[MAX_LENGTH] = { 16, 40, 80, 160 };
  gsize digits = 0;
  guint longer = 0;

  for (gsize i = 0; i < length; i++)
    digits += g_ascii_isdigit (text[i]);
  while (longer < MAX_LENGTH && length >= lengths[longer])
    longer++;
  add (self, LENGTH + longer);
  add (self, DIGITS + (guint) MIN (digits * 12 / MAX (length, 1), MAX_DIGITS));

  add_if (self, length > 0 && text[0] == '>', QUOTED);
  add_if (self, length > 0 && text[0] == '|', TABLE);
  add_if (self, length > 2 && (memcmp (text, "**", 2) == 0 || memcmp (text, "【", 3) == 0), BOLD);
}

/* A heading, or what stands for one: "**Plan**", "【方案】". */
static gboolean
is_title (const SiluUnit *unit)
{
  const char *text = unit->text;
  gsize length = unit->length;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  return unit->kind == SILU_UNIT_HEADING ||
         (unit->kind == SILU_UNIT_SENTENCE && unit->place != SILU_PLACE_SENTENCE &&
          ((length > 4 && memcmp (text, "**", 2) == 0 &&
            memcmp (text + length - 2, "**", 2) == 0) ||
           (length > 6 && memcmp (text, "【", 3) == 0 &&
            memcmp (text + length - 3, "】", 3) == 0)));
}

void
silu_features_read (SiluFeatures *self, const SiluUnit *unit)
{
  SiluWords words;
  guint first;

  *self = (SiluFeatures){
    .unit = unit->kind,
    .place = unit->place,
    .is_listed = unit->mark > 0,
    .is_title = is_title (unit),
    .opens = -1,
  };
  add (self, ALWAYS);
  add (self, PLACE + unit->place);
  if (unit->kind == SILU_UNIT_CODE)
    {
      add (self, CODE);
      return;
    }

  silu_words_read (&words, unit->text + unit->mark, unit->length - unit->mark);
  first = find_first_word (&words);
  add_if (self, unit->kind == SILU_UNIT_HEADING, HEADING);
  add_if (self, self->is_title, TITLE);
  add_if (self, self->is_listed, LISTED);
  self->word = first < words.n ? hash_word (&words, first) : 0;
  add_shape (self, unit->text, unit->length);
  add_marks (self, &words);
  add_opening (self, &words, first);
  add_words (self, &words, first);
}

/* "Case 1 …", then "Case 2 …" are often one step. */
static void
join_starts (const SiluFeatures *before, SiluFeatures *self)
{
  gboolean is_start = self->place != SILU_PLACE_SENTENCE;

  if (before != NULL)
    add_if (self, is_start && self->word != 0 && self->word == before->start, LIKE_BEFORE);
  self->start = is_start || before == NULL ? self->word : before->start;
}

void
silu_features_join (SiluFeatures *before, SiluFeatures *self)
{
  gboolean is_alone;

  self->paragraph = self->place == SILU_PLACE_PARAGRAPH;
  join_starts (before, self);
  if (before == NULL)
    {
      add (self, FIRST);
      add (self, PARAGRAPH + self->paragraph);
      return;
    }

  self->paragraph += before->paragraph;
  is_alone = before->place == SILU_PLACE_PARAGRAPH && self->place == SILU_PLACE_PARAGRAPH;
  add (self, PARAGRAPH + MIN (self->paragraph, MAX_PARAGRAPH));
  add (self, AFTER_PLACE + self->place * 3 + before->place);
  add_if (self, before->unit == SILU_UNIT_CODE, AFTER_CODE);
  add_if (self, before->is_listed, AFTER_LISTED);
  add_if (self, before->asks, AFTER_QUESTION);
  add_if (self, before->announces, AFTER_COLON);
  add_if (self, before->is_title && self->place != SILU_PLACE_SENTENCE, AFTER_TITLE);
  if (before->opens >= 0)
    add (self, AFTER_OPENS + (guint) before->opens);

  add_if (before, self->unit == SILU_UNIT_CODE, NEXT_CODE);
  add_if (before, self->is_listed, NEXT_LISTED);
  add_if (before, self->place == SILU_PLACE_PARAGRAPH, NEXT_PARAGRAPH);
  add_if (before, is_alone, ALONE);
  if (self->opens >= 0 && self->place != SILU_PLACE_PARAGRAPH)
    add (before, NEXT_OPENS + (guint) self->opens);
}

void
silu_features_close (SiluFeatures *self)
{
  add (self, CLOSING);
}

void
silu_features_score (const SiluFeatures *self, SiluScore *score)
{
  const Feature *features = get_features ();

  *score = (SiluScore){ 0 };
  /* Not a matter of weights: what stands between fences is code of its own, or of the task. */
  if (self->unit == SILU_UNIT_CODE)
    {
      score->kinds[SILU_STEP_UNDERSTAND] += FENCED;
      score->kinds[SILU_STEP_DRAFT_CODE] += FENCED;
    }
  for (guint i = 0; i < self->n; i++)
    {
      guint id = self->ids[i];
      int row = id < N_FEATURES ? features[id].row : (int) (id - N_FEATURES);

      if (row < 0)
        continue;
      score->cut += silu_step_model[row].cut;
      for (guint kind = 0; kind < SILU_N_STEP_KINDS; kind++)
        score->kinds[kind] += silu_step_model[row].kinds[kind];
    }
}
