/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that grows → blocks. The text is a row of slices: those before the last cut are parsed and
 * frozen; only what stands after it is parsed again. A slice that is one growing fence is not even
 * that: its code is the text itself. At the end all is parsed once as a whole, since a link may be
 * defined after it is used; what comes out the same keeps its blocks. */
#include "silu-markdown-private.h"

#include <string.h>

struct _SiluMarkdown
{
  GString *text;   /* valid UTF-8, line breaks as LF, no NUL */
  GString *broken; /* bytes of a character that is not complete yet */
  gboolean after_cr;

  SiluLineScanner scanner;
  gsize scanned; /* the scanner has had the lines before this */
  gsize cut;     /* what stands before is frozen */

  GPtrArray *blocks; /* of SiluBlock */
  guint n_frozen;
  guint changed; /* the first block that changed in this update */
  gboolean dirty;
  gboolean finished;
};

SiluMarkdown *
silu_markdown_new (void)
{
  SiluMarkdown *self = g_new0 (SiluMarkdown, 1);

  self->text = g_string_new (NULL);
  self->broken = g_string_new (NULL);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);
  silu_line_scanner_init (&self->scanner);

  return self;
}

void
silu_markdown_free (SiluMarkdown *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->broken, TRUE);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/* --- text in --- */

/* Valid UTF-8 from here on: only line breaks and NUL are left to settle. */
static void
append_valid (SiluMarkdown *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length;)
    {
      gsize plain = i;

      while (plain < length && text[plain] != '\r' && text[plain] != '\n' && text[plain] != '\0')
        plain++;
      g_string_append_len (self->text, text + i, (gssize) (plain - i));
      if (plain > i)
        self->after_cr = FALSE;
      i = plain;
      if (i == length)
        break;

      if (text[i] == '\0')
        g_string_append (self->text, "\xef\xbf\xbd");
      else if (text[i] == '\r' || !self->after_cr)
        g_string_append_c (self->text, '\n');
      self->after_cr = text[i] == '\r';
      i++;
    }
}

/* How many bytes at the end of @text may be the begin of a character. */
static gsize
count_incomplete (const char *text, gsize length)
{
  for (gsize back = 1; back <= MIN (length, 3); back++)
    {
      guchar byte = (guchar) text[length - back];
      gsize needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;

      if ((byte & 0xc0) == 0x80)
        continue;
      return needed > back ? back : 0;
    }

  return 0;
}

void
silu_markdown_feed (SiluMarkdown *self, const char *text, gsize length)
{
  g_autoptr (GString) joined = NULL;
  gsize held;

  g_return_if_fail (!self->finished);

  if (length == 0)
    return;

  if (self->broken->len > 0)
    {
      joined = g_string_new_len (self->broken->str, (gssize) self->broken->len);
      g_string_append_len (joined, text, (gssize) length);
      text = joined->str;
      length = joined->len;
      g_string_truncate (self->broken, 0);
    }

  held = count_incomplete (text, length);
  g_string_append_len (self->broken, text + length - held, (gssize) held);
  length -= held;
  self->dirty = TRUE;

  if (g_utf8_validate_len (text, length, NULL))
    {
      append_valid (self, text, length);
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);

      append_valid (self, valid, strlen (valid));
    }
}

/* --- blocks out --- */

/* Puts @found in the place of the blocks from @position on. Blocks that came out the same stay the
 * same pointers. */
static void
replace_from (SiluMarkdown *self, guint position, GPtrArray *found)
{
  guint same = 0;

  while (same < found->len && position + same < self->blocks->len &&
         silu_block_equal (g_ptr_array_index (self->blocks, position + same),
                           g_ptr_array_index (found, same)))
    same++;

  if (position + same < self->blocks->len || same < found->len)
    self->changed = MIN (self->changed, position + same);

  g_ptr_array_set_size (self->blocks, (int) (position + same));
  for (guint i = same; i < found->len; i++)
    g_ptr_array_add (self->blocks, silu_block_ref (g_ptr_array_index (found, i)));
}

static void
mark_open (GPtrArray *blocks)
{
  if (blocks->len > 0)
    ((SiluBlock *) g_ptr_array_index (blocks, blocks->len - 1))->closed = FALSE;
}

/* The code of a fence that has not closed: the lines after its first, less its indentation. */
static char *
strip_fence (const char *text, gsize length, guint indent)
{
  const char *end = text + length;
  const char *at = memchr (text, '\n', length);
  GString *code = g_string_sized_new (length);

  for (at = at != NULL ? at + 1 : end; at < end;)
    {
      const char *line_end = memchr (at, '\n', (gsize) (end - at));
      guint stripped = 0;

      line_end = line_end != NULL ? line_end + 1 : end;
      while (stripped < indent && at < line_end && *at == ' ')
        {
          at++;
          stripped++;
        }
      g_string_append_len (code, at, line_end - at);
      at = line_end;
    }

  if (code->len > 0 && code->str[code->len - 1] == '\n')
    g_string_truncate (code, code->len - 1);

  return g_string_free (code, FALSE);
}

/* The tail is a fence that grows: md4c reads its first line, and the code is the text. */
static GPtrArray *
parse_growing_fence (SiluMarkdown *self)
{
  const char *tail = self->text->str + self->cut;
  gsize length = self->text->len - self->cut;
  const char *line_end = memchr (tail, '\n', length);
  GPtrArray *found = silu_markdown_parse (tail, (gsize) (line_end - tail));
  SiluBlock *block = g_ptr_array_index (found, 0);

  g_free (block->text);
  block->text = strip_fence (tail, length, self->scanner.fence_indent);

  return found;
}

static void
parse_tail (SiluMarkdown *self)
{
  g_autoptr (GPtrArray) found = NULL;

  if (self->scanner.fence != 0)
    found = parse_growing_fence (self);
  else
    found = silu_markdown_parse (self->text->str + self->cut, self->text->len - self->cut);

  mark_open (found);
  replace_from (self, self->n_frozen, found);
}

static void
freeze (SiluMarkdown *self, gsize position)
{
  g_autoptr (GPtrArray) found =
      silu_markdown_parse (self->text->str + self->cut, position - self->cut);

  replace_from (self, self->n_frozen, found);
  self->n_frozen = self->blocks->len;
  self->cut = position;
}

/* Gives the scanner the lines that have become whole, and cuts where it says. */
static void
scan (SiluMarkdown *self)
{
  for (;;)
    {
      const char *line = self->text->str + self->scanned;
      const char *end = memchr (line, '\n', self->text->len - self->scanned);
      gsize length;

      if (end == NULL)
        return;

      length = (gsize) (end - line);
      switch (silu_line_scanner_feed (&self->scanner, line, length))
        {
        case SILU_CUT_BEFORE:
          freeze (self, self->scanned);
          break;
        case SILU_CUT_AFTER:
          freeze (self, self->scanned + length + 1);
          break;
        case SILU_CUT_NONE:
        default:
          break;
        }
      self->scanned += length + 1;
    }
}

static void
parse_all (SiluMarkdown *self)
{
  g_autoptr (GPtrArray) found = silu_markdown_parse (self->text->str, self->text->len);

  replace_from (self, 0, found);
  self->n_frozen = self->blocks->len;
}

guint
silu_markdown_update (SiluMarkdown *self)
{
  if (!self->dirty)
    return self->blocks->len;

  self->dirty = FALSE;
  self->changed = G_MAXUINT;
  if (self->finished)
    {
      parse_all (self);
    }
  else
    {
      scan (self);
      parse_tail (self);
    }

  return MIN (self->changed, self->blocks->len);
}

void
silu_markdown_finish (SiluMarkdown *self)
{
  if (self->finished)
    return;

  if (self->broken->len > 0)
    {
      g_string_truncate (self->broken, 0);
      append_valid (self, "\xef\xbf\xbd", 3);
    }
  self->finished = TRUE;
  self->dirty = TRUE;
}

guint
silu_markdown_get_n_blocks (SiluMarkdown *self)
{
  return self->blocks->len;
}

SiluBlock *
silu_markdown_get_block (SiluMarkdown *self, guint index)
{
  g_return_val_if_fail (index < self->blocks->len, NULL);

  return g_ptr_array_index (self->blocks, index);
}
