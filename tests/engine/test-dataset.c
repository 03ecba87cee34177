/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data set is what its preview said; and a file, or none. */
#include "silu-dataset.h"

#include "silu-test.h"
#include <glib/gstdio.h>
#include <string.h>

/* More than a batch. */
#define N_CHAINS 150

typedef struct
{
  SiluStore *store;
  SiluConversation *chat;
  char *folder;
  GFile *file;
  GCancellable *cancellable;
  guint n_progress;
  gboolean cancels;
} Fixture;

static void
add (Fixture *fixture, guint number)
{
  g_autofree char *id = g_strdup_printf ("answer-%u", number);
  g_autofree char *asked = g_strdup_printf ("Question %u?", number);
  g_autofree char *thought = g_strdup_printf ("Thought %u.", number);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  g_autoptr (SiluMessage) answer = silu_message_new (id, SILU_ROLE_ASSISTANT);
  SiluUsage usage = SILU_USAGE_INIT;

  usage.reasoning = number;
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, asked);
  silu_conversation_add (fixture->chat, question, NULL);
  silu_store_save_message (fixture->store, fixture->chat, question);

  silu_message_set_origin (answer, number % 3 == 0 ? "qwen3" : "r1", "account-1", 0);
  silu_message_set_usage (answer, &usage);
  silu_message_set_rating (answer, number % 2 == 0 ? SILU_RATING_GOOD : SILU_RATING_FLAWED);
  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, thought);
  if (number != 10)
    silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "Answer.");
  if (number == 20)
    silu_message_set_state (answer, SILU_MESSAGE_STOPPED);
  silu_conversation_add (fixture->chat, answer, question);
  silu_store_save_message (fixture->store, fixture->chat, answer);
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
  fixture->chat = silu_conversation_new ("chat");
  silu_store_save_conversation (fixture->store, fixture->chat);
  for (guint i = 1; i <= N_CHAINS; i++)
    add (fixture, i);

  fixture->folder = g_dir_make_tmp ("silu-dataset-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "set.jsonl", NULL);
  fixture->file = g_file_new_for_path (path);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_file_delete (fixture->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_object_unref (fixture->file);
  g_object_unref (fixture->cancellable);
  g_object_unref (fixture->chat);
  g_object_unref (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
progress_cb (guint n_rows, guint n_all, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (n_rows, <=, n_all);
  fixture->n_progress++;
  if (fixture->cancels)
    g_cancellable_cancel (fixture->cancellable);
}

static void
check_summary (const SiluDatasetSummary *summary)
{
  const SiluDatasetModel *model = g_ptr_array_index (summary->models, 0);

  /* Of the 75 good ones two are no use, and those below 30 are too short. */
  g_assert_cmpuint (summary->n_left_out[SILU_DATASET_OTHER_RATING], ==, 75);
  g_assert_cmpuint (summary->n_left_out[SILU_DATASET_NO_ANSWER], ==, 1);
  g_assert_cmpuint (summary->n_left_out[SILU_DATASET_INCOMPLETE], ==, 1);
  g_assert_cmpuint (summary->n_left_out[SILU_DATASET_TOO_SHORT], ==, 12);
  g_assert_cmpuint (summary->n_rows, ==, 61);
  g_assert_cmpint (summary->tokens, ==, (30 + 150) / 2 * 61);
  g_assert_cmpuint (summary->models->len, ==, 2);
  g_assert_cmpstr (model->model, ==, "r1");
  g_assert_cmpuint (model->n_rows, ==, 40);
}

static const SiluChainsQuery good = { .rating = SILU_CHAINS_GOOD, .min_tokens = 30 };

static SiluDatasetSummary *
write_file (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;

  silu_dataset_write_async (fixture->store, &good, SILU_DATASET_FIELD, fixture->file,
                            fixture->cancellable, progress_cb, fixture, silu_test_store_result_cb,
                            &done);

  return silu_dataset_finish (silu_test_wait_result (&done), error);
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluDatasetSummary) summary = NULL;

  silu_dataset_preview_async (fixture->store, &good, SILU_DATASET_FIELD, NULL, progress_cb, fixture,
                              silu_test_store_result_cb, &done);
  summary = silu_dataset_finish (silu_test_wait_result (&done), &error);
  g_assert_no_error (error);
  check_summary (summary);
  g_assert_cmpuint (fixture->n_progress, >, 1);
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluDatasetSummary) summary = write_file (fixture, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GStatBuf info;

  g_assert_no_error (error);
  check_summary (summary);
  g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 62);
  g_assert_true (g_str_has_prefix (
      lines[0], "{\"messages\":[{\"role\":\"user\",\"content\":\"Question 150?\"},"
                "{\"role\":\"assistant\",\"reasoning_content\":\"Thought 150.\","
                "\"content\":\"Answer.\"}],\"provenance\":{\"model\":\"qwen3\","));
  g_assert_nonnull (strstr (lines[60], "\"Question 30?\""));
  g_assert_null (strstr (text, "account"));
  g_assert_cmpint (g_stat (g_file_peek_path (fixture->file), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* Neither a file nor the beginning of one is left. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  fixture->cancels = TRUE;
  g_assert_null (write_file (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_progress, ==, 1);
  dir = g_dir_open (fixture->folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_make_directory (fixture->file, NULL, NULL));
  g_assert_null (write_file (fixture, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/dataset/preview", test_preview);
  ADD ("/dataset/write", test_write);
  ADD ("/dataset/cancel", test_cancel);
  ADD ("/dataset/unwritable", test_unwritable);
#undef ADD

  return g_test_run ();
}
