/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every verb needs: its options, what it prints and where, and the numbers it exits with. */
#pragma once

#include <json-glib/json-glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* Scripts rely on these (DESIGN 3). */
typedef enum
{
  SILU_CLI_OK = 0,
  SILU_CLI_USAGE = 2,       /* also an unknown account or conversation */
  SILU_CLI_AUTH = 3,        /* also a key that could not be kept */
  SILU_CLI_LIMIT = 4,       /* quota, balance, rate limit */
  SILU_CLI_SERVER = 5,      /* the server, its answer, the model's name, the disk */
  SILU_CLI_CONNECT = 6,     /* network, TLS, silence */
  SILU_CLI_INTERRUPTED = 7, /* after a part of the answer */
  SILU_CLI_CONTEXT = 8,
  SILU_CLI_REFUSED = 9,
  SILU_CLI_STOPPED = 130, /* by the user: Ctrl-C, or whoever read standard output went away */
} SiluCliExit;

SiluCliExit silu_cli_exit_from_error (const GError *error);

/* What is left of a verb's arguments after its options. @n_max: how many it takes, -1 for any. */
typedef struct
{
  const char *verb;    /* "account add" */
  const char *usage;   /* "FILE", untranslated as in a man page; "" for none */
  const char *summary; /* translated */
  guint n_min;
  int n_max;
} SiluCliSyntax;

/* Reads @arguments, which begin behind the verb, into @entries; the others go to @rest (transfer
 * full, never NULL on success). FALSE when the verb is over already, with @status: after --help, or
 * a mistake. Options that take text are of G_OPTION_ARG_FILENAME: taken as they are, whatever the
 * locale says; they are checked to be UTF-8 here. */
gboolean silu_cli_parse (const SiluCliSyntax *syntax,
                         const GOptionEntry *entries,
                         char **arguments,
                         char ***rest,
                         SiluCliExit *status);

/* A sentence on standard error, and @detail (nullable) dimmed on the next line. */
void silu_cli_complain (const char *sentence, const char *detail);

/* The sentence of @error with its detail; returns its exit code. */
SiluCliExit silu_cli_complain_of (const GError *error);

/* The same for a mistake in using a verb. */
SiluCliExit silu_cli_complain_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Writes @text and flushes; FALSE once the other end has gone. UTF-8 whatever the locale says. On a
 * terminal control characters are made visible instead of carried out: they come from strangers. */
gboolean silu_cli_write (FILE *stream, const char *text);
gboolean silu_cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Why writing to standard output failed: its reader has gone, or else (a full disk) it is to be
 * told, and to look like no success. */
gboolean silu_cli_reader_has_gone (void);
SiluCliExit silu_cli_complain_output (void);

/* One line: with control characters, line ends too, made visible wherever it goes. */
char *silu_cli_clean_line (const char *text);

gboolean silu_cli_is_terminal (FILE *stream);

/* Begins and ends dimmed text, "" where that cannot be shown. */
const char *silu_cli_dim_begin (FILE *stream);
const char *silu_cli_dim_end (FILE *stream);

/* One JSON value on standard output, and a line end. Consumes what @builder has built. */
gboolean silu_cli_print_json (JsonBuilder *builder, gboolean pretty);

/* Members of the object that is being built; NULL, or a negative number, gives null. */
void silu_cli_json_string (JsonBuilder *builder, const char *name, const char *value);
void silu_cli_json_count (JsonBuilder *builder, const char *name, gint64 value);

/* Everything from standard input (@path NULL or "-") or a file, NUL-terminated, at most @max bytes.
 * The error is in SILU_ERROR_REQUEST, with a sentence. */
char *silu_cli_read (const char *path, gsize max, gsize *length, GError **error);

/* "2026-11-23 21:18", in local time. @time is in µs since the epoch. */
char *silu_cli_format_time (gint64 time);

G_END_DECLS
