/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A turn's message → the terminal, a pipe, or JSON events. Nothing is held back: what has come has
 * been printed and flushed, also when the process is killed. */
#include "silu-cli-printer.h"

#include "silu-cli-words.h"
#include <glib/gi18n-lib.h>

struct _SiluCliPrinter
{
  SiluTurn *turn;
  SiluMessage *message;
  gboolean jsonl;

  gboolean broken;          /* nobody reads standard output any more */
  gboolean thinking;        /* standard error is in the middle of a thought */
  gboolean thought_at_line; /* … whose last character ended a line */
  gboolean answered;        /* something is on standard output */
  gboolean answer_at_line;
};

static void
stop_when_broken (SiluCliPrinter *self, gboolean written)
{
  if (written || self->broken)
    return;

  self->broken = TRUE;
  silu_turn_stop (self->turn);
}

static JsonBuilder *
begin_event (const char *type)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  silu_cli_json_string (builder, "type", type);

  return builder;
}

static void
end_event (SiluCliPrinter *self, JsonBuilder *builder)
{
  json_builder_end_object (builder);
  stop_when_broken (self, silu_cli_print_json (builder, FALSE));
}

static void
print_delta_event (SiluCliPrinter *self, SiluPartKind kind, const char *delta)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (kind != SILU_PART_REASONING && kind != SILU_PART_TEXT)
    return;

  builder = begin_event (silu_part_kind_to_string (kind));
  silu_cli_json_string (builder, "text", delta);
  end_event (self, builder);
}

static void
end_thought (SiluCliPrinter *self)
{
  if (!self->thinking)
    return;

  self->thinking = FALSE;
  fputs (silu_cli_dim_end (stderr), stderr);
  silu_cli_write (stderr, self->thought_at_line ? "" : "\n");
  if (silu_cli_is_terminal (stderr) && silu_cli_is_terminal (stdout))
    silu_cli_write (stderr, "\n");
}

/* On a terminal what follows begins on a line of its own; elsewhere bytes stay as they came. */
static void
end_answer_line (SiluCliPrinter *self)
{
  if (!self->answered || self->answer_at_line || !silu_cli_is_terminal (stdout))
    return;

  self->answer_at_line = TRUE;
  silu_cli_write (stdout, "\n");
}

static void
print_thought (SiluCliPrinter *self, const char *delta)
{
  if (!self->thinking)
    {
      end_answer_line (self);
      fputs (silu_cli_dim_begin (stderr), stderr);
    }

  self->thinking = TRUE;
  self->thought_at_line = g_str_has_suffix (delta, "\n");
  silu_cli_write (stderr, delta);
}

static void
print_text (SiluCliPrinter *self, const char *delta)
{
  end_thought (self);
  self->answered = TRUE;
  self->answer_at_line = g_str_has_suffix (delta, "\n");
  stop_when_broken (self, silu_cli_write (stdout, delta));
}

static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer user_data)
{
  SiluCliPrinter *self = user_data;
  SiluPartKind kind = silu_message_get_part (message, part)->kind;

  if (self->broken)
    return;

  if (self->jsonl)
    print_delta_event (self, kind, delta);
  else if (kind == SILU_PART_REASONING)
    print_thought (self, delta);
  else if (kind == SILU_PART_TEXT)
    print_text (self, delta);
}

static void
reclassified_cb (SiluMessage *message, gpointer user_data)
{
  SiluCliPrinter *self = user_data;

  if (self->broken)
    return;

  if (self->jsonl)
    {
      g_autoptr (JsonBuilder) builder = begin_event ("reclassify");

      end_event (self, builder);
      return;
    }

  end_answer_line (self);
  silu_cli_complain (_ ("What was printed so far was thinking; the answer begins here."), NULL);
}

static void
print_usage_event (SiluCliPrinter *self)
{
  const SiluUsage *usage = silu_message_get_usage (self->message);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!silu_usage_is_known (usage))
    return;

  builder = begin_event ("usage");
  silu_cli_json_usage (builder, usage);
  end_event (self, builder);
}

static void
print_finish_event (SiluCliPrinter *self)
{
  SiluFinish finish = silu_message_get_finish (self->message);
  const char *reason = silu_cli_finish_to_string (finish);
  g_autoptr (JsonBuilder) builder = NULL;

  if (silu_turn_get_state (self->turn) == SILU_TURN_STOPPED)
    reason = "stopped";
  else if (finish == SILU_FINISH_NONE && silu_message_get_error (self->message) != NULL)
    return;

  builder = begin_event ("finish");
  silu_cli_json_string (builder, "reason", reason);
  end_event (self, builder);
}

static void
print_error_event (SiluCliPrinter *self, const GError *error)
{
  g_autoptr (JsonBuilder) builder = begin_event ("error");

  silu_cli_json_error (builder, error);
  end_event (self, builder);
}

/* A fault that cuts an answer short leaves a part of it, whatever the fault was called. */
static SiluCliExit
exit_from_fault (SiluCliPrinter *self, const GError *error)
{
  SiluCliExit status = silu_cli_exit_from_error (error);
  gboolean grew = silu_message_get_n_parts (self->message) > 0;

  if (status == SILU_CLI_CONNECT && grew)
    return SILU_CLI_INTERRUPTED;
  if (status == SILU_CLI_INTERRUPTED && !grew)
    return SILU_CLI_SERVER;

  return status;
}

SiluCliPrinter *
silu_cli_printer_new (SiluTurn *turn, gboolean jsonl)
{
  SiluCliPrinter *self = g_new0 (SiluCliPrinter, 1);

  self->turn = g_object_ref (turn);
  self->message = g_object_ref (silu_turn_get_message (turn));
  self->jsonl = jsonl;
  g_signal_connect (self->message, "appended", G_CALLBACK (appended_cb), self);
  g_signal_connect (self->message, "reclassified", G_CALLBACK (reclassified_cb), self);

  return self;
}

void
silu_cli_printer_free (SiluCliPrinter *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->turn);
  g_free (self);
}

void
silu_cli_printer_tell_state (SiluCliPrinter *self)
{
  gint64 left = silu_turn_get_retry_time (self->turn) - g_get_monotonic_time ();
  g_autofree char *sentence = NULL;

  switch (silu_turn_get_state (self->turn))
    {
    case SILU_TURN_PAUSED:
      /* Translators: %.0f is a number of seconds. */
      sentence = g_strdup_printf (_ ("Trying again in %.0f s."),
                                  MAX ((double) left / G_USEC_PER_SEC, 0) + 0.5);
      silu_cli_complain (silu_turn_get_retry_error (self->turn)->message, NULL);
      silu_cli_complain (sentence, NULL);
      break;

    case SILU_TURN_LOADING:
      silu_cli_complain (_ ("The server is loading the model."), NULL);
      break;

    default:
      break;
    }
}

SiluCliExit
silu_cli_printer_end (SiluCliPrinter *self)
{
  const GError *error = silu_message_get_error (self->message);

  end_thought (self);
  if (self->broken)
    return silu_cli_reader_has_gone () ? SILU_CLI_STOPPED : silu_cli_complain_output ();
  end_answer_line (self);

  if (self->jsonl)
    {
      print_usage_event (self);
      print_finish_event (self);
      if (error != NULL)
        print_error_event (self, error);
    }

  if (silu_turn_get_state (self->turn) == SILU_TURN_STOPPED)
    {
      silu_cli_complain (_ ("Stopped."), NULL);
      return SILU_CLI_STOPPED;
    }

  if (error == NULL)
    return SILU_CLI_OK;

  silu_cli_complain_of (error);

  return exit_from_fault (self, error);
}
