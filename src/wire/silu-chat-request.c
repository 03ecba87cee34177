/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a model. */
#include "silu-chat-request.h"

static const char *const level_words[] = {
  [SILU_THINK_AUTO] = "auto",     [SILU_THINK_OFF] = "off",   [SILU_THINK_LOW] = "low",
  [SILU_THINK_MEDIUM] = "medium", [SILU_THINK_HIGH] = "high", [SILU_THINK_MAX] = "max",
};

static void
message_free (gpointer data)
{
  SiluChatMessage *message = data;

  g_free (message->content);
  g_free (message);
}

SiluChatRequest *
silu_chat_request_new (const char *model)
{
  SiluChatRequest *self = g_new0 (SiluChatRequest, 1);

  self->model = g_strdup (model != NULL ? model : "");
  self->messages = g_ptr_array_new_with_free_func (message_free);

  return self;
}

void
silu_chat_request_free (SiluChatRequest *self)
{
  g_free (self->model);
  g_ptr_array_unref (self->messages);
  g_free (self);
}

void
silu_chat_request_add (SiluChatRequest *self, SiluRole role, const char *content)
{
  SiluChatMessage *message = g_new0 (SiluChatMessage, 1);

  g_return_if_fail (content != NULL);

  message->role = role;
  message->content = g_strdup (content);
  g_ptr_array_add (self->messages, message);
}

const char *
silu_think_level_to_string (SiluThinkLevel level)
{
  if ((gsize) level >= G_N_ELEMENTS (level_words))
    level = SILU_THINK_AUTO;

  return level_words[level];
}

gboolean
silu_think_level_from_string (const char *string, SiluThinkLevel *level)
{
  for (gsize i = 0; i < G_N_ELEMENTS (level_words); i++)
    if (g_strcmp0 (level_words[i], string) == 0)
      {
        *level = (SiluThinkLevel) i;
        return TRUE;
      }

  return FALSE;
}
