/* SPDX-License-Identifier: GPL-3.0-or-later */
/* <think>…</think> and its siblings taken apart from the answer. R1's own template emits no opening
 * tag, later models both, others none (PROTOCOLS 2.1); an answer may talk about the tags all the
 * same. Held back is never more than what may still become a tag. */
#include "silu-think.h"

#include "silu-code-tracker.h"
#include <string.h>

typedef struct
{
  const char *opening; /* none begins with another */
  const char *closing;
  gsize at_end; /* bytes of the closing tag that close at the end of input, 0: none but all */
} Tag;

static const Tag tags[] = {
  { "<think>", "</think>", 0 }, /* the first: the one that may close without an opening */
  { "<thinking>", "</thinking>", 0 },
  { "<thought>", "</thought>", 0 },
  { "<Thought>", "</Thought>", 0 },
  { "<reasoning>", "</reasoning>", 0 },
  { "<seed:think>", "</seed:think>", 0 },
  { "[THINK]", "[/THINK]", 0 },
  { "◁think▷", "◁/think▷", 0 },
  { "<|channel|>analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>",
    sizeof "<|end|>" - 1 },
};

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
  const Tag *tag;  /* the one whose closing is looked for */
  GString *lead;   /* STATE_START: what is held back; STATE_DROPPING: what is dropped */
  gsize blanks;    /* bytes of white space that open the lead */
  gsize matched;   /* bytes of the closing tag held back */
  gsize spoken_of; /* bytes of <think> just passed as text */
  gboolean spoken; /* the text has named <think> */
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
  self->tag = &tags[0];
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

/* How much of @tag, of which @matched bytes were there, is still there without its first byte or
 * bytes: the longest beginning of it that those bytes end with. */
static gsize
fall_back (const char *tag, gsize matched)
{
  gsize border = matched - 1;

  while (border > 0 && memcmp (tag, tag + matched - border, border) != 0)
    border--;

  return border;
}

/* Goes on with the closing tag; gives out what can no longer belong to one. */
static void
match_closing (SiluThink *self, char byte)
{
  const char *closing = self->tag->closing;

  while (self->matched > 0 && byte != closing[self->matched])
    {
      gsize border = fall_back (closing, self->matched);

      put_thought (self, closing, self->matched - border);
      self->matched = border;
    }

  if (byte == closing[self->matched])
    self->matched++;
  else
    put_thought (self, &byte, 1);

  if (closing[self->matched] == '\0')
    {
      self->matched = 0;
      self->state = STATE_ANSWER_BLANK;
    }
}

/* The bytes of @text before the next that may begin the closing tag. */
static gsize
find_closing (SiluThink *self, const char *text, gsize length)
{
  const char *next = memchr (text, self->tag->closing[0], length);

  return next != NULL ? (gsize) (next - text) : length;
}

/* This and the following return how much of the text they took. */
static gsize
feed_thinking (SiluThink *self, const char *text, gsize length)
{
  gsize plain = self->matched == 0 ? find_closing (self, text, length) : 0;

  if (plain > 0)
    {
      put_thought (self, text, plain);
      return plain;
    }

  match_closing (self, *text);

  return 1;
}

static void
watch_opening (SiluThink *self, const char *text, gsize length)
{
  const char *opening = tags[0].opening;

  for (gsize i = 0; i < length && !self->spoken; i++)
    {
      if (text[i] == opening[self->spoken_of])
        self->spoken_of++;
      else
        self->spoken_of = text[i] == opening[0];
      self->spoken = opening[self->spoken_of] == '\0';
    }
}

/* Text that is certain: it moves the knowledge of code and of tags spoken of. */
static void
pass (SiluThink *self, const char *text, gsize length)
{
  silu_code_tracker_feed (&self->code, text, length);
  watch_opening (self, text, length);
  put_text (self, text, length);
}

static void
pass_matched (SiluThink *self)
{
  gsize matched = self->matched;

  self->matched = 0;
  pass (self, self->tag->closing, matched);
}

static gsize
feed_unlabelled (SiluThink *self, const char *text, gsize length)
{
  const char *closing = self->tag->closing;
  gsize plain;

  if (self->spoken || self->structured)
    {
      /* No tag can close any more. */
      pass_matched (self);
      self->state = STATE_ANSWER;
      return 0;
    }

  if (self->matched > 0)
    {
      if (*text != closing[self->matched])
        {
          pass_matched (self); /* no end of it begins the tag anew: it has one '<' */
          return 0;
        }
      if (closing[++self->matched] == '\0')
        {
          self->matched = 0;
          reclassify (self);
          self->state = STATE_ANSWER_BLANK;
        }
      return 1;
    }

  plain = find_closing (self, text, length);
  if (plain == 0 && !silu_code_tracker_in_code (&self->code))
    {
      self->matched = 1;
      return 1;
    }

  plain = MAX (plain, 1);
  pass (self, text, plain);

  return plain;
}

static void feed_all (SiluThink *self, const char *text, gsize length);

/* No tag at the start after all. */
static void
release_lead (SiluThink *self)
{
  g_autofree char *lead = g_strdup (self->lead->str);
  gsize length = self->lead->len;

  g_string_truncate (self->lead, 0);
  self->state = STATE_UNLABELLED;
  feed_all (self, lead, length);
}

/* The tag that begins with these bytes; one that is whole if they make one. */
static const Tag *
find_tag (const char *begun, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strncmp (tags[i].opening, begun, length) == 0)
      return &tags[i];

  return NULL;
}

static void
feed_start (SiluThink *self, char byte)
{
  gboolean blank = is_blank (byte) && self->blanks == self->lead->len;
  const Tag *tag;
  gsize length;

  g_string_append_c (self->lead, byte);
  if (blank)
    {
      if (++self->blanks > MAX_LEAD)
        release_lead (self);
      return;
    }

  length = self->lead->len - self->blanks;
  tag = find_tag (self->lead->str + self->blanks, length);
  if (tag == NULL)
    {
      release_lead (self);
    }
  else if (tag->opening[length] == '\0')
    {
      self->tag = tag;
      g_string_truncate (self->lead, 0);
      self->state = self->structured ? STATE_DROPPING : STATE_THINKING_BLANK;
    }
}

/* Takes white space; the first byte that is none is left to @next. */
static gsize
feed_blank (SiluThink *self, const char *text, gsize length, State next)
{
  gsize i = 0;

  while (i < length && is_blank (text[i]))
    i++;
  if (i < length)
    self->state = next;

  return i;
}

static gsize
feed_some (SiluThink *self, const char *text, gsize length)
{
  switch (self->state)
    {
    case STATE_START:
      feed_start (self, *text);
      return 1;

    case STATE_THINKING_BLANK:
      return feed_blank (self, text, length, STATE_THINKING);

    case STATE_THINKING:
    case STATE_DROPPING:
      return feed_thinking (self, text, length);

    case STATE_UNLABELLED:
      return feed_unlabelled (self, text, length);

    case STATE_ANSWER_BLANK:
      return feed_blank (self, text, length, STATE_ANSWER);

    case STATE_ANSWER:
    default:
      put_text (self, text, length);
      return length;
    }
}

static void
feed_all (SiluThink *self, const char *text, gsize length)
{
  while (length > 0)
    {
      gsize taken = feed_some (self, text, length);

      text += taken;
      length -= taken;
    }
}

void
silu_think_feed (SiluThink *self, const char *text, gsize length)
{
  feed_all (self, text, length);
  deliver (self);
}

/* The end of input within a thought, or in what was dropped as one. */
static void
finish_thought (SiluThink *self)
{
  gboolean closed = self->matched > 0 && self->matched == self->tag->at_end;

  if (!closed)
    put_thought (self, self->tag->closing, self->matched);
  if (!closed && self->state == STATE_DROPPING)
    {
      /* It never closed: it was the answer's own text. */
      put_text (self, self->tag->opening, strlen (self->tag->opening));
      put_text (self, self->lead->str, self->lead->len);
    }

  self->matched = 0;
  if (closed || self->state == STATE_DROPPING)
    self->state = STATE_ANSWER_BLANK;
}

void
silu_think_finish (SiluThink *self)
{
  if (self->state == STATE_START)
    release_lead (self);

  if (self->state == STATE_UNLABELLED)
    pass_matched (self);
  else if (self->state == STATE_THINKING || self->state == STATE_DROPPING)
    finish_thought (self);

  deliver (self);
}
