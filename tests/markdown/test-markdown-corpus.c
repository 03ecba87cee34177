/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CommonMark's own examples, alone and one after the other, and golden files: what comes out is as
 * specified but for the deviations named here, the same for all feedings, and the same as in one
 * piece. */
#include "markdown-test.h"
#include "silu-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Why an example comes out otherwise than CommonMark says. */
typedef enum
{
  AS_SPECIFIED,
  NESTED,   /* emphasis inside emphasis of its kind is one: spans are flat */
  DIGITS,   /* "*" between digits is text */
  AUTOLINK, /* bare addresses are links, as in GFM */
  SCHEME,   /* only http, https and mailto lead somewhere */
  PICTURE,  /* an image inside a link is its text */
  OLD,      /* md4c before 0.5 knows neither <textarea> nor currency signs as punctuation */
  RAW_HTML, /* is text; never in the table, but compared as text */
} Reason;

static Reason
get_reason (gint64 example)
{
  static const struct
  {
    Reason reason;
    guint examples[20];
  } table[] = {
    { NESTED,
      { 369, 373, 389, 407, 408, 409, 417, 418, 419, 425, 426, 427, 432, 461, 463, 464, 465, 466,
        468 } },
    { DIGITS, { 356 } },
    { AUTOLINK, { 608, 611, 612 } },
    { SCHEME, { 500, 596, 598, 599, 601 } },
    { PICTURE, { 517, 531 } },
    { OLD, { 171, 354 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (table[i].examples); j++)
      if (table[i].examples[j] == example)
        return table[i].reason;

  return AS_SPECIFIED;
}

/* What is left of HTML when nothing in it is markup, and paragraphs and white space do not count:
 * the same for raw HTML and for its text. */
static char *
flatten (const char *html)
{
  g_autoptr (GString) flat = g_string_new (html);
  GString *out = g_string_new (NULL);

  g_string_replace (flat, "&lt;", "<", 0);
  g_string_replace (flat, "&gt;", ">", 0);
  g_string_replace (flat, "&quot;", "\"", 0);
  g_string_replace (flat, "&amp;", "&", 0);
  g_string_replace (flat, "<p>", "", 0);
  g_string_replace (flat, "</p>", "", 0);
  for (gsize i = 0; i < flat->len; i++)
    if (!g_ascii_isspace (flat->str[i]))
      g_string_append_c (out, flat->str[i]);

  return g_string_free (out, FALSE);
}

static Reason
check_example (JsonObject *example)
{
  const char *text = json_object_get_string_member (example, "markdown");
  const char *expected = json_object_get_string_member (example, "html");
  Reason reason = get_reason (json_object_get_int_member (example, "example"));
  g_autofree char *html =
      markdown_render (text, strlen (text), strlen (text), silu_markdown_to_html);

  markdown_check_feedings (text, strlen (text));
  if (g_str_equal (html, expected))
    {
      g_assert_true (reason == AS_SPECIFIED || reason == OLD);
      return AS_SPECIFIED;
    }

  if (reason == AS_SPECIFIED)
    {
      g_autofree char *flat = flatten (html);
      g_autofree char *flat_expected = flatten (expected);

      g_assert_true (strchr (text, '<') != NULL);
      g_assert_cmpstr (flat, ==, flat_expected);
      reason = RAW_HTML;
    }

  return reason;
}

static JsonArray *
read_examples (void)
{
  g_autofree char *json = silu_test_read_shared ("commonmark.json", NULL);
  g_autoptr (JsonNode) root = NULL;

  if (json == NULL)
    {
      g_test_skip ("the specification's examples are not here");
      return NULL;
    }

  root = json_from_string (json, NULL);
  g_assert_nonnull (root);

  return json_node_dup_array (root);
}

static void
test_commonmark (void)
{
  g_autoptr (JsonArray) examples = read_examples ();
  guint counts[RAW_HTML + 1] = { 0 };

  if (examples == NULL)
    return;

  for (guint i = 0; i < json_array_get_length (examples); i++)
    counts[check_example (json_array_get_object_element (examples, i))]++;

  g_test_message ("%u as specified, %u raw HTML as text, %u emphasis in itself, %u digits, "
                  "%u autolinks, %u schemes, %u images in links, %u older rules",
                  counts[AS_SPECIFIED], counts[RAW_HTML], counts[NESTED], counts[DIGITS],
                  counts[AUTOLINK], counts[SCHEME], counts[PICTURE], counts[OLD]);
  g_assert_cmpuint (counts[AS_SPECIFIED], >=, 549);
}

/* md4c reads the whole as we read the slices. It must not, where a fence of ours keeps what md4c
 * turns into spaces, a tab. */
static void
check_one_piece (const char *text, gsize length)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  g_autoptr (GPtrArray) blocks = silu_markdown_parse (text, length);

  silu_markdown_feed (markdown, text, length);
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);

  g_assert_cmpuint (silu_markdown_get_n_blocks (markdown), ==, blocks->len);
  for (guint i = 0; i < blocks->len; i++)
    g_assert_true (
        silu_block_equal (silu_markdown_get_block (markdown, i), g_ptr_array_index (blocks, i)));
}

/* Each example after another one, with and without a blank line between, so that what one leaves
 * open meets what the next one begins. */
static void
test_pairs (void)
{
  g_autoptr (JsonArray) examples = read_examples ();
  guint n_examples = examples != NULL ? json_array_get_length (examples) : 0;

  for (guint i = 0; i < n_examples; i++)
    for (guint step = 1; step < n_examples; step += 37)
      {
        JsonObject *first = json_array_get_object_element (examples, i);
        JsonObject *second = json_array_get_object_element (examples, (i + step) % n_examples);
        g_autofree char *text =
            g_strconcat (json_object_get_string_member (first, "markdown"), step % 2 ? "\n" : "",
                         json_object_get_string_member (second, "markdown"), NULL);

        if (strchr (text, '\t') == NULL)
          check_one_piece (text, strlen (text));
        if (step == 1 + 37 * (i % 10))
          markdown_check_feedings (text, strlen (text));
      }
}

static void
check_golden (const char *name, const char *suffix, const char *actual)
{
  g_autofree char *path = g_strconcat ("tests/corpus/markdown-golden/", name, suffix, NULL);
  g_autofree char *expected = NULL;

  if (g_getenv ("SILU_UPDATE_GOLDEN") != NULL)
    {
      g_autofree char *full = g_build_filename (g_getenv ("SILU_SOURCE_DIR"), path, NULL);

      g_assert_true (g_file_set_contents (full, actual, -1, NULL));
    }

  expected = silu_test_read_file (path, NULL);
  g_assert_nonnull (expected);
  g_assert_cmpstr (actual, ==, expected);
}

/* A document and what each writer makes of it. */
static void
test_golden (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_strconcat ("tests/corpus/markdown-golden/", name, ".md", NULL);
  gsize length;
  g_autofree char *text = silu_test_read_file (path, &length);
  g_autofree char *html = markdown_render (text, length, 7, silu_markdown_to_html);
  g_autofree char *json = markdown_render (text, length, 7, silu_markdown_to_json);
  g_autofree char *plain = markdown_render (text, length, 7, silu_markdown_to_text);

  markdown_check_feedings (text, length);
  check_golden (name, ".html", html);
  check_golden (name, ".json", json);
  check_golden (name, ".txt", plain);
}

int
main (int argc, char **argv)
{
  static const char *const documents[] = { "answer", "chinese", "gfm", "hostile", "references" };

  silu_test_init (&argc, &argv);

  g_test_add_func ("/markdown/corpus/commonmark", test_commonmark);
  g_test_add_func ("/markdown/corpus/pairs", test_pairs);
  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/corpus/golden/", documents[i], NULL);

      g_test_add_data_func (path, documents[i], test_golden);
    }

  return g_test_run ();
}
