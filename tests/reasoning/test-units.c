/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where sentences, headings and code begin, however the text comes. */
#include "silu-units.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *units; /* a line each: what it is, its place, its text */
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "blank", " \n\t\n", "" },
  { "sentences", "Take 3.14. Is it? Yes!", "- p Take 3.14.\n- s Is it?\n- s Yes!\n" },
  { "lines", "One\ntwo\n\nthree", "- p One\n- l two\n- p three\n" },
  { "blank line", "One.\n \t\ntwo", "- p One.\n- p two\n" },
  { "chinese", "先看。再算！好？行；完", "- p 先看。\n- s 再算！\n- s 好？\n- s 行；\n- s 完\n" },
  { "closed", "He said \"no.\" Then “是。”对", "- p He said \"no.\"\n- s Then “是。”\n- s 对\n" },
  { "names", "foo.bar (v1.2) e.g", "- p foo.bar (v1.2) e.g\n" },
  { "list", "1. One. Two\n- a\n(2) b\n③ c\n4、d",
    "* p 1. One.\n- s Two\n* l - a\n* l (2) b\n* l ③ c\n* l 4、d\n" },
  { "heading", "# A. b\nc\n#no", "# p A. b\n- p c\n- l #no\n" },
  { "code", "So:\n```c\n\n  int x. y;\nz\n```\nEnd", "- p So:\n` l int x. y;\n- p End\n" },
  { "marks", "````\n```\n````\n~~~\n~~~", "` p ```\n` p \n" },
  { "open", "```\n", "` p \n" },
  { "short marks", "``x`` y", "- p ``x`` y\n" },
};

static void
print_unit (const SiluUnit *unit, gpointer user_data)
{
  static const char kinds[] = "-#`";
  static const char places[] = "pls";
  const gsize at = unit->kind == SILU_UNIT_HEADING ? 2 : 0;

  g_assert_cmpuint (unit->length, <=, SILU_UNIT_MAX);
  g_assert_cmpuint (unit->mark, <=, unit->length);
  g_string_append_printf (user_data, "%c %c %.*s\n", unit->mark > 0 ? '*' : kinds[unit->kind],
                          places[unit->place], (int) (unit->length - at), unit->text + at);
}

static char *
cut (const char *text, gsize length, gsize feed)
{
  GString *out = g_string_new (NULL);
  g_autoptr (SiluUnits) units = silu_units_new (print_unit, out);

  for (gsize at = 0; at < length; at += feed)
    silu_units_feed (units, text + at, MIN (feed, length - at), 0);
  silu_units_finish (units);

  return g_string_free (out, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  gsize length = strlen (c->text);

  for (gsize feed = 1; feed <= length + 1; feed++)
    {
      g_autofree char *units = cut (c->text, length, feed);

      g_assert_cmpstr (units, ==, c->units);
    }
}

typedef struct
{
  guint n;
  gsize start;
  gint64 time;
} Seen;

static void
see_unit (const SiluUnit *unit, gpointer user_data)
{
  Seen *seen = user_data;

  seen->n++;
  seen->start = unit->start;
  seen->time = unit->time;
}

static void
test_places (void)
{
  Seen seen = { 0 };
  g_autoptr (SiluUnits) units = silu_units_new (see_unit, &seen);

  silu_units_feed (units, "  One. ", 7, 10);
  g_assert_cmpuint (seen.start, ==, 2);
  g_assert_cmpint (seen.time, ==, 10);
  silu_units_feed (units, "T", 1, 20);
  silu_units_feed (units, "wo", 2, 30);
  silu_units_finish (units);
  g_assert_cmpuint (seen.n, ==, 2);
  g_assert_cmpuint (seen.start, ==, 7);
  g_assert_cmpint (seen.time, ==, 20);
}

/* What has no end is judged by its beginning, once, and costs no more a byte than other text. */
static void
test_long (void)
{
  static const char *const starts[] = { "a", "```\n", "# ", "a\n   ", "1", "“", "a ", "```\nx\n" };
  static const char fills[] = { '.', 'x', '`', ' ', '\0', '\xe3', '"', '#', '~' };

  for (gsize i = 0; i < G_N_ELEMENTS (starts) * G_N_ELEMENTS (fills); i++)
    {
      const char *start = starts[i / G_N_ELEMENTS (fills)];
      g_autofree char *rest = g_strnfill (128 * 1024, ' ');
      Seen seen = { 0 };
      g_autoptr (SiluUnits) units = silu_units_new (see_unit, &seen);

      memset (rest, fills[i % G_N_ELEMENTS (fills)], 128 * 1024);
      silu_units_feed (units, start, strlen (start), 0);
      for (gsize at = 0; at < 128 * 1024; at += 16)
        silu_units_feed (units, rest + at, 16, 0);
      silu_units_finish (units);
      g_assert_cmpuint (seen.n, <=, 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/units/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/units/places", test_places);
  g_test_add_func ("/units/long", test_long);

  return g_test_run ();
}
