/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reasoning_details: what streams in as fragments goes back as the items that they were. */
#include "silu-json.h"
#include "silu-reasoning-details.h"
#include "silu-test.h"
#include <string.h>

typedef struct
{
  const char *name;
  const char *fragments;
  const char *items;
} Case;

#define TEXT(rest) "{\"type\":\"reasoning.text\"," rest "}"
#define SUMMARY(rest) "{\"type\":\"reasoning.summary\"," rest "}"
#define ENCRYPTED(rest) "{\"type\":\"reasoning.encrypted\"," rest "}"

static const Case cases[] = {
  { "one", "[" TEXT ("\"text\":\"a\"") "]", "[" TEXT ("\"text\":\"a\"") "]" },
  { "joined",
    "[" TEXT ("\"text\":\"想\",\"index\":0") "," TEXT ("\"text\":\" \",\"index\":0") "," TEXT (
        "\"text\":\"b\\n\\\"\",\"index\":0") "]",
    "[" TEXT ("\"text\":\"想 b\\n\\\"\",\"index\":0") "]" },
  { "no-index", "[" TEXT ("\"text\":\"a\"") "," TEXT ("\"text\":\"b\"") "]",
    "[" TEXT ("\"text\":\"ab\"") "]" },
  { "by-index",
    "[" TEXT ("\"text\":\"a\",\"index\":0") "," TEXT ("\"text\":\"b\",\"index\":1") "," TEXT (
        "\"text\":\"c\",\"index\":1") "]",
    "[" TEXT ("\"text\":\"a\",\"index\":0") "," TEXT ("\"text\":\"bc\",\"index\":1") "]" },
  { "by-type",
    "[" SUMMARY ("\"summary\":\"a\"") "," SUMMARY ("\"summary\":\"b\"") "," TEXT (
        "\"text\":\"c\"") "," ENCRYPTED ("\"data\":\"d\"") "]",
    "[" SUMMARY ("\"summary\":\"ab\"") "," TEXT ("\"text\":\"c\"") "," ENCRYPTED (
        "\"data\":\"d\"") "]" },
  { "signature-closes",
    "[" TEXT ("\"text\":\"a\",\"signature\":null") "," TEXT ("\"text\":\"b\"") "," TEXT (
        "\"text\":\"\",\"signature\":\"s1=\"") "," TEXT ("\"text\":\"c\"") "," TEXT ("\"signature\""
                                                                                     ":\"s2\"") "]",
    "[" TEXT ("\"text\":\"ab\",\"signature\":\"s1=\"") "," TEXT (
        "\"text\":\"c\",\"signature\":\"s2\"") "]" },
  { "signature-alone", "[" TEXT ("\"signature\":\"s\"") "]", "[" TEXT ("\"signature\":\"s\"") "]" },
  { "empty-text", "[" TEXT ("\"text\":\"\"") "]", "[" TEXT ("\"text\":\"\"") "]" },
  { "other-id",
    "[" ENCRYPTED ("\"data\":\"a\",\"id\":\"rs_1\"") "," ENCRYPTED (
        "\"data\":\"b\",\"id\":\"rs_2\"") "]",
    "[" ENCRYPTED ("\"data\":\"a\",\"id\":\"rs_1\"") "," ENCRYPTED (
        "\"data\":\"b\",\"id\":\"rs_2\"") "]" },
  { "encrypted",
    "[" ENCRYPTED ("\"data\":\"gA+/\",\"id\":\"rs_1\"") "," ENCRYPTED ("\"data\":\"==\"") "]",
    "[" ENCRYPTED ("\"data\":\"gA+/==\",\"id\":\"rs_1\"") "]" },
  { "unknown-members",
    "[" TEXT ("\"text\":\"a\",\"format\":\"x-v1\",\"extra\":{\"n\":[1,2.5,null]}") "," TEXT (
        "\"text\":\"b\",\"format\":null,\"id\":\"i\"") "]",
    "[" TEXT (
        "\"text\":\"ab\",\"format\":\"x-v1\",\"extra\":{\"n\":[1,2.5,null]},\"id\":\"i\"") "]" },
  { "unknown-type",
    "[{\"type\":\"reasoning.new\",\"payload\":7},{\"type\":\"reasoning.new\",\"index\":3},{}]",
    "[{\"type\":\"reasoning.new\",\"payload\":7},{\"type\":\"reasoning.new\",\"index\":3},{}]" },
  { "null-only", "[" TEXT ("\"text\":null") "]", "[" TEXT ("\"text\":null") "]" },
  { "odd-text", "[" TEXT ("\"text\":[\"a\"]") "]", "[" TEXT ("\"text\":[\"a\"]") "]" },
  { "order",
    "[" TEXT ("\"text\":\"a\",\"index\":1") "," TEXT ("\"text\":\"b\",\"index\":0") "," TEXT (
        "\"text\":\"c\",\"index\":1") "]",
    "[" TEXT ("\"text\":\"a\",\"index\":1") "," TEXT ("\"text\":\"b\",\"index\":0") "," TEXT (
        "\"text\":\"c\",\"index\":1") "]" },
};

static char *
join (const char *fragments)
{
  g_autoptr (SiluReasoningDetails) details = silu_reasoning_details_new ();
  g_autoptr (JsonNode) node = json_from_string (fragments, NULL);
  JsonArray *array = json_node_get_array (node);

  for (guint i = 0; i < json_array_get_length (array); i++)
    silu_reasoning_details_add (details, json_array_get_object_element (array, i));

  return silu_reasoning_details_to_string (details);
}

/* The members may stand in another order: an item's texts are put in when it is whole. */
static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autofree char *items = join (expected->fragments);
  g_autoptr (JsonNode) a = json_from_string (items, NULL);
  g_autoptr (JsonNode) b = json_from_string (expected->items, NULL);

  if (!json_node_equal (a, b))
    g_assert_cmpstr (items, ==, expected->items);
}

/* Fragments are copied: what they came in may go. */
static void
test_copied (void)
{
  g_autoptr (SiluReasoningDetails) details = silu_reasoning_details_new ();
  g_autofree char *items = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (TEXT ("\"text\":\"x\",\"more\":{}"), NULL);

      silu_reasoning_details_add (details, json_node_get_object (node));
    }
  items = silu_reasoning_details_to_string (details);
  g_assert_nonnull (strstr (items, "\"xxx\""));
}

static void
test_none (void)
{
  g_autoptr (SiluReasoningDetails) details = silu_reasoning_details_new ();

  g_assert_null (silu_reasoning_details_to_string (details));
}

/* Half a thought is worse than none: a signature would not fit it. */
static void
test_max_size (void)
{
  g_autoptr (SiluReasoningDetails) details = silu_reasoning_details_new ();
  g_autofree char *block = g_strnfill (1024 * 1024, 'x');
  g_autoptr (JsonObject) fragment = json_object_new ();
  g_autofree char *items = NULL;

  json_object_set_string_member (fragment, "type", "reasoning.text");
  json_object_set_string_member (fragment, "text", block);
  for (gsize i = 0; i < 7; i++)
    silu_reasoning_details_add (details, fragment);
  items = silu_reasoning_details_to_string (details);
  g_assert_cmpuint (strlen (items), >, 7 * 1024 * 1024);

  for (gsize i = 0; i < 3; i++)
    silu_reasoning_details_add (details, fragment);
  g_assert_null (silu_reasoning_details_to_string (details));
}

static void
test_text (void)
{
  static const struct
  {
    const char *fragment;
    const char *text;
  } texts[] = {
    { TEXT ("\"text\":\"a\""), "a" },
    { SUMMARY ("\"summary\":\"b\""), "b" },
    { TEXT ("\"text\":\"\""), "" },
    { ENCRYPTED ("\"data\":\"c\""), NULL },
    { TEXT ("\"text\":null"), NULL },
    { TEXT ("\"text\":7"), NULL },
    { "{}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (texts[i].fragment, NULL);

      g_assert_cmpstr (silu_reasoning_details_get_text (json_node_get_object (node)), ==,
                       texts[i].text);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/reasoning-details/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/reasoning-details/copied", test_copied);
  g_test_add_func ("/reasoning-details/none", test_none);
  g_test_add_func ("/reasoning-details/max-size", test_max_size);
  g_test_add_func ("/reasoning-details/text", test_text);

  return g_test_run ();
}
