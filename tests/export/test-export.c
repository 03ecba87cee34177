/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each format as a golden file, and texts that try to break out of them. */
#include "silu-export-private.h"

#include "silu-json.h"
#include "silu-markdown.h"
#include "silu-test.h"
#include <string.h>

#define EVERYTHING (SILU_EXPORT_REASONING | SILU_EXPORT_ALL_BRANCHES)

/* 2026-11-23 21:18:00 UTC, in µs. */
#define BEGUN G_GINT64_CONSTANT (1795468680000000)
#define MINUTE (60 * G_USEC_PER_SEC)

static SiluMessageRecord *
add_message (SiluBundle *bundle, const char *id, const char *parent, SiluRole role)
{
  SiluMessageRecord *message = g_new0 (SiluMessageRecord, 1);
  SiluUsage unknown = SILU_USAGE_INIT;

  message->id = g_strdup (id);
  message->conversation = g_strdup (bundle->conversation->id);
  message->parent = g_strdup (parent);
  message->role = role;
  message->usage = unknown;
  message->pane = -1;
  message->times.start = BEGUN + (gint64) bundle->messages->len * MINUTE;
  message->parts = silu_parts_new ();
  g_ptr_array_add (bundle->messages, message);

  return message;
}

static void
add_part (SiluMessageRecord *message, SiluPartKind kind, SiluChannel channel, const char *text)
{
  silu_parts_append (message->parts, kind, channel, text, strlen (text));
}

static SiluMessageRecord *
add_text (SiluBundle *bundle, const char *id, const char *parent, SiluRole role, const char *text)
{
  SiluMessageRecord *message = add_message (bundle, id, parent, role);

  if (role == SILU_ROLE_ASSISTANT)
    message->model = g_strdup ("deepseek_reasoner*");
  add_part (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);

  return message;
}

static SiluBundle *
make_bundle (const char *title)
{
  SiluBundle *bundle = silu_bundle_new ();

  bundle->conversation->id = g_strdup ("talk");
  bundle->conversation->title = g_strdup (title);
  bundle->conversation->created = BEGUN;
  bundle->conversation->updated = BEGUN + 5 * MINUTE;

  return bundle;
}

/* A header in which every member says something. */
static void
fill_header (SiluConversationRecord *header)
{
  header->title_kind = SILU_TITLE_USER;
  header->archived = BEGUN + 6 * MINUTE;
  header->pinned = TRUE;
  header->unread = TRUE;
  header->folder = g_strdup ("work");
  header->tags = g_strsplit ("maths\n数学", "\n", -1);
  header->source = g_strdup ("chatgpt");
  header->leaf = g_strdup ("a2");
  header->account = g_strdup ("account-1");
  header->model = g_strdup ("deepseek_reasoner*");
  header->think = SILU_THINK_HIGH;
  silu_sampling_set (&header->sampling, SILU_PARAM_TEMPERATURE, 0.6);
  silu_sampling_set (&header->sampling, SILU_PARAM_MAX_TOKENS, 4096);
}

static void
fill_answer (SiluMessageRecord *answer)
{
  answer->account = g_strdup ("account-1");
  answer->think = SILU_THINK_HIGH;
  answer->finish = SILU_FINISH_STOP;
  answer->pane = 1;
  answer->times.first_byte = answer->times.start + 1;
  answer->times.first_reasoning = answer->times.start + 2;
  answer->times.first_text = answer->times.start + 3;
  answer->times.end = answer->times.start + 4;
  answer->usage = (SiluUsage){ 11, 22, 7, 0, 1500, 0.000123 };
  answer->rating = SILU_RATING_GOOD;
  answer->notes = silu_notes_new ();
  silu_notes_set (answer->notes, 0, 9, SILU_NOTE_FLAW, "only *one* of them\n两个", BEGUN);
  silu_notes_set (answer->notes, 0, 0, SILU_NOTE_BOOKMARK, "", BEGUN + 1);
  silu_part_mark (g_ptr_array_index (answer->parts, 0), 0, BEGUN + 2);
  silu_part_mark (g_ptr_array_index (answer->parts, 0), 9, BEGUN + 2 * G_USEC_PER_SEC);
}

/* Two answers to a question, the second with thoughts and gone on from; an attachment, tools, an
 * answer that failed. */
static SiluBundle *
make_talk (void)
{
  SiluBundle *bundle = make_bundle ("Roots & _powers_ 根");
  SiluMessageRecord *message;

  fill_header (bundle->conversation);
  message = add_text (bundle, "q1", NULL, SILU_ROLE_USER, "What is $\\sqrt{4}$?\nShow **code**.");
  add_part (message, SILU_PART_ATTACHMENT, SILU_CHANNEL_NONE,
            "{\"name\":\"notes <1>.txt\",\"type\":\"text/plain\",\"text\":\"line\\n```\\nfence\"}");

  message = add_text (bundle, "a1", "q1", SILU_ROLE_ASSISTANT, "Two.");
  message->state = SILU_MESSAGE_STOPPED;

  message = add_message (bundle, "a2", "q1", SILU_ROLE_ASSISTANT);
  message->model = g_strdup ("deepseek_reasoner*");
  add_part (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT,
            "A root.\n\n- so **2**\n- or -2");
  add_part (message, SILU_PART_REPLAY, SILU_CHANNEL_ANTHROPIC, "{\"signature\":\"x\"}");
  add_part (
      message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT,
      "# It is 2\n\n| n | √n |\n|--:|--:|\n| 4 | 2 |\n\n```c\nint x = a < b && \"c\";\n```\n\n"
      "![plot](https://example.com/plot.png)");
  fill_answer (message);

  message = add_message (bundle, "a3", "a1", SILU_ROLE_ASSISTANT);
  add_part (message, SILU_PART_TOOL_CALL, SILU_CHANNEL_NONE,
            "{\"id\":\"call-1\",\"name\":\"root\",\"arguments\":\"{\\\"n\\\":4}\"}");
  message = add_message (bundle, "t1", "a3", SILU_ROLE_TOOL);
  add_part (message, SILU_PART_TOOL_RESULT, SILU_CHANNEL_NONE, "2.0");

  message = add_message (bundle, "a4", "t1", SILU_ROLE_ASSISTANT);
  message->state = SILU_MESSAGE_FAILED;
  message->error_code = SILU_ERROR_RATE_LIMIT;
  message->error_message = g_strdup ("Too many <requests>.");
  message->error_detail = g_strdup ("429");

  return bundle;
}

static char *
write_all (SiluExportFormat format, SiluExportFlags flags, SiluBundle *first, SiluBundle *second)
{
  g_autoptr (GPtrArray) folders =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_plan_folder_free);
  SiluExport export = { format, flags, second != NULL ? 2 : 1, folders };
  GString *text = g_string_new (NULL);

  g_ptr_array_add (folders, silu_plan_folder_new ("work", "Work \"工作\""));
  silu_export_begin (&export, text);
  silu_export_add (&export, first, 0, text);
  if (second != NULL)
    silu_export_add (&export, second, 1, text);
  silu_export_end (&export, text);

  return g_string_free (text, FALSE);
}

static void
compare_with_golden (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename ("tests", "export", "golden", name, NULL);
  g_autofree char *expected = NULL;

  if (g_getenv ("SILU_UPDATE_GOLDEN") != NULL)
    {
      g_autofree char *full = g_build_filename (g_getenv ("SILU_SOURCE_DIR"), path, NULL);

      g_assert_true (g_file_set_contents (full, text, -1, NULL));
    }

  expected = silu_test_read_file (path, NULL);
  g_assert_cmpstr (text, ==, expected);
}

typedef struct
{
  const char *golden;
  SiluExportFormat format;
  SiluExportFlags flags;
} Case;

static const Case cases[] = {
  { "all.json", SILU_EXPORT_JSON, EVERYTHING },
  { "branch.json", SILU_EXPORT_JSON, 0 },
  { "all.md", SILU_EXPORT_MARKDOWN, EVERYTHING },
  { "branch.md", SILU_EXPORT_MARKDOWN, 0 },
  { "thoughts.md", SILU_EXPORT_MARKDOWN, SILU_EXPORT_REASONING },
  { "all.html", SILU_EXPORT_HTML, EVERYTHING },
  { "branch.html", SILU_EXPORT_HTML, 0 },
  { "all.jsonl", SILU_EXPORT_JSONL, EVERYTHING },
  { "branch.jsonl", SILU_EXPORT_JSONL, 0 },
  { "tags.jsonl", SILU_EXPORT_JSONL, SILU_EXPORT_REASONING | SILU_EXPORT_THINK_TAGS },
};

static void
test_golden (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (SiluBundle) talk = make_talk ();
  g_autoptr (SiluBundle) other = make_bundle ("");
  g_autofree char *text = NULL;

  add_text (other, "x", NULL, SILU_ROLE_SYSTEM, "Be brief.");
  text = write_all (one->format, one->flags, talk, other);
  compare_with_golden (one->golden, text);

  if ((one->flags & SILU_EXPORT_REASONING) == 0)
    {
      g_assert_null (strstr (text, "so **2**"));
      g_assert_null (strstr (text, "两个"));
    }
  if (one->format != SILU_EXPORT_JSON)
    g_assert_null (strstr (text, "account-1"));
}

/* --- texts that try to break out --- */

static const char *const hostile[] = {
  "</script><script>alert(1)</script>",
  "--> </style></title></pre></details><img src=x onerror=alert(1)>",
  "<!-- never closed",
  "```c\nnever closed",
  "~~~~\n```\n# fence in a fence",
  "- item\n  ```\n  in the item",
  "> quote\n> ```\n> in the quote",
  "<pre>\nnever closed",
  "<?php never closed",
  "<![CDATA[ never closed",
  "<!DOCTYPE never closed",
  "text `code",
  "\342\200\256turned round\342\200\254",
  "control \033[31m \177",
  "[link](javascript:alert(1)) ![image](https://evil.example/a.png)",
  "trailing backslash \\",
  "",
};

/* Title, question and answer are all of that text; another message follows. */
static SiluBundle *
make_hostile (const char *text)
{
  SiluBundle *bundle = make_bundle (text);
  SiluMessageRecord *answer;

  add_text (bundle, "q", NULL, SILU_ROLE_USER, text);
  answer = add_message (bundle, "a", "q", SILU_ROLE_ASSISTANT);
  answer->model = g_strdup (text);
  add_part (answer, SILU_PART_REASONING, SILU_CHANNEL_CONTENT, text);
  add_part (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  add_part (answer, SILU_PART_ATTACHMENT, SILU_CHANNEL_NONE, text);
  add_text (bundle, "last", "a", SILU_ROLE_USER, "The last words.");

  return bundle;
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, what)) != NULL; p += strlen (what))
    n++;

  return n;
}

/* Nothing that a browser would carry out or fetch, and every element of ours is closed. */
static void
check_html (const char *html)
{
  static const char *const never[] = { "<script", "<img", "<link", "@import", "url(" };
  static const char *const elements[] = { "section", "details", "article", "style", "title" };

  for (gsize i = 0; i < G_N_ELEMENTS (never); i++)
    if (strstr (html, never[i]) != NULL)
      g_error ("%s in %s", never[i], html);

  for (gsize i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      g_autofree char *open = g_strconcat ("<", elements[i], NULL);
      g_autofree char *close = g_strconcat ("</", elements[i], ">", NULL);

      g_assert_cmpuint (count (html, open), ==, count (html, close));
    }
  g_assert_null (strstr (html, "href=\"javascript:"));
  g_assert_cmpuint (count (html, "<section class=\"turn "), ==, 3);
}

/* The headings are where they were put, whatever stands between them. */
static void
check_markdown (const char *text)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  guint n_blocks;
  guint n_headings = 0;
  const SiluBlock *last;

  silu_markdown_feed (markdown, text, strlen (text));
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  n_blocks = silu_markdown_get_n_blocks (markdown);
  for (guint i = 0; i < n_blocks; i++)
    {
      const SiluBlock *block = silu_markdown_get_block (markdown, i);

      n_headings += block->kind == SILU_BLOCK_HEADING && block->level == 2;
    }
  last = silu_markdown_get_block (markdown, n_blocks - 1);
  if (n_headings != 3 || g_strcmp0 (last->text, "The last words.") != 0)
    g_error ("%u headings in\n%s", n_headings, text);
}

static void
test_hostile (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (SiluBundle) bundle = make_hostile (hostile[i]);
      g_autofree char *html = write_all (SILU_EXPORT_HTML, EVERYTHING, bundle, NULL);
      g_autofree char *markdown = write_all (SILU_EXPORT_MARKDOWN, EVERYTHING, bundle, NULL);
      g_autofree char *json = write_all (SILU_EXPORT_JSON, EVERYTHING, bundle, NULL);
      g_autoptr (JsonNode) node = silu_json_parse (json, strlen (json), NULL);
      JsonObject *chat;

      check_html (html);
      check_markdown (markdown);
      g_assert_nonnull (node);
      chat = silu_json_element_object (silu_json_get_array (silu_json_root (node), "conversations"),
                                       0);
      if (*hostile[i] != '\0')
        g_assert_cmpstr (silu_json_get_string (chat, "title"), ==, hostile[i]);
    }
}

/* Parents that are not there, behind their children, or go round. */
static void
test_broken_tree (void)
{
  g_autoptr (SiluBundle) bundle = make_bundle ("Broken");
  g_autoptr (GArray) turns = NULL;
  g_autoptr (GArray) branch = NULL;

  add_text (bundle, "lost", "nowhere", SILU_ROLE_USER, "1");
  add_text (bundle, "early", "late", SILU_ROLE_USER, "2");
  add_text (bundle, "late", "early", SILU_ROLE_USER, "3");
  add_text (bundle, "self", "self", SILU_ROLE_USER, "4");
  bundle->conversation->leaf = g_strdup ("nowhere either");

  turns = silu_export_list_turns (bundle, SILU_EXPORT_ALL_BRANCHES);
  g_assert_cmpuint (turns->len, ==, 4);
  branch = silu_export_list_turns (bundle, 0);
  g_assert_cmpuint (branch->len, ==, 1);
  g_assert_cmpstr (g_array_index (branch, SiluExportTurn, 0).message->id, ==, "self");
}

/* A long chain costs no stack. */
static void
test_deep_tree (void)
{
  g_autoptr (SiluBundle) bundle = make_bundle ("Deep");
  g_autoptr (GArray) turns = NULL;
  g_autofree char *before = NULL;

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      add_text (bundle, id, before, SILU_ROLE_USER, "x");
      g_free (before);
      before = g_steal_pointer (&id);
    }

  turns = silu_export_list_turns (bundle, SILU_EXPORT_ALL_BRANCHES);
  g_assert_cmpuint (turns->len, ==, 100000);
  g_assert_cmpuint (g_array_index (turns, SiluExportTurn, 99999).parent, ==, 99999);
}

static void
test_streaming_is_interrupted (void)
{
  g_autoptr (SiluBundle) bundle = make_bundle ("Now");
  g_autofree char *json = NULL;

  add_text (bundle, "a", NULL, SILU_ROLE_ASSISTANT, "So f")->state = SILU_MESSAGE_STREAMING;
  json = write_all (SILU_EXPORT_JSON, EVERYTHING, bundle, NULL);
  g_assert_nonnull (strstr (json, "\"state\":\"interrupted\""));
}

static void
test_nothing (void)
{
  const SiluExportFormat formats[] = { SILU_EXPORT_JSON, SILU_EXPORT_MARKDOWN, SILU_EXPORT_HTML,
                                       SILU_EXPORT_JSONL };
  const char *const ends[] = { "\"conversations\":[\n]}\n", "", "</html>\n", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      SiluExport export = { formats[i], EVERYTHING, 0, NULL };
      g_autoptr (GString) text = g_string_new (NULL);

      silu_export_begin (&export, text);
      silu_export_end (&export, text);
      g_assert_true (g_str_has_suffix (text->str, ends[i]));
    }
}

static void
check_name (const char *title, const char *expected)
{
  g_autofree char *name = silu_export_dup_file_name (title, SILU_EXPORT_MARKDOWN);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_file_name (void)
{
  g_autofree char *long_title = g_strnfill (1000, 'x');
  g_autofree char *long_name = silu_export_dup_file_name (long_title, SILU_EXPORT_JSON);

  check_name ("Roots 根", "Roots 根.md");
  check_name ("../../etc/passwd", "-..-etc-passwd.md");
  check_name ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j.md");
  check_name ("  .hidden. ", "hidden.md");
  check_name ("two\nlines", "two lines.md");
  check_name ("\342\200\256fdp.exe", "fdp.exe.md");
  check_name ("", "silu.md");
  check_name (NULL, "silu.md");
  check_name ("...", "silu.md");
  g_assert_cmpuint (strlen (long_name), <, 140);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/export/golden/", cases[i].golden, NULL);

      g_test_add_data_func (path, &cases[i], test_golden);
    }
  g_test_add_func ("/export/hostile", test_hostile);
  g_test_add_func ("/export/broken-tree", test_broken_tree);
  g_test_add_func ("/export/deep-tree", test_deep_tree);
  g_test_add_func ("/export/streaming-is-interrupted", test_streaming_is_interrupted);
  g_test_add_func ("/export/nothing", test_nothing);
  g_test_add_func ("/export/file-name", test_file_name);

  return g_test_run ();
}
