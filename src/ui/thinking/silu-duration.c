/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units are abbreviated, so that no language needs plural forms here. */
#include "silu-duration.h"

#include <glib/gi18n-lib.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)

/* To the nearest. */
static gint64
divide (gint64 value, gint64 by)
{
  return (value + by / 2) / by;
}

char *
silu_duration_format (gint64 microseconds)
{
  gint64 tenths = divide (MAX (microseconds, 0), G_USEC_PER_SEC / 10);
  gint64 seconds = divide (MAX (microseconds, 0), G_USEC_PER_SEC);
  gint64 minutes = divide (seconds, MINUTE);

  if (tenths < 10)
    /* Translators: a duration in seconds, below one. */
    return g_strdup_printf (_ ("%.1f s"), (double) tenths / 10);

  if (seconds < MINUTE)
    /* Translators: a duration in seconds. */
    return g_strdup_printf (_ ("%d s"), (int) seconds);

  if (seconds < HOUR)
    /* Translators: a duration in minutes and seconds. */
    return g_strdup_printf (_ ("%d min %d s"), (int) (seconds / MINUTE), (int) (seconds % MINUTE));

  /* Translators: a duration in hours and minutes. */
  return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / MINUTE), (int) (minutes % MINUTE));
}
