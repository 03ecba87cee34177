/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree, and its active branch as a list: what changes, and no more than that. */
#include "silu-conversation.h"
#include "silu-test.h"

/* What a view is told. */
typedef struct
{
  guint changes; /* how often */
  guint position;
  guint removed;
  guint added;
  guint headers;
  guint messages;
} Seen;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Seen *seen = data;

  seen->changes++;
  seen->position = position;
  seen->removed = removed;
  seen->added = added;
}

static void
header_changed_cb (SiluConversation *talk, gpointer data)
{
  ((Seen *) data)->headers++;
}

static void
message_added_cb (SiluConversation *talk, SiluMessage *message, gpointer data)
{
  ((Seen *) data)->messages++;
}

static void
watch (SiluConversation *talk, Seen *seen)
{
  g_signal_connect (talk, "items-changed", G_CALLBACK (items_changed_cb), seen);
  g_signal_connect (talk, "header-changed", G_CALLBACK (header_changed_cb), seen);
  g_signal_connect (talk, "message-added", G_CALLBACK (message_added_cb), seen);
}

/* Fails unless that was the one change of the list since the last call. */
static void
assert_change (Seen *seen, guint position, guint removed, guint added)
{
  g_assert_cmpuint (seen->changes, ==, 1);
  g_assert_cmpuint (seen->position, ==, position);
  g_assert_cmpuint (seen->removed, ==, removed);
  g_assert_cmpuint (seen->added, ==, added);
  g_assert_cmpuint (seen->headers, ==, 1);
  *seen = (Seen){ 0 };
}

static SiluMessage *
add (SiluConversation *talk, const char *id, SiluMessage *parent)
{
  g_autoptr (SiluMessage) message = silu_message_new (id, SILU_ROLE_USER);

  silu_conversation_add (talk, message, parent);

  return silu_conversation_find (talk, id);
}

/* The ids of the active branch, joined. */
static void
assert_branch (SiluConversation *talk, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (talk)); i++)
    {
      g_autoptr (SiluMessage) message = g_list_model_get_item (G_LIST_MODEL (talk), i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", silu_message_get_id (message));
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_branch (void)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new (NULL);
  SiluMessage *q, *a, *b, *r;
  Seen seen = { 0 };

  watch (talk, &seen);
  q = add (talk, "q", NULL);
  g_assert_cmpuint (seen.messages, ==, 1);
  assert_change (&seen, 0, 0, 1);
  a = add (talk, "a", q);
  assert_change (&seen, 1, 0, 1);
  r = add (talk, "r", a);
  assert_change (&seen, 2, 0, 1);
  assert_branch (talk, "q a r");

  /* A second answer takes the place of the first and of all below it. */
  b = add (talk, "b", q);
  assert_change (&seen, 1, 2, 1);
  assert_branch (talk, "q b");
  g_assert_true (silu_message_get_parent (b) == q);

  /* Back to where it ended. */
  silu_conversation_select_sibling (talk, a);
  assert_change (&seen, 1, 1, 2);
  assert_branch (talk, "q a r");
  g_assert_true (silu_conversation_get_leaf (talk) == r);

  silu_conversation_set_leaf (talk, q);
  assert_change (&seen, 1, 2, 0);
  silu_conversation_set_leaf (talk, q);
  g_assert_cmpuint (seen.headers, ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (talk), 1));
}

/* The leaf last active, not the newest. */
static void
test_last_active (void)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new (NULL);
  SiluMessage *one = add (talk, "1", NULL);
  SiluMessage *old = add (talk, "1a", one);
  SiluMessage *two;

  add (talk, "1b", one);
  silu_conversation_select_sibling (talk, old);
  two = add (talk, "2", NULL);
  assert_branch (talk, "2");
  silu_conversation_select_sibling (talk, one);
  assert_branch (talk, "1 1a");
  silu_conversation_select_sibling (talk, two);
  assert_branch (talk, "2");
}

static void
test_siblings (void)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new (NULL);
  SiluMessage *q = add (talk, "q", NULL);
  SiluMessage *first = add (talk, "a", q);
  SiluMessage *second = add (talk, "b", q);
  g_autoptr (GPtrArray) siblings = NULL;
  g_autoptr (GPtrArray) roots = NULL;
  guint position = 99;

  siblings = silu_conversation_get_siblings (talk, second, &position);
  g_assert_cmpuint (siblings->len, ==, 2);
  g_assert_cmpuint (position, ==, 1);
  g_assert_true (g_ptr_array_index (siblings, 0) == first);
  roots = silu_conversation_get_siblings (talk, q, NULL);
  g_assert_cmpuint (roots->len, ==, 1);
}

static void
test_stored (void)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluMessage) q = silu_message_new ("q", SILU_ROLE_USER);
  g_autoptr (SiluMessage) a = silu_message_new ("a", SILU_ROLE_ASSISTANT);
  g_autoptr (GPtrArray) all = NULL;
  Seen seen = { 0 };

  g_assert_false (silu_conversation_get_loaded (talk));
  watch (talk, &seen);
  silu_conversation_add_stored (talk, q, NULL);
  silu_conversation_add_stored (talk, a, q);
  g_assert_cmpuint (seen.changes + seen.headers + seen.messages, ==, 0);
  silu_conversation_set_leaf (talk, a);
  assert_change (&seen, 0, 0, 2);

  all = silu_conversation_list_all (talk);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (g_ptr_array_index (all, 0) == q);
  g_assert_null (silu_conversation_find (talk, "z"));

  /* Who holds a message longer is not led into a tree that is gone. */
  g_clear_object (&talk);
  g_assert_null (silu_message_get_parent (a));
}

static void
test_header (void)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new (NULL);
  Seen seen = { 0 };

  watch (talk, &seen);
  for (int i = 0; i < 2; i++) /* the second time nothing changes */
    {
      silu_conversation_set_title (talk, "Title", SILU_TITLE_USER);
      silu_conversation_set_updated (talk, 1);
      silu_conversation_set_pinned (talk, TRUE);
      silu_conversation_set_deleted (talk, 2);
      silu_conversation_set_choice (talk, "account", "model", SILU_THINK_HIGH);
      g_assert_cmpuint (seen.headers, ==, 5);
    }

  /* What is for the moment is not stored. */
  silu_conversation_set_streaming (talk, TRUE);
  g_assert_cmpuint (seen.headers, ==, 5);
  silu_conversation_set_unread (talk, TRUE);
  g_assert_cmpuint (seen.headers, ==, 6);
  g_assert_cmpuint (seen.changes, ==, 0);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/conversation/branch", test_branch);
  g_test_add_func ("/conversation/last-active", test_last_active);
  g_test_add_func ("/conversation/siblings", test_siblings);
  g_test_add_func ("/conversation/stored", test_stored);
  g_test_add_func ("/conversation/header", test_header);

  return g_test_run ();
}
