/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and numbers of a thought. Apart from the card, because none of it needs a window; times
 * come from the message alone, so that a card made in the middle of a thought shows the same. */
#include "silu-thought.h"

#include "silu-duration.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

static gboolean
is_last_part (SiluMessage *message, guint part)
{
  return part + 1 == silu_message_get_n_parts (message);
}

gboolean
silu_thought_is_live (SiluMessage *message, guint part)
{
  return silu_message_get_state (message) == SILU_MESSAGE_STREAMING && is_last_part (message, part);
}

/* Thinking ends where the answer begins, or with the message. A thought after some text already
 * (tools do that) has no times of its own: it goes on while it lives. */
static gint64
get_end (SiluMessage *message, guint part, gint64 now)
{
  const SiluTimes *times = silu_message_get_times (message);

  if (silu_thought_is_live (message, part))
    return now;

  return times->first_text >= times->first_reasoning && times->first_text != 0 ? times->first_text
                                                                               : times->end;
}

gint64
silu_thought_get_duration (SiluMessage *message, guint part, gint64 now)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 begin = times->first_reasoning;
  gint64 end = get_end (message, part, now);

  if (begin == 0 || end == 0)
    return -1;

  return MAX (end - begin, 0);
}

static char *
get_live_title (gint64 duration)
{
  g_autofree char *text = NULL;

  if (duration < G_USEC_PER_SEC)
    return g_strdup (_ ("Thinking…"));

  /* A clock shows the seconds that have passed. */
  text = silu_duration_format (duration - duration % G_USEC_PER_SEC);

  /* Translators: while the model thinks; %s is a duration such as "12 s". */
  return g_strdup_printf (_ ("Thinking… %s"), text);
}

/* How it ended, where the thinking did not lead to an answer; NULL if it did. */
static const char *
get_ending (SiluMessage *message, guint part)
{
  if (!is_last_part (message, part))
    return NULL;

  switch (silu_message_get_state (message))
    {
    case SILU_MESSAGE_STOPPED:
      /* Translators: as in "Thought for 9 s · stopped", by the user. */
      return _ ("stopped");
    case SILU_MESSAGE_INTERRUPTED:
    case SILU_MESSAGE_FAILED:
      /* Translators: as in "Thought for 9 s · interrupted", by a fault. */
      return _ ("interrupted");
    case SILU_MESSAGE_COMPLETE:
    case SILU_MESSAGE_STREAMING:
    default:
      return NULL;
    }
}

char *
silu_thought_get_title (SiluMessage *message, guint part, gint64 now)
{
  gint64 duration = silu_thought_get_duration (message, part, now);
  const char *ending = get_ending (message, part);
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  if (silu_thought_is_live (message, part))
    return get_live_title (duration);

  text = duration >= 0 ? silu_duration_format (duration) : NULL;
  if (text != NULL)
    /* Translators: %s is a duration such as "14 s". */
    title = g_strdup_printf (_ ("Thought for %s"), text);
  else
    /* Translators: the title of a thought of which the time is not known. */
    title = g_strdup (_ ("Thought"));

  if (ending == NULL)
    return g_steal_pointer (&title);

  return g_strdup_printf ("%s · %s", title, ending);
}

static guint
count_thoughts (SiluMessage *message)
{
  guint count = 0;

  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    if (silu_message_get_part (message, i)->kind == SILU_PART_REASONING)
      count++;

  return count;
}

char *
silu_thought_get_tokens (SiluMessage *message, guint part, gint64 units)
{
  gint64 known = silu_message_get_usage (message)->reasoning;
  gint64 guess = silu_tokens_from_units (units);

  /* The server counts all thoughts of an answer together. */
  if (known > 0 && count_thoughts (message) == 1)
    return silu_tokens_to_words (known, FALSE);

  return guess > 0 ? silu_tokens_to_words (guess, TRUE) : NULL;
}

/* Tokens as the server counted them, else as they are guessed. */
static gint64
count_tokens (SiluMessage *message, gint64 units)
{
  gint64 known = silu_message_get_usage (message)->reasoning;

  return known > 0 && count_thoughts (message) == 1 ? known : silu_tokens_from_units (units);
}

static void
add_number (GString *line, char *number)
{
  g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", number);
  g_free (number);
}

char *
silu_thought_get_numbers (SiluMessage *message, guint part, gint64 units, gint64 context)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 tokens = count_tokens (message, units);
  gint64 duration = silu_thought_get_duration (message, part, g_get_real_time ());
  GString *line = g_string_new (NULL);

  if (times->start != 0 && times->first_reasoning >= times->start)
    {
      g_autofree char *wait = silu_duration_format (times->first_reasoning - times->start);

      /* Translators: %s is a duration such as "0.8 s". */
      add_number (line, g_strdup_printf (_ ("First thought after %s"), wait));
    }
  if (tokens > 0 && duration >= G_USEC_PER_SEC / 10)
    /* Translators: speed, in tokens per second. */
    add_number (line, g_strdup_printf (_ ("%.0f tokens/s"),
                                       (double) tokens * G_USEC_PER_SEC / (double) duration));
  if (tokens > 0 && context > 0)
    /* Translators: how much of what the model can take at once the thought is. */
    add_number (line, g_strdup_printf (_ ("%.1f %% of the context"),
                                       100.0 * (double) tokens / (double) context));

  return g_string_free (line, FALSE);
}
