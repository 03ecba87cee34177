/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of formats. */
#include "silu-export-private.h"

#include <string.h>

/* Longer names do not fit every file system, in bytes. */
#define MAX_NAME 120

static const struct
{
  const char *name;
  const char *suffix;
  const SiluExportWriter *writer;
} FORMATS[] = {
  [SILU_EXPORT_JSON] = { "json", "json", &silu_export_json },
  [SILU_EXPORT_MARKDOWN] = { "markdown", "md", &silu_export_markdown },
  [SILU_EXPORT_HTML] = { "html", "html", &silu_export_html },
  [SILU_EXPORT_JSONL] = { "jsonl", "jsonl", &silu_export_jsonl },
};

const char *
silu_export_format_to_string (SiluExportFormat format)
{
  return FORMATS[format].name;
}

gboolean
silu_export_format_from_string (const char *string, SiluExportFormat *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (FORMATS); i++)
    if (g_strcmp0 (FORMATS[i].name, string) == 0)
      {
        *format = (SiluExportFormat) i;
        return TRUE;
      }

  return FALSE;
}

const char *
silu_export_format_get_suffix (SiluExportFormat format)
{
  return FORMATS[format].suffix;
}

void
silu_export_begin (const SiluExport *self, GString *text)
{
  const SiluExportWriter *writer = FORMATS[self->format].writer;

  if (writer->begin != NULL)
    writer->begin (self, text);
}

void
silu_export_add (const SiluExport *self, const SiluBundle *bundle, guint index, GString *text)
{
  FORMATS[self->format].writer->add (self, bundle, index, text);
}

void
silu_export_end (const SiluExport *self, GString *text)
{
  const SiluExportWriter *writer = FORMATS[self->format].writer;

  if (writer->end != NULL)
    writer->end (self, text);
}

char *
silu_export_dup_file_name (const char *title, SiluExportFormat format)
{
  g_autofree char *line = silu_export_dup_line (title);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *p = line; *p != '\0' && name->len < MAX_NAME; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_plain = c >= 0x80 || strchr ("/\\:*?\"<>|", (int) c) == NULL;

      /* Format characters could turn the name round on screen. */
      if (g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (name, is_plain ? c : '-');
    }

  /* A dot hides it, or, like a space at the end, is lost on other systems. */
  while (name->len > 0 && (name->str[0] == '.' || name->str[0] == ' '))
    g_string_erase (name, 0, 1);
  while (name->len > 0 && strchr (". ", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);

  return g_strdup_printf ("%s.%s", name->len > 0 ? name->str : "silu", FORMATS[format].suffix);
}
