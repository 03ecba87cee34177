/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured is always a process of its own, so that neither the server nor an earlier round
 * counts: how such a process is run, and how its figures are printed. */
#include "bench-run.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

void
bench_run_until (gboolean (*done) (gpointer data), gpointer data)
{
  while (!done (data))
    g_main_context_iteration (NULL, TRUE);
}

void
bench_store_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

GAsyncResult *
bench_wait_result (GAsyncResult **result)
{
  bench_run_until (has_result, result);

  return *result;
}

char *
bench_find_program (const char *program, const char *name)
{
  g_autofree char *folder = g_path_get_dirname (program);

  return g_build_filename (folder, "..", "..", name, NULL);
}

char *
bench_make_folder (void)
{
  char *folder = g_dir_make_tmp ("silu-bench-XXXXXX", NULL);

  g_assert_nonnull (folder);

  return folder;
}

void
bench_remove_folder (const char *folder)
{
  const char *const argv[] = { "rm", "-r", folder, NULL };

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                     NULL))
    g_printerr ("%s stays\n", folder);
}

static char *
run_to_end (char **environ, const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  if (environ != NULL)
    g_subprocess_launcher_set_environ (launcher, environ);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, bench_store_result_cb, &result);
  bench_wait_result (&result);
  g_subprocess_communicate_utf8_finish (process, result, &output, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("%s failed", argv[0]);

  return output;
}

void
bench_run (char **environ, double *values, guint n_values, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *output = NULL;
  const char *argument;
  va_list arguments;
  char *at;

  va_start (arguments, n_values);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (argv, (char *) argument);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);

  output = run_to_end (environ, (const char *const *) argv->pdata);
  at = output;
  for (guint i = 0; i < n_values; i++)
    {
      char *start = at;

      values[i] = g_ascii_strtod (start, &at);
      if (at == start)
        g_error ("%s printed %u numbers of %u", (char *) argv->pdata[0], i, n_values);
    }
}

double
bench_get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6 +
         (double) usage.ru_stime.tv_sec + (double) usage.ru_stime.tv_usec / 1e6;
}

gint64
bench_read_proc (const char *file, const char *key)
{
  g_autofree char *text = NULL;
  const char *line;

  g_file_get_contents (file, &text, NULL, NULL);
  line = text != NULL ? strstr (text, key) : NULL;

  return line != NULL ? g_ascii_strtoll (line + strlen (key), NULL, 10) : 0;
}

gint64
bench_get_memory (void)
{
  return bench_read_proc ("/proc/self/status", "VmRSS:");
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

double
bench_median (double *values, guint n_values)
{
  qsort (values, n_values, sizeof *values, compare_doubles);

  return values[n_values / 2];
}

void
bench_print (const char *bench, const char *figure, double value, double limit, const char *more)
{
  g_print ("{\"bench\":\"%s\",\"figure\":\"%s\",\"value\":%.3f", bench, figure, value);
  if (limit >= 0)
    g_print (",\"limit\":%g,\"ok\":%s", limit, value <= limit ? "true" : "false");
  g_print ("%s%s}\n", more != NULL ? "," : "", more != NULL ? more : "");
}
