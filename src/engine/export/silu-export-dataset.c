/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain as a line for those who train models, with where it comes from. */
#include "silu-export-dataset.h"

#include "silu-export-json.h"
#include "silu-export-private.h"
#include "silu-tokens.h"
#include <string.h>

/* Silu does not know what a model's licence and its provider allow: who uses the rows must look. */
#define LICENCE_SOURCE "the model's licence, and the terms of the provider that ran it"

static gboolean
is_rated_so (const SiluChainText *chain, SiluChainsRating wanted)
{
  switch (wanted)
    {
    case SILU_CHAINS_GOOD:
      return chain->rating == SILU_RATING_GOOD;
    case SILU_CHAINS_FLAWED:
      return chain->rating == SILU_RATING_FLAWED;
    case SILU_CHAINS_UNRATED:
      return chain->rating == SILU_RATING_NONE;
    case SILU_CHAINS_ANY:
    default:
      return TRUE;
    }
}

static gboolean
is_in_time (const SiluChainText *chain, const SiluChainsQuery *query)
{
  return chain->time >= query->from && (query->until == 0 || chain->time < query->until);
}

static gint64
count_tokens (const SiluChainText *chain)
{
  gint64 tokens = 0;

  if (chain->tokens >= 0)
    return chain->tokens;

  for (guint i = 0; i < chain->texts->len; i++)
    tokens += silu_tokens_estimate (g_ptr_array_index (chain->texts, i), -1);

  return tokens;
}

static gboolean
has_tags (const SiluChainText *chain)
{
  for (guint i = 0; i < chain->texts->len; i++)
    if (strstr (g_ptr_array_index (chain->texts, i), "</think>") != NULL)
      return TRUE;

  return FALSE;
}

SiluDatasetVerdict
silu_dataset_judge (const SiluChainText *chain,
                    const SiluChainsQuery *query,
                    SiluDatasetForm form,
                    gint64 *tokens)
{
  if (!is_rated_so (chain, query->rating))
    return SILU_DATASET_OTHER_RATING;
  if (query->model != NULL && !g_str_equal (chain->model, query->model))
    return SILU_DATASET_OTHER_MODEL;
  if (!is_in_time (chain, query))
    return SILU_DATASET_OTHER_DATE;
  if (chain->state != SILU_MESSAGE_COMPLETE)
    return SILU_DATASET_INCOMPLETE;
  if (!chain->has_answer)
    return SILU_DATASET_NO_ANSWER;
  if (!chain->has_question)
    return SILU_DATASET_NO_QUESTION;

  *tokens = count_tokens (chain);
  if (*tokens < query->min_tokens)
    return SILU_DATASET_TOO_SHORT;
  if (query->max_tokens > 0 && *tokens > query->max_tokens)
    return SILU_DATASET_TOO_LONG;
  if (form == SILU_DATASET_TAGS && has_tags (chain))
    return SILU_DATASET_HAS_TAGS;

  return SILU_DATASET_TAKEN;
}

/* The day alone: nobody's hours are told. */
static char *
dup_date (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return date != NULL && time > 0 ? g_date_time_format (date, "%Y-%m-%d") : NULL;
}

static void
add_provenance (JsonBuilder *builder, const SiluMessageRecord *answer, gint64 time)
{
  g_autofree char *date = dup_date (time);

  json_builder_set_member_name (builder, "provenance");
  json_builder_begin_object (builder);
  silu_export_json_add_string (builder, "model", answer->model);
  silu_export_json_add_string (builder, "date", date);
  silu_export_json_add_string (builder, "rating", silu_rating_to_string (answer->rating));
  silu_export_json_add_string (builder, "licence_source", LICENCE_SOURCE);
  json_builder_end_object (builder);
}

void
silu_dataset_add_row (GPtrArray *branch, gint64 time, SiluDatasetForm form, GString *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  SiluExportFlags flags =
      SILU_EXPORT_REASONING | (form == SILU_DATASET_TAGS ? SILU_EXPORT_THINK_TAGS : 0);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < branch->len; i++)
    silu_export_jsonl_add_message (builder, g_ptr_array_index (branch, i),
                                   i == branch->len - 1 ? flags : 0);
  json_builder_end_array (builder);
  add_provenance (builder, g_ptr_array_index (branch, branch->len - 1), time);
  json_builder_end_object (builder);

  silu_export_json_append (text, builder);
  g_string_append_c (text, '\n');
}
