/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paragraph with formulas on lines of their own is several blocks. */
#include "silu-markdown-private.h"

#include <string.h>

static SiluBlock *
make_math (const SiluBlock *paragraph, const SiluSpan *span)
{
  SiluBlock *math = silu_block_new (SILU_BLOCK_MATH);

  math->text = g_strndup (paragraph->text + span->start, span->end - span->start);

  return math;
}

/* Bytes [start, end) of the paragraph, which the spans from @first on are over. */
typedef struct
{
  guint first;
  gsize start;
  gsize end;
} Part;

static void
trim (Part *part, const char *text)
{
  while (part->start < part->end && strchr (" \t\n", text[part->start]) != NULL)
    part->start++;
  while (part->end > part->start && strchr (" \t\n", text[part->end - 1]) != NULL)
    part->end--;
}

/* Adds what is between two displays, without the white space around it; nothing if it is that. */
static void
add_part (GPtrArray *blocks, const SiluBlock *paragraph, Part part)
{
  SiluBlock *block;

  trim (&part, paragraph->text);
  if (part.start == part.end)
    return;

  block = silu_block_new (SILU_BLOCK_PARAGRAPH);
  block->text = g_strndup (paragraph->text + part.start, part.end - part.start);
  block->spans = silu_spans_new ();
  for (guint i = part.first; i < paragraph->spans->len; i++)
    {
      SiluSpan span = g_array_index (paragraph->spans, SiluSpan, i);

      if (span.start >= part.end)
        break;
      if (span.end <= part.start)
        continue;
      span.start = MAX (span.start, part.start) - part.start;
      span.end = MIN (span.end, part.end) - part.start;
      span.url = g_strdup (span.url);
      span.title = g_strdup (span.title);
      g_array_append_val (block->spans, span);
    }
  g_ptr_array_add (blocks, block);
}

void
silu_paragraph_part (GPtrArray *blocks, SiluBlock *paragraph)
{
  Part part = { 0 };

  for (guint i = 0; i < paragraph->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (paragraph->spans, SiluSpan, i);

      if ((span->flags & SILU_SPAN_DISPLAY) == 0)
        continue;
      part.end = span->start;
      add_part (blocks, paragraph, part);
      g_ptr_array_add (blocks, make_math (paragraph, span));
      part = (Part){ i + 1, span->end, span->end };
    }

  if (part.first == 0)
    {
      g_ptr_array_add (blocks, paragraph);
      return;
    }

  part.end = strlen (paragraph->text);
  add_part (blocks, paragraph, part);
  silu_block_unref (paragraph);
}
