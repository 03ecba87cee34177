/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of verbs, and what comes before and after each of them. */
#include "silu-cli.h"

#include "config.h"
#include "silu-cli-verbs.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

typedef struct
{
  const char *name;
  SiluCliExit (*run) (char **arguments);
  const char *help;
} Verb;

static const Verb VERBS[] = {
  { "ask", silu_cli_ask, N_ ("Ask a model; the answer goes to standard output") },
  { "account", silu_cli_account, N_ ("List, add, remove and test accounts") },
  { "models", silu_cli_models, N_ ("List the models of an account") },
  { "balance", silu_cli_balance, N_ ("Print what is left of an account’s money") },
  { "list", silu_cli_list, N_ ("List conversations") },
  { "show", silu_cli_show, N_ ("Print a conversation") },
  { "search", silu_cli_search, N_ ("Search conversations") },
  { "delete", silu_cli_delete, N_ ("Move conversations to the trash") },
  { "restore", silu_cli_restore, N_ ("Take conversations out of the trash") },
  { "backup", silu_cli_backup, N_ ("Copy all conversations into a file") },
  { "check", silu_cli_check, N_ ("Look whether the file of conversations is sound") },
  { "export", silu_cli_export, N_ ("Write conversations as JSON, Markdown or HTML") },
  { "import", silu_cli_import, N_ ("Import the chats of other programs") },
  { "render", silu_cli_render, N_ ("Turn Markdown into HTML, JSON or plain text") },
  { "steps", silu_cli_steps, N_ ("Print the outline of a reasoning chain") },
};

static void
set_up_locale (void)
{
  const char *directory = g_getenv ("SILU_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : SILU_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

/* A descriptor below 3 that was handed over closed would be taken by the next file that is opened,
 * and the answer printed into it. */
static void
fill_standard_descriptors (void)
{
  int descriptor = 0;

  do
    descriptor = open ("/dev/null", O_RDWR);
  while (descriptor >= 0 && descriptor <= STDERR_FILENO);

  if (descriptor >= 0)
    close (descriptor);
}

static SiluCliExit
print_help (void)
{
  g_autoptr (GString) help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n  silu-cli %s\n\n%s\n", _ ("Usage:"), _ ("VERB [OPTION…]"),
                          _ ("Verbs:"));
  for (gsize i = 0; i < G_N_ELEMENTS (VERBS); i++)
    g_string_append_printf (help, "  %-10s%s\n", VERBS[i].name, _ (VERBS[i].help));
  g_string_append_printf (help, "\n%s\n", _ ("silu-cli VERB --help tells more."));

  return silu_cli_write (stdout, help->str) ? SILU_CLI_OK : SILU_CLI_SERVER;
}

static SiluCliExit
run (char **arguments)
{
  const char *name = arguments[0];

  if (name == NULL)
    return silu_cli_complain_usage (_ ("Which verb? See silu-cli --help."));
  if (g_str_equal (name, "--help") || g_str_equal (name, "-h"))
    return print_help ();
  if (g_str_equal (name, "--version"))
    return silu_cli_print ("silu-cli %s\n", SILU_VERSION) ? SILU_CLI_OK : SILU_CLI_SERVER;

  for (gsize i = 0; i < G_N_ELEMENTS (VERBS); i++)
    if (g_str_equal (name, VERBS[i].name))
      return VERBS[i].run (arguments + 1);

  return silu_cli_complain_usage (_ ("“%s” is not a verb of silu-cli. See silu-cli --help."), name);
}

int
silu_cli_main (int argc, char **argv)
{
  SiluCliExit status;

  fill_standard_descriptors ();
  signal (SIGPIPE, SIG_IGN);
  set_up_locale ();
  g_set_prgname ("silu-cli");

  status = run (argc > 0 ? argv + 1 : argv);

  /* Whoever reads may have seen enough: that is no failure of ours. */
  if (status == SILU_CLI_OK && ferror (stdout) && !silu_cli_reader_has_gone ())
    status = silu_cli_complain_output ();

  return status;
}
