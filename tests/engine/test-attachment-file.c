/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user points at: read if it is a text, else refused with a sentence. */
#include "silu-attachment-file.h"

#include "silu-error.h"
#include "silu-test.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

static char *
make_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("silu-files-XXXXXX", &error);

  g_assert_no_error (error);

  return directory;
}

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static SiluAttachment *
read_path (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GAsyncResult *result = NULL;
  SiluAttachment *attachment = NULL;

  silu_attachment_file_read_async (file, cancellable, result_cb, &result);
  attachment = silu_attachment_file_read_finish (silu_test_wait_result (&result), error);
  g_object_unref (result);

  return attachment;
}

static char *
write_file (const char *directory, const char *name, const char *data, gssize length)
{
  char *path = g_build_filename (directory, name, NULL);

  g_assert_true (g_file_set_contents (path, data, length, NULL));

  return path;
}

static void
remove_all (const char *directory)
{
  g_autoptr (GDir) listing = g_dir_open (directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (directory);
}

static void
test_read (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *path = write_file (directory, "笔记.md", "\xEF\xBB\xBF# 思路\n", -1);
  g_autofree char *most = g_strnfill (SILU_ATTACHMENT_MAX_SIZE, 'x');
  g_autofree char *most_path = write_file (directory, "most.txt", most, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluAttachment) attachment = read_path (path, NULL, &error);
  g_autoptr (SiluAttachment) largest = read_path (most_path, NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (attachment->name, ==, "笔记.md");
  g_assert_cmpstr (attachment->text, ==, "# 思路\n");
  g_assert_cmpuint (largest->length, ==, SILU_ATTACHMENT_MAX_SIZE);
  remove_all (directory);
}

static void
assert_refused (const char *path, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_path (path, NULL, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_REQUEST);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_refused (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *much = g_strnfill (SILU_ATTACHMENT_MAX_SIZE + 1, 'x');
  g_autofree char *base = g_path_get_basename (directory);
  g_autofree char *folder = g_strdup_printf ("“%s” is a folder: only files can be attached.", base);
  g_autofree char *large = write_file (directory, "large.txt", much, -1);
  g_autofree char *empty = write_file (directory, "empty.txt", "", 0);
  g_autofree char *binary = write_file (directory, "a.out",
                                        "\x7f"
                                        "ELF\0\1",
                                        6);
  g_autofree char *gone = g_build_filename (directory, "gone.txt", NULL);
  g_autofree char *pipe = g_build_filename (directory, "pipe", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_refused (directory, folder);
  assert_refused (large, "“large.txt” is too large: a file may have 1 MiB.");
  assert_refused (empty, "“empty.txt” is empty.");
  assert_refused (binary, "“a.out” is not a UTF-8 text file.");
  assert_refused (gone, "“gone.txt” cannot be read.");
  assert_refused (pipe, "“pipe” cannot be read.");
  remove_all (directory);
}

static void
test_refuse (void)
{
  g_autoptr (GError) many = silu_attachment_file_refuse ("a.c", SILU_ATTACHMENT_TOO_MANY);
  g_autoptr (GError) much = silu_attachment_file_refuse ("a.c", SILU_ATTACHMENT_TOO_MUCH);

  g_assert_cmpuint (SILU_ATTACHMENTS_MAX, ==, 20);
  g_assert_cmpstr (many->message, ==, "“a.c” was not attached: a message may have 20 files.");
  g_assert_cmpuint (SILU_ATTACHMENTS_MAX_SIZE, ==, 4 * 1024 * 1024);
  g_assert_cmpstr (much->message, ==,
                   "“a.c” was not attached: the files of a message may have 4 MiB together.");
}

static void
test_cancel (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *path = write_file (directory, "a.c", "int a;", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (read_path (path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  remove_all (directory);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/attachment-file/read", test_read);
  g_test_add_func ("/attachment-file/refused", test_refused);
  g_test_add_func ("/attachment-file/refuse", test_refuse);
  g_test_add_func ("/attachment-file/cancel", test_cancel);

  return g_test_run ();
}
