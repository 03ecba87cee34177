/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups are numbers, so that rows compare them without making strings. */
#include "silu-date-group.h"

#include <glib/gi18n-lib.h>

enum
{
  PINNED,
  TODAY,
  YESTERDAY,
  WEEK,
  MONTH,
  FIRST_MONTH /* plus year × 12 + month */
};

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
silu_date_group (SiluConversation *conversation, GDateTime *now)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  guint today, day;

  if (silu_conversation_get_pinned (conversation))
    return PINNED;

  utc =
      g_date_time_new_from_unix_utc (silu_conversation_get_updated (conversation) / G_USEC_PER_SEC);
  if (utc == NULL)
    return TODAY;

  time = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));
  today = get_day (now);
  day = get_day (time);

  /* A clock that was wrong once: what lies in the future is new. */
  if (day >= today)
    return TODAY;
  if (day == today - 1)
    return YESTERDAY;
  if (day >= today - 7)
    return WEEK;
  if (day >= today - 30)
    return MONTH;

  return FIRST_MONTH +
         (guint) (g_date_time_get_year (time) * 12 + g_date_time_get_month (time) - 1);
}

char *
silu_date_group_dup_name (guint group)
{
  g_autoptr (GDateTime) month = NULL;
  guint months;

  switch (group)
    {
    case PINNED:
      return g_strdup (_ ("Pinned"));
    case TODAY:
      return g_strdup (_ ("Today"));
    case YESTERDAY:
      return g_strdup (_ ("Yesterday"));
    case WEEK:
      return g_strdup (_ ("Previous 7 days"));
    case MONTH:
      return g_strdup (_ ("Previous 30 days"));
    default:
      months = group - FIRST_MONTH;
      month = g_date_time_new_utc ((int) (months / 12), (int) (months % 12) + 1, 1, 0, 0, 0);
      /* Translators: a heading over older chats, as in "March 2026": month and year. */
      return g_date_time_format (month, _ ("%OB %Y"));
    }
}
