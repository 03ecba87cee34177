/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files out of an answer: their names, and that none leads out of its folder or replaces another.
 */
#include "silu-code-files.h"
#include "silu-ui-test.h"
#include <glib/gstdio.h>

static void
assert_names (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) files = silu_code_files_list (text);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ((SiluCodeFile *) g_ptr_array_index (files, i))->name);
  g_assert_cmpstr (names->str, ==, expected);
}

#define FENCE(info) "```" info "\nx\n```\n\n"

static void
test_names (void)
{
  assert_names ("no code", "");
  assert_names (FENCE ("c title=\"a.c\"") FENCE ("python") FENCE (""), "a.c code-2.py code-3.txt");
  assert_names ("Put this into `src/main.c`:\n\n" FENCE ("c"), "src/main.c");
  assert_names ("**`b.py`**\n\n" FENCE ("python"), "b.py");
  assert_names ("### `c.h` and `d.h`\n\n" FENCE ("c"), "d.h");
  assert_names ("Run `make` now\n\n" FENCE ("sh"), "code-1.sh");
  assert_names ("- `e.js`\n\n  ```js\n  x\n  ```\n", "e.js");
  assert_names (FENCE ("c:../../etc/a.c") FENCE ("c:/root/b.c") FENCE ("c:./~/c.c"),
                "etc/a.c root/b.c c.c");
  assert_names ("In `../.bashrc.sh`:\n\n" FENCE ("sh"), "bashrc.sh");
  assert_names ("```c\n```\n", "");
  assert_names (FENCE ("c:..\\..\\a.c") FENCE ("c:a\u202ec.exe") FENCE ("c:.../.. /b.c"),
                "code-1.c code-2.txt b.c");
}

static void
test_join (void)
{
  g_autoptr (GPtrArray) files = silu_code_files_list ("```c\na;\n```\n\n> ```c\n> b;\n> ```\n");
  g_autofree char *code = silu_code_files_join (files);

  g_assert_cmpstr (code, ==, "a;\n\nb;");
}

static void
save (const char *text, GFile *folder)
{
  g_autoptr (GPtrArray) files = silu_code_files_list (text);
  g_autoptr (GError) error = NULL;
  GAsyncResult *saved = NULL;

  silu_code_files_save_async (files, folder, NULL, silu_test_store_result_cb, &saved);
  silu_code_files_save_finish (silu_test_wait_result (&saved), &error);
  g_assert_no_error (error);
  g_object_unref (saved);
}

static void
assert_file (const char *folder, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
  g_remove (path);
}

static void
test_save (void)
{
  g_autofree char *path = g_dir_make_tmp ("silu-files-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autofree char *inner = g_build_filename (path, "src", NULL);

  save ("```c:src/a.c\nint a;\n```\n\n```c:b.c\nint b;\n```\n", folder);
  save ("```c:b.c\nint other;\n```\n\n```c:../src/a.c\nint again;\n```\n", folder);
  assert_file (path, "src/a.c", "int a;\n");
  assert_file (path, "src/a-2.c", "int again;\n");
  assert_file (path, "b.c", "int b;\n");
  assert_file (path, "b-2.c", "int other;\n");
  g_rmdir (inner);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_fails (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/dev/null/nowhere");
  g_autoptr (GPtrArray) files = silu_code_files_list ("```c\na;\n```\n");
  g_autoptr (GError) error = NULL;
  GAsyncResult *saved = NULL;

  silu_code_files_save_async (files, folder, NULL, silu_test_store_result_cb, &saved);
  g_assert_false (silu_code_files_save_finish (silu_test_wait_result (&saved), &error));
  g_assert_nonnull (error);
  g_object_unref (saved);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);
  g_test_add_func ("/code-files/names", test_names);
  g_test_add_func ("/code-files/join", test_join);
  g_test_add_func ("/code-files/save", test_save);
  g_test_add_func ("/code-files/fails", test_fails);

  return g_test_run ();
}
