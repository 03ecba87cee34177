/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message or the step that a search has found: it may be on another branch, or not be loaded
 * yet. */
#include "silu-chat-view-private.h"

#include "silu-chain.h"
#include "silu-find-bar.h"
#include "silu-thinking-card.h"

/* Frames in which the rows of an answer that was far away are made. */
#define STEP_FRAMES 60

static void
stop_showing_step (SiluChatView *self)
{
  if (self->step_tick != 0)
    gtk_widget_remove_tick_callback (self->transcript, self->step_tick);
  self->step_tick = 0;
  g_clear_object (&self->step_message);
}

void
silu_chat_view_forget_wanted (SiluChatView *self)
{
  stop_showing_step (self);
  self->wants_step = FALSE;
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

/* Its thoughts have a card each, in their order. */
static SiluThinkingCard *
find_card (SiluChatView *self)
{
  SiluTranscript *transcript = SILU_TRANSCRIPT (self->transcript);
  guint before = 0;
  guint row = 0;

  for (guint i = 0; i < MIN (self->wanted_part, silu_message_get_n_parts (self->step_message)); i++)
    before += silu_message_get_part (self->step_message, i)->kind == SILU_PART_REASONING ? 1 : 0;

  if (!silu_conversation_rows_find (self->rows, self->step_message, &row))
    return NULL;
  for (; row < silu_transcript_get_n_rows (transcript); row++)
    {
      GtkWidget *widget = silu_transcript_get_widget (transcript, row);

      if (widget == NULL || (SILU_IS_THINKING_CARD (widget) && before-- == 0))
        return widget != NULL ? SILU_THINKING_CARD (widget) : NULL;
    }

  return NULL;
}

static gboolean
step_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluChatView *self = user_data;
  SiluThinkingCard *card = find_card (self);

  if (card == NULL && --self->step_frames > 0)
    return G_SOURCE_CONTINUE;

  if (card != NULL)
    {
      g_autoptr (SiluChain) chain = silu_chain_new (self->step_message, self->wanted_part);

      silu_thinking_card_show_step (card, silu_chain_find_step (chain, self->wanted_offset));
    }
  self->step_tick = 0;
  g_clear_object (&self->step_message);

  return G_SOURCE_REMOVE;
}

/* The card is made when its row is in view. */
static void
begin_showing_step (SiluChatView *self, SiluMessage *message, guint row)
{
  stop_showing_step (self);
  self->step_message = g_object_ref (message);
  self->step_frames = STEP_FRAMES;
  silu_transcript_show_row (SILU_TRANSCRIPT (self->transcript), row);
  self->step_tick = gtk_widget_add_tick_callback (self->transcript, step_cb, self, NULL);
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
  if (message == NULL || !silu_conversation_rows_find (self->rows, message, &row))
    {
      silu_chat_view_forget_wanted (self);
    }
  else if (self->wants_step)
    {
      silu_chat_view_forget_wanted (self);
      begin_showing_step (self, message, row);
    }
  else
    {
      silu_find_bar_show (SILU_FIND_BAR (self->find_bar), (const char *const *) self->wanted_words,
                          row);
      silu_chat_view_forget_wanted (self);
    }
}

void
silu_chat_view_show_step (SiluChatView *self, const char *message_id, guint part, gsize offset)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));
  g_return_if_fail (self->conversation != NULL);

  silu_chat_view_forget_wanted (self);
  self->wanted = g_strdup (message_id);
  self->wants_step = TRUE;
  self->wanted_part = part;
  self->wanted_offset = offset;
  silu_chat_view_show_wanted (self);
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
