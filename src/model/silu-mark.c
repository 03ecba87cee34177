/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks in bounded room, and as a word for a file. */
#include "silu-mark.h"

/* Milliseconds: no text takes a hundred years to come. */
#define MAX_SPAN G_GINT64_CONSTANT (3155760000000)

#define MILLISECOND 1000

GArray *
silu_marks_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SiluMark));
}

static SiluMark *
get_mark (GArray *marks, guint index)
{
  return &g_array_index (marks, SiluMark, index);
}

static void
thin_out (GArray *marks)
{
  guint n = 0;

  for (guint i = 0; i < marks->len; i += 2)
    *get_mark (marks, n++) = *get_mark (marks, i);
  g_array_set_size (marks, n);
}

void
silu_marks_add (GArray *marks, gint64 *interval, gsize offset, gint64 time)
{
  SiluMark mark = { offset, time };

  if (time <= 0)
    return;

  if (marks->len > 0)
    {
      const SiluMark *first = get_mark (marks, 0);
      const SiluMark *last = get_mark (marks, marks->len - 1);

      if (offset <= last->offset || time - last->time < *interval ||
          time - first->time > MAX_SPAN * MILLISECOND)
        return;
      mark.time -= (time - first->time) % MILLISECOND;
    }

  g_array_append_val (marks, mark);
  if (marks->len > SILU_MARKS_MAX)
    {
      thin_out (marks);
      *interval *= 2;
    }
}

char *
silu_marks_to_string (GArray *marks)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const SiluMark *mark = get_mark (marks, i);
      gint64 time = i == 0 ? mark->time : (mark->time - get_mark (marks, 0)->time) / MILLISECOND;

      g_string_append_printf (string, "%s%" G_GSIZE_FORMAT ":%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              mark->offset, time);
    }

  return g_string_free (string, FALSE);
}

/* Digits, and one character behind them or the end of the string. */
static gboolean
read_number (const char **at, char end, gint64 *number)
{
  char *behind = NULL;
  guint64 value;

  if (!g_ascii_isdigit (**at))
    return FALSE;

  value = g_ascii_strtoull (*at, &behind, 10);
  if (value > G_MAXINT64 || (*behind != end && (end == ':' || *behind != '\0')))
    return FALSE;

  *number = (gint64) value;
  *at = *behind != '\0' ? behind + 1 : behind;

  return TRUE;
}

GArray *
silu_marks_from_string (const char *string, gsize length)
{
  g_autoptr (GArray) marks = silu_marks_new ();
  const char *at = string != NULL ? string : "";
  gint64 offset = 0;
  gint64 time = 0;

  while (marks->len < SILU_MARKS_MAX && read_number (&at, ':', &offset) &&
         read_number (&at, ' ', &time))
    {
      SiluMark mark = { (gsize) offset, time };

      if (marks->len == 0 ? time == 0 || time > G_MAXINT64 / 2 : time > MAX_SPAN)
        break;
      if (marks->len > 0)
        {
          mark.time = get_mark (marks, 0)->time + time * MILLISECOND;
          if (mark.offset <= get_mark (marks, marks->len - 1)->offset ||
              mark.time <= get_mark (marks, marks->len - 1)->time)
            break;
        }
      if (mark.offset >= length)
        break;
      g_array_append_val (marks, mark);
    }

  return marks->len > 0 ? g_steal_pointer (&marks) : NULL;
}
