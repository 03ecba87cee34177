/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversations that never touch the disk. */
#define _GNU_SOURCE /* memmem () */
#include "engine-fixture.h"

#include <string.h>

#define SECRET "xylophone"

static gboolean
holds (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &bytes, &length, NULL) &&
         memmem (bytes, length, SECRET, strlen (SECRET)) != NULL;
}

/* No file of the folder holds a word of it. */
static gboolean
is_on_disk (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) ? is_on_disk (path) : holds (path))
        return TRUE;
    }

  return FALSE;
}

static void
flush (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_flush_async (store, silu_test_store_result_cb, &result);
  silu_store_flush_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_memory (EngineFixture *fixture, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (fixture->engine));
  SiluStore *memory;

  silu_conversation_set_incognito (fixture->conversation);
  engine_fixture_push_answer (fixture, "about the " SECRET, "A " SECRET " is wooden.");
  engine_fixture_push_answer (fixture, NULL, "Another " SECRET ".");
  engine_fixture_ask (fixture, "What is a " SECRET "?", SILU_TURN_COMPLETE);
  engine_fixture_ask (fixture, "And a second " SECRET "?", SILU_TURN_COMPLETE);

  /* It is a conversation like others: the second question goes out with the first. */
  g_assert_nonnull (strstr (engine_fixture_get_body (fixture, 1), "is wooden"));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);

  memory = silu_engine_get_store_of (fixture->engine, fixture->conversation);
  g_assert_true (memory != silu_engine_get_store (fixture->engine));
  flush (memory);
  flush (silu_engine_get_store (fixture->engine));
  g_assert_null (silu_store_get_fault (memory));
  g_assert_false (is_on_disk (fixture->directory));

  silu_engine_forget (fixture->engine, fixture->conversation);
  flush (memory);
  engine_fixture_restart (fixture);
  list = G_LIST_MODEL (silu_engine_get_conversations (fixture->engine));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  g_assert_false (is_on_disk (fixture->directory));
}

/* That the search for the word would find it. */
static void
test_others (EngineFixture *fixture, gconstpointer data)
{
  engine_fixture_push_answer (fixture, NULL, "A " SECRET ".");
  engine_fixture_ask (fixture, "q", SILU_TURN_COMPLETE);
  flush (silu_engine_get_store (fixture->engine));
  g_assert_true (is_on_disk (fixture->directory));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  engine_fixture_add ("/incognito/memory", test_memory);
  engine_fixture_add ("/incognito/others", test_others);

  return g_test_run ();
}
