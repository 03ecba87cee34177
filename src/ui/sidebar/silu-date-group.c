/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups are numbers, so that rows compare them without making strings. */
#include "silu-date-group.h"

#include <glib/gi18n-lib.h>

static guint
get_day (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));

  return g_date_get_julian (&date);
}

guint
silu_date_group (gint64 time, GDateTime *now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = NULL;
  guint today, day;

  if (utc == NULL)
    return SILU_DATE_GROUP_TODAY;

  local = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));
  today = get_day (now);
  day = get_day (local);

  /* A clock that was wrong once: what lies in the future is new. */
  if (day >= today)
    return SILU_DATE_GROUP_TODAY;
  if (day == today - 1)
    return SILU_DATE_GROUP_YESTERDAY;
  if (day >= today - 7)
    return SILU_DATE_GROUP_WEEK;
  if (day >= today - 30)
    return SILU_DATE_GROUP_MONTH;

  return SILU_DATE_GROUP_FIRST_MONTH +
         (guint) (g_date_time_get_year (local) * 12 + g_date_time_get_month (local) - 1);
}

char *
silu_date_group_dup_name (guint group)
{
  g_autoptr (GDateTime) month = NULL;
  guint months;

  switch (group)
    {
    case SILU_DATE_GROUP_PINNED:
      return g_strdup (_ ("Pinned"));
    case SILU_DATE_GROUP_FOLDERS:
      return g_strdup (_ ("Folders"));
    case SILU_DATE_GROUP_TODAY:
      return g_strdup (_ ("Today"));
    case SILU_DATE_GROUP_YESTERDAY:
      return g_strdup (_ ("Yesterday"));
    case SILU_DATE_GROUP_WEEK:
      return g_strdup (_ ("Previous 7 days"));
    case SILU_DATE_GROUP_MONTH:
      return g_strdup (_ ("Previous 30 days"));
    default:
      months = group - SILU_DATE_GROUP_FIRST_MONTH;
      month = g_date_time_new_utc ((int) (months / 12), (int) (months % 12) + 1, 1, 0, 0, 0);
      /* Translators: a heading over older chats, as in "March 2026": month and year. */
      return g_date_time_format (month, _ ("%OB %Y"));
    }
}
