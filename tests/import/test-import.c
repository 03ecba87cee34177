/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file into the store: once, twice, out of a ZIP, and when the file means harm. */
#include "import-dump.h"
#include "silu-import-source.h"
#include "silu-import.h"
#include "silu-sql.h"
#include "silu-test.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  SiluStore *store;
  char *path; /* of the file that is imported */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (silu_test_get_folder (), "import.bin", NULL);
  self->store = silu_store_new (NULL);
  silu_store_open_async (self->store, silu_test_store_result_cb, &result);
  silu_store_open_finish (self->store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  g_object_unref (self->store);
  g_free (self->path);
}

static SiluImportReport *
run (Fixture *self, GCancellable *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;

  silu_import_run_async (self->store, self->path, cancellable, NULL, NULL,
                         silu_test_store_result_cb, &result);

  return silu_import_run_finish (silu_test_wait_result (&result));
}

/* Imports it and compares: added, merged, present, skipped, and what the sentence begins with. */
static void
expect (Fixture *self, const char *counts, const char *sentence)
{
  g_autoptr (SiluImportReport) report = run (self, NULL);
  g_autofree char *got = g_strdup_printf ("%u %u %u %u", report->n_added, report->n_merged,
                                          report->n_present, report->n_skipped);

  if (sentence == NULL)
    g_assert_no_error (report->error);
  else
    g_assert_true (report->error != NULL && g_str_has_prefix (report->error->message, sentence));
  g_assert_cmpstr (got, ==, counts);
}

static void
write_text (Fixture *self, const char *text)
{
  g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
}

static void
write_fixture (Fixture *self, const char *name)
{
  g_autofree char *path = g_strconcat ("tests/import/", name, NULL);
  g_autofree char *text = silu_test_read_file (path, NULL);

  g_assert_nonnull (text);
  write_text (self, text);
}

/* --- ZIP --- */

typedef struct
{
  struct archive *archive;
} Zip;

static Zip
begin_zip (Fixture *self)
{
  Zip zip = { archive_write_new () };

  g_assert_cmpint (archive_write_set_format_zip (zip.archive), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_filename (zip.archive, self->path), ==, ARCHIVE_OK);

  return zip;
}

static void
add_header (Zip zip, const char *name, const char *link)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_filetype (entry, link != NULL ? AE_IFLNK : AE_IFREG);
  if (link != NULL)
    archive_entry_set_symlink (entry, link);
  g_assert_cmpint (archive_write_header (zip.archive, entry), ==, ARCHIVE_OK);
  archive_entry_free (entry);
}

static void
add_text (Zip zip, const char *name, const char *text)
{
  add_header (zip, name, NULL);
  g_assert_cmpint (archive_write_data (zip.archive, text, strlen (text)), ==, strlen (text));
}

static void
end_zip (Zip zip)
{
  g_assert_cmpint (archive_write_free (zip.archive), ==, ARCHIVE_OK);
}

#define CLAUDE(text)                                                                               \
  "[{\"uuid\":\"" text                                                                             \
  "\",\"chat_messages\":[{\"uuid\":\"m\",\"sender\":\"human\",\"text\":\"" text "\"}]}]"

/* --- */

static void
test_twice (Fixture *self, gconstpointer data)
{
  write_fixture (self, "deepseek.json");
  expect (self, "2 0 0 3", NULL);
  expect (self, "0 0 2 3", NULL);
}

/* The same conversation, a message later; and then the older file once more. */
static void
test_continued (Fixture *self, gconstpointer data)
{
  const char *before = CLAUDE ("one");
  const char *after =
      "[{\"uuid\":\"one\",\"updated_at\":\"2030-01-01T00:00:00Z\",\"chat_messages\":["
      "{\"uuid\":\"m\",\"sender\":\"human\",\"text\":\"one\"},"
      "{\"uuid\":\"n\",\"sender\":\"assistant\",\"text\":\"two\"}]}]";

  write_text (self, before);
  expect (self, "1 0 0 0", NULL);
  write_text (self, after);
  expect (self, "0 1 0 0", NULL);
  write_text (self, before);
  expect (self, "0 0 1 0", NULL);
}

static void
test_own (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SiluBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;

  write_fixture (self, "silu.json");
  expect (self, "2 0 0 2", NULL);
  expect (self, "0 0 2 2", NULL);

  silu_store_read_bundle_async (self->store, "11111111-1111-4111-8111-111111111111", NULL,
                                silu_test_store_result_cb, &result);
  bundle = silu_store_read_bundle_finish (self->store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bundle->conversation->folder, ==, "folder-1");
  g_assert_cmpuint (bundle->messages->len, ==, 3);
}

/* More than one batch holds. */
static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (int i = 0; i < 450; i++)
    g_string_append_printf (text,
                            "%s{\"uuid\":\"%d\",\"chat_messages\":[{\"uuid\":\"m\",\"sender\":"
                            "\"human\",\"text\":\"No. %d\"}]}",
                            i > 0 ? "," : "", i, i);
  g_string_append (text, "]");
  write_text (self, text->str);
  expect (self, "450 0 0 0", NULL);
}

static void
test_stopped (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SiluImportReport) report = NULL;

  write_fixture (self, "deepseek.json");
  g_cancellable_cancel (cancellable);
  report = run (self, cancellable);
  g_assert_error (report->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (report->n_added, ==, 0);
}

static char *
dump_source (const char *path)
{
  SiluImportOutput output;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluImportSource) source = NULL;
  char *dump;

  import_output_init (&output);
  source = silu_import_source_open (path, &output, &error);
  g_assert_no_error (error);
  while (silu_import_source_read_some (source, &error))
    ;
  g_assert_no_error (error);
  dump = import_dump (&output);
  import_output_clear (&output);

  return dump;
}

static void
test_alpaca (Fixture *self, gconstpointer data)
{
  g_autofree char *sql = silu_test_read_file ("tests/import/alpaca.sql", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  silu_sql_exec (db, sql, &error);
  g_assert_no_error (error);
  sqlite3_close (db);

  expect (self, "1 0 0 1", NULL);
  expect (self, "0 0 1 1", NULL);
  import_compare_to_golden ("alpaca", dump_source (self->path));
}

static void
test_other_database (Fixture *self, gconstpointer data)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_true (
      silu_sql_exec (db, "CREATE VIEW chat AS SELECT 1; CREATE TABLE message (x)", NULL));
  sqlite3_close (db);
  expect (self, "0 0 0 0", "There are no chats of a program");
}

static void
test_zip (Fixture *self, gconstpointer data)
{
  Zip zip = begin_zip (self);

  add_text (zip, "user.json", CLAUDE ("never"));
  add_text (zip, "picture.png", "PNG");
  add_text (zip, "other.json", "{\"a\": 1}");
  add_text (zip, "../../conversations.json", CLAUDE ("one"));
  add_header (zip, "link.json", "/etc/passwd");
  add_text (zip, "batch/conversations-001.json", "\xef\xbb\xbf" CLAUDE ("two"));
  add_text (zip, "batch/broken.json", "[{\"uuid\":\"x\",\"chat_messages\":[]},{\"uu");
  end_zip (zip);

  expect (self, "2 0 0 2", NULL);
  g_assert_false (g_file_test ("../../conversations.json", G_FILE_TEST_EXISTS));
}

static void
test_zip_of_nothing (Fixture *self, gconstpointer data)
{
  Zip zip = begin_zip (self);

  add_text (zip, "readme.txt", "Hello");
  end_zip (zip);
  expect (self, "0 0 0 0", "There are no chats of a program");
}

static void
test_bomb (Fixture *self, gconstpointer data)
{
  Zip zip = begin_zip (self);
  g_autofree char *spaces = g_strnfill (1024 * 1024, ' ');

  add_text (zip, "a.json", CLAUDE ("before"));
  add_text (zip, "b.json", "[");
  for (int i = 0; i < 100; i++)
    g_assert_cmpint (archive_write_data (zip.archive, spaces, 1024 * 1024), ==, 1024 * 1024);
  end_zip (zip);

  expect (self, "1 0 0 0", "The ZIP file unpacks to far more");
}

static void
test_encrypted (Fixture *self, gconstpointer data)
{
  Zip zip = { archive_write_new () };

  archive_write_set_format_zip (zip.archive);
  if (archive_write_set_options (zip.archive, "zip:encryption=traditional") != ARCHIVE_OK)
    {
      archive_write_free (zip.archive);
      g_test_skip ("this libarchive cannot encrypt");
      return;
    }
  archive_write_set_passphrase (zip.archive, "secret");
  archive_write_open_filename (zip.archive, self->path);
  add_text (zip, "a.json", CLAUDE ("one"));
  end_zip (zip);

  expect (self, "0 0 0 0", "The ZIP file is protected by a password.");
}

/* Whatever is missing at its end, it is said, and nothing crashes. */
static void
test_damaged_zip (Fixture *self, gconstpointer data)
{
  Zip zip = begin_zip (self);
  g_autofree char *contents = NULL;
  gsize length = 0;

  add_text (zip, "a.json", CLAUDE ("one"));
  add_text (zip, "b.json", CLAUDE ("two"));
  end_zip (zip);
  g_assert_true (g_file_get_contents (self->path, &contents, &length, NULL));

  for (gsize end = 4; end + 22 < length; end += 7)
    {
      g_autoptr (SiluImportReport) report = NULL;

      g_assert_true (g_file_set_contents (self->path, contents, (gssize) end, NULL));
      report = run (self, NULL);
      g_assert_cmpuint (report->n_added + report->n_present, <=, 2);
    }
  for (gsize at = 30; at < length; at += 11)
    {
      g_autofree char *changed = g_memdup2 (contents, length);
      g_autoptr (SiluImportReport) report = NULL;

      changed[at] ^= 0x55;
      g_assert_true (g_file_set_contents (self->path, changed, (gssize) length, NULL));
      report = run (self, NULL);
      g_assert_nonnull (report);
    }
}

static void
test_no_file (Fixture *self, gconstpointer data)
{
  expect (self, "0 0 0 0", "The file cannot be read.");
  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);
  expect (self, "0 0 0 0", "It is not a file.");
  g_rmdir (self->path);
}

static void
test_bad_text (Fixture *self, gconstpointer data)
{
  const char *text =
      "[{\"uuid\":\"\xff\",\"name\":\"\\ud800 \xc3\x28\",\"chat_messages\":[{\"text\":"
      "\"\\u0000\xed\xa0\x80\"}]},{\"uuid\":\"bad\",\"name\":\"\\x\","
      "\"chat_messages\":[]}]";

  write_text (self, text);
  expect (self, "1 0 0 1", NULL);
}

/* More in one conversation than is taken: it is skipped, and the next one is not. */
static void
test_huge (Fixture *self, gconstpointer data)
{
  g_autofree char *spaces = g_strnfill (33 * 1024 * 1024, 'x');
  g_autofree char *text =
      g_strdup_printf ("[{\"chat_messages\":[{\"text\":\"%s\"}]},%s", spaces, &CLAUDE ("one")[1]);

  write_text (self, text);
  expect (self, "1 0 0 1", NULL);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/import/twice", test_twice);
  ADD ("/import/continued", test_continued);
  ADD ("/import/own", test_own);
  ADD ("/import/many", test_many);
  ADD ("/import/stopped", test_stopped);
  ADD ("/import/alpaca", test_alpaca);
  ADD ("/import/other-database", test_other_database);
  ADD ("/import/zip", test_zip);
  ADD ("/import/zip-of-nothing", test_zip_of_nothing);
  ADD ("/import/bomb", test_bomb);
  ADD ("/import/encrypted", test_encrypted);
  ADD ("/import/damaged-zip", test_damaged_zip);
  ADD ("/import/no-file", test_no_file);
  ADD ("/import/bad-text", test_bad_text);
  ADD ("/import/huge", test_huge);

  return g_test_run ();
}
