/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Once something of an answer has come, whatever ends it early has interrupted it: what is there is
 * worth keeping, and worth going on with. */
#include "silu-ending.h"

#include "silu-answer.h"
#include "silu-fault.h"
#include <glib/gi18n-lib.h>

static GError *
interrupted (SoupMessage *message, const char *host, const char *cause)
{
  g_autofree char *detail = silu_answer_dup_detail (message, cause);

  return silu_fault_new (SILU_ERROR_INTERRUPTED, host, detail, -1);
}

/* The server said so itself; or it sent what is no part of an answer, which cuts one off. */
static GError *
failed (SoupMessage *message, const char *host, gboolean got_delta, const GError *failure)
{
  const char *words = silu_error_get_detail (failure);
  g_autofree char *detail = NULL;

  if (got_delta && failure->code == SILU_ERROR_PROTOCOL)
    return interrupted (message, host, words);

  detail = silu_answer_dup_detail (message, words);

  return silu_fault_new ((SiluErrorCode) failure->code, host, detail, -1);
}

/* The body ended well before the answer did. */
static GError *
cut_off (SoupMessage *message, const char *host, gboolean got_delta)
{
  g_autofree char *detail = NULL;
  g_autofree char *text = NULL;

  if (got_delta)
    return interrupted (message, host, NULL);

  detail = silu_answer_dup_detail (message, NULL);
  /* Translators: %s is the name of a host, like "api.deepseek.com". */
  text = g_strdup_printf (_ ("%s ended before there was an answer. Try again."), host);

  return silu_error_new (SILU_ERROR_PROTOCOL, text, detail, -1);
}

GError *
silu_ending_judge (SoupMessage *message, gboolean got_delta, const GError *failure, GError *cause)
{
  g_autofree char *host = silu_answer_dup_host (soup_message_get_uri (message));
  g_autoptr (GError) error = cause;

  if (failure != NULL)
    return failed (message, host, got_delta, failure);
  if (error == NULL)
    return cut_off (message, host, got_delta);
  if (got_delta)
    return interrupted (message, host, silu_error_get_detail (error) ?: error->message);

  return g_steal_pointer (&error);
}
