/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a model, before a dialect writes it down. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers of these enums are stored: never renumber, only append. */
typedef enum
{
  SILU_ROLE_SYSTEM = 0,
  SILU_ROLE_USER = 1,
  SILU_ROLE_ASSISTANT = 2,
  SILU_ROLE_TOOL = 3,
} SiluRole;

typedef enum
{
  SILU_THINK_AUTO = 0, /* say nothing: the server's own default */
  SILU_THINK_OFF = 1,
  SILU_THINK_LOW = 2,
  SILU_THINK_MEDIUM = 3,
  SILU_THINK_HIGH = 4,
  SILU_THINK_MAX = 5,
} SiluThinkLevel;

/* How an endpoint is told to think (PROTOCOLS 1.3, 2.0). */
typedef enum
{
  SILU_THINK_SWITCH_NONE,     /* it cannot be told */
  SILU_THINK_SWITCH_DEEPSEEK, /* thinking.type, and reasoning_effort unless off */
  SILU_THINK_SWITCH_EFFORT,   /* reasoning_effort alone, "none" for off */
  SILU_THINK_SWITCH_TEMPLATE, /* chat_template_kwargs.enable_thinking and .thinking,
                                 reasoning_effort */
} SiluThinkSwitch;

typedef struct
{
  SiluRole role;
  char *content; /* never NULL: an assistant's null bricks later requests (PROTOCOLS 1.4) */
} SiluChatMessage;

typedef struct
{
  char *model;
  GPtrArray *messages; /* of SiluChatMessage, oldest first; the system prompt is the first */
  SiluThinkLevel think;
  SiluThinkSwitch think_switch;
  gboolean stream_usage; /* ask for usage in the stream: stream_options.include_usage */
} SiluChatRequest;

SiluChatRequest *silu_chat_request_new (const char *model);
void silu_chat_request_free (SiluChatRequest *self);
void silu_chat_request_add (SiluChatRequest *self, SiluRole role, const char *content);

/* "auto", "off", "low", "medium", "high", "max". FALSE for any other word. */
const char *silu_think_level_to_string (SiluThinkLevel level);
gboolean silu_think_level_from_string (const char *string, SiluThinkLevel *level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluChatRequest, silu_chat_request_free)

G_END_DECLS
