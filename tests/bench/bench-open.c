/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a conversation takes to show its end, by how long it is. Each opening is a process of
 * its own, so that nothing is in memory but what the system keeps of the file. */
#include "bench-window.h"

#include "silu-transcript.h"
#include <glib/gstdio.h>
#include <stdlib.h>

#define ROUNDS 7

static const guint LENGTHS[] = { 20, 2000, 20000 };
static const double LIMITS[] = { 1, 1.3, 2 };

static void
store_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
add_conversation (SiluStore *store, guint n_messages)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autofree char *title = g_strdup_printf ("%u", n_messages);

  silu_conversation_set_title (conversation, title);
  silu_store_save_conversation (store, conversation);
  for (guint i = 0; i < n_messages; i++)
    {
      SiluRole role = i % 2 == 0 ? SILU_ROLE_USER : SILU_ROLE_ASSISTANT;
      g_autoptr (SiluMessage) message = silu_message_new (NULL, role);
      g_autofree char *text = bench_make_answer (i, role == SILU_ROLE_USER ? 80 : 900);

      silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
      silu_message_set_state (message, SILU_MESSAGE_COMPLETE);
      silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));
      silu_store_save_message (store, conversation, message);
    }
  silu_store_save_conversation (store, conversation);
}

static void
make_store (const char *directory)
{
  g_autoptr (SiluStore) store = silu_store_new (directory);
  GAsyncResult *result = NULL;

  silu_store_open_async (store, store_result_cb, &result);
  bench_run_until (has_result, &result);
  g_assert_true (silu_store_open_finish (store, result, NULL));
  g_clear_object (&result);

  for (gsize i = 0; i < G_N_ELEMENTS (LENGTHS); i++)
    add_conversation (store, LENGTHS[i]);
  silu_store_flush_async (store, store_result_cb, &result);
  bench_run_until (has_result, &result);
  g_assert_true (silu_store_flush_finish (store, result, NULL));
  g_object_unref (result);
}

static SiluConversation *
find (BenchWindow *window, const char *title)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (window->engine));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (SiluConversation) conversation = g_list_model_get_item (list, i);

      if (g_strcmp0 (silu_conversation_get_title (conversation), title) == 0)
        return conversation;
    }

  g_error ("there is no conversation of %s messages", title);
}

static gboolean
shows_end (gpointer data)
{
  SiluTranscript *transcript = data;
  guint n_rows = silu_transcript_get_n_rows (transcript);
  GtkWidget *last = n_rows > 0 ? silu_transcript_get_widget (transcript, n_rows - 1) : NULL;

  return last != NULL && gtk_widget_get_mapped (last) && gtk_widget_get_height (last) > 0;
}

/* Prints the milliseconds. */
static void
measure (const char *directory, const char *title)
{
  BenchWindow *window = bench_window_new (directory, NULL);
  SiluConversation *conversation = find (window, title);
  GtkWidget *transcript = bench_find (window->window, SILU_TYPE_TRANSCRIPT);
  gint64 start = g_get_monotonic_time ();

  silu_window_open (SILU_WINDOW (window->window), conversation);
  bench_run_until (shows_end, transcript);
  bench_wait_frame (window);
  g_print ("%.3f\n", (double) (g_get_monotonic_time () - start) / 1000);
  bench_window_free (window);
}

static void
compare (const char *program, const char *directory)
{
  double medians[G_N_ELEMENTS (LENGTHS)];

  for (gsize i = 0; i < G_N_ELEMENTS (LENGTHS); i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", LENGTHS[i]);
      g_autofree char *figure = g_strdup_printf ("messages-%u", LENGTHS[i]);
      g_autofree char *more = NULL;
      double values[ROUNDS];

      for (guint round = 0; round < ROUNDS; round++)
        bench_spawn (program, &values[round], 1, NULL, "open", directory, title, NULL);
      medians[i] = bench_median (values, ROUNDS);
      more = g_strdup_printf ("\"ms\":%.1f", medians[i]);
      bench_print ("open", figure, medians[i] / medians[0], LIMITS[i], more);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  g_autofree char *file = NULL;

  bench_init ();
  if (argc == 4)
    {
      measure (argv[2], argv[3]);
      return 0;
    }

  directory = g_dir_make_tmp ("silu-bench-XXXXXX", NULL);
  make_store (directory);
  compare (argv[0], directory);
  file = g_strdup_printf ("rm -r '%s'", directory);
  if (!g_spawn_command_line_sync (file, NULL, NULL, NULL, NULL))
    g_printerr ("%s stays\n", directory);

  return 0;
}
