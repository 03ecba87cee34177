/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream that ended as it should may still have brought no answer: filtered, broken off by the
 * server, or thinking only. */
#include "silu-verdict.h"

#include "silu-fault.h"
#include <glib/gi18n-lib.h>

static GError *
judge_silence (SiluMessage *message)
{
  gboolean thought = silu_message_has_text (message, SILU_PART_REASONING) ||
                     silu_message_get_usage (message)->reasoning > 0;

  if (silu_message_get_finish (message) == SILU_FINISH_LENGTH)
    return silu_error_new (SILU_ERROR_EMPTY,
                           _ ("The limit of tokens was reached before there was an answer."), NULL,
                           -1);
  if (thought)
    return silu_error_new (SILU_ERROR_EMPTY, _ ("The model thought, but gave no answer."), NULL,
                           -1);

  return silu_error_new (SILU_ERROR_EMPTY, _ ("The model ended without an answer. Try again."),
                         NULL, -1);
}

GError *
silu_verdict_judge (SiluMessage *message)
{
  switch (silu_message_get_finish (message))
    {
    case SILU_FINISH_FILTER:
      return silu_fault_new (SILU_ERROR_REFUSED, NULL, NULL, -1);

    case SILU_FINISH_RESOURCES:
      return silu_error_new (SILU_ERROR_INTERRUPTED,
                             _ ("The server was overloaded and broke the answer off."),
                             "insufficient_system_resource", -1);

    default:
      if (silu_message_has_text (message, SILU_PART_TEXT) ||
          silu_message_has_text (message, SILU_PART_TOOL_CALL))
        return NULL;
      return judge_silence (message);
    }
}
