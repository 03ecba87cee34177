/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the command line prints. g_print would convert to the locale's charset; a model's answer
 * is UTF-8 and stays it. */
#include "silu-cli-util.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

gboolean
silu_cli_is_terminal (FILE *stream)
{
  return isatty (fileno (stream)) == 1;
}

static gboolean
can_dim (FILE *stream)
{
  return silu_cli_is_terminal (stream) && g_getenv ("NO_COLOR") == NULL &&
         g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

const char *
silu_cli_dim_begin (FILE *stream)
{
  return can_dim (stream) ? "\033[2m" : "";
}

const char *
silu_cli_dim_end (FILE *stream)
{
  return can_dim (stream) ? "\033[22m" : "";
}

/* C0 with escape, DEL, and C1, whose 0x9B is escape and bracket in one. */
static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/* Every control character but those in @keep becomes U+FFFD. */
static char *
clean (const char *text, const char *keep)
{
  GString *cleaned = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_control (c) && strchr (keep, (int) c) == NULL)
        c = 0xfffd;
      g_string_append_unichar (cleaned, c);
    }

  return g_string_free (cleaned, FALSE);
}

char *
silu_cli_clean_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return clean (valid, "");
}

gboolean
silu_cli_write (FILE *stream, const char *text)
{
  g_autofree char *visible = NULL;

  if (silu_cli_is_terminal (stream))
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      visible = clean (valid, "\n\t");
      text = visible;
    }

  fputs (text, stream);

  return fflush (stream) == 0 && !ferror (stream);
}

gboolean
silu_cli_print (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return silu_cli_write (stdout, text);
}

gboolean
silu_cli_reader_has_gone (void)
{
  GPollFD poll = { .fd = STDOUT_FILENO };

  return g_poll (&poll, 1, 0) == 1 && (poll.revents & G_IO_ERR) != 0;
}

SiluCliExit
silu_cli_complain_output (void)
{
  silu_cli_complain (_ ("Not everything could be printed."), NULL);

  return SILU_CLI_SERVER;
}

gboolean
silu_cli_print_json (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, pretty);

  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return silu_cli_write (stdout, line);
}

void
silu_cli_json_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
silu_cli_json_count (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  if (value >= 0)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

char *
silu_cli_format_time (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}
