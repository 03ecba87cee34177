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

const char *
silu_title_kind_to_string (SiluTitleKind kind)
{
  switch (kind)
    {
    case SILU_TITLE_FIRST_LINE:
      return "first-line";
    case SILU_TITLE_MODEL:
      return "model";
    case SILU_TITLE_USER:
      return "user";
    default:
      return "unknown";
    }
}

const char *
silu_note_kind_to_string (SiluNoteKind kind)
{
  switch (kind)
    {
    case SILU_NOTE_BOOKMARK:
      return "bookmark";
    case SILU_NOTE_FLAW:
      return "flaw";
    default:
      return "unknown";
    }
}

const char *
silu_rating_to_string (SiluRating rating)
{
  switch (rating)
    {
    case SILU_RATING_FLAWED:
      return "flawed";
    case SILU_RATING_NONE:
      return "none";
    case SILU_RATING_GOOD:
      return "good";
    default:
      return "unknown";
    }
}

gboolean
silu_role_from_string (const char *string, SiluRole *role)
{
  for (int i = SILU_ROLE_SYSTEM; i <= SILU_ROLE_TOOL; i++)
    if (g_strcmp0 (silu_role_to_string ((SiluRole) i), string) == 0)
      {
        *role = (SiluRole) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
silu_message_state_from_string (const char *string, SiluMessageState *state)
{
  for (int i = SILU_MESSAGE_COMPLETE; i <= SILU_MESSAGE_FAILED; i++)
    if (g_strcmp0 (silu_message_state_to_string ((SiluMessageState) i), string) == 0)
      {
        *state = (SiluMessageState) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
silu_part_kind_from_string (const char *string, SiluPartKind *kind)
{
  for (int i = SILU_PART_REASONING; i <= SILU_PART_REPLAY; i++)
    if (g_strcmp0 (silu_part_kind_to_string ((SiluPartKind) i), string) == 0)
      {
        *kind = (SiluPartKind) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
silu_title_kind_from_string (const char *string, SiluTitleKind *kind)
{
  for (int i = SILU_TITLE_FIRST_LINE; i <= SILU_TITLE_USER; i++)
    if (g_strcmp0 (silu_title_kind_to_string ((SiluTitleKind) i), string) == 0)
      {
        *kind = (SiluTitleKind) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
silu_note_kind_from_string (const char *string, SiluNoteKind *kind)
{
  for (int i = SILU_NOTE_BOOKMARK; i <= SILU_NOTE_FLAW; i++)
    if (g_strcmp0 (silu_note_kind_to_string ((SiluNoteKind) i), string) == 0)
      {
        *kind = (SiluNoteKind) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
silu_rating_from_string (const char *string, SiluRating *rating)
{
  for (int i = SILU_RATING_FLAWED; i <= SILU_RATING_GOOD; i++)
    if (g_strcmp0 (silu_rating_to_string ((SiluRating) i), string) == 0)
      {
        *rating = (SiluRating) i;
        return TRUE;
      }

  return FALSE;
}

G_DEFINE_ENUM_TYPE (SiluMessageState,
                    silu_message_state,
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_COMPLETE, "complete"),
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_STREAMING, "streaming"),
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_INTERRUPTED, "interrupted"),
                    G_DEFINE_ENUM_VALUE (SILU_MESSAGE_FAILED, "failed"))
