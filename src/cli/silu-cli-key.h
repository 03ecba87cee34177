/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key from a person or a script. Never from an argument: those are there for everyone to read in
 * the list of processes. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The longest key; those known are tokens of some 2,000 characters. */
#define SILU_CLI_MAX_KEY 16384

/* Asks on the terminal, without showing what is typed. G_IO_ERROR_CANCELLED after Ctrl-C, else an
 * error with a sentence. To be freed with silu_secrets_free_key (). */
char *silu_cli_key_type (GError **error);

/* All of standard input. */
char *silu_cli_key_read (GError **error);

G_END_DECLS
