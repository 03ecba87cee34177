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
  self->mark_interval = SILU_MARKS_INTERVAL;

  return self;
}

void
silu_part_free (SiluPart *self)
{
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->marks, g_array_unref);
  g_free (self);
}

void
silu_part_mark (SiluPart *self, gsize offset, gint64 time)
{
  if (time <= 0)
    return;

  if (self->marks == NULL)
    self->marks = silu_marks_new ();
  silu_marks_add (self->marks, &self->mark_interval, offset, time);
}

/* Marks of a text that is behind what was there. */
static void
add_marks (SiluPart *self, gsize offset, GArray *marks)
{
  if (marks == NULL)
    return;

  if (self->marks == NULL && offset == 0)
    {
      self->marks = g_array_copy (marks);
      return;
    }

  for (guint i = 0; i < marks->len; i++)
    {
      const SiluMark *mark = &g_array_index (marks, SiluMark, i);

      silu_part_mark (self, offset + mark->offset, mark->time);
    }
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

/* Returns the part that has it now, at its end. */
static SiluPart *
append (GPtrArray *parts, SiluPartKind kind, SiluChannel channel, const char *text, gsize length)
{
  SiluPart *last = parts->len > 0 ? g_ptr_array_index (parts, parts->len - 1) : NULL;

  if (last == NULL || !grows (kind) || last->kind != kind || last->channel != channel)
    {
      last = silu_part_new (kind, channel, "");
      g_ptr_array_add (parts, last);
    }

  g_string_append_len (last->text, text, (gssize) length);

  return last;
}

void
silu_parts_append (GPtrArray *parts,
                   SiluPartKind kind,
                   SiluChannel channel,
                   const char *text,
                   gsize length)
{
  append (parts, kind, channel, text, length);
}

void
silu_parts_append_at (GPtrArray *parts,
                      SiluPartKind kind,
                      SiluChannel channel,
                      const char *text,
                      gsize length,
                      gint64 time)
{
  SiluPart *part = append (parts, kind, channel, text, length);

  if (grows (kind))
    silu_part_mark (part, part->text->len - length, time);
}

void
silu_parts_append_marked (GPtrArray *parts,
                          SiluPartKind kind,
                          SiluChannel channel,
                          const char *text,
                          gsize length,
                          GArray *marks)
{
  SiluPart *part = append (parts, kind, channel, text, length);

  add_marks (part, part->text->len - length, marks);
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
          add_marks (before, before->text->len, part->marks);
          g_string_append_len (before->text, part->text->str, (gssize) part->text->len);
          g_ptr_array_remove_index (parts, i);
        }
      else
        {
          i++;
        }
    }
}
