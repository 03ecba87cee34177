/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints to PDF files, and reads them with poppler's tools where they are. */
#include "silu-print-flow.h"
#include "silu-print.h"
#include "silu-ui-test.h"
#include <glib/gstdio.h>
#include <pango/pangocairo.h>
#include <string.h>

static SiluMessage *
add (SiluConversation *conversation, SiluRole role, const char *reasoning, const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, role);

  if (reasoning != NULL)
    silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, reasoning);
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));

  return message;
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* To a PDF; returns how many pages. */
static int
run (GtkPrintOperation *operation, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;
  int n_pages = 0;

  g_signal_connect (operation, "done", G_CALLBACK (done_cb), &is_done);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  silu_test_run_until_set (&is_done);
  g_object_get (operation, "n-pages", &n_pages, NULL);

  return n_pages;
}

static int
print (SiluConversation *conversation, SiluExportFlags flags, const char *path)
{
  g_autoptr (GtkPrintOperation) operation = silu_print_new (conversation, flags);

  return run (operation, path);
}

/* What one of poppler's tools says of the file; NULL, and the test is skipped, without it. */
static char *
ask (const char *tool, const char *path)
{
  g_autofree char *program = g_find_program_in_path (tool);
  const char *argv[] = { program, "-layout", path, "-", NULL };
  char *output = NULL;

  if (program == NULL)
    {
      g_test_skip ("poppler-utils is not installed");
      return NULL;
    }

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                               &output, NULL, NULL, NULL));

  return output;
}

static char *
make_path (void)
{
  return g_build_filename (silu_test_get_folder (), "chat.pdf", NULL);
}

static void
remove_file (char *path)
{
  g_unlink (path);
  g_free (path);
}

static void
test_text (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  char *path = make_path ();
  g_autofree char *plain = NULL;
  g_autofree char *full = NULL;

  silu_conversation_set_title (conversation, "Roots 根", SILU_TITLE_USER);
  add (conversation, SILU_ROLE_USER, NULL, "What is a **root**?");
  add (conversation, SILU_ROLE_ASSISTANT, "Deep thought.",
       "# Heading\n\nA *paragraph*, 一段中文。\n\n- item one\n  1. inner\n\n> quoted\n\n"
       "| head | other |\n|---|---|\n| cell | value |\n\n```c\nint main (void);\n```\n\n---\n\n"
       "$$x^2$$\n\n- [x] done\n\n-\n");

  g_assert_cmpint (print (conversation, 0, path), ==, 1);
  plain = ask ("pdftotext", path);
  if (plain != NULL)
    {
      const char *const words[] = { "Roots 根", "**root**?", "Heading", "paragraph", "一段中文",
                                    "item one", "1.",        "inner",   "quoted",    "cell",
                                    "value",    "int main",  "$$x^2$$", "done" };

      for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
        if (strstr (plain, words[i]) == NULL)
          g_error ("%s is not in\n%s", words[i], plain);
      g_assert_null (strstr (plain, "Deep thought."));
    }

  print (conversation, SILU_EXPORT_REASONING, path);
  full = ask ("pdftotext", path);
  if (full != NULL)
    g_assert_nonnull (strstr (full, "Deep thought."));
  remove_file (path);
}

/* Every line is on a page, and on one only. */
static void
test_pages (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (GString) code = g_string_new ("```\n");
  g_autofree char *text = NULL;
  char *path = make_path ();
  int n_pages;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (code, "line-%03u\n", i);
  g_string_append (code, "```\n\nThe end.\n");
  add (conversation, SILU_ROLE_USER, NULL, "Count.");
  add (conversation, SILU_ROLE_ASSISTANT, NULL, code->str);

  n_pages = print (conversation, 0, path);
  g_assert_cmpint (n_pages, >, 4);
  text = ask ("pdftotext", path);
  for (guint i = 0; text != NULL && i < 400; i++)
    {
      g_autofree char *line = g_strdup_printf ("line-%03u", i);
      const char *found = strstr (text, line);

      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, line));
    }
  remove_file (path);
}

/* A row that is higher than a page comes apart, and nothing of it is lost. */
static void
test_high_row (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (GString) table = g_string_new ("| a | b |\n|---|---|\n| ");
  g_autofree char *text = NULL;
  char *path = make_path ();

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (table, "word%04u ", i);
  g_string_append (table, " | last cell |\n");
  add (conversation, SILU_ROLE_ASSISTANT, NULL, table->str);

  g_assert_cmpint (print (conversation, 0, path), >, 2);
  text = ask ("pdftotext", path);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "word0000"));
      g_assert_nonnull (strstr (text, "word2999"));
      g_assert_nonnull (strstr (text, "last cell"));
    }
  remove_file (path);
}

/* A question with two answers; the first of them, which is not shown, was gone on with. */
static SiluConversation *
make_branches (void)
{
  SiluConversation *conversation = silu_conversation_new (NULL);
  SiluMessage *question = add (conversation, SILU_ROLE_USER, NULL, "Which way?");
  g_autoptr (SiluMessage) other = silu_message_new (NULL, SILU_ROLE_ASSISTANT);

  add (conversation, SILU_ROLE_ASSISTANT, "Hidden thought.", "Go left.");
  add (conversation, SILU_ROLE_USER, NULL, "And then?");
  silu_message_append (other, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "Go right.");
  silu_conversation_add (conversation, other, question);

  return conversation;
}

/* In this order, each behind the one before. */
static void
assert_words (const char *text, const char *const *words, gsize n_words)
{
  const char *rest = text;

  for (gsize i = 0; i < n_words; i++)
    {
      const char *found = strstr (rest, words[i]);

      if (found == NULL)
        g_error ("“%s” is not where it should be in\n%s", words[i], text);
      rest = found + strlen (words[i]);
    }
}

static void
test_branches (void)
{
  static const char *const words[] = { "1 · You",          "Which way?",     "2 · Answer",
                                       "Version 1 of 2",   "Go left.",       "3 · You",
                                       "And then?",        "4 · Answer",     "Follows 1",
                                       "· Version 2 of 2", "current branch", "Go right." };
  g_autoptr (SiluConversation) conversation = make_branches ();
  g_autofree char *one = NULL;
  g_autofree char *all = NULL;
  char *path = make_path ();

  print (conversation, SILU_EXPORT_REASONING, path);
  one = ask ("pdftotext", path);
  if (one != NULL)
    {
      const char *const shown[] = { "You", "Which way?", "Answer", "Go right." };

      assert_words (one, shown, G_N_ELEMENTS (shown));
      g_assert_null (strstr (one, "Go left."));
      g_assert_null (strstr (one, "Hidden thought."));
      g_assert_null (strstr (one, "Version"));
      g_assert_null (strstr (one, "1 · You"));
    }

  print (conversation, SILU_EXPORT_ALL_BRANCHES, path);
  all = ask ("pdftotext", path);
  if (all != NULL)
    {
      assert_words (all, words, G_N_ELEMENTS (words));
      g_assert_null (strstr (all, "Hidden thought."));
    }
  remove_file (path);
}

/* What is ticked in the dialog of the system is what is printed. */
static void
test_options (void)
{
  g_autoptr (SiluConversation) conversation = make_branches ();
  g_autoptr (GtkPrintOperation) operation = silu_print_new (conversation, 0);
  g_autofree char *text = NULL;
  char *path = make_path ();
  GtkWidget *options = NULL;
  g_autoptr (GPtrArray) checks = NULL;

  g_signal_emit_by_name (operation, "create-custom-widget", &options);
  g_object_ref_sink (options);
  checks = silu_ui_test_find_all (options, GTK_TYPE_CHECK_BUTTON);
  g_assert_cmpuint (checks->len, ==, 2);
  for (guint i = 0; i < checks->len; i++)
    {
      g_assert_false (gtk_check_button_get_active (g_ptr_array_index (checks, i)));
      gtk_check_button_set_active (g_ptr_array_index (checks, i), TRUE);
    }
  g_signal_emit_by_name (operation, "custom-widget-apply", options);
  g_object_unref (options);

  run (operation, path);
  text = ask ("pdftotext", path);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "Hidden thought."));
      g_assert_nonnull (strstr (text, "Go left."));
      g_assert_nonnull (strstr (text, "Version 2 of 2"));
    }
  remove_file (path);
}

static void
test_empty (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  char *path = make_path ();

  g_assert_cmpint (print (conversation, SILU_EXPORT_REASONING, path), ==, 1);
  remove_file (path);
}

static double
get_bar (GPtrArray *boxes, guint index, guint bar)
{
  const SiluPrintBox *box = g_ptr_array_index (boxes, index);

  g_assert_nonnull (box->bars);
  g_assert_cmpuint (bar, <, box->bars->len);

  return g_array_index (box->bars, double, bar);
}

/* The line beside a quote is where the quote begins, whatever is in it. */
static void
test_bars (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  SiluMessage *message =
      add (conversation, SILU_ROLE_ASSISTANT, NULL, "> a\n>\n> - b\n>   - c\n>\n>     > d\n\ne\n");
  g_autoptr (SiluBundle) bundle = silu_bundle_new ();
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (GPtrArray) boxes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_print_box_free);
  SiluPrintFlow *flow;
  const SiluPrintBox *last;
  guint a;

  silu_conversation_record_free (bundle->conversation);
  bundle->conversation = silu_conversation_record_new (conversation);
  g_ptr_array_add (bundle->messages, silu_message_record_new (message, "c"));
  flow = silu_print_flow_new (bundle, 0, context, 400);
  while (silu_print_flow_next (flow, boxes))
    ;
  silu_print_flow_free (flow);
  g_object_unref (context);

  g_assert_cmpuint (boxes->len, >=, 5);
  a = boxes->len - 5;
  for (guint i = a + 1; i < boxes->len - 1; i++)
    g_assert_cmpfloat (get_bar (boxes, i, 0), ==, get_bar (boxes, a, 0));
  g_assert_cmpfloat (get_bar (boxes, a + 3, 1), >, get_bar (boxes, a, 0) + 20);
  last = g_ptr_array_index (boxes, boxes->len - 1);
  g_assert_null (last->bars);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add_func ("/print/text", test_text);
  g_test_add_func ("/print/bars", test_bars);
  g_test_add_func ("/print/pages", test_pages);
  g_test_add_func ("/print/high-row", test_high_row);
  g_test_add_func ("/print/branches", test_branches);
  g_test_add_func ("/print/options", test_options);
  g_test_add_func ("/print/empty", test_empty);

  return g_test_run ();
}
