/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard output for what writes to streams: as silu_cli_write (), so that on a terminal nothing
 * a stranger wrote is carried out. What is written at once must be whole characters. */
#pragma once

#include <gio/gio.h>
#include <stdio.h>

G_BEGIN_DECLS

#define SILU_TYPE_CLI_STREAM (silu_cli_stream_get_type ())
G_DECLARE_FINAL_TYPE (SiluCliStream, silu_cli_stream, SILU, CLI_STREAM, GOutputStream)

GOutputStream *silu_cli_stream_new (FILE *file);

G_END_DECLS
