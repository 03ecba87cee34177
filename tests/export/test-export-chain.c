/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain as a document: its steps with their times, notes at their places, and nothing that a text
 * could break out of. */
#include "silu-chain-steps.h"
#include "silu-export-chain.h"
#include "silu-json.h"
#include "silu-markdown.h"
#include "silu-test.h"
#include <string.h>

/* 2026-11-23 21:18:00 UTC, in µs. */
#define BEGUN G_GINT64_CONSTANT (1795468680000000)

static const char *const pieces[] = {
  "We need the sum of 2 and 2.\n\n",
  "First, I add them: 2 + 2 = 5.\n\n",
  "Wait, that is wrong. 等等, 2 + 2 = 4.\n\n",
  "```c\nint four = 2 + 2;\n```\n\nSo the answer is 4.",
};

static SiluMessageRecord *
make_answer (void)
{
  SiluMessageRecord *answer = g_new0 (SiluMessageRecord, 1);

  answer->id = g_strdup ("a");
  answer->role = SILU_ROLE_ASSISTANT;
  answer->model = g_strdup ("deepseek_reasoner*");
  answer->account = g_strdup ("account-1");
  answer->usage = (SiluUsage) SILU_USAGE_INIT;
  answer->times =
      (SiluTimes){ BEGUN, BEGUN, BEGUN, BEGUN + 9 * G_USEC_PER_SEC, BEGUN + 10 * G_USEC_PER_SEC };
  answer->parts = silu_parts_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    silu_parts_append_at (answer->parts, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT,
                          pieces[i], strlen (pieces[i]), BEGUN + (gint64) i * 2 * G_USEC_PER_SEC);
  silu_parts_append (answer->parts, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "It is **4**.", 12);
  answer->rating = SILU_RATING_GOOD;
  answer->notes = silu_notes_new ();
  silu_notes_set (answer->notes, 0, strlen (pieces[0]), SILU_NOTE_FLAW,
                  "No: *four*.\n\n想错了 </aside>", BEGUN);
  silu_notes_set (answer->notes, 0, 0, SILU_NOTE_BOOKMARK, "", BEGUN);

  return answer;
}

static char *
write_chain (const SiluMessageRecord *answer, SiluExportFormat format, gboolean with_answer)
{
  SiluExportChain chain = { answer, "Sums & _more_", with_answer };

  return silu_export_chain_write (&chain, format);
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
  gboolean with_answer;
} Case;

static const Case cases[] = {
  { "chain.json", SILU_EXPORT_JSON, TRUE },
  { "chain.md", SILU_EXPORT_MARKDOWN, TRUE },
  { "chain.html", SILU_EXPORT_HTML, TRUE },
  { "chain-alone.md", SILU_EXPORT_MARKDOWN, FALSE },
};

static void
test_golden (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (SiluMessageRecord) answer = make_answer ();
  g_autofree char *text = write_chain (answer, one->format, one->with_answer);

  compare_with_golden (one->golden, text);
  g_assert_null (strstr (text, "account-1"));
  if (!one->with_answer)
    g_assert_null (strstr (text, "**4**"));
}

/* The steps of a stored chain know when they came, as far as the marks do. */
static void
test_times (void)
{
  g_autoptr (SiluMessageRecord) answer = make_answer ();
  const SiluPart *part = g_ptr_array_index (answer->parts, 0);
  g_autoptr (SiluSegmenter) timed = silu_chain_steps_new (part);
  g_autoptr (SiluPart) bare = silu_part_new (part->kind, part->channel, part->text->str);
  g_autoptr (SiluSegmenter) untimed = silu_chain_steps_new (bare);
  guint n_steps = silu_segmenter_get_n_steps (timed);

  g_assert_cmpuint (n_steps, >, 2);
  g_assert_cmpuint (silu_segmenter_get_n_steps (untimed), ==, n_steps);
  g_assert_cmpint (silu_segmenter_get_step (timed, 0)->begun, ==, BEGUN);
  for (guint i = 0; i < n_steps; i++)
    {
      const SiluStep *step = silu_segmenter_get_step (timed, i);

      g_assert_cmpint (step->ended, >=, step->begun);
      g_assert_cmpint (silu_segmenter_get_step (untimed, i)->begun, ==, 0);
      g_assert_cmpint (silu_segmenter_get_step (untimed, i)->start, ==, step->start);
    }
}

static void
test_json (void)
{
  g_autoptr (SiluMessageRecord) answer = make_answer ();
  g_autofree char *json = write_chain (answer, SILU_EXPORT_JSON, FALSE);
  g_autoptr (JsonNode) node = silu_json_parse (json, strlen (json), NULL);
  JsonObject *root = silu_json_root (node);
  JsonArray *steps = silu_json_get_array (root, "steps");
  JsonObject *last = silu_json_element_object (steps, json_array_get_length (steps) - 1);

  g_assert_cmpstr (silu_json_get_string (root, "rating"), ==, "good");
  g_assert_null (silu_json_get_array (root, "answer"));
  g_assert_cmpuint (json_array_get_length (silu_json_get_array (root, "notes")), ==, 2);
  /* The thinking ends where the answer begins. */
  g_assert_cmpint (silu_json_get_int (last, "ended", 0), ==, BEGUN + 9 * G_USEC_PER_SEC);
}

static const char *const hostile[] = {
  "</details></summary><script>alert(1)</script>",
  "<!-- never closed",
  "```c\nnever closed",
  "> quote\n> ```\n> in the quote",
  "\342\200\256turned round\342\200\254",
  "Wait, ## what\n# a heading",
  "",
};

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, what)) != NULL; p += strlen (what))
    n++;

  return n;
}

/* The answer's heading is one, whatever stands before it. */
static void
check_markdown (const char *text)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  gboolean found = FALSE;

  silu_markdown_feed (markdown, text, strlen (text));
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  for (guint i = 0; i < silu_markdown_get_n_blocks (markdown); i++)
    {
      const SiluBlock *block = silu_markdown_get_block (markdown, i);

      found = found || (block->kind == SILU_BLOCK_HEADING && block->level == 1 &&
                        g_strcmp0 (block->text, "Answer") == 0);
    }
  if (!found)
    g_error ("no answer in\n%s", text);
}

static void
test_hostile (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (SiluMessageRecord) answer = make_answer ();
      g_autofree char *html = NULL;
      g_autofree char *markdown = NULL;
      g_autofree char *json = NULL;
      g_autoptr (JsonNode) node = NULL;
      SiluPart *part = g_ptr_array_index (answer->parts, 0);

      g_string_append (part->text, "\n\n");
      g_string_append (part->text, hostile[i]);
      silu_notes_set (answer->notes, 0, 1 + i, SILU_NOTE_FLAW, hostile[i], 1);
      silu_notes_set (answer->notes, 7, 0, SILU_NOTE_FLAW, "of no part", 1);
      silu_notes_set (answer->notes, 0, G_MAXSIZE / 2, SILU_NOTE_FLAW, "behind", 1);
      html = write_chain (answer, SILU_EXPORT_HTML, TRUE);
      markdown = write_chain (answer, SILU_EXPORT_MARKDOWN, TRUE);
      json = write_chain (answer, SILU_EXPORT_JSON, TRUE);
      node = silu_json_parse (json, strlen (json), NULL);

      g_assert_nonnull (node);
      g_assert_null (strstr (html, "<script"));
      g_assert_cmpuint (count (html, "<details"), ==, count (html, "</details>"));
      g_assert_cmpuint (count (html, "<aside"), ==, count (html, "</aside>"));
      g_assert_nonnull (strstr (html, "behind"));
      check_markdown (markdown);
    }
}

/* An answer without thoughts is a document without steps. */
static void
test_nothing (void)
{
  g_autoptr (SiluMessageRecord) answer = make_answer ();
  g_autofree char *html = NULL;
  g_autofree char *markdown = NULL;

  g_ptr_array_set_size (answer->parts, 0);
  html = write_chain (answer, SILU_EXPORT_HTML, TRUE);
  markdown = write_chain (answer, SILU_EXPORT_MARKDOWN, FALSE);
  g_assert_null (strstr (html, "<details"));
  g_assert_nonnull (strstr (markdown, "0 steps"));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/export-chain/golden/", cases[i].golden, NULL);

      g_test_add_data_func (path, &cases[i], test_golden);
    }
  g_test_add_func ("/export-chain/times", test_times);
  g_test_add_func ("/export-chain/json", test_json);
  g_test_add_func ("/export-chain/hostile", test_hostile);
  g_test_add_func ("/export-chain/nothing", test_nothing);

  return g_test_run ();
}
