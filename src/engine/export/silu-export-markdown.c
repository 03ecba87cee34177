/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown to read and to paste. Texts stay as they are: a fence or comment that one of them leaves
 * open is closed behind it, so that it does not swallow the rest of the conversation. */
#include "silu-export-markdown.h"

#include "silu-export-private.h"
#include "silu-markdown.h"
#include <glib/gi18n-lib.h>
#include <string.h>

char *
silu_export_markdown_escape (const char *line)
{
  GString *escaped = g_string_new (NULL);

  for (const char *p = line; *p != '\0'; p++)
    {
      gboolean in_word = p > line && g_ascii_isalnum (p[-1]) && g_ascii_isalnum (p[1]);

      if (strchr ("\\`*[]<>&#~|$", *p) != NULL || (*p == '_' && !in_word))
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *p);
    }

  return g_string_free (escaped, FALSE);
}

static gsize
longest_run (const char *text, char c)
{
  gsize longest = 0;

  while (*text != '\0')
    {
      gsize run = 0;

      while (text[run] == c)
        run++;
      longest = MAX (longest, run);
      text += MAX (run, 1);
    }

  return longest;
}

/* A fence that nothing in @text closes, or opens. */
static char *
dup_fence (const char *text, char c)
{
  return g_strnfill (MAX (longest_run (text, c) + 1, 3), c);
}

/* Whether a heading behind @text and @closer is one. */
static gboolean
is_closed_by (const char *text, const char *closer)
{
  static const char heading[] = "\n\n# silu\n";
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  guint n_blocks;
  const SiluBlock *last = NULL;

  silu_markdown_feed (markdown, text, strlen (text));
  silu_markdown_feed (markdown, "\n", 1);
  silu_markdown_feed (markdown, closer, strlen (closer));
  silu_markdown_feed (markdown, heading, strlen (heading));
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  n_blocks = silu_markdown_get_n_blocks (markdown);
  if (n_blocks > 0)
    last = silu_markdown_get_block (markdown, n_blocks - 1);

  return last != NULL && last->kind == SILU_BLOCK_HEADING && g_strcmp0 (last->text, "silu") == 0;
}

/* What ends the block that @text leaves open; NULL if there is none. */
static char *
find_closer (const char *text)
{
  g_autofree char *backticks = dup_fence (text, '`');
  g_autofree char *tildes = dup_fence (text, '~');
  const char *const closers[] = { backticks, tildes, "-->", "?>", "]]>", "</pre>", ">" };

  if (is_closed_by (text, ""))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (closers); i++)
    if (is_closed_by (text, closers[i]))
      return g_strdup (closers[i]);

  return NULL;
}

void
silu_export_markdown_add_text (GString *out, const char *text)
{
  g_autofree char *closer = NULL;
  gsize length = strlen (text);

  if (length == 0)
    return;

  closer = find_closer (text);
  g_string_append_len (out, text, (gssize) length);
  if (text[length - 1] != '\n')
    g_string_append_c (out, '\n');
  if (closer != NULL)
    g_string_append_printf (out, "%s\n", closer);
  g_string_append_c (out, '\n');
}

/* A quote, which ends whatever was opened in it. */
static void
add_thought (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_string_append_printf (out, "> **%s**\n>\n", _ ("Thinking"));
  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (out, "> %s\n", lines[i]);
    else if (lines[i + 1] != NULL)
      g_string_append (out, ">\n");
  g_string_append_c (out, '\n');
}

static void
add_extra (GString *out, const SiluPart *part)
{
  g_autofree char *label = NULL;
  g_autofree char *content = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *fence = NULL;

  silu_export_read_extra (part, &label, &content);
  escaped = silu_export_markdown_escape (label);
  g_string_append_printf (out, "**%s**\n\n", escaped);
  if (content == NULL || *content == '\0')
    return;

  fence = dup_fence (content, '`');
  g_string_append_printf (out, "%s\n%s%s%s\n\n", fence, content,
                          g_str_has_suffix (content, "\n") ? "" : "\n", fence);
}

static void
add_notes (GString *out, const SiluMessageRecord *message, guint part)
{
  g_autoptr (GPtrArray) notes = silu_export_list_notes (message, part);

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *note = silu_export_markdown_escape (g_ptr_array_index (notes, i));

      g_string_append_printf (out, "- %s\n", note);
    }
  if (notes->len > 0)
    g_string_append_c (out, '\n');
}

static void
add_line (GString *out, const char *line)
{
  g_autofree char *escaped = NULL;

  if (line == NULL)
    return;

  escaped = silu_export_markdown_escape (line);
  g_string_append_printf (out, "*%s*\n\n", escaped);
}

static void
add_heading (GString *out, const SiluExportTurn *turn, SiluExportFlags flags)
{
  gboolean all = (flags & SILU_EXPORT_ALL_BRANCHES) != 0;
  g_autofree char *speaker = silu_export_dup_speaker (turn->message);
  g_autofree char *escaped = silu_export_markdown_escape (speaker);
  g_autofree char *time = silu_export_dup_time (turn->message->times.start);
  g_autofree char *place = all ? silu_export_dup_place (turn) : NULL;

  g_string_append (out, "## ");
  if (all)
    g_string_append_printf (out, "%u · ", turn->number);
  g_string_append (out, escaped);
  if (*time != '\0')
    g_string_append_printf (out, " · %s", time);
  g_string_append (out, "\n\n");
  if (place != NULL && *place != '\0')
    g_string_append_printf (out, "*%s*\n\n", place);
}

static void
add_turn (GString *out, const SiluExportTurn *turn, SiluExportFlags flags)
{
  g_autofree char *end = silu_export_dup_end (turn->message);
  g_autofree char *rating = silu_export_dup_rating (turn->message->rating);

  add_heading (out, turn, flags);
  for (guint i = 0; i < turn->message->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (turn->message->parts, i);

      if (!silu_export_has_part (part, flags))
        continue;
      if (part->kind == SILU_PART_REASONING)
        {
          add_thought (out, part->text->str);
          add_notes (out, turn->message, i);
        }
      else if (part->kind == SILU_PART_TEXT)
        silu_export_markdown_add_text (out, part->text->str);
      else
        add_extra (out, part);
    }

  add_line (out, end);
  add_line (out, rating);
}

static void
markdown_add (const SiluExport *self, const SiluBundle *bundle, guint index, GString *out)
{
  g_autofree char *title = silu_export_dup_title (bundle->conversation);
  g_autofree char *escaped = silu_export_markdown_escape (title);
  g_autoptr (GPtrArray) facts = silu_export_list_facts (bundle);
  g_autoptr (GArray) turns = silu_export_list_turns (bundle, self->flags);

  if (index > 0)
    g_string_append (out, "---\n\n");
  g_string_append_printf (out, "# %s\n\n", escaped);
  for (guint i = 0; i < facts->len; i++)
    {
      g_autofree char *fact = silu_export_markdown_escape (g_ptr_array_index (facts, i));

      g_string_append_printf (out, "- %s\n", fact);
    }
  if (facts->len > 0)
    g_string_append_c (out, '\n');

  for (guint i = 0; i < turns->len; i++)
    add_turn (out, &g_array_index (turns, SiluExportTurn, i), self->flags);
}

const SiluExportWriter silu_export_markdown = { NULL, markdown_add, NULL };
