/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines are cut on bytes: a line feed never stands inside a character of UTF-8. */
#include "silu-ndjson.h"

#include "silu-json.h"
#include <string.h>

#define BOM "\xef\xbb\xbf"

struct _SiluNdjson
{
  SiluNdjsonFunc func;
  gpointer user_data;
  gsize max_size;
  GString *line;
  gboolean begun; /* the first line is over: no byte order mark any more */
  gboolean failed;
};

SiluNdjson *
silu_ndjson_new (gsize max_size, SiluNdjsonFunc func, gpointer user_data)
{
  SiluNdjson *self = g_new0 (SiluNdjson, 1);

  self->func = func;
  self->user_data = user_data;
  self->max_size = max_size;
  self->line = g_string_new (NULL);

  return self;
}

void
silu_ndjson_free (SiluNdjson *self)
{
  g_string_free (self->line, TRUE);
  g_free (self);
}

static gboolean
is_blank (const GString *line)
{
  for (gsize i = 0; i < line->len; i++)
    if (!g_ascii_isspace (line->str[i]))
      return FALSE;

  return TRUE;
}

static void
deliver (SiluNdjson *self)
{
  if (!self->begun && g_str_has_prefix (self->line->str, BOM))
    g_string_erase (self->line, 0, (gssize) strlen (BOM));
  self->begun = TRUE;

  if (is_blank (self->line))
    {
      g_string_truncate (self->line, 0);
      return;
    }

  if (!g_utf8_validate_len (self->line->str, self->line->len, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (self->line->str, (gssize) self->line->len);

      g_string_assign (self->line, valid);
    }
  self->func (self->line->str, self->line->len, self->user_data);
  g_string_truncate (self->line, 0);
}

gboolean
silu_ndjson_feed (SiluNdjson *self, const char *bytes, gsize length)
{
  while (length > 0 && !self->failed)
    {
      const char *end = memchr (bytes, '\n', length);
      gsize run = end != NULL ? (gsize) (end - bytes) : length;

      if (run > self->max_size - self->line->len)
        {
          self->failed = TRUE;
          break;
        }

      g_string_append_len (self->line, bytes, (gssize) run);
      if (end != NULL)
        {
          deliver (self);
          run++;
        }
      bytes += run;
      length -= run;
    }

  return !self->failed;
}

void
silu_ndjson_finish (SiluNdjson *self)
{
  g_autoptr (JsonNode) node = NULL;

  if (self->failed || self->line->len == 0)
    return;

  node = silu_json_parse (self->line->str, self->line->len, NULL);
  if (node != NULL)
    deliver (self);
  g_string_truncate (self->line, 0);
}
