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
  GString *code;
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
  self->code = g_string_new (NULL);
  self->empty = TRUE;

  return self;
}

void
silu_fence_free (SiluFence *self)
{
  silu_block_unref (self->head);
  g_string_free (self->code, TRUE);
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
add_line (SiluFence *self, GString *code, gboolean first, const char *line, gsize length)
{
  gsize stripped = count_spaces (line, length, self->indent);
  gsize column = stripped;

  if (!first)
    g_string_append_c (code, '\n');

  /* Of a tab that the indentation cuts in two, the rest stays as spaces. */
  if (stripped < self->indent && stripped < length && line[stripped] == '\t')
    for (stripped++; column % 4 != 0 || column < self->indent; column++)
      if (column >= self->indent)
        g_string_append_c (code, ' ');

  g_string_append_len (code, line + stripped, (gssize) (length - stripped));
}

gboolean
silu_fence_feed (SiluFence *self, const char *line, gsize length)
{
  if (count_marks (self, line, length) >= self->length)
    return TRUE;

  add_line (self, self->code, self->empty, line, length);
  self->empty = FALSE;

  return FALSE;
}

SiluBlock *
silu_fence_make_block (SiluFence *self, const char *partial, gsize length, gboolean closed)
{
  SiluBlock *block = silu_block_new (SILU_BLOCK_CODE);
  GString *code = g_string_sized_new (self->code->len + length + 1);

  block->fenced = TRUE;
  block->closed = closed;
  block->info = g_strdup (self->head->info);
  block->language = g_strdup (self->head->language);

  /* A line that may still become the closing one is not code yet. */
  g_string_append_len (code, self->code->str, (gssize) self->code->len);
  if (length > 0 && count_marks (self, partial, length) == 0)
    add_line (self, code, self->empty, partial, length);
  block->text = g_string_free (code, FALSE);

  return block;
}
