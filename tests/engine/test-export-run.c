/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the store to a file: all of it or nothing. */
#include "silu-export-run.h"

#include "silu-test.h"
#include <glib/gstdio.h>
#include <string.h>

#define N_CHATS 20

typedef struct
{
  SiluStore *store;
  char *folder;
  GFile *file;
  GCancellable *cancellable;
  guint n_steps;
  guint cancel_at; /* 0: never */
} Fixture;

static void
add_chats (Fixture *fixture)
{
  for (guint i = 0; i < N_CHATS; i++)
    {
      g_autofree char *id = g_strdup_printf ("chat-%02u", i);
      g_autoptr (SiluConversation) conversation = silu_conversation_new (id);
      g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_USER);

      silu_conversation_set_created (conversation, i + 1);
      silu_conversation_set_title (conversation, id, SILU_TITLE_USER);
      silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
      silu_conversation_add (conversation, message, NULL);
      silu_store_save_conversation (fixture->store, conversation);
      silu_store_save_message (fixture->store, conversation, message);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->store = silu_store_new (NULL);
  silu_store_open_async (fixture->store, silu_test_store_result_cb, &opened);
  g_assert_true (silu_store_open_finish (fixture->store, silu_test_wait_result (&opened), &error));
  add_chats (fixture);

  fixture->folder = g_dir_make_tmp ("silu-export-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "chats.md", NULL);
  fixture->file = g_file_new_for_path (path);
  fixture->cancellable = g_cancellable_new ();
}

/* How many files there are, and what the one is that counts. */
static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_file_delete (fixture->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_object_unref (fixture->file);
  g_object_unref (fixture->cancellable);
  g_object_unref (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
progress_cb (guint n_done, guint n_conversations, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_steps++;
  g_assert_cmpuint (n_done, ==, fixture->n_steps);
  g_assert_cmpuint (n_conversations, <=, N_CHATS);
  if (n_done == fixture->cancel_at)
    g_cancellable_cancel (fixture->cancellable);
}

static gboolean
run (Fixture *fixture, const char *const *ids, guint *n, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;

  silu_export_run_async (fixture->store, ids, SILU_EXPORT_MARKDOWN, 0, fixture->file,
                         fixture->cancellable, progress_cb, fixture, silu_test_store_result_cb,
                         &done);

  return silu_export_run_finish (silu_test_wait_result (&done), n, error);
}

static char *
read_file (Fixture *fixture)
{
  char *text = NULL;

  g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL);

  return text;
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GStatBuf info;
  guint n = 0;

  g_assert_true (run (fixture, NULL, &n, &error));
  g_assert_cmpuint (n, ==, N_CHATS);
  g_assert_cmpuint (fixture->n_steps, ==, N_CHATS);
  text = read_file (fixture);
  g_assert_true (g_str_has_prefix (text, "# chat-00\n"));
  g_assert_nonnull (strstr (text, "\n# chat-19\n"));
  g_assert_cmpuint (count_files (fixture), ==, 1);

  g_assert_cmpint (g_stat (g_file_peek_path (fixture->file), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_some (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "chat-07", "chat-03", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (
      g_file_replace_contents (fixture->file, "old", 3, NULL, FALSE, 0, NULL, NULL, &error));
  g_assert_true (run (fixture, ids, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  text = read_file (fixture);
  g_assert_true (g_str_has_prefix (text, "# chat-07\n"));
  g_assert_null (strstr (text, "old"));
  g_assert_null (strstr (text, "chat-00"));
}

/* However far it has come, what was there stays. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (
      g_file_replace_contents (fixture->file, "old", 3, NULL, FALSE, 0, NULL, NULL, &error));
  fixture->cancel_at = 5;
  g_assert_false (run (fixture, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_steps, ==, 5);
  text = read_file (fixture);
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_cancel_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (run (fixture, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "chat-00", "nobody", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (run (fixture, ids, NULL, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

/* Neither a folder nor a device gives way to a file. */
static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { "/dev/null", "/", "/nowhere/at/all" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);
      g_autoptr (GAsyncResult) done = NULL;
      g_autoptr (GError) error = NULL;

      silu_export_run_async (fixture->store, NULL, SILU_EXPORT_JSON, 0, file, NULL, NULL, NULL,
                             silu_test_store_result_cb, &done);
      g_assert_false (silu_export_run_finish (silu_test_wait_result (&done), NULL, &error));
      g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
}

/* One piece a conversation, and the stream stays open. */
static void
test_stream (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  silu_export_stream_async (fixture->store, NULL, SILU_EXPORT_JSONL, 0, stream, NULL,
                            silu_test_store_result_cb, &done);
  g_assert_true (silu_export_run_finish (silu_test_wait_result (&done), NULL, &error));
  g_assert_false (g_output_stream_is_closed (stream));
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==,
                    N_CHATS *
                        strlen ("{\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}\n"));
}

/* One in which everything that is kept says something. */
static SiluBundle *
make_full (void)
{
  SiluBundle *bundle = silu_bundle_new ();
  SiluConversationRecord *header = bundle->conversation;
  SiluMessageRecord *message = g_new0 (SiluMessageRecord, 1);

  header->id = g_strdup ("full");
  header->title = g_strdup ("Full 满");
  header->title_kind = SILU_TITLE_MODEL;
  header->created = 1;
  header->updated = 2;
  header->archived = 3;
  header->deleted = 4;
  header->pinned = header->unread = TRUE;
  header->folder = g_strdup ("folder");
  header->tags = g_strsplit ("one\n二", "\n", -1);
  header->source = g_strdup ("claude");
  header->account = g_strdup ("account");
  header->model = g_strdup ("model");
  header->think = SILU_THINK_LOW;
  header->leaf = g_strdup ("answer");
  silu_sampling_set (&header->sampling, SILU_PARAM_TOP_P, 0.95);

  message->id = g_strdup ("answer");
  message->conversation = g_strdup ("full");
  message->role = SILU_ROLE_ASSISTANT;
  message->state = SILU_MESSAGE_FAILED;
  message->model = g_strdup ("model");
  message->account = g_strdup ("account");
  message->think = SILU_THINK_MAX;
  message->finish = SILU_FINISH_LENGTH;
  message->pane = 1;
  message->times = (SiluTimes){ 11, 12, 13, 14, 15 };
  message->usage = (SiluUsage){ 1, 2, 3, 4, 5, 0.25 };
  message->error_code = SILU_ERROR_TLS;
  message->error_message = g_strdup ("Broken.");
  message->error_detail = g_strdup ("detail");
  message->parts = silu_parts_new ();
  for (int kind = SILU_PART_REASONING; kind <= SILU_PART_REPLAY; kind++)
    g_ptr_array_add (message->parts, silu_part_new ((SiluPartKind) kind, SILU_CHANNEL_DETAILS,
                                                    "line\n\ttab \"quote\" 末"));
  g_ptr_array_add (bundle->messages, message);

  return bundle;
}

/* What has been in the store is the same as before, in every byte. */
static void
test_store_keeps_all (Fixture *fixture, gconstpointer data)
{
  const SiluExportFlags flags = SILU_EXPORT_REASONING | SILU_EXPORT_ALL_BRANCHES;
  const char *const ids[] = { "full", NULL };
  SiluExport export = { SILU_EXPORT_JSON, flags, 1, NULL };
  GPtrArray *bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GArray) results = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (bundles, make_full ());
  silu_export_begin (&export, expected);
  silu_export_add (&export, g_ptr_array_index (bundles, 0), 0, expected);
  silu_export_end (&export, expected);

  silu_store_add_bundles_async (fixture->store, bundles, NULL, silu_test_store_result_cb, &added);
  results = silu_store_add_bundles_finish (fixture->store, silu_test_wait_result (&added), &error);
  g_assert_no_error (error);

  silu_export_stream_async (fixture->store, ids, SILU_EXPORT_JSON, flags, stream, NULL,
                            silu_test_store_result_cb, &done);
  g_assert_true (silu_export_run_finish (silu_test_wait_result (&done), NULL, &error));
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, &error));
  g_assert_cmpstr (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), ==,
                   expected->str);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/export-run/all", test_all);
  ADD ("/export-run/some", test_some);
  ADD ("/export-run/cancel", test_cancel);
  ADD ("/export-run/cancel-before", test_cancel_before);
  ADD ("/export-run/missing", test_missing);
  ADD ("/export-run/no-file", test_no_file);
  ADD ("/export-run/stream", test_stream);
  ADD ("/export-run/store-keeps-all", test_store_keeps_all);
#undef ADD

  return g_test_run ();
}
