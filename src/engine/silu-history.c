/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A branch of a conversation → what is sent. R1 wants none of its old thoughts back, V4 those of
 * turns that called tools, others all of them: the profile says it, this file does it. */
#include "silu-history.h"

#include "silu-attachment.h"
#include "silu-json.h"
#include <string.h>

static gboolean
has_part (SiluMessage *message, SiluPartKind kind)
{
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    if (silu_message_get_part (message, i)->kind == kind)
      return TRUE;

  return FALSE;
}

static gboolean
replays (SiluReplay policy, SiluMessage *message)
{
  switch (policy)
    {
    case SILU_REPLAY_TOOL_TURNS:
      return has_part (message, SILU_PART_TOOL_CALL);
    case SILU_REPLAY_ALWAYS:
      return has_part (message, SILU_PART_REASONING) || has_part (message, SILU_PART_REPLAY);
    case SILU_REPLAY_ALWAYS_WITH_EMPTY:
      return TRUE;
    case SILU_REPLAY_NEVER:
    default:
      return FALSE;
    }
}

static void
add_tool_call (SiluChatMessage *written, const SiluPart *part)
{
  g_autoptr (JsonNode) node = silu_json_parse (part->text->str, part->text->len, NULL);
  JsonObject *call = silu_json_root (node);
  const char *name = silu_json_get_string (call, "name");
  const char *arguments = silu_json_get_string (call, "arguments");

  if (name != NULL)
    silu_chat_message_add_tool_call (written, silu_json_get_string (call, "id"), name,
                                     arguments != NULL ? arguments : "");
}

static void
add_piece (SiluChatMessage *written, const SiluPart *part)
{
  switch (part->kind)
    {
    case SILU_PART_TEXT:
      silu_chat_message_add_piece (written, SILU_PIECE_TEXT, part->channel, part->text->str);
      break;

    case SILU_PART_REASONING:
      if (written->reasoning != NULL)
        silu_chat_message_add_piece (written, SILU_PIECE_REASONING, part->channel, part->text->str);
      break;

    case SILU_PART_REPLAY:
      if (written->reasoning != NULL)
        silu_chat_message_add_piece (written, SILU_PIECE_REPLAY, part->channel, part->text->str);
      break;

    case SILU_PART_TOOL_CALL:
      add_tool_call (written, part);
      break;

    case SILU_PART_ATTACHMENT:
    case SILU_PART_TOOL_RESULT:
    default:
      break;
    }
}

static SiluChannel
get_reasoning_channel (SiluMessage *message)
{
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    if (silu_message_get_part (message, i)->kind == SILU_PART_REASONING)
      return silu_message_get_part (message, i)->channel;

  return SILU_CHANNEL_NONE;
}

static void
add_answer (SiluChatRequest *request, SiluMessage *message, gboolean with_reasoning)
{
  g_autofree char *text = silu_message_dup_text (message, SILU_PART_TEXT);
  SiluChatMessage *written = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, text);

  if (with_reasoning)
    {
      written->reasoning = silu_message_dup_text (message, SILU_PART_REASONING);
      written->reasoning_channel = get_reasoning_channel (message);
    }

  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    add_piece (written, silu_message_get_part (message, i));
}

static void
join (SiluChatMessage *before, const char *text)
{
  g_autofree char *first = g_steal_pointer (&before->content);

  before->content = g_strconcat (first, "\n\n", text, NULL);
}

static void
add_text (SiluChatRequest *request, SiluRole role, const char *text)
{
  SiluChatMessage *before = NULL;

  if (*text == '\0')
    return;

  if (request->messages->len > 0)
    before = g_ptr_array_index (request->messages, request->messages->len - 1);
  if (before != NULL && before->role == role && request->profile->merge_roles)
    join (before, text);
  else
    silu_chat_request_add (request, role, text);
}

void
silu_history_add_question (SiluChatRequest *request, const char *text)
{
  add_text (request, SILU_ROLE_USER, text);
}

/* Of an imported file often only the name is known: a model that is told of it would ask for it. */
static void
write_attachments (SiluMessage *message, GString *question)
{
  g_autoptr (GPtrArray) attachments = silu_attachments_list (message);

  for (guint i = 0; i < attachments->len; i++)
    {
      const SiluAttachment *attachment = g_ptr_array_index (attachments, i);

      if (attachment->length > 0)
        silu_attachment_write_prompt (attachment, question);
    }
}

static void
add_question (SiluChatRequest *request, SiluMessage *message)
{
  g_autofree char *text = silu_message_dup_text (message, SILU_PART_TEXT);
  g_autoptr (GString) question = g_string_new (NULL);

  if (has_part (message, SILU_PART_ATTACHMENT))
    write_attachments (message, question);
  g_string_append (question, text);

  add_text (request, silu_message_get_role (message), question->str);
}

static void
add_system (SiluChatRequest *request, const char *system)
{
  SiluRole role = request->profile->system == SILU_SYSTEM_FOLD ? SILU_ROLE_USER : SILU_ROLE_SYSTEM;

  if (system != NULL && *system != '\0')
    silu_chat_request_add (request, role, system);
}

/* The last one first. */
static GPtrArray *
list_branch (SiluMessage *last)
{
  GPtrArray *branch = g_ptr_array_new ();

  for (SiluMessage *message = last; message != NULL; message = silu_message_get_parent (message))
    g_ptr_array_add (branch, message);

  return branch;
}

guint
silu_history_count_turns (SiluMessage *last)
{
  guint n_turns = 0;

  for (SiluMessage *message = last; message != NULL; message = silu_message_get_parent (message))
    n_turns += silu_message_get_role (message) == SILU_ROLE_USER;

  return n_turns;
}

void
silu_history_write (SiluChatRequest *request,
                    const char *system,
                    SiluMessage *last,
                    guint skip_turns)
{
  g_autoptr (GPtrArray) branch = NULL;
  guint n_turns = 0;

  g_return_if_fail (request != NULL);
  g_return_if_fail (SILU_IS_MESSAGE (last));

  branch = list_branch (last);
  add_system (request, system);
  for (guint i = branch->len; i > 0; i--)
    {
      SiluMessage *message = g_ptr_array_index (branch, i - 1);

      n_turns += silu_message_get_role (message) == SILU_ROLE_USER;
      if (n_turns <= skip_turns)
        continue;

      if (silu_message_get_role (message) != SILU_ROLE_ASSISTANT)
        add_question (request, message);
      else if (silu_message_has_text (message, SILU_PART_TEXT) ||
               has_part (message, SILU_PART_TOOL_CALL))
        add_answer (request, message, replays (request->profile->replay, message));
    }
}

void
silu_history_write_prefix (SiluChatRequest *request,
                           const char *system,
                           SiluMessage *answer,
                           guint skip_turns)
{
  g_return_if_fail (silu_message_get_parent (answer) != NULL);

  silu_history_write (request, system, silu_message_get_parent (answer), skip_turns);
  add_answer (request, answer,
              request->profile->can_prefix_reasoning && has_part (answer, SILU_PART_REASONING));
  request->is_prefix = TRUE;
}
