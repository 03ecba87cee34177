/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the items of a response have to say, each thing once. Private to wire/. */
#pragma once

#include "silu-delta.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Numbers of items and parts are below it; higher ones count as the last. */
#define SILU_RESPONSES_MAX_NUMBER 0xfff

typedef enum
{
  SILU_RESPONSES_TEXT,
  SILU_RESPONSES_REFUSAL,
  SILU_RESPONSES_SUMMARY,
  SILU_RESPONSES_THOUGHT, /* the raw text, as open servers give it */
  SILU_RESPONSES_ARGUMENTS,
} SiluResponsesPart;

typedef struct _SiluResponsesOutput SiluResponsesOutput;

SiluResponsesOutput *silu_responses_output_new (SiluDeltaFunc func, gpointer user_data);
void silu_responses_output_free (SiluResponsesOutput *self);

/* An item begins: a thought, a tool call, a message. @item may be NULL. */
void silu_responses_output_begin (SiluResponsesOutput *self, guint index, JsonObject *item);

/* More of a part. */
void silu_responses_output_add (SiluResponsesOutput *self,
                                SiluResponsesPart kind,
                                guint index,
                                guint part,
                                const char *text);

/* A part from its beginning to its end: counts only if nothing of it has come before. */
void silu_responses_output_add_whole (SiluResponsesOutput *self,
                                      SiluResponsesPart kind,
                                      guint index,
                                      guint part,
                                      const char *text);

/* A finished item: what its own events have not brought. @item may be NULL. */
void silu_responses_output_take_item (SiluResponsesOutput *self, guint index, JsonObject *item);

/* All items of a whole response, of the kinds of which nothing has come yet. @items may be NULL. */
void silu_responses_output_take_all (SiluResponsesOutput *self, JsonArray *items);

/* Gives out what was held back as a possible tag. */
void silu_responses_output_flush (SiluResponsesOutput *self);

gboolean silu_responses_output_has_calls (const SiluResponsesOutput *self);
gboolean silu_responses_output_is_refused (const SiluResponsesOutput *self);

G_END_DECLS
