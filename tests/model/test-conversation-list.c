/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the sidebar, kept while its conversations change. */
#include "silu-conversation-list.h"
#include "silu-test.h"

#define N_MANY 20000

typedef struct
{
  guint changes;
  guint position;
  guint removed;
  guint added;
} Seen;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Seen *seen = data;

  *seen = (Seen){ seen->changes + 1, position, removed, added };
}

static SiluConversation *
add (SiluConversationList *list, const char *id, gint64 updated)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new (id);

  silu_conversation_set_updated (talk, updated);
  silu_conversation_list_add (list, talk);
  silu_conversation_list_add (list, talk); /* does nothing */

  return silu_conversation_list_find (list, id);
}

static void
assert_order (SiluConversationList *list, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (SiluConversation) talk = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (ids, silu_conversation_get_id (talk));
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_order (void)
{
  g_autoptr (SiluConversationList) list = silu_conversation_list_new ();
  g_autoptr (SiluConversation) kept = NULL;
  SiluConversation *a = add (list, "a", 1);
  SiluConversation *b = add (list, "b", 2);
  Seen seen = { 0 };

  add (list, "d", 3);
  add (list, "c", 3);
  assert_order (list, "cdba");

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &seen);
  silu_conversation_set_pinned (a, TRUE);
  assert_order (list, "acdb");
  silu_conversation_set_updated (b, 4);
  assert_order (list, "abcd");
  g_assert_cmpuint (seen.changes, ==, 4);
  g_assert_cmpuint (seen.position, ==, 1);
  g_assert_cmpuint (seen.removed, ==, 0);
  g_assert_cmpuint (seen.added, ==, 1);

  /* Stays where it is: nothing to tell. */
  silu_conversation_set_updated (b, 5);
  g_assert_cmpuint (seen.changes, ==, 4);

  kept = g_object_ref (b);
  silu_conversation_list_remove (list, b);
  assert_order (list, "acd");
  g_assert_null (silu_conversation_list_find (list, "b"));
  silu_conversation_set_updated (kept, 6);
  g_assert_cmpuint (seen.changes, ==, 5);
}

static void
count_cb (SiluConversationList *list, SiluConversation *conversation, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* Who sorts by more than the order hears of it, and of nothing else. */
static void
test_changed (void)
{
  static const char *const tags[] = { "work", NULL };
  g_autoptr (SiluConversationList) list = silu_conversation_list_new ();
  SiluConversation *talk = add (list, "a", 1);
  guint n = 0;

  g_signal_connect (list, "changed", G_CALLBACK (count_cb), &n);
  silu_conversation_set_pinned (talk, TRUE);
  g_assert_cmpuint (n, ==, 1);
  silu_conversation_set_archived (talk, 5);
  silu_conversation_set_folder (talk, "f");
  silu_conversation_set_tags (talk, tags);
  g_assert_cmpuint (n, ==, 4);
  silu_conversation_set_title (talk, "t", SILU_TITLE_USER);
  silu_conversation_set_streaming (talk, TRUE);
  g_assert_cmpuint (n, ==, 4);
}

static void
test_many (void)
{
  g_autoptr (SiluConversationList) list = silu_conversation_list_new ();
  g_autoptr (GPtrArray) talks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SiluConversation) first = NULL;
  SiluConversation *last;
  Seen seen = { 0 };

  for (int i = 0; i < N_MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      SiluConversation *talk = silu_conversation_new (id);

      silu_conversation_set_updated (talk, i);
      g_ptr_array_add (talks, talk);
    }
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &seen);
  silu_conversation_list_add_all (list, talks);
  silu_conversation_list_add_all (list, talks); /* does nothing */
  g_assert_cmpuint (seen.changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);

  seen = (Seen){ 0 };
  last = silu_conversation_list_find (list, "0");
  silu_conversation_set_updated (last, N_MANY);
  g_assert_cmpuint (seen.changes, ==, 2);
  g_assert_cmpuint (seen.added, ==, 1);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (first == last);
}

/* What comes in order is appended, and told as that; anything else is put in its place. */
static void
test_pieces (void)
{
  g_autoptr (SiluConversationList) list = silu_conversation_list_new ();
  const char *const pieces[] = { "dc", "ba", "fe" };
  Seen seen = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &seen);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GPtrArray) talks = g_ptr_array_new_with_free_func (g_object_unref);

      for (const char *at = pieces[i]; *at != '\0'; at++)
        {
          SiluConversation *talk = silu_conversation_new ((char[]){ *at, '\0' });

          silu_conversation_set_updated (talk, *at);
          g_ptr_array_add (talks, talk);
        }
      silu_conversation_list_add_all (list, talks);

      if (i == 1)
        {
          g_assert_cmpuint (seen.position, ==, 2);
          g_assert_cmpuint (seen.removed, ==, 0);
          g_assert_cmpuint (seen.added, ==, 2);
        }
    }

  g_assert_cmpuint (seen.changes, ==, 3);
  assert_order (list, "fedcba");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/conversation-list/order", test_order);
  g_test_add_func ("/conversation-list/changed", test_changed);
  g_test_add_func ("/conversation-list/many", test_many);
  g_test_add_func ("/conversation-list/pieces", test_pieces);

  return g_test_run ();
}
