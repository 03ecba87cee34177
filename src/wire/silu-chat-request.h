/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a model, before a dialect writes it down. */
#pragma once

#include "silu-delta.h"
#include "silu-profile.h"

G_BEGIN_DECLS

/* The numbers of this enum are stored: never renumber, only append. */
typedef enum
{
  SILU_ROLE_SYSTEM = 0,
  SILU_ROLE_USER = 1,
  SILU_ROLE_ASSISTANT = 2,
  SILU_ROLE_TOOL = 3,
} SiluRole;

/* A piece of an assistant's old turn, in the order in which it came. */
typedef enum
{
  SILU_PIECE_REASONING,
  SILU_PIECE_TEXT,
  SILU_PIECE_REPLAY, /* JSON that goes back as it came; see SILU_DELTA_REPLAY */
  SILU_PIECE_TOOL_CALL,
} SiluPieceKind;

typedef struct
{
  SiluPieceKind kind;
  SiluChannel channel;
  char *text; /* of a tool call: its arguments */
  char *id;   /* tool calls only */
  char *name; /* tool calls only */
} SiluChatPiece;

typedef struct
{
  SiluRole role;
  char *content; /* never NULL: an assistant's null bricks later requests (PROTOCOLS 1.4) */

  /* What goes back of the reasoning, verbatim: the policy is applied already. NULL: nothing; "" is
   * sent as "". */
  char *reasoning;
  SiluChannel reasoning_channel;

  char *tool_call_id; /* SILU_ROLE_TOOL only: which call @content answers */

  /* An assistant's turn: all of it that may go back, for dialects that send blocks. Text pieces add
   * up to @content, reasoning pieces to @reasoning. Of SiluChatPiece, may be empty. */
  GPtrArray *pieces;
} SiluChatMessage;

typedef struct
{
  char *model;
  SiluProfile *profile;
  GPtrArray *messages; /* of SiluChatMessage, oldest first; the system prompt is the first */
  SiluThinkLevel think;
  SiluSampling sampling;

  /* The last message is the beginning of the answer: the model goes on with it, where the profile
   * can_prefix. */
  gboolean is_prefix;
} SiluChatRequest;

/* @profile NULL: silu_profile_new (). */
SiluChatRequest *silu_chat_request_new (const char *model, SiluProfile *profile);
void silu_chat_request_free (SiluChatRequest *self);

/* Borrowed; for more than a role and a text. */
SiluChatMessage *silu_chat_request_add (SiluChatRequest *self, SiluRole role, const char *content);
void silu_chat_message_add_piece (SiluChatMessage *self,
                                  SiluPieceKind kind,
                                  SiluChannel channel,
                                  const char *text);
void silu_chat_message_add_tool_call (SiluChatMessage *self,
                                      const char *id,
                                      const char *name,
                                      const char *arguments);

/* --- what dialects share when they write --- */

/* The system prompt, which is the first message; NULL if there is none. */
const SiluChatMessage *silu_chat_request_get_system (const SiluChatRequest *self);

/* The level that will be sent: one that the profile offers, or SILU_THINK_AUTO. */
SiluThinkLevel silu_chat_request_get_level (const SiluChatRequest *self);

/* TRUE, and the value, if it is set and the profile has use for it. */
gboolean silu_chat_request_get_param (const SiluChatRequest *self, SiluParam param, double *value);

/* Puts what the profile says (level, body, prefix) into @body. After everything else: paths of the
 * data file may replace what the dialect wrote. */
void silu_chat_request_apply_profile (const SiluChatRequest *self, JsonObject *body);

/* Puts a copy of @value at the dotted @path, making objects on the way; null removes what is
 * there. */
void silu_body_assign (JsonObject *body, const char *path, JsonNode *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluChatRequest, silu_chat_request_free)

G_END_DECLS
