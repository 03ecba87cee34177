/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain for programs: texts, and steps as ranges of their bytes. */
#include "silu-export-chain-private.h"

#include "silu-export-json.h"

#define VERSION 1

static void
add_texts (JsonBuilder *builder, GPtrArray *parts, SiluPartKind kind, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (parts, i);

      if (part->kind != kind)
        continue;
      json_builder_begin_object (builder);
      silu_export_json_add_number (builder, "part", i);
      json_builder_set_member_name (builder, "text");
      json_builder_add_string_value (builder, part->text->str);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_step (JsonBuilder *builder, const SiluExportStep *step)
{
  json_builder_begin_object (builder);
  silu_export_json_add_string (builder, "kind", silu_step_kind_to_string (step->step->kind));
  silu_export_json_add_string (builder, "title", step->step->title);
  silu_export_json_add_number (builder, "part", step->part);
  silu_export_json_add_number (builder, "start", (gint64) step->step->start);
  silu_export_json_add_number (builder, "end", (gint64) step->step->end);
  silu_export_json_add_time (builder, "begun", step->step->begun);
  silu_export_json_add_time (builder, "ended", step->ended);
  silu_export_json_add_number (builder, "tokens", step->tokens);
  json_builder_end_object (builder);
}

void
silu_export_chain_json (const SiluChainDocument *self, GString *out)
{
  const SiluMessageRecord *message = self->message;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 thinking = silu_times_get_thinking (&message->times);

  json_builder_begin_object (builder);
  silu_export_json_add_string (builder, "format", "silu-chain");
  silu_export_json_add_number (builder, "version", VERSION);
  silu_export_json_add_string (builder, "title", self->chain->title);
  silu_export_json_add_string (builder, "message", message->id);
  silu_export_json_add_string (builder, "model", message->model);
  silu_export_json_add_time (builder, "time", message->times.start);
  if (thinking >= 0)
    silu_export_json_add_number (builder, "thinking", thinking);
  silu_export_json_add_number (builder, "tokens", self->tokens);
  if (self->is_estimate)
    silu_export_json_add_flag (builder, "estimate", TRUE);
  if (message->rating != SILU_RATING_NONE)
    silu_export_json_add_string (builder, "rating", silu_rating_to_string (message->rating));
  add_texts (builder, message->parts, SILU_PART_REASONING, "reasoning");
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->steps->len; i++)
    add_step (builder, &g_array_index (self->steps, SiluExportStep, i));
  json_builder_end_array (builder);
  silu_export_json_add_notes (builder, message->notes);
  if (self->chain->with_answer)
    add_texts (builder, message->parts, SILU_PART_TEXT, "answer");
  json_builder_end_object (builder);

  silu_export_json_append (out, builder);
  g_string_append_c (out, '\n');
}
