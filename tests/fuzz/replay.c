/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a target over its corpus, with any compiler: what a fuzzer found once stays found. Argument:
 * the folder. */
#include "fuzz.h"
#include <gio/gio.h>

static void
test_input (gconstpointer data)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_file_get_contents (data, &contents, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) contents, length);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (folder);

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/corpus/", name, NULL);

      g_test_add_data_func_full (path, g_build_filename (argv[1], name, NULL), test_input, g_free);
    }

  return g_test_run ();
}
