/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Message and turn → a sentence and the ways on. Each kind of fault has its own: what helps against
 * a wrong key does not help against a full context. */
#include "silu-answer-status.h"

#include "silu-duration.h"
#include <glib/gi18n-lib.h>

/* Waiting that is not worth a number. */
#define PATIENCE (5 * G_USEC_PER_SEC)

/* Without progress for so long, the reader is told (PROTOCOLS 1.7). */
#define MINUTE (60 * G_USEC_PER_SEC)
#define SILENCE MINUTE

static void
offer (SiluAnswerStatus *self, const char *label, const char *action, gboolean on_message)
{
  for (gsize i = 0; i < SILU_N_WAYS_ON; i++)
    if (self->ways[i].label == NULL)
      {
        self->ways[i] = (SiluWayOn){ label, action, on_message };
        return;
      }
}

static void
offer_resume (SiluAnswerStatus *self)
{
  offer (self, _ ("Continue"), "chat.resume", TRUE);
}

static void
offer_again (SiluAnswerStatus *self)
{
  offer (self, _ ("Try Again"), "chat.regenerate", TRUE);
}

static char *
format_seconds (gint64 duration)
{
  return silu_duration_format (duration - duration % G_USEC_PER_SEC);
}

/* --- while it is waited for --- */

static char *
describe_paused (SiluTurn *turn, gint64 now)
{
  gint64 left = MAX (silu_turn_get_retry_time (turn) - now, 0);
  g_autofree char *time = silu_duration_format (left + G_USEC_PER_SEC - left % G_USEC_PER_SEC);

  /* Translators: the first %s is a sentence that says what went wrong, the second a duration. */
  return g_strdup_printf (_ ("%s Trying again in %s."), silu_turn_get_retry_error (turn)->message,
                          time);
}

/* No delta for a while: are there bytes at all? */
static char *
describe_silence (SiluTurn *turn, gint64 now)
{
  int minutes = (int) ((now - silu_turn_get_last_progress (turn)) / MINUTE);

  if (now - silu_turn_get_last_byte (turn) < SILENCE)
    /* Translators: the server sends signs of life, but nothing of the answer. */
    return g_strdup_printf (_ ("Waiting %d min, the server is alive"), minutes);

  return g_strdup_printf (_ ("Nothing has come for %d min"), minutes);
}

static char *
describe_waiting (SiluMessage *message, SiluTurn *turn, gint64 now)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 duration = g_get_real_time () - times->start;
  g_autofree char *time = format_seconds (MAX (duration, 0));

  if (turn != NULL && silu_turn_get_state (turn) == SILU_TURN_LOADING)
    /* Translators: %s is a duration such as "12 s". */
    return g_strdup_printf (_ ("The server is loading the model… %s"), time);
  if (turn != NULL && silu_turn_get_last_progress (turn) != 0 &&
      now - silu_turn_get_last_progress (turn) >= SILENCE)
    return describe_silence (turn, now);
  if (duration < PATIENCE)
    return g_strdup (_ ("Waiting for the answer…"));
  if (times->first_byte != 0)
    /* Translators: %s is a duration; the server answers, the model has said nothing yet. */
    return g_strdup_printf (_ ("The server is there, the model has not begun yet… %s"), time);

  /* Translators: %s is a duration such as "12 s". */
  return g_strdup_printf (_ ("Waiting for the answer… %s"), time);
}

static gboolean
is_silent (SiluTurn *turn, gint64 now)
{
  return turn != NULL && silu_turn_get_last_progress (turn) != 0 &&
         now - silu_turn_get_last_progress (turn) >= SILENCE;
}

static void
read_streaming (SiluAnswerStatus *self, SiluMessage *message, SiluTurn *turn, gint64 now)
{
  if (turn != NULL && silu_turn_get_state (turn) == SILU_TURN_PAUSED)
    {
      self->sentence = describe_paused (turn, now);
      self->detail = g_strdup (silu_error_get_detail (silu_turn_get_retry_error (turn)));
      offer (self, _ ("Try Now"), "chat.retry-now", TRUE);
      offer (self, _ ("Cancel"), "chat.stop-answer", TRUE);
      return;
    }

  self->waiting = turn == NULL || silu_turn_get_state (turn) < SILU_TURN_THINKING;
  if (self->waiting && turn == NULL)
    self->waiting = silu_message_get_n_parts (message) == 0;
  if (self->waiting)
    self->sentence = describe_waiting (message, turn, now);
  else if (is_silent (turn, now))
    self->sentence = describe_silence (turn, now);
}

/* --- when it is over --- */

static void
offer_for_empty (SiluAnswerStatus *self, SiluMessage *message)
{
  if (silu_message_has_text (message, SILU_PART_REASONING))
    offer (self, _ ("Answer Now"), "chat.answer-now", TRUE);
  offer_again (self);
}

static void
offer_for_error (SiluAnswerStatus *self, SiluMessage *message, const GError *error)
{
  switch ((SiluErrorCode) error->code)
    {
    case SILU_ERROR_AUTH:
    case SILU_ERROR_BALANCE:
    case SILU_ERROR_TLS:
    case SILU_ERROR_PROXY:
      offer (self, _ ("Preferences"), "win.show-preferences", FALSE);
      offer_again (self);
      break;

    case SILU_ERROR_CONTEXT_LENGTH:
      offer (self, _ ("Leave Out Old Turns"), "chat.shorten", TRUE);
      offer (self, _ ("Edit Question"), "chat.edit-question", TRUE);
      break;

    case SILU_ERROR_REFUSED:
      offer (self, _ ("Edit Question"), "chat.edit-question", TRUE);
      offer_again (self);
      break;

    case SILU_ERROR_EMPTY:
      offer_for_empty (self, message);
      break;

    default:
      offer_again (self);
    }
}

static void
read_failed (SiluAnswerStatus *self, SiluMessage *message)
{
  const GError *error = silu_message_get_error (message);

  self->sentence = g_strdup (error != NULL ? error->message : _ ("The answer failed."));
  if (silu_message_has_text (message, SILU_PART_TEXT))
    offer_resume (self);
  if (error != NULL && error->domain == SILU_ERROR)
    offer_for_error (self, message, error);
  else
    offer_again (self);
}

/* Stopped or cut: from text one goes on, from thoughts one comes to the answer. */
static void
offer_after_cut (SiluAnswerStatus *self, SiluMessage *message)
{
  if (silu_message_has_text (message, SILU_PART_TEXT))
    offer_resume (self);
  else
    offer_for_empty (self, message);
}

static void
read_complete (SiluAnswerStatus *self, SiluMessage *message)
{
  if (silu_message_get_finish (message) == SILU_FINISH_LENGTH)
    {
      self->sentence = g_strdup (_ ("The answer reached the limit of its length."));
      offer_resume (self);
    }
  else if (silu_message_get_n_parts (message) > 0 &&
           !silu_message_has_text (message, SILU_PART_TEXT) &&
           !silu_message_has_text (message, SILU_PART_TOOL_CALL))
    {
      self->sentence = g_strdup (_ ("The model thought, but gave no answer."));
      offer_for_empty (self, message);
    }
}

void
silu_answer_status_read (SiluAnswerStatus *self, SiluMessage *message, SiluTurn *turn, gint64 now)
{
  const GError *error = silu_message_get_error (message);

  *self = (SiluAnswerStatus){ 0 };

  switch (silu_message_get_state (message))
    {
    case SILU_MESSAGE_STREAMING:
      read_streaming (self, message, turn, now);
      return;

    case SILU_MESSAGE_STOPPED:
      self->sentence = g_strdup (_ ("Stopped."));
      offer_after_cut (self, message);
      break;

    case SILU_MESSAGE_INTERRUPTED:
      self->sentence =
          g_strdup (error != NULL ? error->message
                                  : _ ("The answer was interrupted. What had come is kept."));
      offer_after_cut (self, message);
      break;

    case SILU_MESSAGE_FAILED:
      read_failed (self, message);
      break;

    case SILU_MESSAGE_COMPLETE:
    default:
      read_complete (self, message);
      break;
    }

  self->detail = g_strdup (silu_error_get_detail (error));
}

void
silu_answer_status_clear (SiluAnswerStatus *self)
{
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->detail, g_free);
}
