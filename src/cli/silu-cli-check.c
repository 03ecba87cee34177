/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: looks, and repairs nothing. That is why it does not open the store. */
#include "silu-cli-verbs.h"

#include "silu-check.h"
#include "silu-engine.h"
#include <glib/gi18n-lib.h>

SiluCliExit
silu_cli_check (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "check",
    .usage = "[FILE]",
    .summary = N_ ("Looks whether the file of conversations, or a backup, is sound; says what is "
                   "wrong with it, and changes nothing."),
    .n_max = 1,
  };
  g_auto (GStrv) rest = NULL;
  g_autofree char *directory = silu_engine_dup_default_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, NULL, arguments, &rest, &status))
    return status;

  /* Who has never asked anything has nothing that could be wrong. */
  if (rest[0] == NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    return SILU_CLI_OK;

  problems = silu_check_file (rest[0] != NULL ? rest[0] : path, &error);
  if (problems == NULL)
    return silu_cli_complain_of (error);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = silu_cli_clean_line (g_ptr_array_index (problems, i));

      silu_cli_print ("%s\n", line);
    }

  return problems->len == 0 ? SILU_CLI_OK : SILU_CLI_SERVER;
}
