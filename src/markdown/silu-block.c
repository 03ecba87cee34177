/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks as plain data. */
#include "silu-markdown-private.h"

static void
span_clear (gpointer data)
{
  SiluSpan *span = data;

  g_free (span->url);
  g_free (span->title);
}

GArray *
silu_spans_new (void)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (SiluSpan));

  g_array_set_clear_func (spans, span_clear);

  return spans;
}

SiluBlock *
silu_block_new (SiluBlockKind kind)
{
  SiluBlock *self = g_new0 (SiluBlock, 1);

  self->kind = kind;
  self->closed = TRUE;
  g_ref_count_init (&self->refs);

  return self;
}

SiluBlock *
silu_block_ref (SiluBlock *self)
{
  g_ref_count_inc (&self->refs);

  return self;
}

void
silu_block_unref (SiluBlock *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;

  if (self->storage == NULL)
    g_free (self->text);
  g_clear_pointer (&self->storage, g_rc_box_release);
  g_free (self->info);
  g_free (self->language);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->aligns, g_array_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

char *
silu_block_dup_span (const SiluBlock *self, const SiluSpan *span)
{
  return g_strndup (self->text + span->start, span->end - span->start);
}

static gboolean
spans_equal (GArray *a, GArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const SiluSpan *x = &g_array_index (a, SiluSpan, i);
      const SiluSpan *y = &g_array_index (b, SiluSpan, i);

      if (x->start != y->start || x->end != y->end || x->flags != y->flags ||
          g_strcmp0 (x->url, y->url) != 0 || g_strcmp0 (x->title, y->title) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
aligns_equal (GArray *a, GArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (g_array_index (a, SiluAlign, i) != g_array_index (b, SiluAlign, i))
      return FALSE;

  return TRUE;
}

static gboolean
children_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!silu_block_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

gboolean
silu_block_equal (const SiluBlock *a, const SiluBlock *b)
{
  return a == b ||
         (a->kind == b->kind && a->level == b->level && a->ordered == b->ordered &&
          a->tight == b->tight && a->fenced == b->fenced && a->closed == b->closed &&
          a->first == b->first && a->task == b->task && g_strcmp0 (a->text, b->text) == 0 &&
          g_strcmp0 (a->info, b->info) == 0 && spans_equal (a->spans, b->spans) &&
          aligns_equal (a->aligns, b->aligns) && children_equal (a->children, b->children));
}
