/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Under which heading of the sidebar a conversation stands. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum
{
  SILU_DATE_GROUP_PINNED,
  SILU_DATE_GROUP_FOLDERS,
  SILU_DATE_GROUP_TODAY,
  SILU_DATE_GROUP_YESTERDAY,
  SILU_DATE_GROUP_WEEK,
  SILU_DATE_GROUP_MONTH,
  SILU_DATE_GROUP_FIRST_MONTH /* plus year × 12 + month */
};

/* The group of a time, in microseconds since the epoch. Days are those of @now's time zone. */
guint silu_date_group (gint64 time, GDateTime *now);

/* "Pinned", "Today", … or a month; transfer full. */
char *silu_date_group_dup_name (guint group);

G_END_DECLS
