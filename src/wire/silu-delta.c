/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the enums of deltas. Files hold them: never change one, only append. */
#include "silu-delta.h"

static const char *const channel_words[] = {
  "none",     "content",   "reasoning_content", "reasoning", "think_tag",
  "thinking", "anthropic", "responses",         "gemini",    "details",
};

static const char *const finish_words[] = {
  "none", "stop", "length", "tool_calls", "filter", "resources", "unknown",
};

G_STATIC_ASSERT (G_N_ELEMENTS (channel_words) == SILU_CHANNEL_DETAILS + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (finish_words) == SILU_FINISH_UNKNOWN + 1);

const char *
silu_channel_to_string (SiluChannel channel)
{
  return channel_words[(gsize) channel < G_N_ELEMENTS (channel_words) ? channel : 0];
}

SiluChannel
silu_channel_from_string (const char *string)
{
  for (gsize i = 0; i < G_N_ELEMENTS (channel_words); i++)
    if (g_strcmp0 (channel_words[i], string) == 0)
      return (SiluChannel) i;

  return SILU_CHANNEL_NONE;
}

const char *
silu_finish_to_string (SiluFinish finish)
{
  return finish_words[(gsize) finish < G_N_ELEMENTS (finish_words) ? finish : 0];
}

SiluFinish
silu_finish_from_string (const char *string)
{
  for (gsize i = 0; i < G_N_ELEMENTS (finish_words); i++)
    if (g_strcmp0 (finish_words[i], string) == 0)
      return (SiluFinish) i;

  return SILU_FINISH_NONE;
}
