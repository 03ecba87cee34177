/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of JSON output. Scripts compare them: never change one, only append. */
#include "silu-cli-words.h"

const char *
silu_cli_finish_to_string (SiluFinish finish)
{
  switch (finish)
    {
    case SILU_FINISH_STOP:
      return "stop";
    case SILU_FINISH_LENGTH:
      return "length";
    case SILU_FINISH_TOOL_CALLS:
      return "tool_calls";
    case SILU_FINISH_FILTER:
      return "filter";
    case SILU_FINISH_RESOURCES:
      return "resources";
    case SILU_FINISH_NONE:
    case SILU_FINISH_UNKNOWN:
    default:
      return "unknown";
    }
}

void
silu_cli_json_usage (JsonBuilder *builder, const SiluUsage *usage)
{
  silu_cli_json_count (builder, "prompt", usage->prompt);
  silu_cli_json_count (builder, "completion", usage->completion);
  silu_cli_json_count (builder, "reasoning", usage->reasoning);
  silu_cli_json_count (builder, "cached", usage->cached);
}

void
silu_cli_json_error (JsonBuilder *builder, const GError *error)
{
  double retry_after = silu_error_get_retry_after (error);

  silu_cli_json_string (builder, "code", silu_error_code_to_string ((SiluErrorCode) error->code));
  silu_cli_json_string (builder, "message", error->message);
  silu_cli_json_string (builder, "detail", silu_error_get_detail (error));

  json_builder_set_member_name (builder, "retry_after");
  if (retry_after >= 0)
    json_builder_add_double_value (builder, retry_after);
  else
    json_builder_add_null_value (builder);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* 0 is a time that has not been. */
static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  silu_cli_json_count (builder, name, time > 0 ? time : -1);
}

static void
add_tags (JsonBuilder *builder, const char *const *tags)
{
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (gsize i = 0; tags[i] != NULL; i++)
    json_builder_add_string_value (builder, tags[i]);
  json_builder_end_array (builder);
}

void
silu_cli_json_conversation (JsonBuilder *builder, SiluConversation *conversation)
{
  silu_cli_json_string (builder, "id", silu_conversation_get_id (conversation));
  silu_cli_json_string (builder, "title", silu_conversation_get_title (conversation));
  add_time (builder, "created", silu_conversation_get_created (conversation));
  add_time (builder, "updated", silu_conversation_get_updated (conversation));
  add_time (builder, "deleted", silu_conversation_get_deleted (conversation));
  add_time (builder, "archived", silu_conversation_get_archived (conversation));
  add_boolean (builder, "pinned", silu_conversation_get_pinned (conversation));
  add_boolean (builder, "unread", silu_conversation_get_unread (conversation));
  silu_cli_json_string (builder, "folder", silu_conversation_get_folder (conversation));
  add_tags (builder, silu_conversation_get_tags (conversation));
  silu_cli_json_string (builder, "account", silu_conversation_get_account (conversation));
  silu_cli_json_string (builder, "model", silu_conversation_get_model (conversation));
  silu_cli_json_string (builder, "think",
                        silu_think_level_to_string (silu_conversation_get_think (conversation)));
}

static void
add_parts (JsonBuilder *builder, SiluMessage *message)
{
  json_builder_set_member_name (builder, "parts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    {
      const SiluPart *part = silu_message_get_part (message, i);

      json_builder_begin_object (builder);
      silu_cli_json_string (builder, "kind", silu_part_kind_to_string (part->kind));
      silu_cli_json_string (
          builder, "channel",
          part->channel != SILU_CHANNEL_NONE ? silu_channel_to_string (part->channel) : NULL);
      silu_cli_json_string (builder, "text", part->text->str);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_times (JsonBuilder *builder, const SiluTimes *times)
{
  json_builder_set_member_name (builder, "times");
  json_builder_begin_object (builder);
  add_time (builder, "start", times->start);
  add_time (builder, "first_byte", times->first_byte);
  add_time (builder, "first_reasoning", times->first_reasoning);
  add_time (builder, "first_text", times->first_text);
  add_time (builder, "end", times->end);
  json_builder_end_object (builder);
}

static void
add_siblings (JsonBuilder *builder, SiluConversation *conversation, SiluMessage *message)
{
  guint position = 0;
  g_autoptr (GPtrArray) siblings =
      silu_conversation_get_siblings (conversation, message, &position);

  json_builder_set_member_name (builder, "siblings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < siblings->len; i++)
    json_builder_add_string_value (builder, silu_message_get_id (g_ptr_array_index (siblings, i)));
  json_builder_end_array (builder);
}

/* What only an answer has. */
static void
add_answer (JsonBuilder *builder, SiluMessage *message)
{
  const GError *error = silu_message_get_error (message);

  silu_cli_json_string (builder, "model", silu_message_get_model (message));
  silu_cli_json_string (builder, "account", silu_message_get_account (message));
  silu_cli_json_string (builder, "think",
                        silu_think_level_to_string (silu_message_get_think (message)));
  silu_cli_json_string (builder, "finish",
                        silu_cli_finish_to_string (silu_message_get_finish (message)));

  json_builder_set_member_name (builder, "usage");
  json_builder_begin_object (builder);
  silu_cli_json_usage (builder, silu_message_get_usage (message));
  json_builder_end_object (builder);

  if (error == NULL)
    return;

  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  silu_cli_json_error (builder, error);
  json_builder_end_object (builder);
}

void
silu_cli_json_message (JsonBuilder *builder, SiluConversation *conversation, SiluMessage *message)
{
  SiluMessage *parent = silu_message_get_parent (message);

  silu_cli_json_string (builder, "id", silu_message_get_id (message));
  silu_cli_json_string (builder, "parent", parent != NULL ? silu_message_get_id (parent) : NULL);
  silu_cli_json_string (builder, "role", silu_role_to_string (silu_message_get_role (message)));
  silu_cli_json_string (builder, "state",
                        silu_message_state_to_string (silu_message_get_state (message)));
  add_siblings (builder, conversation, message);
  add_times (builder, silu_message_get_times (message));
  if (silu_message_get_role (message) == SILU_ROLE_ASSISTANT)
    add_answer (builder, message);
  add_parts (builder, message);
}
