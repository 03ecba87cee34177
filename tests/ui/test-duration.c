/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Durations for people. */
#include "silu-duration.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
test_format (void)
{
  static const struct
  {
    gint64 microseconds;
    const char *text;
  } cases[] = {
    { -5, "0.0 s" },
    { 0, "0.0 s" },
    { SECOND * 2 / 5, "0.4 s" },
    { SECOND * 94 / 100, "0.9 s" },
    { SECOND * 96 / 100, "1 s" },
    { SECOND * 14 + SECOND / 3, "14 s" },
    { SECOND * 13 + SECOND * 2 / 3, "14 s" },
    { SECOND * 59 + SECOND * 2 / 3, "1 min 0 s" },
    { SECOND * 125, "2 min 5 s" },
    { SECOND * 3599, "59 min 59 s" },
    { SECOND * 3600, "1 h 0 min" },
    { SECOND * (3600 + 3 * 60 + 29), "1 h 3 min" },
    { SECOND * (3600 + 59 * 60 + 30), "2 h 0 min" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = silu_duration_format (cases[i].microseconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duration/format", test_format);

  return g_test_run ();
}
