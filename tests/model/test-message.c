/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a view is told of a message that grows. */
#include "silu-message.h"
#include "silu-test.h"

typedef struct
{
  GString *appended; /* "part:delta " for each */
  guint reclassified;
  guint changed;
} Seen;

static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer data)
{
  g_string_append_printf (((Seen *) data)->appended, "%u:%s ", part, delta);
}

static void
reclassified_cb (SiluMessage *message, gpointer data)
{
  ((Seen *) data)->reclassified++;
}

static void
changed_cb (SiluMessage *message, gpointer data)
{
  ((Seen *) data)->changed++;
}

static void
test_append (void)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  g_autoptr (GString) appended = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *reasoning = NULL;
  Seen seen = { .appended = appended };

  g_signal_connect (message, "appended", G_CALLBACK (appended_cb), &seen);
  g_signal_connect (message, "reclassified", G_CALLBACK (reclassified_cb), &seen);
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "a");
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "");
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "b");
  silu_message_reclassify (message);
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "🎈");

  g_assert_cmpstr (appended->str, ==, "0:a 0:b 1:🎈 ");
  g_assert_cmpuint (seen.reclassified, ==, 1);
  g_assert_cmpuint (silu_message_get_n_parts (message), ==, 2);
  reasoning = silu_message_dup_text (message, SILU_PART_REASONING);
  text = silu_message_dup_text (message, SILU_PART_TEXT);
  g_assert_cmpstr (reasoning, ==, "ab");
  g_assert_cmpstr (text, ==, "🎈");
  g_assert_true (silu_message_has_text (message, SILU_PART_TEXT));
  g_assert_false (silu_message_has_text (message, SILU_PART_TOOL_CALL));
}

static void
test_changed (void)
{
  g_autoptr (SiluMessage) message = silu_message_new ("id", SILU_ROLE_ASSISTANT);
  g_autoptr (GError) error = silu_error_new (SILU_ERROR_STORE, "A sentence.", "detail", -1);
  Seen seen = { 0 };

  g_assert_cmpstr (silu_message_get_id (message), ==, "id");
  g_assert_cmpint (silu_message_get_pane (message), ==, -1);
  g_signal_connect (message, "changed", G_CALLBACK (changed_cb), &seen);
  silu_message_set_state (message, SILU_MESSAGE_STREAMING);
  silu_message_set_state (message, SILU_MESSAGE_STREAMING);
  g_assert_cmpuint (seen.changed, ==, 1);

  silu_message_set_error (message, error);
  g_assert_cmpuint (seen.changed, ==, 2);
  g_clear_error (&error);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_STORE);
  g_assert_cmpstr (silu_error_get_detail (silu_message_get_error (message)), ==, "detail");
  silu_message_set_error (message, NULL);
  g_assert_null (silu_message_get_error (message));
}

static void
test_notes (void)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  g_autoptr (GPtrArray) stored = silu_notes_new ();
  Seen seen = { 0 };

  g_signal_connect (message, "notes-changed", G_CALLBACK (changed_cb), &seen);
  silu_message_set_rating (message, SILU_RATING_GOOD);
  silu_message_set_rating (message, SILU_RATING_GOOD);
  g_assert_cmpint (silu_message_get_rating (message), ==, SILU_RATING_GOOD);
  g_assert_cmpuint (seen.changed, ==, 1);

  g_assert_true (silu_message_set_note (message, 0, 12, SILU_NOTE_FLAW, "No: 2 ≠ 3"));
  g_assert_cmpuint (seen.changed, ==, 2);
  g_assert_cmpstr (silu_message_find_note (message, 0, 12)->text, ==, "No: 2 ≠ 3");
  g_assert_cmpint (silu_message_find_note (message, 0, 12)->created, >, 0);
  g_assert_false (silu_message_remove_note (message, 0, 13));
  g_assert_cmpuint (seen.changed, ==, 2);
  g_assert_true (silu_message_remove_note (message, 0, 12));
  g_assert_cmpuint (seen.changed, ==, 3);
  g_assert_cmpuint (silu_message_get_notes (message)->len, ==, 0);

  silu_notes_set (stored, 1, 2, SILU_NOTE_BOOKMARK, "", 3);
  silu_message_set_notes (message, stored);
  g_assert_cmpuint (seen.changed, ==, 4);
  g_assert_cmpint (silu_message_find_note (message, 1, 2)->created, ==, 3);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/message/append", test_append);
  g_test_add_func ("/message/changed", test_changed);
  g_test_add_func ("/message/notes", test_notes);

  return g_test_run ();
}
