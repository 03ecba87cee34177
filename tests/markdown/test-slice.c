/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of blocks, and blocks written as Markdown again: what people copy and quote. */
#include "markdown-test.h"
#include "silu-test.h"
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  const char *text;
  SiluPlace start;
  SiluPlace end;
  const char *plain; /* NULL: nothing */
  const char *markdown;
} Case;

#define ALL                                                                                        \
  {                                                                                                \
    G_MAXUINT, G_MAXSIZE                                                                           \
  }

static const Case cases[] = {
  { "Some **bold** words", { 0, 0 }, ALL, "Some bold words", "Some **bold** words" },
  { "Some **bold** words", { 0, 2 }, { 0, 7 }, "me bo", "me **bo**" },
  { "Some **bold** words", { 0, 5 }, { 0, 9 }, "bold", "**bold**" },
  { "Some words", { 0, 4 }, { 0, 4 }, "", "" },
  { "Some words", { 0, 7 }, { 0, 3 }, "", "" },
  { "Some words", { 1, 0 }, { 1, 9 }, NULL, NULL },
  { "## A title", { 0, 0 }, ALL, "A title", "## A title" },
  { "## A title", { 0, 2 }, { 0, 7 }, "title", "title" },
  { "- one\n- two\n- three", { 0, 0 }, ALL, "- one\n- two\n- three", "- one\n- two\n- three" },
  { "- one\n- two\n- three", { 1, 0 }, { 1, 3 }, "two", "two" },
  { "- one\n- two\n- three", { 0, 1 }, { 1, 3 }, "- ne\n- two", "- ne\n- two" },
  { "3. one\n4. two\n5. three", { 1, 1 }, { 2, 5 }, "4. wo\n5. three", "4. wo\n5. three" },
  { "- a\n  - b\n    - c", { 1, 0 }, { 2, 1 }, "- - b\n    - c", "- - b\n    - c" },
  { "- [x] done\n- [ ] open", { 0, 0 }, ALL, "- [x] done\n- [ ] open", "- [x] done\n- [ ] open" },
  { "> one\n>\n> two", { 0, 1 }, { 1, 2 }, "> ne\n>\n> tw", "> ne\n>\n> tw" },
  { "```c\nint a;\nint b;\n```", { 0, 0 }, ALL, "int a;\nint b;", "```c\nint a;\nint b;\n```" },
  { "```c\nint a;\nint b;\n```", { 0, 4 }, { 0, 10 }, "a;\nint", "```c\na;\nint\n```" },
  { "| a | b |\n|--:|---|\n| c | d |",
    { 0, 0 },
    ALL,
    "a\tb\nc\td",
    "| a | b |\n| --: | --- |\n| c | d |" },
  { "| a | b |\n|---|---|\n| c | d |", { 1, 0 }, { 2, 1 }, "b\nc", "| b |\n| --- |\n| c |" },
  { "| a | b |\n|---|---|\n| c | d |", { 3, 0 }, { 3, 1 }, "d", "d" },
  { "[a *b*](https://example.org)", { 0, 0 }, { 0, 1 }, "a", "[a](<https://example.org>)" },
  { "二**三四**五", { 0, 3 }, { 0, 6 }, "三", "**三**" },
  { "snake_case and 2*3 and \\`",
    { 0, 0 },
    ALL,
    "snake_case and 2*3 and `",
    "snake_case and 2\\*3 and \\`" },
  { "a\n\\- b\n1\\. c", { 0, 0 }, ALL, "a\n- b\n1. c", "a\n\\- b\n1\\. c" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SiluBlock) block = markdown_parse_one (cases[i].text);
      g_autoptr (SiluBlock) slice = silu_block_slice_words (block, &cases[i].start, &cases[i].end);
      g_autoptr (GPtrArray) blocks = g_ptr_array_new ();
      g_autofree char *plain = NULL;
      g_autofree char *markdown = NULL;

      g_test_message ("%s", cases[i].text);
      if (cases[i].plain == NULL)
        {
          g_assert_null (slice);
          continue;
        }
      g_ptr_array_add (blocks, slice);
      plain = silu_blocks_to_text (blocks);
      markdown = silu_blocks_to_markdown (blocks);
      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (markdown, ==, cases[i].markdown);
    }
}

static char *
render (const char *text, char *(*writer) (GPtrArray *) )
{
  g_autoptr (GPtrArray) blocks = silu_markdown_parse (text, strlen (text));

  return writer (blocks);
}

/* Whether what is written reads as it did, and written again is the same. */
static gboolean
is_same_again (const char *text)
{
  g_autofree char *written = render (text, silu_blocks_to_markdown);
  g_autofree char *html = render (text, silu_blocks_to_html);
  g_autofree char *again = render (written, silu_blocks_to_html);

  if (g_str_equal (html, again))
    return TRUE;

  g_test_message ("%s\n=>\n%s\n--\n%s\n=>\n%s\n", text, written, html, again);

  return FALSE;
}

static void
test_documents (void)
{
  static const char *const names[] = { "answer", "chinese", "gfm" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("tests/corpus/markdown-golden/", names[i], ".md", NULL);
      g_autofree char *text = silu_test_read_file (path, NULL);

      g_assert_true (is_same_again (text));
    }
}

/* Over every example of the specification. */
static void
test_examples (void)
{
  g_autofree char *json = silu_test_read_shared ("commonmark.json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *examples;
  guint same = 0;

  if (json == NULL)
    {
      g_test_skip ("the shared examples are not here");
      return;
    }

  root = json_from_string (json, NULL);
  examples = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (examples); i++)
    {
      JsonObject *example = json_array_get_object_element (examples, i);

      same += is_same_again (json_object_get_string_member (example, "markdown")) ? 1 : 0;
    }
  g_test_message ("%u of %u examples", same, json_array_get_length (examples));
  g_assert_cmpuint (same, >=, json_array_get_length (examples) * 95 / 100);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/slice/cases", test_cases);
  g_test_add_func ("/slice/documents", test_documents);
  g_test_add_func ("/slice/examples", test_examples);

  return g_test_run ();
}
