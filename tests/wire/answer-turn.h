/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as the next request's turn: what comes in is joined as a message's parts are, so that a
 * test can see what goes out again. */
#pragma once

#include "answer-log.h"
#include "silu-json.h"

G_BEGIN_DECLS

static inline void
answer_turn_join (SiluChatPiece *piece, const char *text)
{
  g_autofree char *before = g_steal_pointer (&piece->text);

  piece->text = g_strconcat (before, text, NULL);
}

static inline SiluChatPiece *
answer_turn_find_call (SiluChatMessage *self, int index)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      SiluChatPiece *piece = g_ptr_array_index (self->pieces, i);

      if (piece->kind == SILU_PIECE_TOOL_CALL && index-- == 0)
        return piece;
    }

  return NULL;
}

static inline void
answer_turn_add (SiluChatMessage *self, SiluPieceKind kind, const SiluDelta *delta)
{
  GPtrArray *pieces = self->pieces;
  SiluChatPiece *last = pieces->len > 0 ? g_ptr_array_index (pieces, pieces->len - 1) : NULL;

  if (last != NULL && last->kind == kind && last->channel == delta->channel &&
      kind != SILU_PIECE_REPLAY)
    answer_turn_join (last, delta->text);
  else
    silu_chat_message_add_piece (self, kind, delta->channel, delta->text);
}

static inline void
answer_turn_cb (const SiluDelta *delta, gpointer user_data)
{
  SiluChatMessage *self = user_data;

  if (delta->kind == SILU_DELTA_REASONING)
    {
      answer_turn_add (self, SILU_PIECE_REASONING, delta);
    }
  else if (delta->kind == SILU_DELTA_TEXT)
    {
      g_autofree char *before = g_steal_pointer (&self->content);

      self->content = g_strconcat (before, delta->text, NULL);
      answer_turn_add (self, SILU_PIECE_TEXT, delta);
    }
  else if (delta->kind == SILU_DELTA_REPLAY)
    {
      answer_turn_add (self, SILU_PIECE_REPLAY, delta);
    }
  else if (delta->kind == SILU_DELTA_TOOL)
    {
      SiluChatPiece *call = answer_turn_find_call (self, delta->tool.index);

      if (call != NULL)
        answer_turn_join (call, delta->tool.arguments);
      else
        silu_chat_message_add_tool_call (self, delta->tool.id, delta->tool.name,
                                         delta->tool.arguments);
    }
}

static inline void
answer_turn_move_calls (SiluChatMessage *message)
{
  GPtrArray *pieces = message->pieces;
  guint left = pieces->len;

  for (guint i = 0; left > 0; left--)
    {
      SiluChatPiece *piece = g_ptr_array_index (pieces, i);

      if (piece->kind == SILU_PIECE_TOOL_CALL)
        g_ptr_array_insert (pieces, -1, g_ptr_array_steal_index (pieces, i));
      else
        i++;
    }
}

/* Adds the answer in the file @name of the dialect's corpus to @request. @calls_last: calls are put
 * behind everything else, as the parts of a message are. */
static inline SiluChatMessage *
answer_turn_add_corpus (SiluChatRequest *request,
                        const char *dialect,
                        const char *name,
                        gboolean calls_last)
{
  g_autofree char *path = g_strdup_printf ("tests/corpus/%s/%s", dialect, name);
  gsize length = 0;
  g_autofree char *seed = silu_test_read_file (path, &length);
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  SiluChatMessage *turn = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
  g_autoptr (SiluStream) stream = NULL;

  g_assert_nonnull (seed);
  stream = silu_stream_new (silu_dialect_find (dialect), profile,
                            (*seed & 1) != 0 ? SILU_BODY_OBJECT : SILU_BODY_STREAM, answer_turn_cb,
                            turn);
  silu_stream_feed (stream, seed + 1, length - 1);
  silu_stream_finish (stream);
  turn->reasoning = g_strdup ("");
  if (calls_last)
    answer_turn_move_calls (turn);

  return turn;
}

/* The JSON of what is at @member of the turn at @index of a request's @list. */
static inline char *
answer_turn_dup_json (const char *body, const char *list, guint index, const char *member)
{
  g_autoptr (JsonNode) root = json_from_string (body, NULL);
  JsonArray *turns = silu_json_get_array (silu_json_root (root), list);
  JsonObject *turn = turns != NULL ? silu_json_element_object (turns, index) : NULL;
  JsonNode *node = turn != NULL ? json_object_get_member (turn, member) : NULL;

  return node != NULL ? json_to_string (node, FALSE) : NULL;
}

G_END_DECLS
