/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of JSON: the same lines whole, byte by byte and cut in two at every place. */
#include "silu-ndjson.h"
#include "silu-test.h"
#include <string.h>

static void
line_cb (const char *data, gsize length, gpointer user_data)
{
  g_assert_cmpuint (strlen (data), ==, length);
  g_assert_true (g_utf8_validate_len (data, length, NULL));
  g_string_append (user_data, data);
  g_string_append_c (user_data, '$');
}

/* Feeds @bytes up to @cut, then the rest in pieces of @piece bytes. */
static char *
parse (const char *bytes, gsize length, gsize cut, gsize piece)
{
  GString *lines = g_string_new (NULL);
  g_autoptr (SiluNdjson) ndjson = silu_ndjson_new (SILU_NDJSON_MAX_SIZE, line_cb, lines);

  g_assert_true (silu_ndjson_feed (ndjson, bytes, cut));
  for (gsize i = cut; i < length; i += piece)
    g_assert_true (silu_ndjson_feed (ndjson, bytes + i, MIN (piece, length - i)));
  silu_ndjson_finish (ndjson);

  return g_string_free (lines, FALSE);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  const char *lines; /* data$ each */
} Case;

#define BYTES(literal) literal, sizeof literal - 1

static const Case cases[] = {
  { "empty", BYTES (""), "" },
  { "lf", BYTES ("{\"a\":1}\n{\"b\":2}\n"), "{\"a\":1}${\"b\":2}$" },
  { "crlf", BYTES ("{\"a\":1}\r\n{\"b\":2}\r\n"), "{\"a\":1}\r${\"b\":2}\r$" },
  { "blank", BYTES ("\n\r\n  \t\n{}\n\n\n"), "{}$" },
  { "any-text", BYTES ("no JSON\n{}\n"), "no JSON${}$" },
  { "bom",
    BYTES ("\xef\xbb\xbf"
           "{}\n{}\n"),
    "{}${}$" },
  { "bom-alone",
    BYTES ("\xef\xbb\xbf"
           "\n{}\n"),
    "{}$" },
  { "bom-later",
    BYTES ("{}\n\xef\xbb\xbf"
           "{}\n"),
    "{}$\xef\xbb\xbf{}$" },
  { "half-bom",
    BYTES ("\xef\xbb"
           "{}\n"),
    "\xef\xbf\xbd\xef\xbf\xbd{}$" },
  { "chinese", BYTES ("{\"a\":\"思路\"}\n"), "{\"a\":\"思路\"}$" },
  { "broken", BYTES ("{\"a\":\"x\xff\xe6\x80\"}\n{}\n"),
    "{\"a\":\"x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"}${}$" },
  { "nul", BYTES ("{\"a\":\"x\0y\"}\n"), "{\"a\":\"x\xef\xbf\xbdy\"}$" },
  { "separators", BYTES ("{\"a\":\"\xe2\x80\xa8\xc2\x85\x0b\"}\n"),
    "{\"a\":\"\xe2\x80\xa8\xc2\x85\x0b\"}$" },
  { "lone-cr", BYTES ("{}\r{}\n"), "{}\r{}$" },
  { "end-whole", BYTES ("{}\n{\"done\":true}"), "{}${\"done\":true}$" },
  { "end-cr", BYTES ("{\"done\":true}\r"), "{\"done\":true}\r$" },
  { "end-cut", BYTES ("{}\n{\"done\":tr"), "{}$" },
  { "end-blank", BYTES ("{}\n  \r"), "{}$" },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;

  for (gsize cut = 0; cut <= expected->length; cut++)
    {
      g_autofree char *lines = parse (expected->bytes, expected->length, cut, expected->length);

      g_assert_cmpstr (lines, ==, expected->lines);
    }
  for (gsize piece = 1; piece <= 3; piece++)
    {
      g_autofree char *lines = parse (expected->bytes, expected->length, 0, piece);

      g_assert_cmpstr (lines, ==, expected->lines);
    }
}

/* A line counts as soon as its end is there, and not before. */
static void
test_at_once (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (SiluNdjson) ndjson = silu_ndjson_new (SILU_NDJSON_MAX_SIZE, line_cb, lines);

  silu_ndjson_feed (ndjson, "{\"a\":1}", 7);
  g_assert_cmpstr (lines->str, ==, "");
  silu_ndjson_feed (ndjson, "\n{", 2);
  g_assert_cmpstr (lines->str, ==, "{\"a\":1}$");
}

/* The limit is of one line, not of the stream; the line end is not counted. */
static void
test_max_size (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (SiluNdjson) ndjson = silu_ndjson_new (8, line_cb, lines);

  g_assert_true (silu_ndjson_feed (ndjson, "12345678\n12345678\n", 18));
  g_assert_true (silu_ndjson_feed (ndjson, "1234567", 7));
  g_assert_true (silu_ndjson_feed (ndjson, "8", 1));
  g_assert_false (silu_ndjson_feed (ndjson, "9", 1));
  g_assert_false (silu_ndjson_feed (ndjson, "\n{}\n", 4));
  silu_ndjson_finish (ndjson);
  g_assert_cmpstr (lines->str, ==, "12345678$12345678$");
}

static void
test_max_size_at_once (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (SiluNdjson) ndjson = silu_ndjson_new (8, line_cb, lines);

  g_assert_false (silu_ndjson_feed (ndjson, "{}\n123456789\n{}\n", 16));
  silu_ndjson_finish (ndjson);
  g_assert_cmpstr (lines->str, ==, "{}$");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ndjson/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/ndjson/at-once", test_at_once);
  g_test_add_func ("/ndjson/max-size", test_max_size);
  g_test_add_func ("/ndjson/max-size/at-once", test_max_size_at_once);

  return g_test_run ();
}
