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
