/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop program. Given one of silu-cli's verbs it becomes silu-cli, before anything of GTK is
 * touched. */
#include "config.h"
#include "silu-application.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <malloc.h>
#include <unistd.h>

/* Seconds. */
#define TRIM_AFTER 5

/* Bytes from which on a block has pages of its own. */
#define OWN_PAGES (256 * 1024)

static const char *const VERBS[] = { "ask",    "account", "models",  "balance", "list",   "show",
                                     "search", "delete",  "restore", "import",  "export", "backup",
                                     "check",  "render",  "steps",   NULL };

/* Returns only if it could not be started. */
static void
become_cli (char **argv)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = g_path_get_dirname (self != NULL ? self : argv[0]);
  g_autofree char *beside = g_build_filename (directory, "silu-cli", NULL);
  int error;

  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    execv (beside, argv);
  execvp ("silu-cli", argv);

  error = errno;
  g_printerr ("silu-cli: %s\n", g_strerror (error));
}

/* Han characters are drawn as Chinese ones, unless the user's own language says otherwise: Pango
 * would take the first font that has them, often with Japanese forms. */
static void
set_up_fonts (void)
{
  g_autofree char *languages = NULL;
  const char *const *names = g_get_language_names ();

  languages = g_strconcat (g_str_equal (names[0], "C") ? "en" : names[0], ":zh-cn", NULL);
  g_setenv ("PANGO_LANGUAGE", languages, FALSE);
}

static void
set_up_locale (void)
{
  const char *directory = g_getenv ("SILU_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : SILU_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* Pictures of the window come and go. Once the first is freed, glibc takes blocks of its size from
 * the heap, which then has holes as large as a window: half of what an idle Silu would hold. */
static void
set_up_memory (void)
{
#ifdef M_MMAP_THRESHOLD
  mallopt (M_MMAP_THRESHOLD, OWN_PAGES);
#endif
}

/* What the start has needed and freed goes back, once it is over. */
static gboolean
trim_cb (gpointer user_data)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif

  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (SiluApplication) application = NULL;

  if (argc > 1 && g_strv_contains (VERBS, argv[1]))
    {
      become_cli (argv);
      return 127;
    }

  set_up_memory ();
  set_up_locale ();
  set_up_fonts ();
  application = silu_application_new ();
  g_timeout_add_seconds (TRIM_AFTER, trim_cb, NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
