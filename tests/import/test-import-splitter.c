/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which values come out, with which bytes; the same wherever the text is cut. */
#include "silu-import-splitter.h"

#include <string.h>

/* What is chosen here: "/in" is entered, and what is in it; "/take…" is taken. */
static SiluImportChoice
choose_cb (const char *path, gpointer user_data)
{
  if (g_str_equal (path, "/in") || g_str_equal (path, "/in/more"))
    return SILU_IMPORT_ENTER;
  if (g_str_has_prefix (path, "/take") || g_str_equal (path, "/*") ||
      g_str_equal (path, "/in/more/*"))
    return SILU_IMPORT_TAKE;

  return SILU_IMPORT_PASS;
}

static void
take_cb (const char *path, const char *text, gsize length, gpointer user_data)
{
  g_string_append_printf (user_data, "%s=%.*s\n", path, (int) length, text);
}

static void
too_large_cb (const char *path, gpointer user_data)
{
  g_string_append_printf (user_data, "%s is too large\n", path);
}

#define MAX_SIZE 64

static void
split (const char *text, gsize cut, gsize piece, GString *log)
{
  const SiluImportSplitterFuncs funcs = { choose_cb, take_cb, too_large_cb };
  g_autoptr (SiluImportSplitter) splitter = silu_import_splitter_new (MAX_SIZE, &funcs, log);
  gsize length = strlen (text);

  silu_import_splitter_feed (splitter, text, MIN (cut, length));
  for (gsize at = cut; at < length; at += piece)
    silu_import_splitter_feed (splitter, text + at, MIN (piece, length - at));
  g_string_append_printf (log, "%d", silu_import_splitter_finish (splitter));
}

static void
expect (const char *text, const char *expected)
{
  for (gsize cut = 0; cut <= strlen (text); cut++)
    for (gsize piece = 1; piece < 4; piece++)
      {
        g_autoptr (GString) log = g_string_new (NULL);

        split (text, cut, piece, log);
        g_assert_cmpstr (log->str, ==, expected);
      }
}

static void
test_arrays (void)
{
  expect ("[]", "0");
  expect (" [ 1 , -2.5e3,true,null ] ", "/*=1\n/*=-2.5e3\n/*=true\n/*=null\n0");
  expect ("[{\"a\":[1,{}]},[[\"]\"]],\"x\\\"]\\\\\"]",
          "/*={\"a\":[1,{}]}\n/*=[[\"]\"]]\n/*=\"x\\\"]\\\\\"\n0");
  expect ("\xef\xbb\xbf[\"思路\"]", "/*=\"思路\"\n0");
}

static void
test_objects (void)
{
  expect ("{\"take\":1,\"pass\":{\"take\":2},\"in\":{\"x\":[3],\"more\":[4,[5]]},\"take2\":\"6\"}",
          "/take=1\n/in/more/*=4\n/in/more/*=[5]\n/take2=\"6\"\n0");
  expect ("{\"in\":7,\"take\":{}}", "/take={}\n0");
  expect ("{\"in\":{},\"take\":[]}", "/take=[]\n0");
}

/* Nothing in it was wanted: then it may be what is wanted. */
static void
test_root (void)
{
  expect (" {\"a\":1, \"b\":[2]} ", "={\"a\":1, \"b\":[2]}\n0");
  expect ("{}", "={}\n0");
}

static void
test_large (void)
{
  g_autofree char *word = g_strnfill (MAX_SIZE, 'w');
  g_autofree char *name = g_strnfill (2000, 'n');
  g_autofree char *elements = g_strdup_printf ("[\"%s\",1]", word);
  g_autofree char *members = g_strdup_printf ("{\"%s\":1,\"take\":\"%s\",\"take2\":2}", name, word);
  g_autofree char *root = g_strdup_printf ("{\"a\":\"%s\"}", word);

  expect (elements, "/* is too large\n/*=1\n0");
  expect (members, "/take is too large\n/take2=2\n0");
  expect (root, " is too large\n0");
}

static void
test_many_values (void)
{
  const SiluImportSplitterFuncs funcs = { choose_cb, take_cb, too_large_cb };
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SiluImportSplitter) splitter =
      silu_import_splitter_new (SILU_IMPORT_MAX_SIZE, &funcs, log);
  g_autoptr (GString) text = g_string_new ("[[0");

  for (int i = 0; i <= SILU_IMPORT_MAX_VALUES; i++)
    g_string_append (text, ",0");
  g_string_append (text, "],1]");
  for (gsize at = 0; at < text->len; at += 1000)
    silu_import_splitter_feed (splitter, text->str + at, MIN (1000, text->len - at));

  g_assert_cmpint (silu_import_splitter_finish (splitter), ==, SILU_IMPORT_SOUND);
  g_assert_cmpstr (log->str, ==, "/* is too large\n/*=1\n");
}

static void
test_broken (void)
{
  expect ("", "1");
  expect ("nonsense", "1");
  expect ("\"text\"", "1");
  expect ("[1 2]", "/*=1\n1");
  expect ("[1]]", "/*=1\n1");
  expect ("{1:2}", "1");
  expect ("{\"a\" 1}", "1");
  expect ("[,]", "1");
  expect ("\xef\xbb\xbe[]", "1");
}

static void
test_truncated (void)
{
  expect ("[1,2", "/*=1\n2");
  expect ("[\"x", "2");
  expect ("{\"take\":{\"a\":", "2");
  expect ("{\"ta", "2");
  expect ("[", "2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/splitter/arrays", test_arrays);
  g_test_add_func ("/splitter/objects", test_objects);
  g_test_add_func ("/splitter/root", test_root);
  g_test_add_func ("/splitter/large", test_large);
  g_test_add_func ("/splitter/many-values", test_many_values);
  g_test_add_func ("/splitter/broken", test_broken);
  g_test_add_func ("/splitter/truncated", test_truncated);

  return g_test_run ();
}
