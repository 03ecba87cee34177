/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of channels and finishes: each back to where it came from, and no two alike. */
#include "silu-delta.h"

static void
test_channels (void)
{
  for (int i = SILU_CHANNEL_NONE; i <= SILU_CHANNEL_DETAILS; i++)
    g_assert_cmpint (silu_channel_from_string (silu_channel_to_string ((SiluChannel) i)), ==, i);

  g_assert_cmpstr (silu_channel_to_string (SILU_CHANNEL_THINK_TAG), ==, "think_tag");
  g_assert_cmpstr (silu_channel_to_string ((SiluChannel) 99), ==, "none");
  g_assert_cmpint (silu_channel_from_string ("telepathy"), ==, SILU_CHANNEL_NONE);
  g_assert_cmpint (silu_channel_from_string (NULL), ==, SILU_CHANNEL_NONE);
}

static void
test_finishes (void)
{
  for (int i = SILU_FINISH_NONE; i <= SILU_FINISH_UNKNOWN; i++)
    g_assert_cmpint (silu_finish_from_string (silu_finish_to_string ((SiluFinish) i)), ==, i);

  g_assert_cmpstr (silu_finish_to_string (SILU_FINISH_TOOL_CALLS), ==, "tool_calls");
  g_assert_cmpint (silu_finish_from_string (NULL), ==, SILU_FINISH_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delta/channels", test_channels);
  g_test_add_func ("/delta/finishes", test_finishes);

  return g_test_run ();
}
