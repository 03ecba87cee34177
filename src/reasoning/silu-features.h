/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be seen of a unit of text without understanding it, and how much that speaks for a step
 * to begin there, and for each kind of step. */
#pragma once

#include "silu-step.h"
#include "silu-units.h"

G_BEGIN_DECLS

#define SILU_FEATURES_MAX 160

typedef struct
{
  guint n;
  guint16 ids[SILU_FEATURES_MAX];

  /* What its neighbours look at. */
  SiluUnitKind unit;
  SiluPlace place;
  gboolean is_listed;
  gboolean is_title;  /* a heading, or a line all in bold */
  gboolean asks;      /* ends with a question mark */
  gboolean announces; /* ends with a colon */
  int opens;          /* a SiluStepKind, -1 if nothing tells */
  guint paragraph;    /* which of the text it is in, from 1 on */
  guint32 word;       /* a hash of its first one, 0 for none */
  guint32 start;      /* the same of the last unit that began a line */
} SiluFeatures;

typedef struct
{
  int cut;
  int kinds[SILU_N_STEP_KINDS];
} SiluScore;

void silu_features_read (SiluFeatures *self, const SiluUnit *unit);

/* What two units that follow each other tell of each other. @before is NULL for the first. */
void silu_features_join (SiluFeatures *before, SiluFeatures *self);

/* The text ends with the paragraph that it is in. */
void silu_features_close (SiluFeatures *self);

void silu_features_score (const SiluFeatures *self, SiluScore *score);

/* For whoever fits the model: the name of a feature; NULL for one that is a cue of the model. */
const char *silu_features_get_name (guint id);

G_END_DECLS
