/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of a message. */
#include "silu-part.h"

SiluPart *
silu_part_new (SiluPartKind kind, SiluChannel channel, const char *text)
{
  SiluPart *self = g_new0 (SiluPart, 1);

  self->kind = kind;
  self->channel = channel;
  self->text = g_string_new (text);

  return self;
}

void
silu_part_free (SiluPart *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* The others come whole: two in a row are two. */
static gboolean
grows (SiluPartKind kind)
{
  return kind == SILU_PART_REASONING || kind == SILU_PART_TEXT;
}

GPtrArray *
silu_parts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) silu_part_free);
}

void
silu_parts_append (GPtrArray *parts,
                   SiluPartKind kind,
                   SiluChannel channel,
                   const char *text,
                   gsize length)
{
  SiluPart *last = parts->len > 0 ? g_ptr_array_index (parts, parts->len - 1) : NULL;

  if (last == NULL || !grows (kind) || last->kind != kind || last->channel != channel)
    {
      last = silu_part_new (kind, channel, "");
      g_ptr_array_add (parts, last);
    }

  g_string_append_len (last->text, text, (gssize) length);
}

void
silu_parts_reclassify (GPtrArray *parts)
{
  for (guint i = 0; i < parts->len;)
    {
      SiluPart *part = g_ptr_array_index (parts, i);
      SiluPart *before = i > 0 ? g_ptr_array_index (parts, i - 1) : NULL;

      if (part->kind == SILU_PART_TEXT)
        {
          part->kind = SILU_PART_REASONING;
          part->channel = SILU_CHANNEL_THINK_TAG;
        }

      if (before != NULL && grows (part->kind) && before->kind == part->kind &&
          before->channel == part->channel)
        {
          g_string_append_len (before->text, part->text->str, (gssize) part->text->len);
          g_ptr_array_remove_index (parts, i);
        }
      else
        {
          i++;
        }
    }
}
