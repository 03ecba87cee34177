/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables for spreadsheets, and sorted. */
#include "markdown-test.h"
#include "silu-markdown-table.h"
#include "silu-test.h"

#define HEAD "| a | b |\n|---|---|\n"

static void
test_write (void)
{
  static const struct
  {
    const char *table;
    const char *tsv;
    const char *csv;
  } cases[] = {
    { HEAD "| 1 | 2 |\n", "a\tb\n1\t2\n", "a,b\n1,2\n" },
    { HEAD "| x, y | \"q\" |\n", "a\tb\nx, y\t\"q\"\n", "a,b\n\"x, y\",\"\"\"q\"\"\"\n" },
    { HEAD "| =1+1 | +49 |\n", "a\tb\n=1+1\t+49\n", "a,b\n=1+1,+49\n" },
    { HEAD "| =cmd() | @x |\n", "a\tb\n=cmd()\t@x\n", "a,b\n\"'=cmd()\",\"'@x\"\n" },
    { HEAD "| 中 | |\n", "a\tb\n中\t\n", "a,b\n中,\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SiluBlock) table = markdown_parse_one (cases[i].table);
      g_autofree char *tsv = silu_table_write (table, SILU_TABLE_TSV);
      g_autofree char *csv = silu_table_write (table, SILU_TABLE_CSV);

      g_assert_cmpstr (tsv, ==, cases[i].tsv);
      g_assert_cmpstr (csv, ==, cases[i].csv);
    }
}

static void
test_sort (void)
{
  static const struct
  {
    const char *cells[5];
    const char *ascending;
    const char *descending;
  } cases[] = {
    { { "2", "10", "1" }, "3 1 2", "2 1 3" },
    { { "$1,200", "$90", "$1,100.50" }, "2 3 1", "1 3 2" },
    { { "12 %", "7.5 %", "-3 %" }, "3 2 1", "1 2 3" },
    { { "pear", "Apple", "fig" }, "2 3 1", "1 3 2" },
    { { "b", "2", "a" }, "2 3 1", "1 3 2" },
    { { "x", "x", "x" }, "1 2 3", "1 2 3" },
    { { "1e3", "5", "2e2" }, "2 3 1", "1 3 2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int descending = 0; descending < 2; descending++)
      {
        g_autoptr (GString) text = g_string_new (HEAD);
        g_autoptr (GString) order = g_string_new (NULL);
        g_autoptr (SiluBlock) table = NULL;
        g_autoptr (GArray) rows = NULL;

        for (gsize row = 0; cases[i].cells[row] != NULL; row++)
          g_string_append_printf (text, "| - | %s |\n", cases[i].cells[row]);
        table = markdown_parse_one (text->str);
        rows = silu_table_sort (table, 1, descending);
        for (guint row = 0; row < rows->len; row++)
          g_string_append_printf (order, "%s%u", row > 0 ? " " : "",
                                  g_array_index (rows, guint, row));
        g_test_message ("%s", text->str);
        g_assert_cmpstr (order->str, ==, descending ? cases[i].descending : cases[i].ascending);
      }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);
  g_test_add_func ("/table/write", test_write);
  g_test_add_func ("/table/sort", test_sort);

  return g_test_run ();
}
