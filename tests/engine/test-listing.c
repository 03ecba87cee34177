/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long lists of conversations come a piece at a time, and are whole and in order in the end. */
#include "silu-engine.h"
#include "silu-listing.h"
#include "silu-records.h"
#include "silu-test.h"

#define N_MANY 1234

static GPtrArray *
make_records (guint n)
{
  GPtrArray *records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_conversation_record_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (SiluConversation) conversation = silu_conversation_new (id);

      silu_conversation_set_updated (conversation, n - i);
      g_ptr_array_add (records, silu_conversation_record_new (conversation));
    }

  return records;
}

static void
count_cb (SiluConversation *conversation, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
assert_whole (SiluConversationList *list)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autoptr (SiluConversation) conversation = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_assert_cmpstr (silu_conversation_get_id (conversation), ==, id);
    }
}

static gboolean
is_whole (gpointer user_data)
{
  return g_list_model_get_n_items (user_data) == N_MANY;
}

static void
test_gradual (void)
{
  g_autoptr (SiluConversationList) list = silu_conversation_list_new ();
  guint count = 0;
  g_autoptr (SiluListing) listing =
      silu_listing_new (list, make_records (N_MANY), count_cb, &count);
  guint first;

  g_assert_cmpuint (count, ==, 0);
  silu_listing_begin (listing);
  first = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (first, >, 0);
  g_assert_cmpuint (first, <, N_MANY);
  g_assert_nonnull (silu_conversation_list_find (list, "0"));

  silu_test_run_until (is_whole, list);
  assert_whole (list);
  g_assert_cmpuint (count, ==, N_MANY);

  /* Nothing is left to do. */
  silu_listing_finish (listing);
  g_assert_cmpuint (count, ==, N_MANY);
  g_assert_false (g_main_context_pending (NULL));
}

static void
test_finish (void)
{
  g_autoptr (SiluConversationList) list = silu_conversation_list_new ();
  guint count = 0;
  g_autoptr (SiluListing) listing =
      silu_listing_new (list, make_records (N_MANY), count_cb, &count);

  silu_listing_begin (listing);
  silu_listing_finish (listing);
  assert_whole (list);
  g_assert_cmpuint (count, ==, N_MANY);
}

/* A conversation is used while others are still to come. */
static void
test_change_meanwhile (void)
{
  g_autoptr (SiluConversationList) list = silu_conversation_list_new ();
  guint count = 0;
  g_autoptr (SiluListing) listing =
      silu_listing_new (list, make_records (N_MANY), count_cb, &count);
  g_autoptr (SiluConversation) newest = silu_conversation_new ("newest");

  silu_listing_begin (listing);
  silu_conversation_list_remove (list, silu_conversation_list_find (list, "1"));
  silu_conversation_list_add (list, newest);
  silu_conversation_set_updated (silu_conversation_list_find (list, "2"), 0);
  silu_conversation_set_updated (silu_conversation_list_find (list, "2"), N_MANY - 2);

  silu_test_run_until (is_whole, list);
  g_assert_null (silu_conversation_list_find (list, "1"));
  silu_conversation_list_remove (list, newest);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY - 1);
  for (guint i = 2; i < N_MANY; i++)
    {
      g_autoptr (SiluConversation) conversation =
          g_list_model_get_item (G_LIST_MODEL (list), i - 1);
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_assert_cmpstr (silu_conversation_get_id (conversation), ==, id);
    }
}

static void
test_dropped (void)
{
  g_autoptr (SiluConversationList) list = silu_conversation_list_new ();
  guint count = 0;
  SiluListing *listing = silu_listing_new (list, make_records (N_MANY), count_cb, &count);

  silu_listing_begin (listing);
  silu_listing_free (listing);
  g_assert_false (g_main_context_pending (NULL));
}

static SiluEngine *
start_engine (const char *directory, gboolean gradual)
{
  SiluEngine *engine = silu_engine_new (directory);
  GAsyncResult *started = NULL;

  silu_engine_set_gradual (engine, gradual);
  silu_engine_start_async (engine, silu_test_store_result_cb, &started);
  g_assert_true (silu_engine_start_finish (engine, silu_test_wait_result (&started), NULL));
  g_object_unref (started);

  return engine;
}

static void
end_engine (SiluEngine *engine)
{
  GAsyncResult *ended = NULL;

  silu_engine_shutdown_async (engine, silu_test_store_result_cb, &ended);
  g_assert_true (silu_engine_shutdown_finish (engine, silu_test_wait_result (&ended), NULL));
  g_object_unref (ended);
  g_assert_finalize_object (engine);
}

/* Who asks for one by its id need not wait for it; a pinned one is there from the start. */
static void
test_engine (void)
{
  g_autofree char *directory = g_build_filename (silu_test_get_folder (), "many", NULL);
  SiluEngine *engine = start_engine (directory, FALSE);
  g_autoptr (GPtrArray) records = make_records (N_MANY);
  g_autofree char *pinned = g_strdup_printf ("%u", N_MANY - 1);
  g_autofree char *last = g_strdup_printf ("%u", N_MANY - 2);
  SiluConversationList *list;

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (SiluConversation) conversation =
          silu_conversation_record_restore (g_ptr_array_index (records, i));

      silu_conversation_set_pinned (conversation, i == N_MANY - 1);
      silu_store_save_conversation (silu_engine_get_store (engine), conversation);
    }
  end_engine (engine);

  engine = start_engine (directory, TRUE);
  list = silu_engine_get_conversations (engine);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <, N_MANY);
  g_assert_nonnull (silu_conversation_list_find (list, pinned));
  g_assert_nonnull (silu_conversation_list_find (list, "0"));
  g_assert_null (silu_conversation_list_find (list, last));
  g_assert_nonnull (silu_engine_find_conversation (engine, last));
  g_assert_null (silu_engine_find_conversation (engine, "nobody"));
  end_engine (engine);

  engine = start_engine (directory, FALSE);
  list = silu_engine_get_conversations (engine);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);
  end_engine (engine);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/listing/gradual", test_gradual);
  g_test_add_func ("/listing/finish", test_finish);
  g_test_add_func ("/listing/change-meanwhile", test_change_meanwhile);
  g_test_add_func ("/listing/dropped", test_dropped);
  g_test_add_func ("/listing/engine", test_engine);

  return g_test_run ();
}
