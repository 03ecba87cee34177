/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON from strangers: depth, escapes that are no text, members of the wrong type. */
#include "silu-error.h"
#include "silu-json.h"
#include "silu-test.h"
#include <string.h>

static char *
read_a (const char *text, gsize length)
{
  g_autoptr (JsonNode) node = silu_json_parse (text, length, NULL);

  return g_strdup (silu_json_get_string (silu_json_root (node), "a"));
}

static void
check (const char *text, const char *expected)
{
  g_autofree char *a = read_a (text, strlen (text));

  g_assert_cmpstr (a, ==, expected);
}

static void
test_escapes (void)
{
  check ("{\"a\":\"x\\u4e2dy\"}", "x中y");
  check ("{\"a\":\"\\ud83d\\ude00\"}", "😀");
  check ("{\"a\":\"x\\ud83dy\"}", "x�y");
  check ("{\"a\":\"x\\ude00y\"}", "x�y");
  check ("{\"a\":\"x\\u0000y\"}", "x�y");
  check ("{\"a\":\"x\\\\u0000y\"}", "x\\u0000y");
  check ("{\"a\":\"\\u12\"}", NULL);
  check ("{\"a\":\"\\uzzzz\"}", NULL);
  check ("{\"a\":\"\\666\"}", NULL);
  check ("{\"a\":\"\\6\"}", NULL);
  check ("{\"a\":\"\\x41\"}", NULL);
  check ("{\"a\":\"\\/\\b\\f\\n\\r\\t\"}", "/\b\f\n\r\t");
  check ("{\"a\":\"x\xff\"}", "x�");
}

static void
test_depth (void)
{
  for (gsize depth = 1; depth < 100000; depth *= 4)
    {
      g_autofree char *text = g_malloc (2 * depth + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = NULL;

      memset (text, '[', depth);
      memset (text + depth, ']', depth);
      node = silu_json_parse (text, 2 * depth, &error);
      if (depth <= SILU_JSON_MAX_DEPTH)
        g_assert_no_error (error);
      else
        g_assert_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL);
      g_assert_true ((node == NULL) == (error != NULL));
    }

  check ("{\"a\":\"[[[[ {{{{ \\\" [[[[\"}", "[[[[ {{{{ \" [[[[");
}

/* Brackets that do not nest, or stand in strings, are no depth, however many. */
static void
test_many_brackets (void)
{
  g_autoptr (GString) flat = g_string_new ("{\"b\":[");
  g_autofree char *brackets = g_strnfill (3 * SILU_JSON_MAX_DEPTH, '[');
  g_autofree char *text = g_strdup_printf ("{\"a\":\"\\\\%s\\\"%s\"}", brackets, brackets);
  g_autofree char *expected = g_strdup_printf ("\\%s\"%s", brackets, brackets);

  check (text, expected);

  for (int i = 0; i < 3 * SILU_JSON_MAX_DEPTH; i++)
    g_string_append (flat, "{},[],");
  g_string_append (flat, "{}],\"a\":\"x\"}");
  check (flat->str, "x");
}

static void
test_nothing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (silu_json_parse (NULL, 0, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL);
  g_assert_true (silu_json_is_text ("", 0));
}

/* A byte that is no text is found at every place, and beside whole characters. */
static void
test_is_text (void)
{
  for (gsize length = 1; length < 40; length++)
    for (gsize at = 0; at < length; at++)
      {
        g_autofree char *text = g_strnfill (length, 'x');

        g_assert_true (silu_json_is_text (text, length));
        text[at] = '\0';
        g_assert_false (silu_json_is_text (text, length));
        text[at] = '\xe4';
        g_assert_false (silu_json_is_text (text, length));
        if (at + 3 <= length)
          {
            memcpy (text + at, "中", 3);
            g_assert_true (silu_json_is_text (text, length));
            g_assert_false (silu_json_is_text (text, at + 2));
          }
      }
}

static void
test_wrong_types (void)
{
  const char *text = "{\"s\":\"x\",\"i\":7,\"d\":1.5,\"b\":true,\"n\":null,\"o\":{},\"l\":[1,{}]}";
  g_autoptr (JsonNode) node = silu_json_parse (text, strlen (text), NULL);
  JsonObject *root = silu_json_root (node);

  g_assert_null (silu_json_get_string (root, "i"));
  g_assert_null (silu_json_get_string (root, "n"));
  g_assert_null (silu_json_get_string (root, "none"));
  g_assert_null (silu_json_get_string (NULL, "s"));
  g_assert_null (silu_json_get_object (root, "l"));
  g_assert_null (silu_json_get_array (root, "o"));
  g_assert_cmpint (silu_json_get_int (root, "s", -1), ==, -1);
  g_assert_cmpint (silu_json_get_int (root, "i", -1), ==, 7);
  g_assert_true (silu_json_get_boolean (root, "b", FALSE));
  g_assert_false (silu_json_get_boolean (root, "i", FALSE));
  g_assert_null (silu_json_element_object (silu_json_get_array (root, "l"), 0));
  g_assert_nonnull (silu_json_element_object (silu_json_get_array (root, "l"), 1));
  g_assert_null (silu_json_element_object (silu_json_get_array (root, "l"), 2));
}

/* Sums of three must fit. */
static void
test_counts (void)
{
  const char *text = "{\"i\":7,\"z\":0,\"m\":-4,\"s\":\"7\",\"d\":7.5,\"n\":null,"
                     "\"l\":9223372036854775807,\"k\":-9223372036854775808}";
  g_autoptr (JsonNode) node = silu_json_parse (text, strlen (text), NULL);
  JsonObject *root = silu_json_root (node);

  g_assert_cmpint (silu_json_get_count (root, "i"), ==, 7);
  g_assert_cmpint (silu_json_get_count (root, "z"), ==, 0);
  g_assert_cmpint (silu_json_get_count (root, "m"), ==, -1);
  g_assert_cmpint (silu_json_get_count (root, "s"), ==, -1);
  g_assert_cmpint (silu_json_get_count (root, "d"), ==, -1);
  g_assert_cmpint (silu_json_get_count (root, "n"), ==, -1);
  g_assert_cmpint (silu_json_get_count (root, "none"), ==, -1);
  g_assert_cmpint (silu_json_get_count (NULL, "i"), ==, -1);
  g_assert_cmpint (silu_json_get_count (root, "l"), >, 1000000000);
  g_assert_cmpint (silu_json_get_count (root, "l"), <, G_MAXINT64 / 3);
  g_assert_cmpint (silu_json_get_count (root, "k"), ==, -1);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/json/escapes", test_escapes);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/many-brackets", test_many_brackets);
  g_test_add_func ("/json/nothing", test_nothing);
  g_test_add_func ("/json/is-text", test_is_text);
  g_test_add_func ("/json/wrong-types", test_wrong_types);
  g_test_add_func ("/json/counts", test_counts);

  return g_test_run ();
}
