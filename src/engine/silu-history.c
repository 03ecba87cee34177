/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A branch of a conversation → what is sent: one place for the multi-round rule. */
#include "silu-history.h"

static void
add_or_join (SiluChatRequest *request, SiluRole role, const char *content)
{
  SiluChatMessage *before = NULL;

  if (request->messages->len > 0)
    before = g_ptr_array_index (request->messages, request->messages->len - 1);

  if (before != NULL && before->role == role)
    {
      g_autofree char *first = g_steal_pointer (&before->content);

      before->content = g_strconcat (first, "\n\n", content, NULL);
    }
  else
    {
      silu_chat_request_add (request, role, content);
    }
}

void
silu_history_write (SiluChatRequest *request, const char *system, SiluMessage *last)
{
  g_autoptr (GPtrArray) branch = g_ptr_array_new ();

  g_return_if_fail (request != NULL);
  g_return_if_fail (SILU_IS_MESSAGE (last));

  for (SiluMessage *message = last; message != NULL; message = silu_message_get_parent (message))
    g_ptr_array_add (branch, message);

  if (system != NULL && *system != '\0')
    silu_chat_request_add (request, SILU_ROLE_SYSTEM, system);

  for (guint i = branch->len; i > 0; i--)
    {
      SiluMessage *message = g_ptr_array_index (branch, i - 1);
      g_autofree char *text = silu_message_dup_text (message, SILU_PART_TEXT);

      if (*text != '\0')
        add_or_join (request, silu_message_get_role (message), text);
    }
}
