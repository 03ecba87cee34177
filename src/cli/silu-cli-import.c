/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import: the chats of other programs, file after file. The report goes to standard output, how far
 * it is to a terminal on standard error. */
#include "silu-cli-verbs.h"

#include "silu-cli-session.h"
#include "silu-import.h"
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

typedef struct
{
  gboolean json;
  char **files;
  guint n_done;
  SiluCliSession *session;
  GCancellable *cancellable;
  guint interrupt; /* source of the signal */
  JsonBuilder *builder;
  SiluCliExit status;
} Import;

static void start_next (Import *self);

static void
progress_cb (double fraction, guint n_conversations, gpointer user_data)
{
  if (silu_cli_is_terminal (stderr))
    fprintf (stderr, "\r%3.0f %%  %u\033[K", fraction * 100, n_conversations);
}

static void
clear_progress (void)
{
  if (silu_cli_is_terminal (stderr))
    fprintf (stderr, "\r\033[K");
}

static void
add_count (JsonBuilder *builder, const char *name, guint count)
{
  silu_cli_json_count (builder, name, count);
}

static void
add_json (JsonBuilder *builder, const char *file, const SiluImportReport *report)
{
  json_builder_begin_object (builder);
  silu_cli_json_string (builder, "file", file);
  silu_cli_json_string (builder, "format", report->format);
  add_count (builder, "added", report->n_added);
  add_count (builder, "merged", report->n_merged);
  add_count (builder, "present", report->n_present);
  add_count (builder, "messages", report->n_messages);
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->skips->len; i++)
    {
      const SiluImportSkip *skip = g_ptr_array_index (report->skips, i);

      json_builder_begin_object (builder);
      silu_cli_json_string (builder, "title", skip->title);
      silu_cli_json_string (builder, "reason", skip->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  silu_cli_json_string (builder, "error", report->error != NULL ? report->error->message : NULL);
  json_builder_end_object (builder);
}

static void
print_report (const char *file, const SiluImportReport *report)
{
  g_autofree char *name = silu_cli_clean_line (file);
  g_autofree char *text = silu_import_report_to_text (report);

  silu_cli_print ("%s%s%s: %s\n", name, report->format != NULL ? ", " : "",
                  report->format != NULL ? report->format : "", text);
  for (guint i = 0; i < report->skips->len; i++)
    {
      const SiluImportSkip *skip = g_ptr_array_index (report->skips, i);
      g_autofree char *title = silu_cli_clean_line (skip->title != NULL ? skip->title : "");

      silu_cli_print ("  %s%s%s\n", *title != '\0' ? title : _ ("Untitled"), ": ", skip->reason);
    }
}

static void
finish (Import *self)
{
  if (self->json)
    {
      json_builder_end_array (self->builder);
      silu_cli_print_json (self->builder, TRUE);
    }

  silu_cli_session_finish (self->session, self->status);
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Import *self = user_data;
  g_autoptr (SiluImportReport) report = silu_import_run_finish (result);
  const char *file = self->files[self->n_done++];
  gboolean is_stopped = g_error_matches (report->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  clear_progress ();
  if (self->json)
    add_json (self->builder, file, report);
  else if (report->error == NULL || report->n_added + report->n_merged + report->n_present > 0)
    print_report (file, report);

  if (is_stopped)
    self->status = SILU_CLI_STOPPED;
  else if (report->error != NULL)
    {
      g_autofree char *name = silu_cli_clean_line (file);
      g_autofree char *sentence = g_strdup_printf ("%s: %s", name, report->error->message);
      SiluCliExit status = silu_cli_exit_from_error (report->error);

      silu_cli_complain (sentence, silu_error_get_detail (report->error));
      self->status = status;
    }

  if (is_stopped || self->files[self->n_done] == NULL)
    finish (self);
  else
    start_next (self);
}

static void
start_next (Import *self)
{
  silu_import_run_async (silu_engine_get_store (silu_cli_session_get_engine (self->session)),
                         self->files[self->n_done], self->cancellable, progress_cb, NULL,
                         imported_cb, self);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  Import *self = user_data;

  g_cancellable_cancel (self->cancellable);
  self->interrupt = 0;

  return G_SOURCE_REMOVE;
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Import *self = data;

  self->session = session;
  self->interrupt = g_unix_signal_add (SIGINT, interrupted_cb, self);
  start_next (self);
}

SiluCliExit
silu_cli_import (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "import",
    .usage = "FILE…",
    .summary = N_ ("Imports the chats of DeepSeek, ChatGPT, Claude, Open WebUI, Chatbox, Cherry "
                   "Studio, Alpaca and Silu: exported files or ZIPs of them, or Alpaca's "
                   "alpaca.db. What is there already is not imported again."),
    .n_min = 1,
    .n_max = -1,
  };
  Import self = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self.json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;

  self.files = rest;
  self.cancellable = cancellable;
  self.builder = builder;
  json_builder_begin_array (builder);
  status = silu_cli_session_run_default (begin, &self);
  g_clear_handle_id (&self.interrupt, g_source_remove);

  return status;
}
