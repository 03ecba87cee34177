/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left when a process dies with an answer under way. The test runs itself a second time,
 * as the process that is killed. */
#include "silu-test.h"
#include "store-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* --- the process that is killed --- */

/* Each line is one chunk, after a letter for its kind. "ok" says that it is on disk. */
static void
append_line (SiluStore *store, SiluMessage *message, const char *line)
{
  switch (*line)
    {
    case 'r':
      silu_store_append (store, message, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, line + 1, 0);
      break;
    case 't':
      silu_store_append (store, message, SILU_PART_TEXT, SILU_CHANNEL_NONE, line + 1, 0);
      break;
    case 'c':
      silu_store_append_reclassify (store, message);
      break;
    default:
      g_assert_not_reached ();
    }

  store_fixture_flush (store);
  g_assert_cmpint (puts ("ok"), >=, 0);
  g_assert_cmpint (fflush (stdout), ==, 0);
}

static int
run_child (const char *directory)
{
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) conversation = silu_conversation_new ("talk");
  g_autoptr (SiluMessage) question = silu_message_new ("question", SILU_ROLE_USER);
  g_autoptr (SiluMessage) answer = silu_message_new ("answer", SILU_ROLE_ASSISTANT);
  char line[4096];

  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  silu_conversation_add (conversation, question, NULL);
  silu_conversation_add (conversation, answer, question);
  silu_store_save_conversation (store, conversation);
  silu_store_save_message (store, conversation, question);
  silu_store_save_message (store, conversation, answer);

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_strchomp (line);
      append_line (store, answer, line);
    }
  store_fixture_close (store);

  return 0;
}

/* --- the test --- */

typedef struct
{
  GSubprocess *process;
  GDataInputStream *answers;
} Child;

static void
child_start (Child *self, const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", &error);

  g_assert_no_error (error);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, program, "--child", directory, NULL);
  g_assert_no_error (error);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
}

/* Returns when the child says that the chunk is on disk. */
static void
child_append (Child *self, const char *line)
{
  GOutputStream *pipe = g_subprocess_get_stdin_pipe (self->process);
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (pipe, whole, strlen (whole), NULL, NULL, &error);
  g_assert_no_error (error);
  answer = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==, "ok");
}

static void
child_kill (Child *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->process, SIGKILL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (self->process));
  g_clear_object (&self->answers);
  g_clear_object (&self->process);
}

static void
assert_state (SiluConversation *conversation, SiluMessageState state)
{
  SiluMessage *answer = silu_conversation_find (conversation, "answer");

  g_assert_nonnull (answer);
  g_assert_cmpint (silu_message_get_state (answer), ==, state);
  g_assert_true (silu_conversation_get_leaf (conversation) == answer);
  store_fixture_assert_text (conversation, "question", SILU_PART_TEXT, "Why?");
}

static void
test_killed (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autoptr (GString) reasoning = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  Child child = { 0 };

  child_start (&child, directory);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *line = g_strdup_printf ("%c%d 思う é 🎈 ", i < 25 ? 'r' : 't', i);

      child_append (&child, line);
      /* The child drops blanks at the end of a line. */
      g_string_append (i < 25 ? reasoning : text, g_strchomp (line) + 1);
    }
  child_kill (&child);

  /* The second time nothing is left to fold. */
  for (int i = 0; i < 2; i++)
    {
      SiluStore *store = store_fixture_open (directory);
      g_autoptr (SiluConversation) conversation = store_fixture_load (store, "talk");

      assert_state (conversation, SILU_MESSAGE_INTERRUPTED);
      store_fixture_assert_text (conversation, "answer", SILU_PART_REASONING, reasoning->str);
      store_fixture_assert_text (conversation, "answer", SILU_PART_TEXT, text->str);
      store_fixture_close (store);
    }
}

static void
test_killed_after_reclassify (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store;
  g_autoptr (SiluConversation) conversation = NULL;
  Child child = { 0 };

  child_start (&child, directory);
  child_append (&child, "tIt was");
  child_append (&child, "t thinking");
  child_append (&child, "c");
  child_append (&child, "tThe answer");
  child_kill (&child);

  store = store_fixture_open (directory);
  conversation = store_fixture_load (store, "talk");
  assert_state (conversation, SILU_MESSAGE_INTERRUPTED);
  store_fixture_assert_text (conversation, "answer", SILU_PART_REASONING, "It was thinking");
  store_fixture_assert_text (conversation, "answer", SILU_PART_TEXT, "The answer");
  store_fixture_close (store);
}

/* Another window's answer is its own affair for as long as that process lives. */
static void
test_living (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autoptr (SiluConversation) before = NULL;
  g_autoptr (SiluConversation) after = NULL;
  SiluStore *store;
  Child child = { 0 };

  child_start (&child, directory);
  child_append (&child, "rone");

  store = store_fixture_open (directory);
  before = store_fixture_load (store, "talk");
  assert_state (before, SILU_MESSAGE_STREAMING);
  store_fixture_assert_text (before, "answer", SILU_PART_REASONING, "one");

  child_append (&child, "r two");
  store_fixture_close (store);
  child_kill (&child);

  store = store_fixture_open (directory);
  after = store_fixture_load (store, "talk");
  assert_state (after, SILU_MESSAGE_INTERRUPTED);
  store_fixture_assert_text (after, "answer", SILU_PART_REASONING, "one two");
  store_fixture_close (store);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);

  silu_test_init (&argc, &argv);

  g_test_add_func ("/store-crash/killed", test_killed);
  g_test_add_func ("/store-crash/killed-after-reclassify", test_killed_after_reclassify);
  g_test_add_func ("/store-crash/living", test_living);

  return g_test_run ();
}
