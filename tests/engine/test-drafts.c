/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written but not sent is there again. */
#include "engine-fixture.h"

static SiluDrafts *
get_drafts (EngineFixture *fixture)
{
  return silu_engine_get_drafts (fixture->engine);
}

static void
test_kept (EngineFixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), ""), ==, "");
  silu_drafts_set (get_drafts (fixture), "", "写了一半", NULL);
  silu_drafts_set (get_drafts (fixture), "talk", "one", NULL);
  silu_drafts_set (get_drafts (fixture), "talk", "two\nlines", NULL);
  silu_drafts_set (get_drafts (fixture), "other", "gone", NULL);
  engine_fixture_restart (fixture);

  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), ""), ==, "写了一半");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "talk"), ==, "two\nlines");

  silu_drafts_set (get_drafts (fixture), "other", "", NULL);
  engine_fixture_restart (fixture);
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "other"), ==, "");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "talk"), ==, "two\nlines");
}

/* Without an end: what a crash would leave. */
static gboolean
is_stored (gpointer user_data)
{
  EngineFixture *fixture = user_data;
  SiluEngine *other = engine_fixture_open (fixture->directory);
  gboolean found;

  found = g_str_equal (silu_drafts_get (silu_engine_get_drafts (other), "talk"), "typing") &&
          silu_drafts_get_attachments (silu_engine_get_drafts (other), "talk")->len == 1;
  engine_fixture_close (other);

  return found;
}

static void
test_soon (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = silu_attachments_new ();

  g_ptr_array_add (files, silu_attachment_new ("a.c", NULL, "int a;"));
  silu_drafts_set (get_drafts (fixture), "talk", "typing", files);
  silu_test_run_until (is_stored, fixture);
}

static GPtrArray *
make_files (const char *text)
{
  GPtrArray *files = silu_attachments_new ();

  g_ptr_array_add (files, silu_attachment_new ("a.c", NULL, text));
  g_ptr_array_add (files, silu_attachment_new ("笔记.txt", NULL, "思路\n"));

  return files;
}

static void
assert_files (EngineFixture *fixture, const char *id, const char *first_text)
{
  GPtrArray *files = silu_drafts_get_attachments (get_drafts (fixture), id);

  g_assert_nonnull (files);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (((SiluAttachment *) g_ptr_array_index (files, 0))->text, ==, first_text);
  g_assert_cmpstr (((SiluAttachment *) g_ptr_array_index (files, 1))->name, ==, "笔记.txt");
}

/* Files are kept with the text, without it, and while it changes. */
static void
test_files (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = make_files ("int a;");
  g_autoptr (GPtrArray) others = make_files ("int b;");
  GPtrArray *kept = NULL;

  silu_drafts_set (get_drafts (fixture), "", "", files);
  silu_drafts_set (get_drafts (fixture), "talk", "look", files);
  engine_fixture_restart (fixture);
  assert_files (fixture, "", "int a;");
  assert_files (fixture, "talk", "int a;");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "talk"), ==, "look");

  /* The text alone. */
  kept = silu_drafts_get_attachments (get_drafts (fixture), "talk");
  silu_drafts_set (get_drafts (fixture), "talk", "look at this", kept);
  silu_drafts_set (get_drafts (fixture), "", "", others);
  engine_fixture_restart (fixture);
  assert_files (fixture, "talk", "int a;");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "talk"), ==, "look at this");
  assert_files (fixture, "", "int b;");

  /* Other files, then other text, before either is written; and no files any more. */
  silu_drafts_set (get_drafts (fixture), "talk", "look", others);
  silu_drafts_set (get_drafts (fixture), "talk", "", others);
  silu_drafts_set (get_drafts (fixture), "", "text", NULL);
  engine_fixture_restart (fixture);
  assert_files (fixture, "talk", "int b;");
  g_assert_cmpuint (silu_drafts_get_attachments (get_drafts (fixture), "")->len, ==, 0);
  silu_drafts_set (get_drafts (fixture), "talk", "", NULL);
  engine_fixture_restart (fixture);
  g_assert_null (silu_drafts_get_attachments (get_drafts (fixture), "talk"));
}

/* What is written before the store has told what it knows is newer. */
static void
test_fill (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) stored = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) silu_draft_record_free);

  g_hash_table_insert (stored, (char *) "talk", silu_draft_record_new ("old", NULL));
  g_hash_table_insert (stored, (char *) "cleared", silu_draft_record_new ("old", NULL));
  g_hash_table_insert (stored, (char *) "other", silu_draft_record_new ("kept", NULL));
  silu_drafts_set (get_drafts (fixture), "talk", "new", NULL);
  silu_drafts_set (get_drafts (fixture), "cleared", "new", NULL);
  silu_drafts_set (get_drafts (fixture), "cleared", "", NULL);
  silu_drafts_fill (get_drafts (fixture), stored);

  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "talk"), ==, "new");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "cleared"), ==, "");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "other"), ==, "kept");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  engine_fixture_add ("/drafts/kept", test_kept);
  engine_fixture_add ("/drafts/soon", test_soon);
  engine_fixture_add ("/drafts/files", test_files);
  engine_fixture_add ("/drafts/fill", test_fill);

  return g_test_run ();
}
