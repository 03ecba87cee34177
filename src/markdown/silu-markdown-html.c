/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks → HTML, as the CommonMark and GFM examples write it, but that raw HTML is text and a link
 * leads only where a browser may safely go. */
#include "silu-markdown-private.h"

#include <string.h>

/* What becomes of images that a browser would fetch. */
typedef enum
{
  IMAGES_SHOWN,
  IMAGES_LINKED,
} Images;

static void
add_escaped (GString *html, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '&':
        g_string_append (html, "&amp;");
        break;
      case '<':
        g_string_append (html, "&lt;");
        break;
      case '>':
        g_string_append (html, "&gt;");
        break;
      case '"':
        g_string_append (html, "&quot;");
        break;
      default:
        g_string_append_c (html, text[i]);
        break;
      }
}

static void
add_url (GString *html, const char *url)
{
  for (; *url != '\0'; url++)
    {
      if (*url == '&')
        g_string_append (html, "&amp;");
      else if (g_ascii_isalnum (*url) || strchr ("-_.!~*'();/?:@=+$,#%", *url) != NULL)
        g_string_append_c (html, *url);
      else
        g_string_append_printf (html, "%%%02X", (guchar) *url);
    }
}

gboolean
silu_markdown_url_is_safe (const char *url)
{
  static const char *const schemes[] = { "http", "https", "mailto" };
  g_autofree char *scheme = url != NULL ? g_uri_parse_scheme (url) : NULL;

  /* What a browser might still take for a scheme is none of ours. */
  if (scheme == NULL)
    return url != NULL && memchr (url, ':', strcspn (url, "/?#")) == NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strcasecmp (scheme, schemes[i]) == 0)
      return TRUE;

  return FALSE;
}

/* In the order in which they open where all go on equally long. */
static const struct
{
  SiluSpanFlags flag;
  const char *open; /* NULL: written by hand */
  const char *close;
} marks[] = {
  { SILU_SPAN_LINK, NULL, "</a>" },
  { SILU_SPAN_EMPHASIS, "<em>", "</em>" },
  { SILU_SPAN_STRONG, "<strong>", "</strong>" },
  { SILU_SPAN_STRIKE, "<del>", "</del>" },
  { SILU_SPAN_CODE, "<code>", "</code>" },
};

static void
add_title (GString *html, const char *title)
{
  if (title == NULL)
    return;

  g_string_append (html, " title=\"");
  add_escaped (html, title, strlen (title));
  g_string_append_c (html, '"');
}

static void
add_image (GString *html, const SiluSpan *span, const char *text)
{
  g_string_append (html, "<img src=\"");
  add_url (html, span->url);
  g_string_append (html, "\" alt=\"");
  add_escaped (html, text + span->start, span->end - span->start);
  g_string_append_c (html, '"');
  add_title (html, span->title);
  g_string_append (html, " />");
}

/* A page that loads nothing names the image, and leads there. */
static void
add_image_link (GString *html, const SiluSpan *span, const char *text)
{
  gsize length = span->end - span->start;
  gboolean in_link = (span->flags & SILU_SPAN_LINK) != 0;

  if (!in_link)
    {
      g_string_append (html, "<a href=\"");
      add_url (html, span->url);
      g_string_append (html, "\">");
    }
  if (length > 0)
    add_escaped (html, text + span->start, length);
  else
    add_escaped (html, span->url, strlen (span->url));
  if (!in_link)
    g_string_append (html, "</a>");
}

/* The source: what shows HTML may know how to set it. */
static void
add_formula (GString *html, const SiluSpan *span, const char *text)
{
  gboolean display = (span->flags & SILU_SPAN_DISPLAY) != 0;

  g_string_append_printf (html, "<span class=\"math %s\">", display ? "display" : "inline");
  add_escaped (html, text + span->start, span->end - span->start);
  g_string_append (html, "</span>");
}

/* Opens and closes marks between two spans. Those that go on stay open, as long as the order of
 * opening allows. */
typedef struct
{
  GString *html;
  GArray *open;         /* of guint: indices of marks, in the order of opening */
  const SiluSpan *link; /* whose address the open link has */
} Inline;

static gboolean
has_mark (const SiluSpan *span, guint mark)
{
  return (span->flags & marks[mark].flag) != 0 &&
         (marks[mark].flag != SILU_SPAN_LINK || silu_markdown_url_is_safe (span->url));
}

/* Whether @mark goes on from one span to another. */
static gboolean
goes_on (const SiluSpan *from, const SiluSpan *to, guint mark)
{
  return has_mark (to, mark) &&
         (marks[mark].flag != SILU_SPAN_LINK ||
          (g_strcmp0 (from->url, to->url) == 0 && g_strcmp0 (from->title, to->title) == 0));
}

static gboolean
is_open (Inline *self, guint mark)
{
  for (guint i = 0; i < self->open->len; i++)
    if (g_array_index (self->open, guint, i) == mark)
      return TRUE;

  return FALSE;
}

/* How many spans from @index on have the mark: what goes on longest is opened first. */
static guint
measure_mark (GArray *spans, guint index, guint mark)
{
  const SiluSpan *first = &g_array_index (spans, SiluSpan, index);
  guint count = has_mark (first, mark) ? 1 : 0;

  while (count > 0 && index + count < spans->len &&
         goes_on (first, &g_array_index (spans, SiluSpan, index + count), mark))
    count++;

  return count;
}

static void
open_mark (Inline *self, const SiluSpan *span, guint mark)
{
  g_array_append_val (self->open, mark);
  if (marks[mark].open != NULL)
    {
      g_string_append (self->html, marks[mark].open);
      return;
    }

  self->link = span;
  g_string_append (self->html, "<a href=\"");
  add_url (self->html, span->url);
  g_string_append_c (self->html, '"');
  add_title (self->html, span->title);
  g_string_append_c (self->html, '>');
}

static void
open_marks (Inline *self, GArray *spans, guint index)
{
  for (;;)
    {
      guint best = 0;
      guint longest = 0;

      for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
        {
          guint count = is_open (self, i) ? 0 : measure_mark (spans, index, i);

          if (count > longest)
            {
              best = i;
              longest = count;
            }
        }

      if (longest == 0)
        return;
      open_mark (self, &g_array_index (spans, SiluSpan, index), best);
    }
}

/* Closes what @next does not have, and what was opened inside of that. NULL: all. */
static void
close_marks (Inline *self, const SiluSpan *next)
{
  guint keep = 0;

  while (next != NULL && keep < self->open->len &&
         goes_on (self->link, next, g_array_index (self->open, guint, keep)))
    keep++;

  while (self->open->len > keep)
    {
      guint mark = g_array_index (self->open, guint, self->open->len - 1);

      g_string_append (self->html, marks[mark].close);
      g_array_set_size (self->open, self->open->len - 1);
    }
}

static void
add_inline (GString *html, const SiluBlock *block, Images images)
{
  Inline state = { html, g_array_new (FALSE, FALSE, sizeof (guint)), NULL };

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (block->spans, SiluSpan, i);

      close_marks (&state, span);
      open_marks (&state, block->spans, i);
      if ((span->flags & SILU_SPAN_IMAGE) != 0 && silu_markdown_url_is_safe (span->url))
        (images == IMAGES_SHOWN ? add_image : add_image_link) (html, span, block->text);
      else if ((span->flags & SILU_SPAN_BREAK) != 0)
        g_string_append (html, "<br />\n");
      else if ((span->flags & SILU_SPAN_MATH) != 0)
        add_formula (html, span, block->text);
      else
        add_escaped (html, block->text + span->start, span->end - span->start);
    }

  close_marks (&state, NULL);
  g_array_unref (state.open);
}

static void add_block (GString *html, const SiluBlock *block, gboolean tight, Images images);

static void
add_children (GString *html, const SiluBlock *block, gboolean tight, Images images)
{
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    add_block (html, g_ptr_array_index (block->children, i), tight, images);
}

static void
add_code (GString *html, const SiluBlock *block)
{
  g_autofree char *word = NULL;

  g_string_append (html, "<pre><code");
  if (block->info != NULL)
    {
      word = g_strndup (block->info, strcspn (block->info, " \t\n"));
      g_string_append (html, " class=\"language-");
      add_escaped (html, word, strlen (word));
      g_string_append_c (html, '"');
    }
  g_string_append_c (html, '>');
  add_escaped (html, block->text, strlen (block->text));
  if (*block->text != '\0')
    g_string_append_c (html, '\n');
  g_string_append (html, "</code></pre>\n");
}

static void
add_list (GString *html, const SiluBlock *block, Images images)
{
  if (block->ordered && block->first != 1)
    g_string_append_printf (html, "<ol start=\"%u\">\n", block->first);
  else
    g_string_append (html, block->ordered ? "<ol>\n" : "<ul>\n");
  add_children (html, block, block->tight, images);
  g_string_append (html, block->ordered ? "</ol>\n" : "</ul>\n");
}

/* In a tight item text stands bare, and what follows it begins a line. */
static void
add_item (GString *html, const SiluBlock *block, gboolean tight, Images images)
{
  gboolean bare = FALSE;

  g_string_append (html, "<li>");
  if (block->task != SILU_TASK_NONE)
    g_string_append_printf (html, "<input type=\"checkbox\"%s disabled=\"\" /> ",
                            block->task == SILU_TASK_DONE ? " checked=\"\"" : "");

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      const SiluBlock *child = g_ptr_array_index (block->children, i);

      bare = tight && child->kind == SILU_BLOCK_PARAGRAPH;
      if ((i == 0 && !bare) || (i > 0 && html->str[html->len - 1] != '\n'))
        g_string_append_c (html, '\n');
      if (bare)
        add_inline (html, child, images);
      else
        add_block (html, child, FALSE, images);
    }
  g_string_append (html, "</li>\n");
}

static void
add_row (GString *html, const SiluBlock *row, GArray *aligns, const char *tag, Images images)
{
  static const char *const words[] = { "", " align=\"left\"", " align=\"center\"",
                                       " align=\"right\"" };

  g_string_append (html, "<tr>\n");
  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      SiluAlign align = aligns != NULL && i < aligns->len ? g_array_index (aligns, SiluAlign, i)
                                                          : SILU_ALIGN_DEFAULT;

      g_string_append_printf (html, "<%s%s>", tag, words[align]);
      add_inline (html, g_ptr_array_index (row->children, i), images);
      g_string_append_printf (html, "</%s>\n", tag);
    }
  g_string_append (html, "</tr>\n");
}

static void
add_table (GString *html, const SiluBlock *table, Images images)
{
  guint n_rows = table->children != NULL ? table->children->len : 0;

  g_string_append (html, "<table>\n");
  for (guint i = 0; i < n_rows; i++)
    {
      if (i == 0)
        g_string_append (html, "<thead>\n");
      else if (i == 1)
        g_string_append (html, "<tbody>\n");

      add_row (html, g_ptr_array_index (table->children, i), table->aligns, i == 0 ? "th" : "td",
               images);

      if (i == 0)
        g_string_append (html, "</thead>\n");
      else if (i == n_rows - 1)
        g_string_append (html, "</tbody>\n");
    }
  g_string_append (html, "</table>\n");
}

static void
add_block (GString *html, const SiluBlock *block, gboolean tight, Images images)
{
  switch (block->kind)
    {
    case SILU_BLOCK_HEADING:
      g_string_append_printf (html, "<h%u>", block->level);
      add_inline (html, block, images);
      g_string_append_printf (html, "</h%u>\n", block->level);
      break;
    case SILU_BLOCK_CODE:
      add_code (html, block);
      break;
    case SILU_BLOCK_QUOTE:
      g_string_append (html, "<blockquote>\n");
      add_children (html, block, FALSE, images);
      g_string_append (html, "</blockquote>\n");
      break;
    case SILU_BLOCK_LIST:
      add_list (html, block, images);
      break;
    case SILU_BLOCK_ITEM:
      add_item (html, block, tight, images);
      break;
    case SILU_BLOCK_TABLE:
      add_table (html, block, images);
      break;
    case SILU_BLOCK_RULE:
      g_string_append (html, "<hr />\n");
      break;
    case SILU_BLOCK_MATH:
      g_string_append (html, "<div class=\"math display\">");
      add_escaped (html, block->text, strlen (block->text));
      g_string_append (html, "</div>\n");
      break;
    case SILU_BLOCK_HTML:
      g_string_append (html, "<p>");
      add_escaped (html, block->text, strlen (block->text));
      g_string_append (html, "</p>\n");
      break;
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_ROW:
    case SILU_BLOCK_CELL:
    default:
      g_string_append (html, "<p>");
      add_inline (html, block, images);
      g_string_append (html, "</p>\n");
      break;
    }
}

static char *
write_blocks (SiluMarkdown *self, Images images)
{
  GString *html = g_string_new (NULL);

  silu_markdown_update (self);
  for (guint i = 0; i < silu_markdown_get_n_blocks (self); i++)
    add_block (html, silu_markdown_get_block (self, i), FALSE, images);

  return g_string_free (html, FALSE);
}

char *
silu_markdown_to_html (SiluMarkdown *self)
{
  return write_blocks (self, IMAGES_SHOWN);
}

char *
silu_markdown_to_still_html (SiluMarkdown *self)
{
  return write_blocks (self, IMAGES_LINKED);
}

char *
silu_blocks_to_html (GPtrArray *blocks)
{
  GString *html = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    add_block (html, g_ptr_array_index (blocks, i), FALSE, IMAGES_SHOWN);

  return g_string_free (html, FALSE);
}
