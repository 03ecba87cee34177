/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fence at the top level is code from its first line to its last, whatever it holds: each line is
 * looked at once, and its tabs stay tabs. md4c only reads what the first line says. */
#include "silu-markdown-private.h"

#include <string.h>

struct _SiluFence
{
  SiluBlock *head; /* what the first line says */
  char mark;
  gsize length; /* of the marks */
  gsize indent; /* in columns: as much is taken from each line */

  char *storage; /* a g_rc_box that all blocks made so far share */
  gsize capacity;
  gsize end;      /* of the whole lines in it */
  gsize shown;    /* the end with the line that is still growing */
  gboolean empty; /* no line yet */
};

gsize
silu_fence_match (const char *text, gsize length)
{
  gsize run = 0;

  if (length < 3 || (*text != '`' && *text != '~'))
    return 0;

  while (run < length && text[run] == *text)
    run++;
  if (run < 3 || (*text == '`' && memchr (text + run, '`', length - run) != NULL))
    return 0;

  return run;
}

/* Blocks that were made before keep the storage that they have. */
static void
append (SiluFence *self, const char *text, gsize length)
{
  if (self->end + length + 1 > self->capacity)
    {
      gsize capacity = 2 * (self->end + length + 1);
      char *storage = g_rc_box_alloc (capacity);

      memcpy (storage, self->storage, self->end);
      g_rc_box_release (self->storage);
      self->storage = storage;
      self->capacity = capacity;
    }

  memcpy (self->storage + self->end, text, length);
  self->end += length;
  self->storage[self->end] = '\0';
}

static gsize
count_spaces (const char *line, gsize length, gsize most)
{
  gsize spaces = 0;

  while (spaces < MIN (length, most) && line[spaces] == ' ')
    spaces++;

  return spaces;
}

SiluFence *
silu_fence_new (const char *line, gsize length)
{
  gsize indent = count_spaces (line, length, 3);
  gsize run = silu_fence_match (line + indent, length - indent);
  g_autoptr (GPtrArray) found = NULL;
  SiluFence *self;

  if (run == 0)
    return NULL;

  found = silu_markdown_parse (line, length);
  if (found->len != 1 || !((SiluBlock *) g_ptr_array_index (found, 0))->fenced)
    return NULL;

  self = g_new0 (SiluFence, 1);
  self->head = silu_block_ref (g_ptr_array_index (found, 0));
  self->mark = line[indent];
  self->length = run;
  self->indent = indent;
  self->capacity = 256;
  self->storage = g_rc_box_alloc0 (self->capacity);
  self->shown = G_MAXSIZE;
  self->empty = TRUE;

  return self;
}

void
silu_fence_free (SiluFence *self)
{
  silu_block_unref (self->head);
  g_rc_box_release (self->storage);
  g_free (self);
}

/* How many marks stand alone in a line that may close the fence; 0 if something else is there. */
static gsize
count_marks (SiluFence *self, const char *line, gsize length)
{
  gsize indent = count_spaces (line, length, 3);
  gsize at = indent;
  gsize run;

  while (at < length && line[at] == self->mark)
    at++;
  run = at - indent;
  while (at < length && (line[at] == ' ' || line[at] == '\t'))
    at++;

  return at == length ? run : 0;
}

static void
add_line (SiluFence *self, const char *line, gsize length)
{
  gsize stripped = count_spaces (line, length, self->indent);
  gsize column = stripped;

  if (!self->empty)
    append (self, "\n", 1);

  /* Of a tab that the indentation cuts in two, the rest stays as spaces. */
  if (stripped < self->indent && stripped < length && line[stripped] == '\t')
    for (stripped++; column % 4 != 0 || column < self->indent; column++)
      if (column >= self->indent)
        append (self, " ", 1);

  append (self, line + stripped, length - stripped);
}

gboolean
silu_fence_feed (SiluFence *self, const char *line, gsize length)
{
  if (count_marks (self, line, length) >= self->length)
    return TRUE;

  add_line (self, line, length);
  self->empty = FALSE;

  return FALSE;
}

gboolean
silu_fence_show (SiluFence *self, const char *partial, gsize length)
{
  gsize end = self->end;
  gboolean changed;

  /* A line that may still become the closing one is not code yet. */
  if (length > 0 && count_marks (self, partial, length) == 0)
    add_line (self, partial, length);

  self->storage[self->end] = '\0';
  changed = self->end != self->shown;
  self->shown = self->end;
  self->end = end;

  return changed;
}

SiluBlock *
silu_fence_make_block (SiluFence *self, gboolean closed)
{
  SiluBlock *block = silu_block_new (SILU_BLOCK_CODE);

  block->fenced = TRUE;
  block->closed = closed;
  block->info = g_strdup (self->head->info);
  block->language = g_strdup (self->head->language);
  block->storage = g_rc_box_acquire (self->storage);
  block->text = block->storage;

  return block;
}
