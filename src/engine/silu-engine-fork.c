/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A branch that goes its own way: copied, so that neither chat is changed by the other. */
#include "silu-engine-private.h"

/* The same message of another conversation. */
static SiluMessage *
copy_message (SiluMessage *message)
{
  g_autoptr (SiluMessageRecord) record = silu_message_record_new (message, NULL);

  g_free (record->id);
  record->id = g_uuid_string_random ();
  /* Who writes it writes the first one only. */
  if (record->state == SILU_MESSAGE_STREAMING)
    record->state = SILU_MESSAGE_INTERRUPTED;

  return silu_message_record_restore (record);
}

static void
copy_header (SiluConversation *from, SiluConversation *to)
{
  if (silu_conversation_get_incognito (from))
    silu_conversation_set_incognito (to);
  silu_conversation_set_title (to, silu_conversation_get_title (from),
                               silu_conversation_get_title_kind (from));
  silu_conversation_set_choice (to, silu_conversation_get_account (from),
                                silu_conversation_get_model (from),
                                silu_conversation_get_think (from));
  silu_conversation_set_sampling (to, silu_conversation_get_sampling (from));
  silu_conversation_set_folder (to, silu_conversation_get_folder (from));
  silu_conversation_set_tags (to, silu_conversation_get_tags (from));
}

SiluConversation *
silu_engine_fork (SiluEngine *self, SiluConversation *conversation, SiluMessage *message)
{
  g_autoptr (SiluConversation) fork = NULL;
  g_autoptr (GPtrArray) branch = g_ptr_array_new ();
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  SiluMessage *parent = NULL;
  SiluStore *store;

  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (silu_conversation_get_loaded (conversation), NULL);
  g_return_val_if_fail (SILU_IS_MESSAGE (message), NULL);

  for (SiluMessage *next = message; next != NULL; next = silu_message_get_parent (next))
    g_ptr_array_add (branch, next);

  fork = silu_conversation_new (NULL);
  copy_header (conversation, fork);
  for (guint i = branch->len; i > 0; i--)
    {
      SiluMessage *copy = copy_message (g_ptr_array_index (branch, i - 1));

      silu_conversation_add (fork, copy, parent);
      g_ptr_array_add (copies, copy);
      parent = copy;
    }

  /* The header goes first: the rows of the messages name it. */
  store = silu_engine_get_store_of (self, fork);
  silu_store_save_conversation (store, fork);
  for (guint i = 0; i < copies->len; i++)
    silu_store_save_message (store, fork, g_ptr_array_index (copies, i));
  silu_engine_add_conversation (self, fork);

  return g_steal_pointer (&fork);
}
