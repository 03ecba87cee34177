/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Just enough of Markdown to know that a tag stands in code. It errs on the side of the line: a tag
 * at the start of a line counts even while a backtick is open, as models leave them open. */
#include "silu-code-tracker.h"

static void
begin_line (SiluCodeTracker *self)
{
  self->indent = 0;
  self->line_blank = TRUE;
  self->may_close = FALSE;
}

void
silu_code_tracker_init (SiluCodeTracker *self)
{
  *self = (SiluCodeTracker){ 0 };
  begin_line (self);
}

/* A run of marks is over: it may have been a fence, or the end of a span. */
static void
end_run (SiluCodeTracker *self)
{
  guint run = self->run;

  self->run = 0;
  if (run == 0)
    return;

  if (self->fence != 0)
    self->may_close = self->run_leads && self->run_mark == self->fence && run >= self->fence_length;
  else if (self->run_leads && run >= 3)
    {
      self->fence = self->run_mark;
      self->fence_length = run;
      self->span = 0;
    }
  else if (self->run_mark == '`')
    {
      if (self->span == 0)
        self->span = run;
      else if (self->span == run)
        self->span = 0;
    }
}

static void
end_line (SiluCodeTracker *self)
{
  if (self->may_close)
    self->fence = 0;
  if (self->line_blank)
    self->span = 0; /* a span does not reach over paragraphs */
  begin_line (self);
}

static gboolean
is_mark (char byte)
{
  return byte == '`' || byte == '~';
}

static void
take_mark (SiluCodeTracker *self, char byte)
{
  if (self->run_mark != byte)
    end_run (self);
  if (self->run == 0)
    {
      self->run_leads = self->line_blank && self->indent < 4;
      self->run_mark = byte;
    }

  self->run++;
  self->line_blank = FALSE;
}

/* A byte that is no mark. */
static void
take_other (SiluCodeTracker *self, char byte)
{
  end_run (self);
  if (byte == '\n')
    {
      end_line (self);
    }
  else if (byte == ' ' || byte == '\t' || byte == '\r')
    {
      if (self->line_blank)
        self->indent += byte == '\t' ? 4 : 1;
    }
  else
    {
      self->line_blank = FALSE;
      self->may_close = FALSE;
    }
}

void
silu_code_tracker_feed (SiluCodeTracker *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (is_mark (text[i]))
        take_mark (self, text[i]);
      else
        take_other (self, text[i]);
    }
}

gboolean
silu_code_tracker_in_code (SiluCodeTracker *self)
{
  end_run (self);
  if (self->fence != 0)
    return TRUE;

  return self->span != 0 && !self->line_blank;
}
