/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long conversation comes in two parts, its end first; what is there then is what is stored. */
#include "silu-sql.h"
#include "silu-store-private.h"
#include "silu-test.h"
#include "store-fixture.h"

#define LENGTH 600

typedef struct
{
  GArray *added; /* of guint: items that came, each time */
  gboolean loaded;
  SiluMessage *leaf;
} Watch;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Watch *watch = user_data;

  /* What was there stays, and what comes stands before it. */
  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (removed, ==, 0);
  g_array_append_val (watch->added, added);
  if (watch->leaf == NULL)
    watch->leaf = silu_conversation_get_leaf (SILU_CONVERSATION (model));
  g_assert_true (watch->leaf == silu_conversation_get_leaf (SILU_CONVERSATION (model)));
  g_assert_false (silu_conversation_get_loaded (SILU_CONVERSATION (model)));
}

static SiluMessage *
add (SiluStore *store, SiluConversation *talk, const char *id, SiluMessage *parent)
{
  gboolean question = parent == NULL || silu_message_get_role (parent) == SILU_ROLE_ASSISTANT;
  g_autoptr (SiluMessage) message =
      silu_message_new (id, question ? SILU_ROLE_USER : SILU_ROLE_ASSISTANT);

  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "thought ");
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, id);
  silu_conversation_add (talk, message, parent);
  silu_store_save_message (store, talk, message);

  return silu_conversation_get_leaf (talk);
}

/* Messages "m0", "m1"…; every hundredth answer has a version "…b" beside it. */
static void
save_talk (SiluStore *store, guint length)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  SiluMessage *parent = NULL;

  silu_store_save_conversation (store, talk);
  for (guint i = 0; i < length; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      SiluMessage *message = add (store, talk, id, parent);

      if (i % 100 == 99)
        {
          g_autofree char *other = g_strdup_printf ("m%ub", i);

          add (store, talk, other, parent);
        }
      parent = message;
    }
  silu_conversation_set_leaf (talk, parent);
  silu_store_save_conversation (store, talk);
  store_fixture_flush (store);
}

static SiluConversation *
load (SiluStore *store, Watch *watch)
{
  SiluConversation *talk = silu_conversation_new ("talk");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  watch->added = g_array_new (FALSE, FALSE, sizeof (guint));
  watch->leaf = NULL;
  g_signal_connect (talk, "items-changed", G_CALLBACK (items_changed_cb), watch);
  silu_store_load_async (store, talk, NULL, silu_test_store_result_cb, &result);
  silu_store_load_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_true (silu_conversation_get_loaded (talk));
  g_signal_handlers_disconnect_by_data (talk, watch);

  return talk;
}

static void
assert_siblings (SiluConversation *talk, const char *id, guint n, guint at)
{
  guint position = G_MAXUINT;
  g_autoptr (GPtrArray) siblings =
      silu_conversation_get_siblings (talk, silu_conversation_find (talk, id), &position);

  g_assert_cmpuint (siblings->len, ==, n);
  g_assert_cmpuint (position, ==, at);
}

static void
assert_branch (SiluConversation *talk, guint length)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (talk)), ==, length);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (SiluMessage) message = g_list_model_get_item (G_LIST_MODEL (talk), i);
      g_autofree char *id = g_strdup_printf ("m%u", i);

      g_assert_cmpstr (silu_message_get_id (message), ==, id);
      g_assert_cmpuint (silu_message_get_n_parts (message), ==, 2);
      g_assert_cmpstr (silu_message_get_part (message, 1)->text->str, ==, id);
      if (i == 0)
        g_assert_null (silu_message_get_parent (message));
    }
}

static void
test_long (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) talk = NULL;
  Watch watch;

  save_talk (store, LENGTH);
  talk = load (store, &watch);

  g_assert_cmpuint (watch.added->len, ==, 2);
  g_assert_cmpuint (g_array_index (watch.added, guint, 0), <, 100);
  g_assert_cmpuint (g_array_index (watch.added, guint, 0) + g_array_index (watch.added, guint, 1),
                    ==, LENGTH);
  assert_branch (talk, LENGTH);
  assert_siblings (talk, "m99", 2, 0);
  assert_siblings (talk, "m599", 2, 0);
  assert_siblings (talk, "m599b", 2, 1);
  g_array_unref (watch.added);
  store_fixture_close (store);
}

static void
test_short (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) talk = NULL;
  Watch watch;

  save_talk (store, 100);
  talk = load (store, &watch);
  g_assert_cmpuint (watch.added->len, ==, 1);
  assert_branch (talk, 100);
  g_array_unref (watch.added);
  store_fixture_close (store);
}

/* --- damaged files --- */

static gpointer
exec (sqlite3 *db, gpointer sql, GError **error)
{
  return silu_sql_exec (db, sql, error) ? db : NULL;
}

static void
damage (SiluStore *store, const char *sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_db_read_async (silu_store_get_db (store), exec, (char *) sql, NULL, NULL, NULL,
                      silu_test_store_result_cb, &result);
  silu_db_read_finish (silu_store_get_db (store), silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

/* Nothing is lost, and it ends. */
static void
test_damaged (void)
{
  static const char *const damages[] = {
    "UPDATE message SET parent = 'm599' WHERE id = 'm0'",
    "UPDATE message SET parent = 'm590' WHERE id = 'm580'",
    "UPDATE message SET parent = id WHERE id = 'm599'",
    "UPDATE message SET parent = 'nobody' WHERE id = 'm595'",
    "UPDATE conversation SET leaf = 'nobody'",
    "UPDATE conversation SET leaf = NULL",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      SiluStore *store = store_fixture_open (NULL);
      g_autoptr (SiluConversation) talk = NULL;
      g_autoptr (GPtrArray) all = NULL;

      save_talk (store, LENGTH);
      damage (store, damages[i]);
      talk = store_fixture_load (store, "talk");
      all = silu_conversation_list_all (talk);
      g_assert_cmpuint (all->len, ==, LENGTH + LENGTH / 100);
      g_assert_nonnull (silu_conversation_get_leaf (talk));
      store_fixture_close (store);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/store-load/long", test_long);
  g_test_add_func ("/store-load/short", test_short);
  g_test_add_func ("/store-load/damaged", test_damaged);

  return g_test_run ();
}
