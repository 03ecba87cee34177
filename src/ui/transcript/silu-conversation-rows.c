/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Branch → rows. A message is a group of neighbouring rows; the branch's items-changed says which
 * groups come and go, so that switching a version touches only what differs. */
#include "silu-conversation-rows.h"

#include "silu-answer-rows.h"
#include "silu-row-types.h"

#define GAP_QUESTION 28

typedef struct
{
  SiluAnswerRows *answer; /* NULL: a user's message, one row */
} Group;

struct _SiluConversationRows
{
  SiluTranscript *transcript;
  SiluEngine *engine; /* or NULL */
  SiluConversation *conversation;
  GArray *groups; /* of Group, in the order of the branch */
};

static void
group_clear (gpointer data)
{
  Group *group = data;

  g_clear_pointer (&group->answer, silu_answer_rows_free);
}

static Group *
get_group (SiluConversationRows *self, guint index)
{
  return &g_array_index (self->groups, Group, index);
}

static guint
count_rows (const Group *group)
{
  return group->answer != NULL ? silu_answer_rows_get_n_rows (group->answer) : 1;
}

/* Counted from the end: what streams is the last, and the length before it must not matter. */
static guint
position_of_end (SiluConversationRows *self, guint index)
{
  guint position = silu_transcript_get_n_rows (self->transcript);

  for (guint i = self->groups->len; i > index; i--)
    position -= count_rows (get_group (self, i - 1));

  return position;
}

static guint
answer_position (SiluAnswerRows *answer, gpointer user_data)
{
  SiluConversationRows *self = user_data;
  guint position = silu_transcript_get_n_rows (self->transcript);

  for (guint i = self->groups->len; i > 0; i--)
    {
      const Group *group = get_group (self, i - 1);

      position -= count_rows (group);
      if (group->answer == answer)
        break;
    }

  return position;
}

static void
insert_group (SiluConversationRows *self, guint index, SiluMessage *message)
{
  guint position = position_of_end (self, index);
  Group group = { 0 };

  if (silu_message_get_role (message) == SILU_ROLE_USER)
    {
      silu_transcript_insert (self->transcript, position, &silu_bubble_row,
                              silu_message_item_new (self->engine, self->conversation, message, 0),
                              index == 0 ? 0 : GAP_QUESTION);
      g_array_insert_val (self->groups, index, group);
      return;
    }

  group.answer = silu_answer_rows_new (self->transcript, self->engine, self->conversation, message,
                                       answer_position, self);
  g_array_insert_val (self->groups, index, group);
  silu_answer_rows_show (group.answer);
}

static void
remove_group (SiluConversationRows *self, guint index)
{
  guint n_rows = count_rows (get_group (self, index));
  guint end = position_of_end (self, index + 1);

  g_array_remove_index (self->groups, index);
  silu_transcript_remove (self->transcript, end - n_rows, n_rows);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  SiluConversationRows *self = user_data;

  for (guint i = 0; i < removed; i++)
    remove_group (self, position);

  for (guint i = 0; i < added; i++)
    {
      g_autoptr (SiluMessage) message = g_list_model_get_item (model, position + i);

      insert_group (self, position + i, message);
    }
}

SiluConversationRows *
silu_conversation_rows_new (SiluTranscript *transcript,
                            SiluEngine *engine,
                            SiluConversation *conversation)
{
  SiluConversationRows *self = g_new0 (SiluConversationRows, 1);
  GListModel *model = G_LIST_MODEL (conversation);

  self->transcript = transcript;
  g_set_object (&self->engine, engine);
  self->conversation = g_object_ref (conversation);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_set_clear_func (self->groups, group_clear);

  items_changed_cb (model, 0, 0, g_list_model_get_n_items (model), self);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);

  return self;
}

gboolean
silu_conversation_rows_find (SiluConversationRows *self, SiluMessage *message, guint *row)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      g_autoptr (SiluMessage) other = g_list_model_get_item (G_LIST_MODEL (self->conversation), i);

      if (other != message)
        continue;
      *row = position_of_end (self, i + 1) - count_rows (get_group (self, i));
      return TRUE;
    }

  return FALSE;
}

void
silu_conversation_rows_free (SiluConversationRows *self)
{
  g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_array_unref (self->groups);
  silu_transcript_remove (self->transcript, 0, silu_transcript_get_n_rows (self->transcript));
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);
  g_free (self);
}
