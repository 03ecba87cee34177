/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One latch: set when the user is at the end or asks to be, cleared when the user goes elsewhere or
 * has seen as much as he likes to follow; never by what grows. */
#include "silu-transcript-private.h"

static void
set_unseen (SiluTranscript *self, int unseen)
{
  if (self->unseen == unseen)
    return;

  self->unseen = unseen;
  g_object_notify (G_OBJECT (self), "unseen");
}

void
silu_transcript_set_following (SiluTranscript *self, gboolean following)
{
  if (self->following == following)
    return;

  self->following = following;
  g_object_notify (G_OBJECT (self), "following");
  if (following)
    set_unseen (self, 0);
}

void
silu_transcript_set_follow (SiluTranscript *self, SiluFollow follow)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  self->follow = follow;
}

void
silu_transcript_add_lines (SiluTranscript *self, guint n_lines)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  if (!self->following)
    set_unseen (self, self->unseen + (int) n_lines);
}

gboolean
silu_transcript_get_following (SiluTranscript *self)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), FALSE);

  return self->following;
}

void
silu_transcript_follow (SiluTranscript *self)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  self->limited = FALSE;
  silu_transcript_set_following (self, TRUE);
  silu_transcript_queue_prepare (self);
}

void
silu_transcript_follow_answer (SiluTranscript *self)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  silu_transcript_follow (self);
  self->limited = TRUE;
}

void
silu_transcript_leave_end (SiluTranscript *self)
{
  self->limited = FALSE;
  silu_transcript_set_following (self, FALSE);
  silu_transcript_queue_prepare (self);
}
