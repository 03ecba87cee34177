/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked: words from the arguments, standard input, files. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The largest file that goes into a prompt, and the largest standard input. */
#define SILU_CLI_MAX_FILE (1024 * 1024)
#define SILU_CLI_MAX_STDIN (4 * 1024 * 1024)

/* @words: the arguments, joined by blanks; none: standard input; a "-" among them: both, a blank
 * line between. @files (nullable) go first, in the template that DeepSeek's own site uses
 * (PROTOCOLS 1.11). NULL with SILU_ERROR_REQUEST and a sentence. */
char *silu_cli_prompt_read (char **words, char **files, GError **error);

/* @question below one file, in that template. */
char *silu_cli_prompt_add_file (const char *name, const char *content, const char *question);

G_END_DECLS
