/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one normal form that every dialect is decoded to (PROTOCOLS 2.16). */
#pragma once

#include "silu-error.h"
#include "silu-usage.h"

G_BEGIN_DECLS

/* How reasoning or text reached us; stored with each part, for byte-exact replay (PROTOCOLS 1.6).
 * The numbers are stored: never renumber, only append. */
typedef enum
{
  SILU_CHANNEL_NONE = 0,
  SILU_CHANNEL_CONTENT = 1,           /* delta.content */
  SILU_CHANNEL_REASONING_CONTENT = 2, /* delta.reasoning_content */
  SILU_CHANNEL_REASONING = 3,         /* delta.reasoning */
  SILU_CHANNEL_THINK_TAG = 4,         /* <think>…</think> inside the content */
  SILU_CHANNEL_THINKING = 5,          /* message.thinking: Ollama */
  SILU_CHANNEL_ANTHROPIC = 6,         /* content blocks */
  SILU_CHANNEL_RESPONSES = 7,         /* output items, reasoning summaries */
  SILU_CHANNEL_GEMINI = 8,            /* parts, thought: true */
  SILU_CHANNEL_DETAILS = 9,           /* delta.reasoning_details[] */
} SiluChannel;

/* "none", "content", …: stable words for files. Unknown ones give SILU_CHANNEL_NONE. */
const char *silu_channel_to_string (SiluChannel channel);
SiluChannel silu_channel_from_string (const char *string);

typedef enum
{
  SILU_DELTA_REASONING, /* text, length, channel */
  SILU_DELTA_TEXT,      /* text, length, channel */
  /* A </think> came with no opening tag before it: all the text delivered so far in this answer
   * was reasoning (channel SILU_CHANNEL_THINK_TAG). Comes at most once an answer. */
  SILU_DELTA_RECLASSIFY,
  /* The model thinks from now on; the server may never show the text (PROTOCOLS 2.13, 2.14). */
  SILU_DELTA_THINKING,
  /* text, length, channel: one JSON value that must go back with this turn as it came: signatures,
   * encrypted items (PROTOCOLS 2.7, 2.13 to 2.15). It stands behind the reasoning or text it
   * belongs to. */
  SILU_DELTA_REPLAY,
  SILU_DELTA_TOOL,  /* tool: one fragment of a tool call */
  SILU_DELTA_USAGE, /* usage: replaces an earlier one */
  SILU_DELTA_ID,    /* text, length: the server's name for this answer, at most once; only where the
                       profile has a control_path */
  SILU_DELTA_FINISH, /* finish, finish_reason */
  SILU_DELTA_ERROR,  /* code, detail: an error inside the stream; nothing follows it */
} SiluDeltaKind;

typedef enum
{
  SILU_FINISH_NONE,
  SILU_FINISH_STOP,
  SILU_FINISH_LENGTH, /* the token limit was reached; "Continue" makes sense */
  SILU_FINISH_TOOL_CALLS,
  SILU_FINISH_FILTER,    /* content_filter, sensitive, refusal */
  SILU_FINISH_RESOURCES, /* insufficient_system_resource: cut off by the server */
  SILU_FINISH_UNKNOWN,   /* anything else; finish_reason has the word */
} SiluFinish;

/* "none", "stop", …, in the same way. */
const char *silu_finish_to_string (SiluFinish finish);
SiluFinish silu_finish_from_string (const char *string);

typedef struct
{
  int index;
  const char *id;        /* first fragment only, else NULL */
  const char *name;      /* first fragment only, else NULL */
  const char *arguments; /* fragment of JSON text, may be "" */
} SiluToolDelta;

/* All strings belong to the emitter and are valid during the callback only. @text is whole,
 * valid UTF-8 characters, NUL-terminated, never empty. */
typedef struct
{
  SiluDeltaKind kind;
  SiluChannel channel;
  const char *text;
  gsize length;
  SiluToolDelta tool;
  SiluUsage usage;
  SiluFinish finish;
  const char *finish_reason; /* the server's word */
  SiluErrorCode code;
  const char *detail; /* the server's words, may be NULL */
} SiluDelta;

typedef void (*SiluDeltaFunc) (const SiluDelta *delta, gpointer user_data);

G_END_DECLS
