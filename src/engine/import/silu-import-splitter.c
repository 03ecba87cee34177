/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A byte decides on a state, a state on what the next byte may be. Strings and whole values are run
 * through without looking at more than quotes and brackets. */
#include "silu-import-splitter.h"

#include <string.h>

/* Objects and arrays that are entered, one in the other. */
#define MAX_ENTERED 6

/* Longer names belong to nobody, and are not compared. */
#define MAX_NAME 512

typedef enum
{
  AT_START, /* before the root; a byte order mark may stand there */
  AT_VALUE, /* a value, or the end of an array that is still empty */
  AT_NAME,  /* a member's name, or the end of an object */
  IN_NAME,
  AT_COLON,
  AT_COMMA, /* a comma, or the end of what was entered */
  IN_VALUE, /* of one that is passed over or taken */
  AT_END,   /* behind the root */
  AT_FAULT,
} State;

typedef struct
{
  char bracket;
  gsize path_length; /* of the path up to here */
} Frame;

/* Bytes that are kept; nothing once they are too many. */
typedef struct
{
  GString *text;
  gsize n_values;
  gboolean is_too_large;
} Keep;

struct _SiluImportSplitter
{
  gsize max_size;
  SiluImportSplitterFuncs funcs;
  gpointer user_data;

  State state;
  SiluImportFault fault;
  guint mark; /* bytes of the byte order mark that were seen */
  Frame frames[MAX_ENTERED];
  guint n_frames;
  GString *path;
  GString *name;

  /* Of the value that is being run through. */
  gsize depth;
  gboolean in_string;
  gboolean escaped;
  gboolean is_scalar; /* a number or a word: it ends before what follows it */
  gboolean taking;

  Keep value;
  Keep root;
  gboolean wants_root;
};

static void
keep_begin (Keep *self)
{
  g_string_truncate (self->text, 0);
  self->n_values = 0;
  self->is_too_large = FALSE;
}

/* Lets the memory go: the next one may be small. */
static void
keep_drop (Keep *self)
{
  g_string_free (self->text, TRUE);
  self->text = g_string_new (NULL);
}

static void
keep_add (Keep *self, const char *text, gsize length, gsize max_size)
{
  if (self->is_too_large)
    return;

  self->is_too_large =
      self->text->len + length > max_size || self->n_values > SILU_IMPORT_MAX_VALUES;
  if (self->is_too_large)
    keep_drop (self);
  else
    g_string_append_len (self->text, text, (gssize) length);
}

SiluImportSplitter *
silu_import_splitter_new (gsize max_size, const SiluImportSplitterFuncs *funcs, gpointer user_data)
{
  SiluImportSplitter *self = g_new0 (SiluImportSplitter, 1);

  self->max_size = max_size;
  self->funcs = *funcs;
  self->user_data = user_data;
  self->path = g_string_new (NULL);
  self->name = g_string_new (NULL);
  self->value.text = g_string_new (NULL);
  self->root.text = g_string_new (NULL);

  return self;
}

void
silu_import_splitter_free (SiluImportSplitter *self)
{
  g_string_free (self->path, TRUE);
  g_string_free (self->name, TRUE);
  g_string_free (self->value.text, TRUE);
  g_string_free (self->root.text, TRUE);
  g_free (self);
}

static void
fail (SiluImportSplitter *self, SiluImportFault fault)
{
  self->state = AT_FAULT;
  self->fault = fault;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void
hand_out (SiluImportSplitter *self, Keep *keep)
{
  if (keep->is_too_large)
    self->funcs.too_large (self->path->str, self->user_data);
  else
    self->funcs.take (self->path->str, keep->text->str, keep->text->len, self->user_data);

  if (keep->text->allocated_len > 1024 * 1024)
    keep_drop (keep);
}

static void
end_value (SiluImportSplitter *self)
{
  if (self->taking)
    hand_out (self, &self->value);
  self->state = AT_COMMA;
}

static void
enter (SiluImportSplitter *self, char bracket)
{
  self->frames[self->n_frames].bracket = bracket;
  self->frames[self->n_frames].path_length = self->path->len;
  self->n_frames++;
  self->state = bracket == '{' ? AT_NAME : AT_VALUE;
}

static void
leave (SiluImportSplitter *self)
{
  Frame *frame = &self->frames[--self->n_frames];

  g_string_truncate (self->path, frame->path_length);
  self->state = self->n_frames == 0 ? AT_END : AT_COMMA;
}

/* The root, whose first byte this is. */
static void
begin_root (SiluImportSplitter *self, char c)
{
  if (c != '{' && c != '[')
    {
      fail (self, SILU_IMPORT_BROKEN);
      return;
    }

  self->wants_root = c == '{';
  keep_begin (&self->root);
  enter (self, c);
}

static SiluImportChoice
choose (SiluImportSplitter *self)
{
  Frame *frame = &self->frames[self->n_frames - 1];

  g_string_truncate (self->path, frame->path_length);
  g_string_append_c (self->path, '/');
  if (frame->bracket == '[')
    g_string_append_c (self->path, '*');
  else
    g_string_append_len (self->path, self->name->str, (gssize) self->name->len);

  if (self->name->len > MAX_NAME && frame->bracket == '{')
    return SILU_IMPORT_PASS;

  return self->funcs.choose (self->path->str, self->user_data);
}

static void
begin_value (SiluImportSplitter *self, char c)
{
  SiluImportChoice choice;

  if (strchr ("}],:", c) != NULL)
    {
      fail (self, SILU_IMPORT_BROKEN);
      return;
    }

  choice = choose (self);
  if (choice != SILU_IMPORT_PASS)
    {
      self->wants_root = FALSE;
      keep_drop (&self->root);
    }

  if (choice == SILU_IMPORT_ENTER && (c == '{' || c == '[') && self->n_frames < MAX_ENTERED)
    {
      enter (self, c);
      return;
    }

  self->state = IN_VALUE;
  self->taking = choice == SILU_IMPORT_TAKE;
  self->depth = c == '{' || c == '[';
  self->in_string = c == '"';
  self->escaped = FALSE;
  self->is_scalar = self->depth == 0 && !self->in_string;
  keep_begin (&self->value);
}

/* Runs on through a string; returns where it stopped: behind the closing quote, or at @end. */
static const char *
run_string (SiluImportSplitter *self, const char *at, const char *end)
{
  if (self->escaped && at < end)
    {
      self->escaped = FALSE;
      at++;
    }

  while (at < end && *at != '"')
    {
      if (*at != '\\')
        {
          at++;
          continue;
        }

      self->escaped = at + 1 == end;
      at = MIN (at + 2, end);
    }

  if (at == end)
    return end;

  self->in_string = FALSE;

  return at + 1;
}

/* The same for a value whose first byte was seen, up to its end. */
static const char *
run_value (SiluImportSplitter *self, const char *at, const char *end, gboolean *is_over)
{
  *is_over = FALSE;
  while (at < end)
    {
      if (self->in_string)
        {
          at = run_string (self, at, end);
          *is_over = !self->in_string && self->depth == 0;
          if (*is_over)
            return at;
          continue;
        }

      if (self->is_scalar && (is_space (*at) || strchr (",]}", *at) != NULL))
        {
          *is_over = TRUE;
          return at;
        }

      switch (*at++)
        {
        case '"':
          self->in_string = TRUE;
          break;
        case '{':
        case '[':
          self->depth++;
          self->value.n_values++;
          self->root.n_values++;
          break;
        case ',':
          self->value.n_values++;
          self->root.n_values++;
          break;
        case '}':
        case ']':
          self->depth--;
          *is_over = self->depth == 0;
          if (*is_over)
            return at;
          break;
        default:
          break;
        }
    }

  return at;
}

static const char *
feed_value (SiluImportSplitter *self, const char *at, const char *end)
{
  gboolean is_over = FALSE;
  const char *stop = run_value (self, at, end, &is_over);

  if (self->taking)
    keep_add (&self->value, at, (gsize) (stop - at), self->max_size);
  if (is_over)
    end_value (self);

  return stop;
}

static const char *
feed_name (SiluImportSplitter *self, const char *at, const char *end)
{
  const char *stop = run_string (self, at, end);
  gsize length = (gsize) (stop - at) - !self->in_string;

  if (self->name->len <= MAX_NAME)
    g_string_append_len (self->name, at, (gssize) MIN (length, MAX_NAME + 1 - self->name->len));
  if (!self->in_string)
    self->state = AT_COLON;

  return stop;
}

/* U+FEFF in UTF-8 before the root is no part of it. */
static void
feed_start (SiluImportSplitter *self, char c)
{
  static const char mark[] = "\xef\xbb\xbf";

  if (self->mark < 3 && c == mark[self->mark])
    self->mark++;
  else if (self->mark != 0 && self->mark != 3)
    fail (self, SILU_IMPORT_BROKEN);
  else
    {
      self->mark = 3;
      if (!is_space (c))
        begin_root (self, c);
    }
}

/* Between values. */
static void
feed_between (SiluImportSplitter *self, char c)
{
  char bracket = self->n_frames > 0 ? self->frames[self->n_frames - 1].bracket : 0;

  if (is_space (c))
    return;

  if (self->state == AT_COMMA && c == ',')
    self->state = bracket == '{' ? AT_NAME : AT_VALUE;
  else if (self->state == AT_COLON && c == ':')
    self->state = AT_VALUE;
  else if (self->state == AT_NAME && c == '"')
    {
      g_string_truncate (self->name, 0);
      self->in_string = TRUE;
      self->escaped = FALSE;
      self->state = IN_NAME;
    }
  else if ((self->state == AT_COMMA || self->state == AT_NAME) && bracket == '{' && c == '}')
    leave (self);
  else if ((self->state == AT_COMMA || self->state == AT_VALUE) && bracket == '[' && c == ']')
    leave (self);
  else
    fail (self, SILU_IMPORT_BROKEN);
}

static const char *
feed_some (SiluImportSplitter *self, const char *at, const char *end)
{
  const char bracket = self->n_frames > 0 ? self->frames[self->n_frames - 1].bracket : 0;

  switch (self->state)
    {
    case IN_VALUE:
      return feed_value (self, at, end);

    case IN_NAME:
      return feed_name (self, at, end);

    case AT_START:
      feed_start (self, *at);
      return at + 1;

    case AT_VALUE:
      if (is_space (*at) || (bracket == '[' && *at == ']'))
        {
          feed_between (self, *at);
          return at + 1;
        }
      begin_value (self, *at);
      if (self->taking && self->state == IN_VALUE)
        keep_add (&self->value, at, 1, self->max_size);
      return at + 1;

    case AT_NAME:
    case AT_COLON:
    case AT_COMMA:
    case AT_END:
      feed_between (self, *at);
      return at + 1;

    case AT_FAULT:
    default:
      return end;
    }
}

SiluImportFault
silu_import_splitter_feed (SiluImportSplitter *self, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *at = text; at < end;)
    {
      const char *stop = feed_some (self, at, end);

      if (self->wants_root)
        keep_add (&self->root, at, (gsize) (stop - at), self->max_size);
      at = stop;

      if (self->state == AT_END && self->wants_root)
        {
          self->wants_root = FALSE;
          hand_out (self, &self->root);
        }
    }

  return self->fault;
}

SiluImportFault
silu_import_splitter_finish (SiluImportSplitter *self)
{
  if (self->state != AT_END && self->state != AT_FAULT)
    fail (self, self->state == AT_START ? SILU_IMPORT_BROKEN : SILU_IMPORT_TRUNCATED);

  return self->fault;
}
