/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A million messages: what a search takes beside the bare query of FTS5 on the same file, opening
 * and loading beside a store with next to nothing in it, and a token's way to the disk. */
#include "bench-chats.h"
#include "bench-million.h"
#include "bench-run.h"
#include "silu-index.h"
#include "silu-search.h"
#include <string.h>

#define MESSAGES 1000000
#define QUICK_MESSAGES 50000
#define FEW_MESSAGES 50
#define ROUNDS 5
#define HITS 50

/* Four hundred thousand tokens of four bytes, in the portions in which they come when they are
 * fast. */
#define APPENDS 1000
#define TOKENS 400
#define TENTH (APPENDS / 10)

typedef struct
{
  char *many;
  char *few;
  guint n_messages;
} Bench;

static const char *const queries[] = {
  "the",        "th",        "value list", "com",
  "error",      "一",        "一丁",       "丁七 the",
  "item_",      "get_value", "code list",  "stiri",
  "nerco",      "quazi",     "一丁七万",   "in:thoughts because",
  "\"the to\"",
};

static double
get_seconds (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* --- searching --- */

static double
time_bare (sqlite3 *db, const SiluSearchQuery *query)
{
  double begun = get_seconds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, &error, "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT ?2", "si",
      query->words, (gint64) HITS);

  while (silu_sql_step (row, &error))
    ;
  g_assert_no_error (error);

  return get_seconds () - begun;
}

static double
time_search (sqlite3 *db, const SiluSearchQuery *query)
{
  double begun = get_seconds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = silu_search (db, query, HITS, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, <=, HITS);

  return get_seconds () - begun;
}

static void
compare_query (sqlite3 *db, const char *text, double *bare, double *ours)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SiluSearchQuery) query = silu_search_query_new (text, zone, TRUE);
  double bare_times[ROUNDS];
  double our_times[ROUNDS];
  guint n = 0;

  /* What takes seconds is measured well enough by one round. */
  do
    {
      bare_times[n] = time_bare (db, query);
      our_times[n++] = time_search (db, query);
    }
  while (n < ROUNDS && bare_times[0] < 1);
  *bare = bench_median (bare_times, n);
  *ours = bench_median (our_times, n);
  g_printerr ("%-22s bare %8.2f ms, search %8.2f ms\n", text, *bare * 1e3, *ours * 1e3);
}

/* The limit is for all queries together. Of a word that is in a few messages only, most of the time
 * goes into what the bare query does not do: reading those and cutting the lines that are shown. */
static void
compare_search (Bench *self)
{
  g_autofree char *path = g_build_filename (self->many, "silu.db", NULL);
  g_autofree char *more = NULL;
  sqlite3 *db = NULL;
  double all_bare = 0;
  double all_ours = 0;
  double slowest = 0;
  double worst = 0;
  double memory;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  silu_index_register (db, NULL);
  memory = (double) bench_get_memory ();
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      double bare = 0;
      double ours = 0;

      compare_query (db, queries[i], &bare, &ours);
      all_bare += bare;
      all_ours += ours;
      slowest = MAX (slowest, ours);
      worst = MAX (worst, ours / bare);
    }
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  more = g_strdup_printf ("\"messages\":%u,\"queries\":%d,\"bare_ms\":%.1f,\"search_ms\":%.1f,"
                          "\"slowest_ms\":%.1f,\"worst_query\":%.2f",
                          self->n_messages, (int) G_N_ELEMENTS (queries), all_bare * 1e3,
                          all_ours * 1e3, slowest * 1e3, worst);
  bench_print ("store", "search", all_ours / all_bare, 1.5, more);
  bench_print ("store", "search-memory-mb", ((double) bench_get_memory () - memory) / 1024, 64,
               NULL);
}

/* --- opening --- */

static double
time_open (const char *directory)
{
  double begun = get_seconds ();
  SiluStore *store = bench_chats_open (directory);
  double time = get_seconds () - begun;

  bench_chats_close (store);

  return time;
}

/* A chat from the middle, with all of its messages. */
static double
time_load (const char *directory, guint n_messages)
{
  SiluStore *store = bench_chats_open (directory);
  g_autofree char *id = g_strdup_printf ("talk-%u", (n_messages - 1) / FEW_MESSAGES / 2);
  g_autoptr (SiluConversation) chat = silu_conversation_new (id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double begun = get_seconds ();

  silu_conversation_set_loaded (chat, FALSE);
  silu_store_load_async (store, chat, NULL, bench_store_result_cb, &result);
  silu_store_load_finish (store, bench_wait_result (&result), &error);
  g_assert_no_error (error);
  begun = get_seconds () - begun;
  bench_chats_close (store);

  return begun;
}

static void
compare_open (Bench *self)
{
  double opens[2][ROUNDS];
  double loads[2][ROUNDS];
  double few, many;
  g_autofree char *open = NULL;
  g_autofree char *load = NULL;

  for (guint i = 0; i < ROUNDS; i++)
    {
      opens[0][i] = time_open (self->few);
      opens[1][i] = time_open (self->many);
      loads[0][i] = time_load (self->few, FEW_MESSAGES);
      loads[1][i] = time_load (self->many, self->n_messages);
    }

  few = bench_median (opens[0], ROUNDS);
  many = bench_median (opens[1], ROUNDS);
  open = g_strdup_printf ("\"many_ms\":%.2f,\"few_ms\":%.2f", many * 1e3, few * 1e3);
  bench_print ("store", "start", many / few, 1.5, open);

  few = bench_median (loads[0], ROUNDS);
  many = bench_median (loads[1], ROUNDS);
  load = g_strdup_printf ("\"many_ms\":%.2f,\"few_ms\":%.2f", many * 1e3, few * 1e3);
  bench_print ("store", "open", many / few, 1.5, load);
}

/* --- a token's way --- */

/* CPU seconds of some appends, each on the disk before the next. */
static double
append (SiluStore *store, SiluMessage *message, guint n)
{
  g_autofree char *text = g_strnfill (TOKENS * 4, 'x');
  double begun = bench_get_cpu ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      silu_store_append (store, message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text, 0);
      silu_store_flush_async (store, bench_store_result_cb, &result);
      silu_store_flush_finish (store, bench_wait_result (&result), &error);
      g_assert_no_error (error);
    }

  return bench_get_cpu () - begun;
}

static void
compare_append (Bench *self)
{
  SiluStore *store = bench_chats_open (self->many);
  g_autoptr (SiluConversation) chat = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  g_autofree char *more = NULL;
  double early, late;

  silu_message_set_state (message, SILU_MESSAGE_STREAMING);
  silu_store_save_conversation (store, chat);
  silu_store_save_message (store, chat, message);
  append (store, message, TENTH);
  early = append (store, message, TENTH);
  append (store, message, APPENDS - 3 * TENTH);
  late = append (store, message, TENTH);
  silu_message_set_state (message, SILU_MESSAGE_STOPPED);
  silu_store_save_message (store, chat, message);
  bench_chats_close (store);

  more = g_strdup_printf ("\"early_us\":%.1f,\"late_us\":%.1f,\"tokens\":%d", early / TENTH * 1e6,
                          late / TENTH * 1e6, APPENDS * TOKENS);
  bench_print ("store", "append", late / early, 1.3, more);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  gboolean is_quick = argc == 2 && g_str_equal (argv[1], "--quick");
  double begun = get_seconds ();

  bench.n_messages = is_quick ? QUICK_MESSAGES : MESSAGES;
  bench.many = bench_make_folder ();
  bench.few = bench_make_folder ();
  bench_make_million (bench.many, bench.n_messages);
  bench_make_million (bench.few, FEW_MESSAGES);
  g_printerr ("%u messages were made in %.0f s\n", bench.n_messages, get_seconds () - begun);

  compare_search (&bench);
  compare_open (&bench);
  compare_append (&bench);

  bench_remove_folder (bench.many);
  bench_remove_folder (bench.few);
  g_free (bench.many);
  g_free (bench.few);

  return 0;
}
