/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a conversation takes to show its end, by how long it is. Each opening is a process of
 * its own, so that nothing is in memory but what the system keeps of the file. */
#include "bench-chats.h"
#include "bench-window.h"

#define ROUNDS 7
#define ANSWER_BYTES 900

static const guint LENGTHS[] = { 20, 2000, 20000 };
static const double LIMITS[] = { 1, 1.3, 2 };

static void
make_store (const char *directory)
{
  SiluStore *store = bench_chats_open (directory);

  for (gsize i = 0; i < G_N_ELEMENTS (LENGTHS); i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", LENGTHS[i]);

      bench_chats_add_conversation (store, title, LENGTHS[i], ANSWER_BYTES);
    }
  bench_chats_close (store);
}

/* Prints the milliseconds. */
static void
measure (const char *directory, const char *title)
{
  BenchWindow *window = bench_window_new (directory, NULL);
  gint64 start = g_get_monotonic_time ();

  bench_window_open (window, title);
  g_print ("%.3f\n", (double) (g_get_monotonic_time () - start) / 1000);
  bench_window_free (window);
}

static void
compare (const char *program, const char *directory)
{
  double medians[G_N_ELEMENTS (LENGTHS)];

  for (gsize i = 0; i < G_N_ELEMENTS (LENGTHS); i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", LENGTHS[i]);
      g_autofree char *figure = g_strdup_printf ("messages-%u", LENGTHS[i]);
      g_autofree char *more = NULL;
      double values[ROUNDS];

      for (guint round = 0; round < ROUNDS; round++)
        bench_run (NULL, &values[round], 1, program, "open", directory, title, NULL);
      medians[i] = bench_median (values, ROUNDS);
      more = g_strdup_printf ("\"ms\":%.1f", medians[i]);
      bench_print ("open", figure, medians[i] / medians[0], LIMITS[i], more);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = NULL;

  if (argc == 4)
    {
      bench_init ();
      measure (argv[2], argv[3]);
      return 0;
    }

  directory = bench_make_folder ();
  make_store (directory);
  compare (argv[0], directory);
  bench_remove_folder (directory);

  return 0;
}
