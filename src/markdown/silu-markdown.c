/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that grows → blocks. The text is a row of slices: those before the last cut are parsed and
 * frozen; only what stands after it is parsed again. Where to cut depends on whole lines alone, so
 * that the blocks are the same however the text was fed. A fence at the top level is not parsed at
 * all. A link may be defined after it is used: slices that use it are then parsed once more. */
#include "silu-markdown-private.h"

#include <string.h>

/* What md4c counts in is 32 bits wide; no answer comes near. What is beyond is dropped. */
#define MAX_TEXT (64 << 20)

/* Blocks of one frozen part of the text. */
typedef struct
{
  gsize start;
  gsize end;
  guint first_block;
  guint n_blocks;
} Slice;

struct _SiluMarkdown
{
  GString *text;   /* valid UTF-8, line breaks as LF, no NUL */
  GString *broken; /* bytes of a character that is not complete yet */
  gboolean after_cr;

  SiluLineScanner scanner;
  SiluFence *fence; /* the open one that the tail is, or NULL */
  SiluReferences *references;
  gsize scanned;  /* the scanner has had the lines before this */
  gsize cut;      /* what stands before is frozen */
  gsize patience; /* how long the tail must be before we ask again whether to cut */

  GArray *slices;    /* of Slice */
  GHashTable *stale; /* numbers of slices to parse again */
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
  self->references = silu_references_new ();
  self->slices = g_array_new (FALSE, FALSE, sizeof (Slice));
  self->stale = g_hash_table_new (NULL, NULL);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);

  return self;
}

void
silu_markdown_free (SiluMarkdown *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->broken, TRUE);
  g_clear_pointer (&self->fence, silu_fence_free);
  silu_references_free (self->references);
  g_array_unref (self->slices);
  g_hash_table_unref (self->stale);
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

  length = MIN (length, MAX_TEXT - MIN (self->text->len, MAX_TEXT));
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

/* [@start, @end) of the text and then @line, with the definitions that it may use. */
static GPtrArray *
parse (SiluMarkdown *self, gsize start, gsize end, const char *line)
{
  const char *text = self->text->str + start;
  g_autofree char *prefix = silu_references_get_prefix (self->references, text, end - start);
  g_autoptr (GString) joined = NULL;

  if (prefix == NULL && line == NULL)
    return silu_markdown_parse (text, end - start);

  joined = g_string_new (prefix);
  g_string_append_len (joined, text, (gssize) (end - start));
  if (line != NULL)
    g_string_append (joined, line);

  return silu_markdown_parse (joined->str, joined->len);
}

/* The tail up to @end becomes a slice with the blocks @found. */
static void
freeze (SiluMarkdown *self, gsize end, GPtrArray *found)
{
  Slice slice = { self->cut, end, self->n_frozen, found->len };

  replace_from (self, self->n_frozen, found);
  g_array_append_val (self->slices, slice);
  self->n_frozen = self->blocks->len;
  self->cut = end;
  self->patience = 0;
}

static void
freeze_markdown (SiluMarkdown *self, gsize end, GPtrArray *found)
{
  gsize start = self->cut;

  freeze (self, end, found);
  silu_references_add_slice (self->references, self->slices->len - 1, self->text->str + start,
                             end - start, self->stale);
}

static void
freeze_fence (SiluMarkdown *self, gsize end)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);

  silu_fence_show (self->fence, NULL, 0);
  g_ptr_array_add (found, silu_fence_make_block (self->fence, TRUE));
  freeze (self, end, found);
  g_clear_pointer (&self->fence, silu_fence_free);
  silu_line_scanner_cut (&self->scanner, NULL, 0);
}

/* A line that stands for the one we would cut before: md4c must see in it what we do. */
static char *
make_probe (SiluCut cut, const char *line, gsize length)
{
  switch (cut)
    {
    case SILU_CUT_FENCE:
      return g_strdup_printf ("%.*s\nx\n", (int) length, line);
    case SILU_CUT_HEADING:
      return g_strdup ("# x\n");
    case SILU_CUT_PARAGRAPH:
    case SILU_CUT_NONE:
    default:
      return g_strdup ("x\n");
    }
}

static gboolean
is_probe (SiluCut cut, const SiluBlock *block)
{
  if (g_strcmp0 (block->text, "x") != 0)
    return FALSE;

  switch (cut)
    {
    case SILU_CUT_FENCE:
      return block->kind == SILU_BLOCK_CODE && block->fenced;
    case SILU_CUT_HEADING:
      return block->kind == SILU_BLOCK_HEADING;
    case SILU_CUT_PARAGRAPH:
    case SILU_CUT_NONE:
    default:
      return block->kind == SILU_BLOCK_PARAGRAPH;
    }
}

/* Parses what stands before @line and asks md4c by the way whether a top-level block of its own
 * begins there. If not, we ask again when the tail has become twice as long, so that all asking
 * costs no more than the text. */
static gboolean
try_cut (SiluMarkdown *self, SiluCut cut, gsize position, const char *line, gsize length)
{
  g_autofree char *probe = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (position - self->cut < self->patience)
    return FALSE;

  probe = make_probe (cut, line, length);
  found = parse (self, self->cut, position, probe);
  if (found->len == 0 || !is_probe (cut, g_ptr_array_index (found, found->len - 1)))
    {
      self->patience = 2 * (position - self->cut);
      return FALSE;
    }

  g_ptr_array_set_size (found, (int) found->len - 1);
  freeze_markdown (self, position, found);

  return TRUE;
}

/* Takes the whole line at @position. */
static void
scan_line (SiluMarkdown *self, gsize position, gsize length)
{
  const char *line = self->text->str + position;
  gboolean content = self->scanner.content;
  SiluCut cut;

  if (self->fence != NULL)
    {
      if (silu_fence_feed (self->fence, line, length))
        freeze_fence (self, MIN (position + length + 1, self->text->len));
      return;
    }

  cut = silu_line_scanner_feed (&self->scanner, line, length);
  if (cut == SILU_CUT_NONE)
    return;

  if (content && !try_cut (self, cut, position, line, length))
    return;

  silu_line_scanner_cut (&self->scanner, line, length);
  if (cut == SILU_CUT_FENCE)
    self->fence = silu_fence_new (line, length);
}

/* Gives the scanner the lines that have become whole. */
static void
scan (SiluMarkdown *self)
{
  for (;;)
    {
      const char *line = self->text->str + self->scanned;
      gsize rest = self->text->len - self->scanned;
      const char *end = memchr (line, '\n', rest);

      if (end == NULL && (!self->finished || rest == 0))
        return;

      scan_line (self, self->scanned, end != NULL ? (gsize) (end - line) : rest);
      self->scanned += end != NULL ? (gsize) (end - line) + 1 : rest;
    }
}

/* Links that only now have become some, in slices frozen before. They change no block but the one
 * they are in. */
static void
refresh_stale (SiluMarkdown *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->stale);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Slice *slice = &g_array_index (self->slices, Slice, GPOINTER_TO_UINT (key));
      g_autoptr (GPtrArray) found = parse (self, slice->start, slice->end, NULL);

      for (guint i = 0; i < MIN (slice->n_blocks, found->len); i++)
        {
          guint position = slice->first_block + i;
          SiluBlock **place = (SiluBlock **) &g_ptr_array_index (self->blocks, position);

          if (silu_block_equal (*place, g_ptr_array_index (found, i)))
            continue;
          silu_block_unref (*place);
          *place = silu_block_ref (g_ptr_array_index (found, i));
          self->changed = MIN (self->changed, position);
        }
    }
  g_hash_table_remove_all (self->stale);
}

/* What stands after the last cut, and may go on. */
static GPtrArray *
parse_tail (SiluMarkdown *self)
{
  const char *text = self->text->str + self->cut;
  gsize length = self->text->len - self->cut;
  g_autofree char *prefix = silu_references_get_prefix (self->references, text, length);
  g_autofree char *joined = NULL;
  GPtrArray *found;

  if (prefix != NULL)
    {
      joined = g_strconcat (prefix, text, NULL);
      found = silu_markdown_parse_growing (joined, strlen (joined));
    }
  else
    {
      found = silu_markdown_parse_growing (text, length);
    }
  if (found->len > 0)
    ((SiluBlock *) g_ptr_array_index (found, found->len - 1))->closed = FALSE;

  return found;
}

/* What stands after the last cut, as it is so far. */
static void
update_tail (SiluMarkdown *self)
{
  g_autoptr (GPtrArray) found = NULL;

  if (self->fence == NULL)
    {
      found = parse_tail (self);
      replace_from (self, self->n_frozen, found);
    }
  else if (silu_fence_show (self->fence, self->text->str + self->scanned,
                            self->text->len - self->scanned))
    {
      g_ptr_array_set_size (self->blocks, (int) self->n_frozen);
      g_ptr_array_add (self->blocks, silu_fence_make_block (self->fence, FALSE));
      self->changed = MIN (self->changed, self->n_frozen);
    }
}

static void
freeze_tail (SiluMarkdown *self)
{
  g_autoptr (GPtrArray) found = NULL;

  if (self->fence != NULL)
    {
      freeze_fence (self, self->text->len);
      return;
    }

  found = parse (self, self->cut, self->text->len, NULL);
  freeze_markdown (self, self->text->len, found);
}

guint
silu_markdown_update (SiluMarkdown *self)
{
  if (!self->dirty)
    return self->blocks->len;

  self->dirty = FALSE;
  self->changed = G_MAXUINT;
  scan (self);
  if (self->finished)
    freeze_tail (self);
  else
    update_tail (self);
  if (g_hash_table_size (self->stale) > 0)
    refresh_stale (self);

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
