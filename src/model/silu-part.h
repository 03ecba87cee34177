/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of a message: a run of reasoning, of text, … Plain data, owned by its message. Tool
 * calls are JSON ({"id", "name", "arguments"}), one a part; so are attachments: see
 * silu-attachment.h. */
#pragma once

#include "silu-enums.h"
#include "silu-mark.h"

G_BEGIN_DECLS

typedef struct
{
  SiluPartKind kind;
  SiluChannel channel;
  GString *text; /* always valid UTF-8, exactly as it came */

  /* When it came; NULL where nobody knows. */
  GArray *marks;
  gint64 mark_interval;
} SiluPart;

SiluPart *silu_part_new (SiluPartKind kind, SiluChannel channel, const char *text);
void silu_part_free (SiluPart *self);

/* The text from that byte on came at @time, 0: nobody knows when. See silu_marks_add (). */
void silu_part_mark (SiluPart *self, gsize offset, gint64 time);

/* Lists of parts, of SiluPart with silu_part_free () as free function. What a delta and a late
 * </think> do to them is the same in a message and in the store's journal.
 *
 * append: to the last part if it is of this kind and channel and grows in pieces, else as a new
 * one. append_at: what came at @time. append_marked: what has marks, of its own bytes, or NULL.
 * reclassify: text becomes reasoning, and neighbours that are then alike are joined. */
GPtrArray *silu_parts_new (void);
void silu_parts_append (GPtrArray *parts,
                        SiluPartKind kind,
                        SiluChannel channel,
                        const char *text,
                        gsize length);
void silu_parts_append_at (GPtrArray *parts,
                           SiluPartKind kind,
                           SiluChannel channel,
                           const char *text,
                           gsize length,
                           gint64 time);
void silu_parts_append_marked (GPtrArray *parts,
                               SiluPartKind kind,
                               SiluChannel channel,
                               const char *text,
                               gsize length,
                               GArray *marks);
void silu_parts_reclassify (GPtrArray *parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluPart, silu_part_free)

G_END_DECLS
