/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The turns that are under way. A conversation may have several, each with a message of its own:
 * two answers to one question are asked for at once. */
#include "silu-engine-private.h"

GPtrArray *
silu_engine_get_turns (SiluEngine *self)
{
  return self->turns;
}

GPtrArray *
silu_engine_list_turns (SiluEngine *self, SiluConversation *conversation)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SILU_IS_ENGINE (self), found);

  for (guint i = 0; i < self->turns->len; i++)
    {
      SiluTurn *turn = g_ptr_array_index (self->turns, i);

      if (conversation == NULL || silu_turn_get_conversation (turn) == conversation)
        g_ptr_array_add (found, g_object_ref (turn));
    }

  return found;
}

SiluTurn *
silu_engine_get_turn (SiluEngine *self, SiluConversation *conversation)
{
  g_autoptr (GPtrArray) turns = silu_engine_list_turns (self, conversation);

  return turns->len > 0 ? g_ptr_array_index (turns, 0) : NULL;
}

SiluTurn *
silu_engine_get_turn_of (SiluEngine *self, SiluMessage *message)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  for (guint i = 0; i < self->turns->len; i++)
    {
      SiluTurn *turn = g_ptr_array_index (self->turns, i);

      if (silu_turn_get_message (turn) == message)
        return turn;
    }

  return NULL;
}

/* Of a copy: one that pauses ends at once, and leaves the array. */
void
silu_engine_stop (SiluEngine *self, SiluConversation *conversation)
{
  g_autoptr (GPtrArray) turns = silu_engine_list_turns (self, conversation);

  for (guint i = 0; i < turns->len; i++)
    silu_turn_stop (g_ptr_array_index (turns, i));
}
