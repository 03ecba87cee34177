/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether colouring a very long block of code holds a frame up: it is opened, unfolded, and its end
 * is shown, which wants all of it read. What is measured is the time from one frame to the next,
 * against the same with code that has no language and so no colours. */
#include "bench-chats.h"
#include "bench-window.h"
#include "silu-code-card.h"
#include "silu-transcript.h"

#define CODE_BYTES (60 * 1024) /* the most that is coloured */
#define FRAMES 120
#define ROUNDS 3

static const char *const LANGUAGES[] = { "c", "text" };

/* Microseconds of the longest wait for a frame. */
static gint64
watch (BenchWindow *window)
{
  gint64 longest = 0;
  gint64 before = g_get_monotonic_time ();

  for (guint i = 0; i < FRAMES; i++)
    {
      gint64 now;

      bench_wait_frame (window);
      now = g_get_monotonic_time ();
      longest = MAX (longest, now - before);
      before = now;
    }

  return longest;
}

static void
add_code (SiluStore *store, const char *language)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "```%s\n", language);
  for (guint i = 0; text->len < CODE_BYTES; i++)
    g_string_append_printf (
        text,
        "static int\nfunction_%u (const char *name, int value) /* no. %u */\n{\n"
        "  if (name == NULL || value > %u)\n    return \"x\\n\"[0];\n\n"
        "  return value + %u;\n}\n\n",
        i, i, i * 7, i);
  g_string_append (text, "```\n");

  silu_conversation_set_title (conversation, language, SILU_TITLE_USER);
  silu_store_save_conversation (store, conversation);
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Code?");
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text->str);
  silu_conversation_add (conversation, question, NULL);
  silu_store_save_message (store, conversation, question);
  silu_conversation_add (conversation, answer, question);
  silu_store_save_message (store, conversation, answer);
  silu_store_save_conversation (store, conversation);
  g_string_free (text, TRUE);
}

/* Prints the longest waits in milliseconds: when it is opened, unfolded, and at its end. */
static void
measure (const char *directory, const char *title)
{
  BenchWindow *window = bench_window_new (directory, NULL);
  GtkWidget *card;
  SiluTranscript *transcript;
  gint64 opened, unfolded, ended;

  bench_window_open (window, title);
  opened = watch (window);
  card = bench_find (window->window, SILU_TYPE_CODE_CARD);
  transcript = SILU_TRANSCRIPT (bench_find (window->window, SILU_TYPE_TRANSCRIPT));
  g_assert_nonnull (card);
  silu_transcript_show_row (transcript, 1);
  silu_code_card_unfold (SILU_CODE_CARD (card));
  unfolded = watch (window);
  silu_transcript_follow (transcript);
  ended = watch (window);
  g_print ("%.2f %.2f %.2f\n", (double) opened / 1000, (double) unfolded / 1000,
           (double) ended / 1000);
  bench_window_free (window);
}

static void
run (const char *program, const char *directory, const char *language, double *medians)
{
  double values[3][ROUNDS];

  for (guint round = 0; round < ROUNDS; round++)
    {
      double waits[3];

      bench_run (NULL, waits, 3, program, "open", directory, language, NULL);
      for (guint i = 0; i < 3; i++)
        values[i][round] = waits[i];
    }
  for (guint i = 0; i < 3; i++)
    medians[i] = bench_median (values[i], ROUNDS);
}

int
main (int argc, char **argv)
{
  static const char *const figures[] = { "longest-wait-opened", "longest-wait-unfolded",
                                         "longest-wait-at-end" };
  g_autofree char *directory = NULL;
  double medians[G_N_ELEMENTS (LANGUAGES)][3];
  SiluStore *store;

  if (argc == 4)
    {
      bench_init ();
      measure (argv[2], argv[3]);
      return 0;
    }

  directory = bench_make_folder ();
  store = bench_chats_open (directory);
  for (gsize i = 0; i < G_N_ELEMENTS (LANGUAGES); i++)
    add_code (store, LANGUAGES[i]);
  bench_chats_close (store);
  for (gsize i = 0; i < G_N_ELEMENTS (LANGUAGES); i++)
    run (argv[0], directory, LANGUAGES[i], medians[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *more =
          g_strdup_printf ("\"coloured_ms\":%.1f,\"plain_ms\":%.1f", medians[0][i], medians[1][i]);

      bench_print ("code", figures[i], medians[0][i] / medians[1][i], 1.5, more);
    }
  bench_remove_folder (directory);

  return 0;
}
