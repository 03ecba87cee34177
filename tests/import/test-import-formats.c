/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of each program, and what is expected of it; the same however it is cut, and whatever is
 * broken in it. SILU_UPDATE_GOLDEN=1 writes what is expected anew. */
#include "import-dump.h"
#include "silu-import-util.h"
#include "silu-test.h"

#include <string.h>

static const char *const names[] = {
  "deepseek", "chatgpt", "claude", "openwebui", "chatbox", "cherry", "silu",
};

static char *
read_file (const char *name, gsize *length)
{
  g_autofree char *path = g_strconcat ("tests/import/", name, ".json", NULL);

  return silu_test_read_file (path, length);
}

static void
test_golden (gconstpointer data)
{
  gsize length = 0;
  g_autofree char *text = read_file (data, &length);

  g_assert_nonnull (text);
  import_compare_to_golden (data, import_dump_json (text, length, length));
}

static void
test_cut (gconstpointer data)
{
  gsize length = 0;
  g_autofree char *text = read_file (data, &length);
  g_autofree char *whole = import_dump_json (text, length, length);

  for (gsize piece = 1; piece < 40; piece += piece < 5 ? 1 : 7)
    {
      g_autofree char *dump = import_dump_json (text, length, piece);

      g_assert_cmpstr (dump, ==, whole);
    }
}

/* Whatever the file ends with, what came before is there, and there is a sentence. */
static void
test_truncated (gconstpointer data)
{
  gsize length = 0;
  g_autofree char *text = read_file (data, &length);

  for (gsize end = 1; end < length - 2; end += 97)
    {
      g_autofree char *dump = import_dump_json (text, end, end);

      g_assert_nonnull (strstr (dump, "error: The file ends too early."));
    }
}

static void
expect (const char *text, const char *dump)
{
  g_autofree char *got = import_dump_json (text, strlen (text), 3);

  g_assert_cmpstr (got, ==, dump);
}

static void
test_unknown (void)
{
  const char *nothing = "error: There are no chats of a program that Silu knows in it.\n";
  expect ("[]", nothing);
  expect ("{}", nothing);
  expect ("\xef\xbb\xbf [1, \"two\", {\"three\": []}, null]", nothing);
  expect ("{\"phone\": \"+86\", \"email\": \"x\"}", nothing);
  expect ("", nothing);
  expect ("42", nothing);
  expect ("<html>", nothing);
  expect ("\xef\xbb[]", nothing);
  expect ("[}", nothing);
  expect ("{\"format\":\"silu\",\"version\":2,\"conversations\":[{\"id\":\"x\"}]}",
          "error: The file was written by a newer Silu. Update Silu to import it.\n");
}

/* One conversation in the place of a list of them. */
static void
test_single (void)
{
  const char *text =
      "{\"title\":\"One\",\"create_time\":1,\"mapping\":{\"a\":{\"message\":{\"author\":{\"role\":"
      "\"user\"},\"content\":{\"content_type\":\"text\",\"parts\":[\"Hi\"]}}}}}";
  g_autofree char *dump = import_dump_json (text, strlen (text), 5);

  g_assert_nonnull (strstr (dump, "“One”"));
  g_assert_nonnull (strstr (dump, "text/none: Hi"));
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"chat_messages\":[],\"x\":");

  for (int i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < 200000; i++)
    g_string_append_c (text, ']');
  g_string_append (text, "},{\"chat_messages\":[{\"sender\":\"human\",\"text\":\"after it\"}]}]");

  {
    g_autofree char *dump = import_dump_json (text->str, text->len, 65536);

    g_assert_nonnull (strstr (dump, "after it"));
    g_assert_nonnull (strstr (dump, "skipped “No. 1 in the file”: It is damaged, or nested too"));
  }
}

static void
test_times (void)
{
  const gint64 time = G_GINT64_CONSTANT (1735689600) * G_USEC_PER_SEC;

  g_assert_cmpint (silu_import_time_from_text ("1735689600"), ==, time);
  g_assert_cmpint (silu_import_time_from_text ("1735689600.5"), ==, time + 500000);
  g_assert_cmpint (silu_import_time_from_text ("1735689600000"), ==, time);
  g_assert_cmpint (silu_import_time_from_text ("1735689600000000"), ==, time);
  g_assert_cmpint (silu_import_time_from_text ("1735689600000000000"), ==, time);
  g_assert_cmpint (silu_import_time_from_text ("2025-01-01T08:00:00+08:00"), ==, time);
  g_assert_cmpint (silu_import_time_from_text ("2025-01-01T00:00:00.25Z"), ==, time + 250000);
  g_assert_cmpint (silu_import_time_from_text ("2025-01-01T00:00:00"), ==, time);
  g_assert_cmpint (silu_import_time_from_text ("2025/01/01 00:00:00"), ==, time);
  g_assert_cmpint (silu_import_time_from_text ("yesterday"), ==, 0);
  g_assert_cmpint (silu_import_time_from_text ("-5"), ==, 0);
  g_assert_cmpint (silu_import_time_from_text ("1e300"), ==, 0);
  g_assert_cmpint (silu_import_time_from_text ("nan"), ==, 0);
  g_assert_cmpint (silu_import_time_from_text (NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *golden = g_strconcat ("/import/golden/", names[i], NULL);
      g_autofree char *cut = g_strconcat ("/import/cut/", names[i], NULL);
      g_autofree char *truncated = g_strconcat ("/import/truncated/", names[i], NULL);

      g_test_add_data_func (golden, names[i], test_golden);
      g_test_add_data_func (cut, names[i], test_cut);
      g_test_add_data_func (truncated, names[i], test_truncated);
    }
  g_test_add_func ("/import/unknown", test_unknown);
  g_test_add_func ("/import/single", test_single);
  g_test_add_func ("/import/deep", test_deep);
  g_test_add_func ("/import/times", test_times);

  return g_test_run ();
}
