/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a key. Whatever happens meanwhile, the terminal shows again what is typed afterwards. */
#include "silu-cli-key.h"

#include "silu-cli-util.h"
#include "silu-error.h"
#include "silu-secrets.h"
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

/* Takes over @key. */
static char *
check_key (char *key, GError **error)
{
  const char *sentence = NULL;

  g_strstrip (key);
  if (*key == '\0')
    sentence = _ ("The key is empty.");
  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      sentence = _ ("The key has a character that no key can have.");

  if (sentence == NULL)
    return key;

  silu_secrets_free_key (key);
  g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST, sentence, NULL, -1));

  return NULL;
}

char *
silu_cli_key_read (GError **error)
{
  char *key = silu_cli_read (NULL, SILU_CLI_MAX_KEY, NULL, error);

  return key != NULL ? check_key (key, error) : NULL;
}

/* Only there to end the wait: without it Ctrl-C would leave the terminal silent. */
static void
interrupted (int number)
{
}

/* Ctrl-C is held back but for the wait itself, so that it cannot slip in just before; a terminal
 * then hands over a whole line at once. NULL if it came. */
static char *
wait_for_line (void)
{
  const struct sigaction ending = { .sa_handler = interrupted };
  struct sigaction action_before;
  sigset_t held;
  sigset_t mask_before;
  fd_set input;
  char line[SILU_CLI_MAX_KEY + 2] = "";
  char *key = NULL;

  sigemptyset (&held);
  sigaddset (&held, SIGINT);
  sigprocmask (SIG_BLOCK, &held, &mask_before);
  sigaction (SIGINT, &ending, &action_before);

  FD_ZERO (&input);
  FD_SET (STDIN_FILENO, &input);
  silu_cli_write (stderr, _ ("Key (not shown): "));
  if (pselect (STDIN_FILENO + 1, &input, NULL, NULL, NULL, &mask_before) == 1)
    key = g_strdup (fgets (line, sizeof line, stdin));
  explicit_bzero (line, sizeof line);
  silu_cli_write (stderr, "\n");

  sigprocmask (SIG_SETMASK, &mask_before, NULL);
  sigaction (SIGINT, &action_before, NULL);

  return key;
}

char *
silu_cli_key_type (GError **error)
{
  struct termios before;
  struct termios hidden;
  char *key = NULL;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return check_key (g_strdup (""), error);

  hidden = before;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  key = wait_for_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);

  if (key != NULL)
    return check_key (key, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

  return NULL;
}
