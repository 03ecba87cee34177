/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which block of code of an older version of an answer is the older version of a block. */
#include "silu-earlier-code.h"

#include "silu-code-info.h"
#include "silu-markdown.h"

/* The part of the lines that two blocks must share. */
#define LEAST_ALIKE 0.3

static void
add_code (GPtrArray *blocks, const SiluPart *part)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();

  silu_markdown_feed (markdown, part->text->str, part->text->len);
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  for (guint i = 0; i < silu_markdown_get_n_blocks (markdown); i++)
    {
      SiluBlock *block = silu_markdown_get_block (markdown, i);

      if (block->kind == SILU_BLOCK_CODE)
        g_ptr_array_add (blocks, silu_block_ref (block));
    }
}

static GPtrArray *
list_code (SiluMessage *message)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);

  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    if (silu_message_get_part (message, i)->kind == SILU_PART_TEXT)
      add_code (blocks, silu_message_get_part (message, i));

  return blocks;
}

GPtrArray *
silu_earlier_code_list (SiluConversation *conversation, SiluMessage *message)
{
  g_autoptr (GPtrArray) siblings = NULL;
  guint position = 0;

  /* A message that is not in the tree has no versions. */
  if (silu_conversation_find (conversation, silu_message_get_id (message)) == NULL)
    return NULL;

  siblings = silu_conversation_get_siblings (conversation, message, &position);
  for (guint i = position; i > 0; i--)
    {
      SiluMessage *older = g_ptr_array_index (siblings, i - 1);
      GPtrArray *blocks;

      if (silu_message_get_role (older) != SILU_ROLE_ASSISTANT ||
          silu_message_get_state (older) == SILU_MESSAGE_STREAMING)
        continue;
      blocks = list_code (older);
      if (blocks->len > 0)
        return blocks;
      g_ptr_array_unref (blocks);
    }

  return NULL;
}

/* Each line with how often it is there; empty ones say nothing. */
static GHashTable *
count_lines (const char *code, guint *n_lines)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (code, "\n", -1);

  *n_lines = 0;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strdup (g_strstrip (lines[i]));
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, line));

      if (*line == '\0')
        {
          g_free (line);
          continue;
        }
      g_hash_table_replace (counts, line, GUINT_TO_POINTER (count + 1));
      (*n_lines)++;
    }

  return counts;
}

/* The part of the longer one's lines that the other has too. */
static double
measure_likeness (const SiluBlock *a, const SiluBlock *b)
{
  guint n_a = 0;
  guint n_b = 0;
  g_autoptr (GHashTable) in_a = count_lines (a->text, &n_a);
  g_autoptr (GHashTable) in_b = count_lines (b->text, &n_b);
  GHashTableIter iter;
  gpointer line, count;
  guint shared = 0;

  g_hash_table_iter_init (&iter, in_a);
  while (g_hash_table_iter_next (&iter, &line, &count))
    shared += MIN (GPOINTER_TO_UINT (count), GPOINTER_TO_UINT (g_hash_table_lookup (in_b, line)));

  return n_a + n_b > 0 ? (double) shared / MAX (n_a, n_b) : 0;
}

const SiluBlock *
silu_earlier_code_match (GPtrArray *earlier, const SiluBlock *block)
{
  g_autoptr (SiluCodeInfo) info = silu_code_info_new (block->info);
  const SiluBlock *found = NULL;
  double most = LEAST_ALIKE;

  for (guint i = 0; i < earlier->len; i++)
    {
      const SiluBlock *older = g_ptr_array_index (earlier, i);
      g_autoptr (SiluCodeInfo) older_info = silu_code_info_new (older->info);
      double likeness;

      if (info->file != NULL && g_strcmp0 (info->file, older_info->file) == 0)
        return older;
      if (g_strcmp0 (block->language, older->language) != 0)
        continue;
      likeness = measure_likeness (block, older);
      if (likeness <= most)
        continue;
      most = likeness;
      found = older;
    }

  return found;
}
