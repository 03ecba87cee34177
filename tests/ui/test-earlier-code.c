/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which block is taken for the older version of which. */
#include "silu-earlier-code.h"

#include "silu-markdown.h"
#include "silu-test.h"

#include <string.h>

static SiluMessage *
add (SiluConversation *conversation, SiluMessage *parent, const char *text)
{
  g_autoptr (SiluMessage) message =
      silu_message_new (NULL, parent == NULL ? SILU_ROLE_USER : SILU_ROLE_ASSISTANT);

  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (conversation, message, parent);

  return silu_conversation_get_leaf (conversation);
}

/* The code that the first block of @after is a newer version of. */
static char *
match (const char *before, const char *after)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  SiluMessage *question = add (conversation, NULL, "q");
  SiluMessage *newer;
  g_autoptr (GPtrArray) earlier = NULL;
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  const SiluBlock *found;

  add (conversation, question, before);
  newer = add (conversation, question, after);
  earlier = silu_earlier_code_list (conversation, newer);
  if (earlier == NULL)
    return NULL;

  silu_markdown_feed (markdown, after, strlen (after));
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  found = silu_earlier_code_match (earlier, silu_markdown_get_block (markdown, 0));

  return found != NULL ? g_strdup (found->text) : NULL;
}

static void
test_match (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *expected;
  } cases[] = {
    { "no code", "```c\na\n```", NULL },
    { "```c\na\nb\n```", "```c\na\nc\n```", "a\nb" },
    { "```c\na\nb\n```", "```c\nx\ny\n```", NULL },
    { "```c\na\nb\n```", "```python\na\nb\n```", NULL },
    { "```c a.c\nx\n```", "```c a.c\ny\n```", "x" },
    { "```c b.c\na\nb\n```\n\n```c a.c\nx\n```", "```c a.c\na\nb\n```", "x" },
    { "```c\na\nx\n```\n\n```c\na\nb\nx\n```", "```c\na\nb\nc\n```", "a\nb\nx" },
    { "```\n  a\n\n  b\n```", "```\na\nb\n```", "  a\n\n  b" },
    { "```c\n```", "```c\n```", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = match (cases[i].before, cases[i].after);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* The nearest older version that has code; the first has none before it. */
static void
test_versions (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  SiluMessage *question = add (conversation, NULL, "q");
  SiluMessage *first = add (conversation, question, "```\n1\n```");
  SiluMessage *last;
  g_autoptr (GPtrArray) earlier = NULL;

  add (conversation, question, "```\n2\n```");
  add (conversation, question, "words");
  last = add (conversation, question, "```\n3\n```");
  g_assert_null (silu_earlier_code_list (conversation, first));
  earlier = silu_earlier_code_list (conversation, last);
  g_assert_cmpuint (earlier->len, ==, 1);
  g_assert_cmpstr (((SiluBlock *) g_ptr_array_index (earlier, 0))->text, ==, "2");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/earlier-code/match", test_match);
  g_test_add_func ("/earlier-code/versions", test_versions);

  return g_test_run ();
}
