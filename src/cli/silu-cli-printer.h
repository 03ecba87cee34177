/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as it streams: text to standard output, thinking to standard error; or, for scripts,
 * one JSON event a line. */
#pragma once

#include "silu-cli-util.h"
#include "silu-turn.h"

G_BEGIN_DECLS

typedef struct _SiluCliPrinter SiluCliPrinter;

/* Prints what @turn's message gets from now on. When whoever reads standard output has gone, it
 * stops the turn. */
SiluCliPrinter *silu_cli_printer_new (SiluTurn *turn, gboolean jsonl);
void silu_cli_printer_free (SiluCliPrinter *self);

/* The turn has moved: says what it waits for, if it waits. */
void silu_cli_printer_tell_state (SiluCliPrinter *self);

/* The turn is over: what is left to say, and the exit code. */
SiluCliExit silu_cli_printer_end (SiluCliPrinter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluCliPrinter, silu_cli_printer_free)

G_END_DECLS
