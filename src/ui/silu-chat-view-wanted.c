/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message that a search has found: it may be on another branch, or not be loaded yet. */
#include "silu-chat-view-private.h"

#include "silu-find-bar.h"

void
silu_chat_view_forget_wanted (SiluChatView *self)
{
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->wanted_words, g_strfreev);
}

/* The newest message on any branch below @message. */
static SiluMessage *
find_newest_below (SiluConversation *conversation, SiluMessage *message)
{
  g_autoptr (GPtrArray) all = silu_conversation_list_all (conversation);
  g_autoptr (GHashTable) below = g_hash_table_new (NULL, NULL);
  SiluMessage *newest = message;

  g_hash_table_add (below, message);
  for (guint i = 0; i < all->len; i++)
    {
      SiluMessage *other = g_ptr_array_index (all, i);

      if (g_hash_table_contains (below, silu_message_get_parent (other)))
        {
          g_hash_table_add (below, other);
          newest = other;
        }
    }

  return newest;
}

void
silu_chat_view_show_wanted (SiluChatView *self)
{
  SiluMessage *message;
  guint row = 0;

  if (self->wanted == NULL || self->rows == NULL ||
      !silu_conversation_get_loaded (self->conversation))
    return;

  message = silu_conversation_find (self->conversation, self->wanted);
  if (message != NULL && !silu_conversation_rows_find (self->rows, message, &row) &&
      !silu_conversation_get_streaming (self->conversation))
    silu_conversation_set_leaf (self->conversation,
                                find_newest_below (self->conversation, message));
  if (message != NULL && silu_conversation_rows_find (self->rows, message, &row))
    silu_find_bar_show (SILU_FIND_BAR (self->find_bar), (const char *const *) self->wanted_words,
                        row);
  silu_chat_view_forget_wanted (self);
}

void
silu_chat_view_show_message (SiluChatView *self, const char *message_id, const char *const *words)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));
  g_return_if_fail (self->conversation != NULL);

  silu_chat_view_forget_wanted (self);
  self->wanted = g_strdup (message_id);
  self->wanted_words = g_strdupv ((char **) words);
  silu_chat_view_show_wanted (self);
}
