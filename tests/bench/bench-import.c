/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What importing costs beyond reading the JSON: a generated export of DeepSeek into a new store on
 * disk, against json-glib alone over the same file; what is indexed afterwards, in the background;
 * and how much memory a large one takes. Each in a process of its own. Argument: MB of the large
 * file, 1024 if there is none. */
#include "bench-chats.h"
#include "bench-run.h"
#include "bench-text.h"
#include "silu-import.h"
#include "silu-index.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MB (1024.0 * 1024.0)
#define MAX_RATIO 4
#define MAX_MEMORY 300

#define RATIO_MB 200
#define N_RUNS 5
#define LARGE_MB 1024

/* A conversation, and the answers that are made; each is used again with another number before. */
#define N_MESSAGES 20
#define N_ANSWERS 500
#define ANSWER_BYTES 2000

static void
add_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++)
    if (*text == '\n')
      g_string_append (json, "\\n");
    else if (*text == '"' || *text == '\\')
      g_string_append_printf (json, "\\%c", *text);
    else
      g_string_append_c (json, *text);
  g_string_append_c (json, '"');
}

static void
add_conversation (GString *json, guint number, char **answers)
{
  g_string_append_printf (json,
                          "{\"id\":\"c%u\",\"title\":\"No. %u\",\"inserted_at\":\"2025-01-01T00:00:"
                          "00Z\",\"updated_at\":\"2025-01-01T00:00:00Z\",\"mapping\":{",
                          number, number);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      const char *text = answers[(number * N_MESSAGES + i) % N_ANSWERS];
      g_autofree char *numbered = g_strdup_printf ("%u %s", number, text);

      g_string_append_printf (json,
                              "%s\"%u\":{\"id\":\"%u\",\"parent\":\"%d\",\"children\":[\"%u\"],"
                              "\"message\":{\"files\":[],\"model\":\"deepseek-reasoner\","
                              "\"inserted_at\":\"2025-01-01T00:00:%02uZ\",\"fragments\":[",
                              i > 0 ? "," : "", i, i, (int) i - 1, i + 1, i);
      if (i % 2 == 0)
        g_string_append (json, "{\"type\":\"REQUEST\",\"content\":\"为什么？ Why?\"}");
      else
        {
          g_string_append (json, "{\"type\":\"THINK\",\"content\":");
          add_string (json, numbered);
          g_string_append (json, "},{\"type\":\"RESPONSE\",\"content\":");
          add_string (json, numbered);
          g_string_append_c (json, '}');
        }
      g_string_append (json, "]}}");
    }
  g_string_append (json, "}}");
}

static char *
make_file (const char *folder, const char *name, gsize megabytes)
{
  char *path = g_build_filename (folder, name, NULL);
  FILE *file = fopen (path, "we");
  char *answers[N_ANSWERS];
  gsize written = 0;

  g_assert_nonnull (file);
  for (guint i = 0; i < N_ANSWERS; i++)
    answers[i] = bench_make_answer (i, ANSWER_BYTES);

  for (guint number = 0; written < (gsize) (megabytes * MB); number++)
    {
      g_autoptr (GString) json = g_string_new (number > 0 ? ",\n" : "[");

      add_conversation (json, number, answers);
      g_assert_cmpuint (fwrite (json->str, 1, json->len, file), ==, json->len);
      written += json->len;
    }
  fputc (']', file);
  g_assert_cmpint (fclose (file), ==, 0);

  for (guint i = 0; i < N_ANSWERS; i++)
    g_free (answers[i]);

  return path;
}

/* Seconds, CPU seconds, kB at the most. */
static void
print_costs (gint64 start)
{
  g_print ("%f %f %" G_GINT64_FORMAT "\n",
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, bench_get_cpu (),
           bench_read_proc ("/proc/self/status", "VmHWM:"));
}

static void
parse (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  json_parser_load_from_mapped_file (parser, path, &error);
  g_assert_no_error (error);
  print_costs (start);
}

static void
import (const char *path, const char *folder)
{
  SiluStore *store = bench_chats_open (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SiluImportReport) report = NULL;
  gint64 start = g_get_monotonic_time ();

  silu_import_run_async (store, path, NULL, NULL, NULL, bench_store_result_cb, &result);
  report = silu_import_run_finish (bench_wait_result (&result));
  g_assert_no_error (report->error);
  g_assert_cmpuint (report->n_messages, ==, report->n_added * N_MESSAGES);
  bench_chats_close (store);
  print_costs (start);
}

/* What the chores of the store do when the import is over, at one go. */
static void
catch_up (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "silu.db", NULL);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gboolean done = FALSE;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  silu_sql_exec (db, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON", NULL);
  silu_index_register (db, NULL);
  while (!done && silu_index_catch_up (db, &done, &error))
    ;
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  print_costs (start);
}

/* @parsed, @imported: seconds and CPU seconds before it. */
static void
measure_index (const char *program, const char *data, const double *parsed, const double *imported)
{
  double indexed[3];

  bench_run (NULL, indexed, 3, program, "--index", data, NULL);
  bench_print ("import", "MB/s indexed afterwards", RATIO_MB / indexed[0], -1, NULL);
  bench_print ("import", "CPU with that to json-glib's", (imported[1] + indexed[1]) / parsed[1], -1,
               NULL);
}

/* One after the other, several times: a machine that others use as well is not as quick at one time
 * as at another, by more than the limit leaves. */
static void
measure (const char *program)
{
  g_autofree char *folder = bench_make_folder ();
  g_autofree char *file = make_file (folder, "export.json", RATIO_MB);
  g_autofree char *more = NULL;
  double speed[N_RUNS], time[N_RUNS], cpu[N_RUNS];
  double median;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *data = bench_make_folder ();
      double parsed[3];
      double imported[3];

      bench_run (NULL, parsed, 3, program, "--parse", file, NULL);
      bench_run (NULL, imported, 3, program, "--import", file, data, NULL);
      speed[i] = RATIO_MB / imported[0];
      time[i] = imported[0] / parsed[0];
      cpu[i] = imported[1] / parsed[1];
      if (i == N_RUNS - 1)
        measure_index (program, data, parsed, imported);
      bench_remove_folder (data);
    }
  bench_print ("import", "MB/s", bench_median (speed, N_RUNS), -1, NULL);
  median = bench_median (time, N_RUNS);
  more = g_strdup_printf ("\"least\":%.3f,\"most\":%.3f", time[0], time[N_RUNS - 1]);
  bench_print ("import", "time to json-glib's", median, MAX_RATIO, more);
  bench_print ("import", "CPU to json-glib's", bench_median (cpu, N_RUNS), -1, NULL);
  bench_remove_folder (folder);
}

static void
measure_memory (const char *program, gsize megabytes)
{
  g_autofree char *folder = bench_make_folder ();
  g_autofree char *path = make_file (folder, "export.json", megabytes);
  g_autofree char *more = g_strdup_printf ("\"file_MB\":%" G_GSIZE_FORMAT, megabytes);
  double imported[3];

  bench_run (NULL, imported, 3, program, "--import", path, folder, NULL);
  bench_print ("import", "MB at the most", imported[2] / 1024, MAX_MEMORY, more);
  bench_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--parse"))
    parse (argv[2]);
  else if (argc == 4 && g_str_equal (argv[1], "--import"))
    import (argv[2], argv[3]);
  else if (argc == 3 && g_str_equal (argv[1], "--index"))
    catch_up (argv[2]);
  else
    {
      measure (argv[0]);
      measure_memory (argv[0], argc > 1 ? strtoul (argv[1], NULL, 10) : LARGE_MB);
    }

  return 0;
}
