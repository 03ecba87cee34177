/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line as a function. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns the exit code (SiluCliExit). */
int silu_cli_main (int argc, char **argv);

G_END_DECLS
