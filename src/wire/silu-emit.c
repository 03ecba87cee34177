/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small steps that all decoders end in, and the words that servers finish with. */
#include "silu-dialect-private.h"

#include <string.h>

static void
emit (SiluDeltaFunc func,
      gpointer user_data,
      SiluDeltaKind kind,
      SiluChannel channel,
      const char *text)
{
  SiluDelta delta = { .kind = kind, .channel = channel, .text = text };

  if (text == NULL || *text == '\0')
    return;

  delta.length = strlen (text);
  func (&delta, user_data);
}

void
silu_emit_text (SiluDeltaFunc func, gpointer user_data, SiluChannel channel, const char *text)
{
  emit (func, user_data, SILU_DELTA_TEXT, channel, text);
}

void
silu_emit_reasoning (SiluDeltaFunc func, gpointer user_data, SiluChannel channel, const char *text)
{
  emit (func, user_data, SILU_DELTA_REASONING, channel, text);
}

void
silu_emit_replay (SiluDeltaFunc func, gpointer user_data, SiluChannel channel, const char *json)
{
  emit (func, user_data, SILU_DELTA_REPLAY, channel, json);
}

void
silu_emit_id (SiluDeltaFunc func, gpointer user_data, const char *id)
{
  emit (func, user_data, SILU_DELTA_ID, SILU_CHANNEL_NONE, id);
}

void
silu_emit_thinking (SiluDeltaFunc func, gpointer user_data)
{
  SiluDelta delta = { .kind = SILU_DELTA_THINKING };

  func (&delta, user_data);
}

void
silu_emit_finish (SiluDeltaFunc func, gpointer user_data, SiluFinish finish, const char *word)
{
  SiluDelta delta = { .kind = SILU_DELTA_FINISH, .finish = finish, .finish_reason = word };

  func (&delta, user_data);
}

void
silu_emit_error (SiluDeltaFunc func, gpointer user_data, SiluErrorCode code, const char *detail)
{
  SiluDelta delta = { .kind = SILU_DELTA_ERROR, .code = code, .detail = detail };

  func (&delta, user_data);
}

SiluFinish
silu_finish_from_word (const char *word)
{
  static const struct
  {
    const char *word;
    SiluFinish finish;
  } finishes[] = {
    { "stop", SILU_FINISH_STOP },
    { "end_turn", SILU_FINISH_STOP },
    { "stop_sequence", SILU_FINISH_STOP },
    { "completed", SILU_FINISH_STOP },
    { "eos", SILU_FINISH_STOP },
    { "length", SILU_FINISH_LENGTH },
    { "max_tokens", SILU_FINISH_LENGTH },
    { "max_output_tokens", SILU_FINISH_LENGTH },
    { "model_context_window_exceeded", SILU_FINISH_LENGTH },
    { "tool_calls", SILU_FINISH_TOOL_CALLS },
    { "tool_use", SILU_FINISH_TOOL_CALLS },
    { "function_call", SILU_FINISH_TOOL_CALLS },
    { "content_filter", SILU_FINISH_FILTER },
    { "sensitive", SILU_FINISH_FILTER },
    { "refusal", SILU_FINISH_FILTER },
    { "safety", SILU_FINISH_FILTER },
    { "recitation", SILU_FINISH_FILTER },
    { "blocklist", SILU_FINISH_FILTER },
    { "prohibited_content", SILU_FINISH_FILTER },
    { "spii", SILU_FINISH_FILTER },
    { "insufficient_system_resource", SILU_FINISH_RESOURCES },
    { "network_error", SILU_FINISH_RESOURCES },
    { "error", SILU_FINISH_RESOURCES },
    { "aborted", SILU_FINISH_RESOURCES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (finishes); i++)
    if (g_ascii_strcasecmp (finishes[i].word, word) == 0)
      return finishes[i].finish;

  return SILU_FINISH_UNKNOWN;
}

gboolean
silu_payload_is_idle (const char *data)
{
  while (g_ascii_isspace (*data))
    data++;

  return *data == '\0' || g_str_has_prefix (data, "[DONE]");
}
