/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds the segmenter as the text once came. */
#include "silu-chain-steps.h"

void
silu_chain_steps_feed (SiluSegmenter *segmenter, const SiluPart *part)
{
  guint n_marks = part->marks != NULL ? part->marks->len : 0;
  gint64 time = 0;
  gsize from = 0;

  for (guint i = 0; i <= n_marks; i++)
    {
      const SiluMark *mark = i < n_marks ? &g_array_index (part->marks, SiluMark, i) : NULL;
      gsize to = mark != NULL ? MIN (mark->offset, part->text->len) : part->text->len;

      silu_segmenter_feed (segmenter, part->text->str + from, to - from, time);
      from = to;
      time = mark != NULL ? mark->time : time;
    }
}

SiluSegmenter *
silu_chain_steps_new (const SiluPart *part)
{
  SiluSegmenter *segmenter = silu_segmenter_new ();

  silu_chain_steps_feed (segmenter, part);
  silu_segmenter_finish (segmenter);

  return segmenter;
}
