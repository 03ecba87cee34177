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
  silu_drafts_set (get_drafts (fixture), "", "写了一半");
  silu_drafts_set (get_drafts (fixture), "talk", "one");
  silu_drafts_set (get_drafts (fixture), "talk", "two\nlines");
  silu_drafts_set (get_drafts (fixture), "other", "gone");
  engine_fixture_restart (fixture);

  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), ""), ==, "写了一半");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "talk"), ==, "two\nlines");

  silu_drafts_set (get_drafts (fixture), "other", "");
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

  found = g_str_equal (silu_drafts_get (silu_engine_get_drafts (other), "talk"), "typing");
  engine_fixture_close (other);

  return found;
}

static void
test_soon (EngineFixture *fixture, gconstpointer data)
{
  silu_drafts_set (get_drafts (fixture), "talk", "typing");
  silu_test_run_until (is_stored, fixture);
}

/* What is written before the store has told what it knows is newer. */
static void
test_fill (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) stored = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (stored, (char *) "talk", (char *) "old");
  g_hash_table_insert (stored, (char *) "cleared", (char *) "old");
  g_hash_table_insert (stored, (char *) "other", (char *) "kept");
  silu_drafts_set (get_drafts (fixture), "talk", "new");
  silu_drafts_set (get_drafts (fixture), "cleared", "new");
  silu_drafts_set (get_drafts (fixture), "cleared", "");
  silu_drafts_fill (get_drafts (fixture), stored);

  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "talk"), ==, "new");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "cleared"), ==, "");
  g_assert_cmpstr (silu_drafts_get (get_drafts (fixture), "other"), ==, "kept");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  engine_fixture_add ("/drafts/kept", test_kept);
  engine_fixture_add ("/drafts/soon", test_soon);
  engine_fixture_add ("/drafts/fill", test_fill);

  return g_test_run ();
}
