/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silu-cli: everything is in the library, where tests can link it. */
#include "silu-cli.h"

int
main (int argc, char **argv)
{
  return silu_cli_main (argc, argv);
}
