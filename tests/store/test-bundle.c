/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole conversations: what goes in comes out again, and comes in once. */
#include "silu-bundle.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <string.h>

static SiluMessageRecord *
make_message (const char *id, const char *parent, SiluRole role, const char *text)
{
  SiluMessageRecord *record = g_new0 (SiluMessageRecord, 1);

  record->id = g_strdup (id);
  record->conversation = g_strdup ("talk");
  record->parent = g_strdup (parent);
  record->role = role;
  record->times.start = 1000;
  record->usage.prompt = record->usage.completion = record->usage.reasoning = -1;
  record->usage.cached = record->usage.load = -1;
  record->usage.cost = -1;
  record->pane = -1;
  record->parts = silu_parts_new ();
  silu_parts_append (record->parts, SILU_PART_TEXT, SILU_CHANNEL_NONE, text, strlen (text));

  return record;
}

/* A question and its answer; @more: another answer, which the branch then ends with. */
static SiluBundle *
make_bundle (gboolean more)
{
  SiluBundle *bundle = silu_bundle_new ();

  bundle->conversation->id = g_strdup ("talk");
  bundle->conversation->title = g_strdup ("Talk 谈话");
  bundle->conversation->title_kind = SILU_TITLE_USER;
  bundle->conversation->created = 10;
  bundle->conversation->updated = more ? 30 : 20;
  bundle->conversation->archived = 5;
  bundle->conversation->unread = TRUE;
  bundle->conversation->folder = g_strdup ("folder");
  bundle->conversation->tags = g_strsplit ("one\n二", "\n", -1);
  bundle->conversation->source = g_strdup ("chatgpt");
  bundle->conversation->leaf = g_strdup (more ? "second" : "first");
  g_ptr_array_add (bundle->messages, make_message ("question", NULL, SILU_ROLE_USER, "Why?"));
  g_ptr_array_add (bundle->messages,
                   make_message ("first", "question", SILU_ROLE_ASSISTANT, "So."));
  if (more)
    {
      SiluMessageRecord *second = make_message ("second", "question", SILU_ROLE_ASSISTANT, "Thus.");

      second->rating = SILU_RATING_FLAWED;
      second->notes = silu_notes_new ();
      silu_notes_set (second->notes, 0, 2, SILU_NOTE_FLAW, "why? 何以", 5);
      silu_notes_set (second->notes, 0, 0, SILU_NOTE_BOOKMARK, "", 4);
      g_ptr_array_add (bundle->messages, second);
    }

  return bundle;
}

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
add (SiluStore *store, SiluBundle *bundle, SiluBundleFate fate, guint n_added)
{
  GPtrArray *bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) results = NULL;

  g_ptr_array_add (bundles, bundle);
  silu_store_add_bundles_async (store, bundles, NULL, result_cb, &result);
  results = silu_store_add_bundles_finish (store, await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);
  g_assert_cmpint (g_array_index (results, SiluBundleResult, 0).fate, ==, fate);
  g_assert_cmpuint (g_array_index (results, SiluBundleResult, 0).n_added, ==, n_added);
}

static SiluBundle *
read_bundle (SiluStore *store, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  silu_store_read_bundle_async (store, id, NULL, result_cb, &result);

  return silu_store_read_bundle_finish (store, await (&result), error);
}

static void
test_round (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluBundle) bundle = NULL;
  SiluMessageRecord *message;

  add (store, make_bundle (TRUE), SILU_BUNDLE_ADDED, 3);
  bundle = read_bundle (store, "talk", &error);
  g_assert_no_error (error);

  g_assert_cmpstr (bundle->conversation->title, ==, "Talk 谈话");
  g_assert_cmpint (bundle->conversation->title_kind, ==, SILU_TITLE_USER);
  g_assert_cmpint (bundle->conversation->archived, ==, 5);
  g_assert_true (bundle->conversation->unread);
  g_assert_cmpstr (bundle->conversation->folder, ==, "folder");
  g_assert_cmpstr (bundle->conversation->tags[1], ==, "二");
  g_assert_cmpstr (bundle->conversation->source, ==, "chatgpt");
  g_assert_cmpstr (bundle->conversation->leaf, ==, "second");
  g_assert_cmpuint (bundle->messages->len, ==, 3);
  message = g_ptr_array_index (bundle->messages, 2);
  g_assert_cmpstr (message->parent, ==, "question");
  g_assert_cmpint (message->times.start, ==, 1000);
  g_assert_cmpint (message->rating, ==, SILU_RATING_FLAWED);
  g_assert_cmpuint (message->notes->len, ==, 2);
  g_assert_cmpstr (silu_notes_find (message->notes, 0, 2)->text, ==, "why? 何以");
  g_assert_cmpint (silu_notes_find (message->notes, 0, 2)->created, ==, 5);
  message = g_ptr_array_index (bundle->messages, 1);
  g_assert_null (message->notes);
  store_fixture_close (store);
}

static void
test_twice (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluBundle) bundle = NULL;

  add (store, make_bundle (FALSE), SILU_BUNDLE_ADDED, 2);
  add (store, make_bundle (FALSE), SILU_BUNDLE_PRESENT, 0);
  add (store, make_bundle (TRUE), SILU_BUNDLE_MERGED, 1);
  add (store, make_bundle (TRUE), SILU_BUNDLE_PRESENT, 0);
  /* An older export adds nothing, and takes nothing away. */
  add (store, make_bundle (FALSE), SILU_BUNDLE_PRESENT, 0);

  bundle = read_bundle (store, "talk", &error);
  g_assert_no_error (error);
  g_assert_cmpint (bundle->conversation->updated, ==, 30);
  g_assert_cmpstr (bundle->conversation->leaf, ==, "second");
  g_assert_cmpuint (bundle->messages->len, ==, 3);
  store_fixture_close (store);
}

static void
test_missing (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bundle (store, "nobody", &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_REQUEST);
  store_fixture_close (store);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/bundle/round", test_round);
  g_test_add_func ("/bundle/twice", test_twice);
  g_test_add_func ("/bundle/missing", test_missing);

  return g_test_run ();
}
