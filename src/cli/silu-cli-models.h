/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking a server for its models: what "models" prints, and how "account test" tests. */
#pragma once

#include "silu-cli-session.h"

G_BEGIN_DECLS

/* Asks the server of the account of that name (NULL: the default) and prints one model a line.
 * Finishes the session. @key_variable (nullable) is the environment variable with the key. */
SiluCliExit silu_cli_account_print_models (const char *name, const char *key_variable);

G_END_DECLS
