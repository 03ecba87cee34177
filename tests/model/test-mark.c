/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks: how dense they are, that they stay few, and how they are written down. */
#include "silu-mark.h"
#include "silu-test.h"

/* 2026-11-23 21:18:00.000123 UTC */
#define BEGUN G_GINT64_CONSTANT (1795468680000123)
#define MILLISECOND 1000

static void
assert_string (GArray *marks, const char *expected)
{
  g_autofree char *string = silu_marks_to_string (marks);

  g_assert_cmpstr (string, ==, expected);
}

static void
test_dense (void)
{
  g_autoptr (GArray) marks = silu_marks_new ();
  gint64 interval = SILU_MARKS_INTERVAL;

  silu_marks_add (marks, &interval, 0, 0); /* unknown */
  assert_string (marks, "");
  silu_marks_add (marks, &interval, 0, BEGUN);
  silu_marks_add (marks, &interval, 5, BEGUN + 199 * MILLISECOND);
  silu_marks_add (marks, &interval, 7, BEGUN + 200 * MILLISECOND + 999);
  silu_marks_add (marks, &interval, 9, BEGUN + 399 * MILLISECOND);
  silu_marks_add (marks, &interval, 9, BEGUN + 400 * MILLISECOND);
  /* A clock that was set back, and a text that did not grow. */
  silu_marks_add (marks, &interval, 12, BEGUN - 5000 * MILLISECOND);
  silu_marks_add (marks, &interval, 9, BEGUN + 5000 * MILLISECOND);
  assert_string (marks, "0:1795468680000123 7:200 9:400");
}

/* An answer that takes a day has as many marks as one that takes some minutes. */
static void
test_few (void)
{
  g_autoptr (GArray) marks = silu_marks_new ();
  g_autoptr (GArray) read = NULL;
  g_autofree char *string = NULL;
  gint64 interval = SILU_MARKS_INTERVAL;
  gint64 before = 0;

  for (gsize i = 0; i < 400000; i++)
    {
      silu_marks_add (marks, &interval, i * 3, BEGUN + (gint64) i * 216 * MILLISECOND);
      g_assert_cmpuint (marks->len, <=, SILU_MARKS_MAX);
    }
  g_assert_cmpuint (marks->len, >=, SILU_MARKS_MAX / 2);
  g_assert_cmpint (interval, ==, 256 * SILU_MARKS_INTERVAL);
  g_assert_cmpint (g_array_index (marks, SiluMark, 0).time, ==, BEGUN);

  for (guint i = 0; i < marks->len; i++)
    {
      const SiluMark *mark = &g_array_index (marks, SiluMark, i);

      g_assert_cmpint (mark->time, >, before);
      g_assert_cmpint (mark->time, ==, BEGUN + (gint64) mark->offset / 3 * 216 * MILLISECOND);
      before = mark->time;
    }

  string = silu_marks_to_string (marks);
  read = silu_marks_from_string (string, G_MAXSIZE);
  assert_string (read, string);
}

static void
test_string (void)
{
  static const struct
  {
    const char *string;
    const char *read;
  } CASES[] = {
    { "", "" },
    { "0:1795468680000123", "0:1795468680000123" },
    { "3:1795468680000123 7:200 99:201", "3:1795468680000123 7:200 99:201" },
    { "0:5 100:6", "0:5" }, /* behind the end of the text */
    { "0:5 7:9 7:10", "0:5 7:9" },
    { "0:5 7:9 8:9", "0:5 7:9" },
    { "0:5 7:9 8:-3", "0:5 7:9" },
    { "0:5  7:9", "0:5" },
    { "0:5 7:9x", "0:5" },
    { "0:5,7:9", "" },
    { "0:0", "" },
    { "-1:5", "" },
    { "0", "" },
    { "0:", "" },
    { ":5", "" },
    { "0:99999999999999999999", "" },
    { "0:9223372036854775807", "" },
    { "0:5 7:9223372036854775807", "0:5" },
    { "99999999999999999999:5", "" },
    { "想:5", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GArray) marks = silu_marks_from_string (CASES[i].string, 100);

      assert_string (marks, CASES[i].read);
    }
  g_assert_null (silu_marks_from_string (NULL, 100));
  g_assert_null (silu_marks_from_string ("0:5", 0));
}

/* No more than a message would have. */
static void
test_endless (void)
{
  g_autoptr (GString) string = g_string_new ("0:5");
  g_autoptr (GArray) marks = NULL;

  for (int i = 1; i < 10000; i++)
    g_string_append_printf (string, " %d:%d", i, i);
  marks = silu_marks_from_string (string->str, G_MAXSIZE);
  g_assert_cmpuint (marks->len, ==, SILU_MARKS_MAX);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/mark/dense", test_dense);
  g_test_add_func ("/mark/few", test_few);
  g_test_add_func ("/mark/string", test_string);
  g_test_add_func ("/mark/endless", test_endless);

  return g_test_run ();
}
