/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cut is the most likely one by a linear model: each unit of the text speaks for a step to
 * begin with it, and for the kind that the step may be of. The best way through all that is pending
 * decides on its first unit, once it is far better than any that says otherwise, or too long. */
#include "silu-segmenter.h"

#include "silu-features.h"
#include "silu-step-model.h"
#include "silu-units.h"
#include <string.h>

/* Units that a decision waits for at the most: what follows tells what a sentence was for. */
#define LAG 4

/* By how much the best way must be better: e^2, in the sixteenths of the model. */
#define MARGIN 32

/* A unit that is not decided on. */
typedef struct
{
  SiluFeatures features;
  SiluScore score;
  SiluUnit unit;
  char text[SILU_UNIT_MAX];
} Pending;

typedef struct
{
  gboolean begins;
  SiluStepKind kind;
} Decision;

/* The best way to a kind, and what it says of the first pending unit. */
typedef struct
{
  int score;
  Decision first;
} Way;

struct _SiluSegmenter
{
  GArray *steps; /* of SiluStep */
  gsize fed;     /* bytes */
  gint64 time;   /* of the last feed */

  SiluUnits *units;
  Pending room[LAG + 1];
  Pending *pending[LAG + 1]; /* the room, the oldest first */
  guint n_pending;
  Pending *newest;     /* decided on or not; NULL before the first */
  gboolean is_bare;    /* the title of the last step */
  gboolean is_decided; /* the kind of the last step; FALSE for the first one for a while */
};

static SiluStep *
get_last (const SiluSegmenter *self)
{
  return self->steps->len > 0 ? &g_array_index (self->steps, SiluStep, self->steps->len - 1) : NULL;
}

/* --- steps --- */

/* Of what is behind the marks of lists, quotes and emphasis. */
static char *
make_title (const Pending *pending)
{
  gsize at = pending->unit.mark;
  gsize length = pending->unit.length;

  if (pending->unit.kind == SILU_UNIT_CODE)
    return silu_step_make_code_title (pending->text, length);

  while (at < length &&
         (g_ascii_isspace (pending->text[at]) ||
          (pending->text[at] != '\0' && strchr ("*_>\"(#", pending->text[at]) != NULL)))
    at++;

  return silu_step_make_title (pending->text + at, length - at);
}

/* "Wait." is called by what comes next. */
static void
mend_title (SiluSegmenter *self, const Pending *pending)
{
  g_autofree char *title = make_title (pending);
  SiluStep *step = get_last (self);

  self->is_bare = silu_step_is_bare_title (title);
  if (!self->is_bare)
    {
      g_free (step->title);
      step->title = g_steal_pointer (&title);
    }
}

static void
begin_step (SiluSegmenter *self, const Pending *pending, SiluStepKind kind)
{
  SiluStep *last = get_last (self);
  SiluStep step = {
    .kind = kind,
    .start = pending->unit.start,
    .end = self->fed,
    .title = make_title (pending),
    .begun = pending->unit.time,
    .ended = self->time,
  };

  if (last != NULL)
    {
      last->end = step.start;
      last->ended = step.begun;
    }
  g_array_append_val (self->steps, step);
  self->is_bare = silu_step_is_bare_title (step.title);
}

/* --- decisions --- */

/* The first pending unit goes on with the last step, or begins one. */
static void
start_ways (const SiluSegmenter *self, Way ways[SILU_N_STEP_KINDS])
{
  const SiluScore *score = &self->pending[0]->score;
  const SiluStep *last = self->is_decided ? get_last (self) : NULL;

  for (guint kind = 0; kind < SILU_N_STEP_KINDS; kind++)
    {
      int begin = last != NULL ? score->cut + silu_step_model_follows[last->kind][kind] : 0;
      gboolean begins = last == NULL || last->kind != (SiluStepKind) kind || begin > 0;

      ways[kind].score = score->kinds[kind] + (begins ? begin : 0);
      ways[kind].first = (Decision){ begins, (SiluStepKind) kind };
    }
}

static void
extend_ways (Way ways[SILU_N_STEP_KINDS], const SiluScore *score)
{
  Way before[SILU_N_STEP_KINDS];

  memcpy (before, ways, sizeof before);
  for (guint kind = 0; kind < SILU_N_STEP_KINDS; kind++)
    {
      int best = before[kind].score - score->cut;
      guint best_from = kind;

      for (guint from = 0; from < SILU_N_STEP_KINDS; from++)
        if (before[from].score + silu_step_model_follows[from][kind] > best)
          {
            best = before[from].score + silu_step_model_follows[from][kind];
            best_from = from;
          }
      ways[kind].score = best + score->cut + score->kinds[kind];
      ways[kind].first = before[best_from].first;
    }
}

static gboolean
agree (Decision a, Decision b)
{
  return a.kind == b.kind && a.begins == b.begins;
}

/* How the first pending unit should be decided on, and by how much that is better. */
static Decision
find_best (const SiluSegmenter *self, int *lead)
{
  Way ways[SILU_N_STEP_KINDS];
  guint best = 0;

  start_ways (self, ways);
  for (guint i = 1; i < self->n_pending; i++)
    extend_ways (ways, &self->pending[i]->score);
  for (guint kind = 1; kind < SILU_N_STEP_KINDS; kind++)
    if (ways[kind].score > ways[best].score)
      best = kind;

  *lead = G_MAXINT;
  for (guint kind = 0; kind < SILU_N_STEP_KINDS; kind++)
    if (!agree (ways[kind].first, ways[best].first))
      *lead = MIN (*lead, ways[best].score - ways[kind].score);

  return ways[best].first;
}

static void
decide (SiluSegmenter *self, Decision decision)
{
  Pending *decided = self->pending[0];

  /* The first step is shown before that. */
  if (!self->is_decided)
    get_last (self)->kind = decision.kind;
  else if (decision.begins)
    begin_step (self, decided, decision.kind);
  else if (self->is_bare)
    mend_title (self, decided);

  self->is_decided = TRUE;
  self->n_pending--;
  memmove (self->pending, self->pending + 1, LAG * sizeof (Pending *));
  self->pending[LAG] = decided;
}

/* Decides on as much as can be, and on all if nothing more comes. */
static void
decide_all (SiluSegmenter *self, gboolean is_end)
{
  while (self->n_pending > 0)
    {
      int lead;
      Decision decision = find_best (self, &lead);

      if (!is_end && self->n_pending <= LAG && lead <= MARGIN)
        {
          if (!self->is_decided)
            get_last (self)->kind = decision.kind;
          return;
        }
      decide (self, decision);
    }
}

static void
take_unit (const SiluUnit *unit, gpointer user_data)
{
  SiluSegmenter *self = user_data;
  Pending *pending = self->pending[self->n_pending++];

  pending->unit = *unit;
  memcpy (pending->text, unit->text, unit->length);
  silu_features_read (&pending->features, unit);
  silu_features_join (self->newest != NULL ? &self->newest->features : NULL, &pending->features);
  silu_features_score (&pending->features, &pending->score);
  if (self->newest != NULL)
    silu_features_score (&self->newest->features, &self->newest->score);
  self->newest = pending;

  if (get_last (self) == NULL)
    begin_step (self, pending, SILU_STEP_UNDERSTAND);
  decide_all (self, FALSE);
}

/* What is pending of the last paragraph knows now that it is that. */
static void
close_text (SiluSegmenter *self)
{
  for (guint i = self->n_pending; i > 0; i--)
    {
      Pending *pending = self->pending[i - 1];

      silu_features_close (&pending->features);
      silu_features_score (&pending->features, &pending->score);
      if (pending->unit.place == SILU_PLACE_PARAGRAPH)
        return;
    }
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

/* --- public --- */

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
  self->units = silu_units_new (take_unit, self);
  for (guint i = 0; i <= LAG; i++)
    self->pending[i] = &self->room[i];

  return self;
}

void
silu_segmenter_free (SiluSegmenter *self)
{
  silu_units_free (self->units);
  g_array_unref (self->steps);
  g_free (self);
}

void
silu_segmenter_feed (SiluSegmenter *self, const char *text, gsize length, gint64 time)
{
  g_return_if_fail (text != NULL || length == 0);

  if (length == 0)
    return;

  self->time = time;
  self->fed += length;
  silu_units_feed (self->units, text, length, time);
  stretch_last (self);
}

void
silu_segmenter_finish (SiluSegmenter *self)
{
  silu_units_finish (self->units);
  close_text (self);
  decide_all (self, TRUE);
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
