/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs, one file each. A new one is its file, a line here and a row in silu-cli.c. */
#pragma once

#include "silu-cli-util.h"

G_BEGIN_DECLS

/* Each gets the arguments behind its verb, NULL-terminated. */
SiluCliExit silu_cli_ask (char **arguments);
SiluCliExit silu_cli_account (char **arguments);
SiluCliExit silu_cli_models (char **arguments);
SiluCliExit silu_cli_balance (char **arguments);
SiluCliExit silu_cli_list (char **arguments);
SiluCliExit silu_cli_show (char **arguments);
SiluCliExit silu_cli_search (char **arguments);
SiluCliExit silu_cli_delete (char **arguments);
SiluCliExit silu_cli_restore (char **arguments);
SiluCliExit silu_cli_backup (char **arguments);
SiluCliExit silu_cli_check (char **arguments);
SiluCliExit silu_cli_export (char **arguments);
SiluCliExit silu_cli_import (char **arguments);
SiluCliExit silu_cli_render (char **arguments);
SiluCliExit silu_cli_steps (char **arguments);

/* One of account's own verbs. */
SiluCliExit silu_cli_account_add (char **arguments);

G_END_DECLS
