/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event-stream parser against the vectors of the Web Platform Tests and the rules of the
 * standard, whole, in small pieces and cut in two at every place. */
#include "silu-sse.h"
#include "silu-test.h"
#include <string.h>

static void
event_cb (const char *type, const char *data, gsize length, gpointer user_data)
{
  g_string_append_printf (user_data, "[%s]", type);
  g_assert_cmpuint (strlen (data), ==, length);
  g_string_append (user_data, data);
  g_string_append_c (user_data, '$');
}

/* Feeds @bytes up to @cut, then the rest in pieces. */
static char *
parse (const char *bytes, gsize length, gsize cut, gsize piece)
{
  GString *events = g_string_new (NULL);
  g_autoptr (SiluSse) sse = silu_sse_new (SILU_SSE_MAX_SIZE, event_cb, events);

  g_assert_true (silu_sse_feed (sse, bytes, cut));
  for (gsize i = cut; i < length; i += piece)
    g_assert_true (silu_sse_feed (sse, bytes + i, MIN (piece, length - i)));
  silu_sse_finish (sse);

  return g_string_free (events, FALSE);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  const char *events; /* [type]data$ each */
} Case;

#define BYTES(literal) literal, sizeof literal - 1

static const Case cases[] = {
  { "lf", BYTES ("data: a\n\n"), "[]a$" },
  { "crlf", BYTES ("data: a\r\n\r\ndata: b\r\n\r\n"), "[]a$[]b$" },
  { "cr", BYTES ("data: a\r\rdata: b\r\r"), "[]a$[]b$" },
  { "cr-then-lf", BYTES ("data: a\r\rdata: b\n\ndata: c\n\rdata: d\r\n\n"), "[]a$[]b$[]c$[]d$" },
  { "no-space", BYTES ("data:a\n\ndata:  b\n\n"), "[]a$[] b$" },
  { "multi-line", BYTES ("data: a\ndata\ndata: b\n\n"), "[]a\n\nb$" },
  { "empty", BYTES ("data\n\n\n\n"), "[]$" },
  { "bom",
    BYTES ("\xef\xbb\xbf"
           "data: a\n\n"),
    "[]a$" },
  { "second-bom",
    BYTES ("\xef\xbb\xbf\xef\xbb\xbf"
           "data: a\n\ndata: b\n\n"),
    "[]b$" },
  { "half-bom",
    BYTES ("\xef\xbb"
           "data: a\n\ndata: b\n\n"),
    "[]b$" },
  { "type", BYTES ("event: x\ndata: a\n\ndata: b\n\n"), "[x]a$[]b$" },
  { "type-alone", BYTES ("event: x\n\ndata: b\n\n"), "[]b$" },
  { "error", BYTES ("error: {}\n\n"), "[error]{}$" },
  { "separators",
    BYTES ("data: a\xe2\x80\xa8"
           "b\x0b"
           "c\n\n"),
    "[]a\xe2\x80\xa8"
    "b\x0b"
    "c$" },
  { "broken",
    BYTES ("data: a\xff"
           "b\n\n"),
    "[]a\xef\xbf\xbd"
    "b$" },
  { "end-done", BYTES ("data: [DONE]"), "[][DONE]$" },
  { "end-json", BYTES ("data: {\"a\":1}\n"), "[]{\"a\":1}$" },
  { "end-cut", BYTES ("data: {\"a\":\n"), "" },
  { "field-parsing",
    BYTES (
        "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n "
        "data:32\ndata:4\n\n"),
    "[]\xef\xbf\xbd\n 2\n1\n3\n\n4$" },
  { "newline-fest", BYTES ("data:test\r\ndata\ndata:test\r\n\r\n"), "[]test\n\ntest$" },
  { "comment-fest",
    BYTES ("data:1\r:\0\n:\r\ndata:2\n:xxxx\rdata:3\n:data:fail\r:xxxx\ndata:4\n\n"),
    "[]1\n2\n3\n4$" },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  for (gsize piece = 1; piece <= 3; piece++)
    {
      g_autofree char *events = parse (expected->bytes, expected->length, 0, piece);

      g_assert_cmpstr (events, ==, expected->events);
    }
  for (gsize cut = 0; cut <= expected->length; cut++)
    {
      g_autofree char *events = parse (expected->bytes, expected->length, cut, expected->length);

      g_assert_cmpstr (events, ==, expected->events);
    }
}

/* A CR at the end of a chunk dispatches at once; an LF that opens the next belongs to it. */
static void
test_cr_dispatches (void)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (SiluSse) sse = silu_sse_new (SILU_SSE_MAX_SIZE, event_cb, events);

  silu_sse_feed (sse, "data: a\r\r", 9);
  g_assert_cmpstr (events->str, ==, "[]a$");
  silu_sse_feed (sse, "\ndata: b\r\n\r", 11);
  g_assert_cmpstr (events->str, ==, "[]a$[]b$");
}

static void
test_max_size (void)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (SiluSse) sse = silu_sse_new (16, event_cb, events);

  g_assert_true (silu_sse_feed (sse, "data: 123\n\n", 11));
  g_assert_false (silu_sse_feed (sse, "data: 12345678901234567890", 26));
  g_assert_false (silu_sse_feed (sse, "\n\ndata: a\n\n", 11));
  silu_sse_finish (sse);
  g_assert_cmpstr (events->str, ==, "[]123$");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sse/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sse/cr-dispatches", test_cr_dispatches);
  g_test_add_func ("/sse/max-size", test_max_size);

  return g_test_run ();
}
