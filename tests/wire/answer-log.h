/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole answer as one line, to be compared: each delta by its letter, neighbours that only go on
 * joined. The same line must come out however the bytes are cut. */
#pragma once

#include "silu-stream.h"
#include "silu-test.h"
#include <string.h>

G_BEGIN_DECLS

typedef struct
{
  GString *line;
  SiluDeltaKind kind;
  SiluChannel channel;
  int tool;
} AnswerLog;

/* Whether @delta only goes on with the one before. */
static inline gboolean
answer_log_goes_on (const AnswerLog *self, const SiluDelta *delta)
{
  if (self->line->len == 0 || self->kind != delta->kind)
    return FALSE;
  if (delta->kind == SILU_DELTA_TOOL)
    return self->tool == delta->tool.index && delta->tool.id == NULL && delta->tool.name == NULL;

  return self->channel == delta->channel &&
         (delta->kind == SILU_DELTA_TEXT || delta->kind == SILU_DELTA_REASONING);
}

static inline void
answer_log_begin (AnswerLog *self, const SiluDelta *delta)
{
  static const char letters[] = "rtcTpouife";
  static const char *const finishes[] = { "none",   "stop",      "length", "tools",
                                          "filter", "resources", "unknown" };
  const SiluUsage *usage = &delta->usage;

  if (self->line->len > 0)
    g_string_append_c (self->line, '|');
  g_string_append_c (self->line, letters[delta->kind]);

  if (delta->kind == SILU_DELTA_TEXT || delta->kind == SILU_DELTA_REASONING ||
      delta->kind == SILU_DELTA_REPLAY)
    g_string_append_printf (self->line, "%d:", delta->channel);
  else if (delta->kind == SILU_DELTA_TOOL)
    g_string_append_printf (self->line, "%d %s %s ", delta->tool.index,
                            delta->tool.id != NULL ? delta->tool.id : "-",
                            delta->tool.name != NULL ? delta->tool.name : "-");
  else if (delta->kind == SILU_DELTA_USAGE)
    g_string_append_printf (self->line, ":%d/%d/%d/%d/%d", (int) usage->prompt,
                            (int) usage->completion, (int) usage->reasoning, (int) usage->cached,
                            (int) usage->load);
  else if (delta->kind == SILU_DELTA_FINISH)
    g_string_append_printf (self->line, ":%s:%s", finishes[delta->finish], delta->finish_reason);
  else if (delta->kind == SILU_DELTA_ERROR)
    g_string_append_printf (self->line, ":%s:%s", silu_error_code_to_string (delta->code),
                            delta->detail != NULL ? delta->detail : "-");
}

static inline void
answer_log_cb (const SiluDelta *delta, gpointer user_data)
{
  AnswerLog *self = user_data;

  if (!answer_log_goes_on (self, delta))
    answer_log_begin (self, delta);
  self->kind = delta->kind;
  self->channel = delta->channel;
  self->tool = delta->tool.index;

  if (delta->kind == SILU_DELTA_TOOL)
    g_string_append (self->line, delta->tool.arguments);
  if (delta->text == NULL)
    return;

  g_assert_cmpuint (delta->length, >, 0);
  g_assert_cmpuint (strlen (delta->text), ==, delta->length);
  g_assert_true (g_utf8_validate_len (delta->text, delta->length, NULL));
  g_string_append (self->line, delta->text);
}

/* Feeds @bytes up to @cut, then the rest in pieces of @piece bytes. */
static inline char *
answer_log_decode (const char *dialect,
                   SiluBody body,
                   GBytes *bytes,
                   gsize cut,
                   gsize piece,
                   SiluStreamEnd *end)
{
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  AnswerLog log = { .line = g_string_new (NULL) };
  g_autoptr (SiluStream) stream =
      silu_stream_new (silu_dialect_find (dialect), profile, body, answer_log_cb, &log);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  silu_stream_feed (stream, data, cut);
  for (gsize i = cut; i < length; i += piece)
    silu_stream_feed (stream, data + i, MIN (piece, length - i));
  *end = silu_stream_finish (stream);

  return g_string_free (log.line, FALSE);
}

/* Whole, in small pieces, and cut in two: everywhere in short streams, at 24 places in long ones.
 * Byte by byte is every cut at once. */
static inline void
answer_log_check (const char *dialect,
                  SiluBody body,
                  GBytes *bytes,
                  const char *expected,
                  SiluStreamEnd expected_end)
{
  const gsize pieces[] = { 1, 2, 3, 7, 64 };
  gsize length = g_bytes_get_size (bytes);
  gsize step = length < 512 ? 1 : length / 24;

  for (gsize cut = 0; cut <= length; cut += step)
    {
      SiluStreamEnd end;
      g_autofree char *line = answer_log_decode (dialect, body, bytes, cut, length, &end);

      g_assert_cmpstr (line, ==, expected);
      g_assert_cmpint (end, ==, expected_end);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      SiluStreamEnd end;
      g_autofree char *line = answer_log_decode (dialect, body, bytes, 0, pieces[i], &end);

      g_assert_cmpstr (line, ==, expected);
      g_assert_cmpint (end, ==, expected_end);
    }
}

/* A stream of tests/corpus: its first byte is for the fuzzer, and says by being odd that the rest
 * is one object. */
static inline void
answer_log_check_corpus (const char *dialect,
                         const char *name,
                         const char *expected,
                         SiluStreamEnd end)
{
  g_autofree char *path = g_strdup_printf ("tests/corpus/%s/%s", dialect, name);
  gsize length = 0;
  g_autofree char *seed = silu_test_read_file (path, &length);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_nonnull (seed);
  g_assert_cmpuint (length, >, 0);
  bytes = g_bytes_new (seed + 1, length - 1);
  answer_log_check (dialect, (*seed & 1) != 0 ? SILU_BODY_OBJECT : SILU_BODY_STREAM, bytes,
                    expected, end);
}

G_END_DECLS
