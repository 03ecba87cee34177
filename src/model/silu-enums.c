/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the model's enums. */
#include "silu-enums.h"

const char *
silu_role_to_string (SiluRole role)
{
  switch (role)
    {
    case SILU_ROLE_SYSTEM:
      return "system";
    case SILU_ROLE_USER:
      return "user";
    case SILU_ROLE_ASSISTANT:
      return "assistant";
    case SILU_ROLE_TOOL:
      return "tool";
    default:
      return "unknown";
    }
}

const char *
silu_message_state_to_string (SiluMessageState state)
{
  switch (state)
    {
    case SILU_MESSAGE_COMPLETE:
      return "complete";
    case SILU_MESSAGE_STREAMING:
      return "streaming";
    case SILU_MESSAGE_STOPPED:
      return "stopped";
    case SILU_MESSAGE_INTERRUPTED:
      return "interrupted";
    case SILU_MESSAGE_FAILED:
      return "failed";
    default:
      return "unknown";
    }
}

const char *
silu_part_kind_to_string (SiluPartKind kind)
{
  switch (kind)
    {
    case SILU_PART_REASONING:
      return "reasoning";
    case SILU_PART_TEXT:
      return "text";
    case SILU_PART_ATTACHMENT:
      return "attachment";
    case SILU_PART_TOOL_CALL:
      return "tool_call";
    case SILU_PART_TOOL_RESULT:
      return "tool_result";
    case SILU_PART_REPLAY:
      return "replay";
    default:
      return "unknown";
    }
}

G_DEFINE_ENUM_TYPE (SiluMessageState,
                    silu_message_state,
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_COMPLETE, "complete"),
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_STREAMING, "streaming"),
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_INTERRUPTED, "interrupted"),
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_FAILED, "failed"))
