/* SPDX-License-Identifier: GPL-3.0-or-later */
/* <think>…</think> taken apart from the answer. R1's own template emits no opening tag, later
 * models both, others none (PROTOCOLS 2.1); an answer may talk about the tags all the same. Held
 * back is never more than what may still become a tag. */
#include "silu-think.h"

#include "silu-code-tracker.h"
#include <string.h>

#define OPENING "<think>"
#define CLOSING "</think>"

/* White space before an opening tag, at most; more is text. */
#define MAX_LEAD 1024

typedef enum
{
  STATE_START,          /* white space, and an opening tag that may be coming */
  STATE_THINKING_BLANK, /* white space after the opening tag */
  STATE_THINKING,
  STATE_DROPPING,     /* the same, but the thought is known from its own field */
  STATE_UNLABELLED,   /* no opening tag: text, or a thought until a late </think> */
  STATE_ANSWER_BLANK, /* white space after the closing tag */
  STATE_ANSWER,
} State;

struct _SiluThink
{
  SiluDeltaFunc func;
  gpointer user_data;

  State state;
  gboolean structured;
  GString *lead;   /* STATE_START: what is held back; STATE_DROPPING: what is dropped */
  gsize matched;   /* bytes of CLOSING held back */
  gsize spoken_of; /* bytes of OPENING just passed as text */
  gboolean spoken; /* the text has named the opening tag */
  gboolean delivered;
  SiluCodeTracker code;

  GString *out; /* collected during one call */
  SiluDeltaKind out_kind;
};

SiluThink *
silu_think_new (SiluDeltaFunc func, gpointer user_data)
{
  SiluThink *self = g_new0 (SiluThink, 1);

  self->func = func;
  self->user_data = user_data;
  self->lead = g_string_new (NULL);
  self->out = g_string_new (NULL);
  silu_code_tracker_init (&self->code);

  return self;
}

void
silu_think_free (SiluThink *self)
{
  g_string_free (self->lead, TRUE);
  g_string_free (self->out, TRUE);
  g_free (self);
}

void
silu_think_set_structured (SiluThink *self)
{
  self->structured = TRUE;
}

static gboolean
is_blank (char byte)
{
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void
deliver (SiluThink *self)
{
  gboolean reasoning = self->out_kind == SILU_DELTA_REASONING;
  SiluDelta delta = {
    .kind = self->out_kind,
    .channel = reasoning ? SILU_CHANNEL_THINK_TAG : SILU_CHANNEL_CONTENT,
    .text = self->out->str,
    .length = self->out->len,
  };

  if (self->out->len == 0)
    return;

  self->delivered = TRUE;
  self->func (&delta, self->user_data);
  g_string_truncate (self->out, 0);
}

static void
put (SiluThink *self, SiluDeltaKind kind, const char *text, gsize length)
{
  if (self->out_kind != kind)
    deliver (self);

  self->out_kind = kind;
  g_string_append_len (self->out, text, (gssize) length);
}

static void
put_text (SiluThink *self, const char *text, gsize length)
{
  put (self, SILU_DELTA_TEXT, text, length);
}

/* A late closing tag: what was text until here was a thought. */
static void
reclassify (SiluThink *self)
{
  SiluDelta delta = { .kind = SILU_DELTA_RECLASSIFY, .channel = SILU_CHANNEL_THINK_TAG };

  deliver (self);
  if (self->delivered)
    self->func (&delta, self->user_data);
}

/* A thought, or one that is dropped as known; that is kept until it is certain to be one. */
static void
put_thought (SiluThink *self, const char *text, gsize length)
{
  if (self->state == STATE_DROPPING)
    g_string_append_len (self->lead, text, (gssize) length);
  else
    put (self, SILU_DELTA_REASONING, text, length);
}

static void
feed_thinking (SiluThink *self, char byte)
{

  if (byte == CLOSING[self->matched])
    {
      if (++self->matched == strlen (CLOSING))
        {
          self->matched = 0;
          self->state = STATE_ANSWER_BLANK;
        }
      return;
    }

  put_thought (self, CLOSING, self->matched);
  self->matched = 0;

  if (byte == CLOSING[0])
    self->matched = 1;
  else
    put_thought (self, &byte, 1);
}

/* Text that is certain: it moves the knowledge of code and of tags spoken of. */
static void
pass (SiluThink *self, char byte)
{
  silu_code_tracker_feed (&self->code, byte);
  put_text (self, &byte, 1);

  if (byte == OPENING[self->spoken_of])
    self->spoken_of++;
  else
    self->spoken_of = byte == OPENING[0];
  if (self->spoken_of == strlen (OPENING))
    {
      self->spoken = TRUE;
      self->spoken_of = 0;
    }
}

static void
pass_matched (SiluThink *self)
{
  gsize matched = self->matched;

  self->matched = 0;
  for (gsize i = 0; i < matched; i++)
    pass (self, CLOSING[i]);
}

static void
feed_unlabelled (SiluThink *self, char byte)
{
  if (self->matched == 0)
    {
      if (byte == CLOSING[0] && !self->spoken && !self->structured &&
          !silu_code_tracker_in_code (&self->code))
        self->matched = 1;
      else
        pass (self, byte);
      return;
    }

  if (byte != CLOSING[self->matched])
    {
      pass_matched (self);
      feed_unlabelled (self, byte);
      return;
    }

  if (++self->matched == strlen (CLOSING))
    {
      self->matched = 0;
      reclassify (self);
      self->state = STATE_ANSWER_BLANK;
    }
}

static void feed_byte (SiluThink *self, char byte);

/* No tag at the start after all. */
static void
release_lead (SiluThink *self)
{
  g_autofree char *lead = g_strdup (self->lead->str);
  gsize length = self->lead->len;

  g_string_truncate (self->lead, 0);
  self->state = STATE_UNLABELLED;
  for (gsize i = 0; i < length; i++)
    feed_byte (self, lead[i]);
}

static void
feed_start (SiluThink *self, char byte)
{
  gsize blank = 0;
  gsize tag;

  g_string_append_c (self->lead, byte);
  while (blank < self->lead->len && is_blank (self->lead->str[blank]))
    blank++;
  tag = self->lead->len - blank;

  if (tag > 0 && strncmp (self->lead->str + blank, OPENING, tag) != 0)
    {
      release_lead (self);
    }
  else if (tag == strlen (OPENING))
    {
      g_string_truncate (self->lead, 0);
      self->state = self->structured ? STATE_DROPPING : STATE_THINKING_BLANK;
    }
  else if (self->lead->len > MAX_LEAD)
    {
      release_lead (self);
    }
}

static void
feed_byte (SiluThink *self, char byte)
{
  switch (self->state)
    {
    case STATE_START:
      feed_start (self, byte);
      break;

    case STATE_THINKING_BLANK:
      if (!is_blank (byte))
        {
          self->state = STATE_THINKING;
          feed_thinking (self, byte);
        }
      break;

    case STATE_THINKING:
    case STATE_DROPPING:
      feed_thinking (self, byte);
      break;

    case STATE_UNLABELLED:
      feed_unlabelled (self, byte);
      break;

    case STATE_ANSWER_BLANK:
      if (!is_blank (byte))
        {
          self->state = STATE_ANSWER;
          put_text (self, &byte, 1);
        }
      break;

    case STATE_ANSWER:
    default:
      put_text (self, &byte, 1);
      break;
    }
}

void
silu_think_feed (SiluThink *self, const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && self->state != STATE_ANSWER)
    feed_byte (self, text[i++]);
  if (i < length)
    put_text (self, text + i, length - i);

  deliver (self);
}

void
silu_think_finish (SiluThink *self)
{
  if (self->state == STATE_START)
    release_lead (self);

  if (self->state == STATE_UNLABELLED)
    pass_matched (self);
  else if (self->state == STATE_THINKING)
    put_thought (self, CLOSING, self->matched);
  else if (self->state == STATE_DROPPING)
    {
      /* It never closed: it was the answer's own text. */
      put_thought (self, CLOSING, self->matched);
      put_text (self, OPENING, strlen (OPENING));
      put_text (self, self->lead->str, self->lead->len);
    }
  self->matched = 0;

  deliver (self);
}
