/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked: words from the arguments, standard input, files. */
#pragma once

#include "silu-attachment.h"

G_BEGIN_DECLS

/* The largest standard input; files: see silu-attachment.h. */
#define SILU_CLI_MAX_STDIN (4 * 1024 * 1024)

/* @words: the arguments, joined by blanks; none: standard input; a "-" among them: both, a blank
 * line between. With @files there need not be any. NULL with SILU_ERROR_REQUEST and a sentence. */
char *silu_cli_prompt_read (char **words, GPtrArray *files, GError **error);

/* The files at @paths (nullable), as attachments. NULL the same way. */
GPtrArray *silu_cli_prompt_read_files (char **paths, GError **error);

G_END_DECLS
