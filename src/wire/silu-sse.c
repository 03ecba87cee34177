/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event-stream parser. Lines are cut on bytes, which is safe: neither CR nor LF occurs inside a
 * UTF-8 sequence. Every byte is looked at once. */
#include "silu-sse.h"

#include "silu-json.h"
#include <string.h>

struct _SiluSse
{
  SiluSseFunc func;
  gpointer user_data;
  gsize max_size;

  GString *line; /* the begun line */
  GString *data; /* of the begun event, each line ended by LF */
  GString *type;
  gsize at_start;    /* bytes of a byte-order mark that have matched; BOM_DONE after it */
  gboolean after_cr; /* an LF now belongs to the CR before */
  gboolean has_data;
  gboolean too_big;
};

static const char bom[] = "\xef\xbb\xbf";
#define BOM_DONE 3

SiluSse *
silu_sse_new (gsize max_size, SiluSseFunc func, gpointer user_data)
{
  SiluSse *self = g_new0 (SiluSse, 1);

  self->func = func;
  self->user_data = user_data;
  self->max_size = max_size;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->type = g_string_new (NULL);

  return self;
}

void
silu_sse_free (SiluSse *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->type, TRUE);
  g_free (self);
}

static void
emit (SiluSse *self, const char *type, const char *data, gsize length)
{
  if (silu_json_is_text (data, length))
    {
      self->func (type, data, length, self->user_data);
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (data, (gssize) length);

      self->func (type, valid, strlen (valid), self->user_data);
    }
}

static void
reset_event (SiluSse *self)
{
  g_string_truncate (self->data, 0);
  g_string_truncate (self->type, 0);
  self->has_data = FALSE;
}

/* An empty line: the event is whole. The last LF of the data is not part of it. */
static void
dispatch (SiluSse *self)
{
  if (self->has_data)
    {
      g_autofree char *type = g_utf8_make_valid (self->type->str, (gssize) self->type->len);

      g_string_truncate (self->data, self->data->len - 1);
      emit (self, type, self->data->str, self->data->len);
    }

  reset_event (self);
}

static gboolean
name_is (const char *name, gsize length, const char *expected)
{
  return length == strlen (expected) && memcmp (name, expected, length) == 0;
}

static void
take_field (SiluSse *self, const char *name, gsize name_length, const char *value, gsize length)
{
  if (name_is (name, name_length, "data"))
    {
      g_string_append_len (self->data, value, (gssize) length);
      g_string_append_c (self->data, '\n');
      self->has_data = TRUE;
    }
  else if (name_is (name, name_length, "event"))
    {
      g_string_truncate (self->type, 0);
      g_string_append_len (self->type, value, (gssize) length);
    }
  else if (name_is (name, name_length, "error"))
    {
      /* Not in the standard: how llama-server told of errors in 2025 (PROTOCOLS 2.4). */
      g_string_assign (self->type, "error");
      g_string_append_len (self->data, value, (gssize) length);
      g_string_append_c (self->data, '\n');
      self->has_data = TRUE;
    }
  /* id and retry matter only to those who reconnect; unknown fields to nobody. */
}

static void
take_line (SiluSse *self)
{
  const char *line = self->line->str;
  gsize length = self->line->len;
  const char *colon = memchr (line, ':', length);

  if (length == 0)
    {
      dispatch (self);
    }
  else if (colon == NULL)
    {
      take_field (self, line, length, "", 0);
    }
  else if (colon != line) /* else a comment */
    {
      const char *value = colon + 1;
      const char *end = line + length;

      if (value < end && *value == ' ')
        value++;
      take_field (self, line, (gsize) (colon - line), value, (gsize) (end - value));
    }

  g_string_truncate (self->line, 0);
}

/* Passes over a byte-order mark at the very start, however it is cut. */
static gboolean
skip_bom (SiluSse *self, char byte)
{
  if (self->at_start == BOM_DONE)
    return FALSE;

  if (byte == bom[self->at_start])
    {
      self->at_start++;
      return TRUE;
    }

  /* It was none: what matched belongs to the first line. */
  g_string_append_len (self->line, bom, (gssize) self->at_start);
  self->at_start = BOM_DONE;

  return FALSE;
}

static gboolean
check_size (SiluSse *self)
{
  if (self->line->len + self->data->len + self->type->len <= self->max_size)
    return TRUE;

  self->too_big = TRUE;
  g_string_truncate (self->line, 0);
  reset_event (self);

  return FALSE;
}

/* The next CR and the next LF of a chunk. They may be far apart: each is looked for again only when
 * it has been passed, else a chunk of many short lines would be searched to its end for each. */
typedef struct
{
  const char *cr;
  const char *lf;
} LineEnds;

static const char *
find_byte (const char *found, char byte, const char *from, const char *end)
{
  if (found != NULL && found >= from)
    return found;

  found = memchr (from, byte, (gsize) (end - from));

  return found != NULL ? found : end;
}

/* The length of the line, or of what is there of it. */
static gsize
find_line_end (LineEnds *ends, const char *from, const char *end)
{
  ends->cr = find_byte (ends->cr, '\r', from, end);
  ends->lf = find_byte (ends->lf, '\n', from, end);

  return (gsize) (MIN (ends->cr, ends->lf) - from);
}

gboolean
silu_sse_feed (SiluSse *self, const char *bytes, gsize length)
{
  LineEnds ends = { 0 };
  gsize i = 0;

  while (i < length && !self->too_big)
    {
      gsize run;

      if (self->after_cr && bytes[i] == '\n')
        {
          self->after_cr = FALSE;
          i++;
          continue;
        }
      self->after_cr = FALSE;

      if (skip_bom (self, bytes[i]))
        {
          i++;
          continue;
        }

      run = find_line_end (&ends, bytes + i, bytes + length);
      g_string_append_len (self->line, bytes + i, (gssize) run);
      i += run;
      if (!check_size (self))
        break;

      if (i < length)
        {
          self->after_cr = bytes[i] == '\r';
          i++;
          take_line (self);
        }
    }

  return !self->too_big;
}

static gboolean
is_worth_it (const char *data, gsize length)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *trimmed = g_strstrip (g_strndup (data, length));

  if (g_str_equal (trimmed, "[DONE]"))
    return TRUE;

  node = silu_json_parse (data, length, NULL);

  return node != NULL;
}

void
silu_sse_finish (SiluSse *self)
{
  if (self->too_big)
    return;

  if (self->line->len > 0)
    take_line (self);

  if (self->has_data && !is_worth_it (self->data->str, self->data->len - 1))
    reset_event (self);
  dispatch (self);
}
