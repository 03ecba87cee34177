/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a stream of text into what a step can begin with: sentences, headings and blocks of code.
 * The units depend on the text alone, not on how it was fed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a unit that are looked at; what a sentence says it says by then. */
#define SILU_UNIT_MAX 600

typedef enum
{
  SILU_UNIT_SENTENCE,
  SILU_UNIT_HEADING,
  SILU_UNIT_CODE, /* a whole fenced block; its text is the first line of the code */
} SiluUnitKind;

typedef enum
{
  SILU_PLACE_PARAGRAPH, /* begins one */
  SILU_PLACE_LINE,      /* begins a line */
  SILU_PLACE_SENTENCE,  /* behind another one */
} SiluPlace;

typedef struct
{
  SiluUnitKind kind;
  SiluPlace place;
  gsize start; /* bytes of the stream */
  gint64 time; /* when its beginning came */
  const char *text;
  gsize length; /* SILU_UNIT_MAX at the most */
  gsize mark;   /* of a list, that the text begins with: "- ", "3. "; else 0 */
} SiluUnit;

/* @unit is borrowed for the call. */
typedef void (*SiluUnitFunc) (const SiluUnit *unit, gpointer user_data);

typedef struct _SiluUnits SiluUnits;

SiluUnits *silu_units_new (SiluUnitFunc func, gpointer user_data);
void silu_units_free (SiluUnits *self);

/* @time: when the bytes came, in any unit. */
void silu_units_feed (SiluUnits *self, const char *text, gsize length, gint64 time);
void silu_units_finish (SiluUnits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluUnits, silu_units_free)

G_END_DECLS
