/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options, errors and reading for all verbs. GOption would print its help in the locale's charset
 * and exit by itself; here everything is UTF-8 and comes back to main. */
#include "silu-cli-util.h"

#include "silu-error.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

SiluCliExit
silu_cli_exit_from_error (const GError *error)
{
  if (error->domain != SILU_ERROR)
    return SILU_CLI_SERVER;

  switch ((SiluErrorCode) error->code)
    {
    case SILU_ERROR_AUTH:
      return SILU_CLI_AUTH;

    case SILU_ERROR_BALANCE:
    case SILU_ERROR_RATE_LIMIT:
      return SILU_CLI_LIMIT;

    case SILU_ERROR_NETWORK:
    case SILU_ERROR_PROXY:
    case SILU_ERROR_TLS:
    case SILU_ERROR_TIMEOUT:
      return SILU_CLI_CONNECT;

    case SILU_ERROR_INTERRUPTED:
      return SILU_CLI_INTERRUPTED;

    case SILU_ERROR_CONTEXT_LENGTH:
      return SILU_CLI_CONTEXT;

    case SILU_ERROR_REFUSED:
      return SILU_CLI_REFUSED;

    case SILU_ERROR_NOT_FOUND:
      return SILU_CLI_USAGE;

    /* An unknown model too: only the server knows which there are. */
    case SILU_ERROR_MODEL:
    case SILU_ERROR_REQUEST:
    case SILU_ERROR_OVERLOADED:
    case SILU_ERROR_LOADING:
    case SILU_ERROR_EMPTY:
    case SILU_ERROR_SERVER:
    case SILU_ERROR_PROTOCOL:
    case SILU_ERROR_STORE:
    case SILU_ERROR_FAILED:
    default:
      return SILU_CLI_SERVER;
    }
}

void
silu_cli_complain (const char *sentence, const char *detail)
{
  g_autofree char *line = silu_cli_clean_line (sentence);

  silu_cli_write (stderr, "silu-cli: ");
  silu_cli_write (stderr, line);
  silu_cli_write (stderr, "\n");

  if (detail != NULL && *detail != '\0')
    {
      fputs (silu_cli_dim_begin (stderr), stderr);
      silu_cli_write (stderr, detail);
      fputs (silu_cli_dim_end (stderr), stderr);
      silu_cli_write (stderr, "\n");
    }
}

SiluCliExit
silu_cli_complain_of (const GError *error)
{
  silu_cli_complain (error->message, silu_error_get_detail (error));

  return silu_cli_exit_from_error (error);
}

SiluCliExit
silu_cli_complain_usage (const char *format, ...)
{
  va_list arguments;
  g_autofree char *sentence = NULL;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  silu_cli_complain (sentence, NULL);

  return SILU_CLI_USAGE;
}

static gboolean
check_utf8 (char **arguments)
{
  for (gsize i = 0; arguments[i] != NULL; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      return FALSE;

  return TRUE;
}

static GOptionContext *
make_context (const SiluCliSyntax *syntax, const GOptionEntry *entries, const GOptionEntry *common)
{
  GOptionContext *context = g_option_context_new (*syntax->usage != '\0' ? syntax->usage : NULL);
  g_autofree char *name = g_strconcat ("silu-cli ", syntax->verb, NULL);

  g_set_prgname (name);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, syntax->summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  return context;
}

/* GOption takes the first string for the program's name. */
static char **
with_program_name (char **arguments)
{
  GPtrArray *all = g_ptr_array_new ();

  g_ptr_array_add (all, g_strdup ("silu-cli"));
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (all, g_strdup (arguments[i]));
  g_ptr_array_add (all, NULL);

  return (char **) g_ptr_array_free (all, FALSE);
}

static gboolean
check_count (const SiluCliSyntax *syntax, guint count)
{
  if (count < syntax->n_min)
    silu_cli_complain_usage (_ ("%s needs %s. See silu-cli %s --help."), syntax->verb,
                             syntax->usage, syntax->verb);
  else if (syntax->n_max >= 0 && count > (guint) syntax->n_max)
    silu_cli_complain_usage (_ ("Too many arguments. See silu-cli %s --help."), syntax->verb);
  else
    return TRUE;

  return FALSE;
}

gboolean
silu_cli_parse (const SiluCliSyntax *syntax,
                const GOptionEntry *entries,
                char **arguments,
                char ***rest,
                SiluCliExit *status)
{
  gboolean help = FALSE;
  g_auto (GStrv) others = NULL;
  g_auto (GStrv) all = with_program_name (arguments);
  const GOptionEntry common[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &others, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = make_context (syntax, entries, common);
  g_autoptr (GError) error = NULL;

  *status = SILU_CLI_USAGE;

  if (!check_utf8 (arguments))
    {
      silu_cli_complain (_ ("An argument is not UTF-8."), NULL);
      return FALSE;
    }

  if (!g_option_context_parse_strv (context, &all, &error))
    {
      silu_cli_complain (error->message, NULL);
      return FALSE;
    }

  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      silu_cli_write (stdout, text);
      *status = SILU_CLI_OK;
      return FALSE;
    }

  if (others == NULL)
    others = g_new0 (char *, 1);
  if (!check_count (syntax, g_strv_length (others)))
    return FALSE;

  *rest = g_steal_pointer (&others);

  return TRUE;
}

static GError *
read_error (const char *path, const char *why)
{
  g_autofree char *sentence = NULL;

  if (path == NULL)
    sentence = g_strdup_printf (_ ("Standard input cannot be read: %s"), why);
  else
    sentence = g_strdup_printf (_ ("“%s” cannot be read: %s"), path, why);

  return silu_error_new (SILU_ERROR_REQUEST, sentence, NULL, -1);
}

static GByteArray *
read_all (FILE *file, const char *path, gsize max, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gsize got = 0;

  while ((got = fread (buffer, 1, sizeof buffer, file)) > 0)
    {
      if (bytes->len + got > max)
        {
          g_autofree char *size = g_format_size_full (max, G_FORMAT_SIZE_IEC_UNITS);
          /* Translators: why a file cannot be read; the argument is a size such as "1.0 MiB". */
          g_autofree char *why = g_strdup_printf (_ ("it is larger than %s"), size);

          g_propagate_error (error, read_error (path, why));
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint) got);
    }

  if (ferror (file))
    {
      g_propagate_error (error, read_error (path, g_strerror (errno)));
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

char *
silu_cli_read (const char *path, gsize max, gsize *length, GError **error)
{
  GByteArray *bytes;
  FILE *file = stdin;

  g_return_val_if_fail (max < G_MAXUINT / 2, NULL);

  if (g_strcmp0 (path, "-") == 0)
    path = NULL;
  if (path != NULL)
    file = fopen (path, "re");
  if (file == NULL)
    {
      g_propagate_error (error, read_error (path, g_strerror (errno)));
      return NULL;
    }

  bytes = read_all (file, path, max, error);
  if (path != NULL)
    fclose (file);
  if (bytes == NULL)
    return NULL;

  if (length != NULL)
    *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);

  return (char *) g_byte_array_free (bytes, FALSE);
}
