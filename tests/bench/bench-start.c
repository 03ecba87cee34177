/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How soon the window is there, and what it costs to have it open, beside an empty window. The
 * application is run in this program too, for nobody but a program can see its own frames; what
 * sits idle, and what is started only to be ended, is the real one. */
#include "bench-chats.h"
#include "bench-run.h"
#include "silu-application.h"
#include "silu-chat-view.h"
#include "silu-sidebar.h"
#include <locale.h>
#include <string.h>

#define ROUNDS 9
#define CONVERSATIONS 10000
#define QUICK_CONVERSATIONS 500

/* More rows than the window has room for. */
#define VISIBLE 50

#define IDLE_SECONDS 3

/* GTK's caret blinks for ten seconds after the last key, a frame each sixtieth of one. Only after
 * that is a window idle that one can write in. */
#define SETTLE_SECONDS 12

/* --- the application --- */

typedef struct
{
  GtkWidget *window;
  guint n_conversations; /* that are to be in the sidebar */
  gint64 first_frame;    /* monotonic time; 0 before it */
  gint64 ready_frame;
  gint64 all_there;
} Start;

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static guint
count_listed (Start *self)
{
  GtkWidget *sidebar = find (self->window, SILU_TYPE_SIDEBAR);
  GtkWidget *list = sidebar != NULL ? find (sidebar, GTK_TYPE_LIST_VIEW) : NULL;
  GtkSelectionModel *model = list != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (list)) : NULL;

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

/* All that can be seen: the page for a new chat, and beside it a list that fills the window. */
static gboolean
is_ready (Start *self)
{
  GtkWidget *chat = find (self->window, SILU_TYPE_CHAT_VIEW);

  return chat != NULL && gtk_widget_get_mapped (chat) &&
         count_listed (self) >= MIN (self->n_conversations, VISIBLE);
}

/* What cannot be seen yet follows; looked for at most as often as the list may grow. */
static gboolean
all_there_cb (gpointer user_data)
{
  Start *self = user_data;

  if (count_listed (self) < self->n_conversations)
    return G_SOURCE_CONTINUE;

  self->all_there = g_get_monotonic_time ();
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Start *self = user_data;

  if (self->first_frame == 0)
    self->first_frame = g_get_monotonic_time ();
  if (self->ready_frame != 0 || !is_ready (self))
    return;

  self->ready_frame = g_get_monotonic_time ();
  g_timeout_add (1, all_there_cb, self);
}

static void
realize_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb),
                    user_data);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  Start *self = user_data;

  self->window = GTK_WIDGET (window);
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), self);
}

/* Prints the milliseconds from @begun to the first frame, to the first that is complete, and until
 * everything is there. */
static void
start (gint64 begun, guint n_conversations)
{
  Start starting = { .n_conversations = n_conversations };
  g_autoptr (SiluApplication) application = NULL;

  setlocale (LC_ALL, "");
  application = silu_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &starting);
  g_application_run (G_APPLICATION (application), 0, NULL);
  g_print ("%.2f %.2f %.2f\n", (double) (starting.first_frame - begun) / 1000,
           (double) (starting.ready_frame - begun) / 1000,
           (double) (starting.all_there - begun) / 1000);
}

/* --- the driver --- */

typedef struct
{
  const char *program; /* this one */
  char *bare;          /* the empty window */
  char *silu;          /* the real program */
  char *few;           /* where the data of somebody without conversations is */
  char *many;
  guint n_many;
} Bench;

static char **
make_environ (const char *data)
{
  return g_environ_setenv (g_get_environ (), "XDG_DATA_HOME", data, TRUE);
}

static void
run_start (Bench *self,
           const char *data,
           guint n_conversations,
           double *first,
           double *ready,
           double *all)
{
  g_auto (GStrv) environ = make_environ (data);
  g_autofree char *count = g_strdup_printf ("%u", n_conversations);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  double values[3];

  bench_run (environ, values, 3, self->program, now, count, NULL);
  *first = values[0];
  *ready = values[1];
  *all = values[2];
}

static double
run_bare (Bench *self)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  double first;

  bench_run (NULL, &first, 1, self->bare, now, NULL);

  return first;
}

/* Milliseconds until the program, told to go when it has started, is gone. */
static double
run_exit (Bench *self)
{
  g_auto (GStrv) environ = make_environ (self->few);
  gint64 begun = g_get_monotonic_time ();

  bench_run (environ, NULL, 0, self->silu, "--exit-after-startup", NULL);

  return (double) (g_get_monotonic_time () - begun) / 1000;
}

static void
compare_start (Bench *self)
{
  double bare[ROUNDS], first[ROUNDS], few[ROUNDS], few_all[ROUNDS], exits[ROUNDS];
  double many_first[ROUNDS], many[ROUNDS], many_all[ROUNDS];
  g_autofree char *more = NULL;
  g_autofree char *ready = NULL;

  for (guint i = 0; i < ROUNDS; i++)
    {
      bare[i] = run_bare (self);
      run_start (self, self->few, 0, &first[i], &few[i], &few_all[i]);
      run_start (self, self->many, self->n_many, &many_first[i], &many[i], &many_all[i]);
      exits[i] = run_exit (self);
    }

  more = g_strdup_printf ("\"window_ms\":%.1f,\"bare_ms\":%.1f,\"exit_after_startup_ms\":%.1f",
                          bench_median (first, ROUNDS), bench_median (bare, ROUNDS),
                          bench_median (exits, ROUNDS));
  bench_print ("start", "first-frame", bench_median (first, ROUNDS) / bench_median (bare, ROUNDS),
               1.5, more);
  /* Of the first frame, as the limit is; when the first chats are there, and all of them, beside.
   */
  ready =
      g_strdup_printf ("\"many\":%u,\"first_ms\":%.1f,\"ready_ms\":%.1f,"
                       "\"ready_few_ms\":%.1f,\"all_listed_ms\":%.1f",
                       self->n_many, bench_median (many_first, ROUNDS), bench_median (many, ROUNDS),
                       bench_median (few, ROUNDS), bench_median (many_all, ROUNDS));
  bench_print ("start", "many-conversations",
               bench_median (many_first, ROUNDS) / bench_median (first, ROUNDS), 1.2, ready);
}

/* --- what sits idle --- */

typedef struct
{
  double pss;   /* kB: its share of what several processes have */
  double dirty; /* kB that it wrote itself */
  double wakes; /* of all its threads, in IDLE_SECONDS */
} Idle;

static double
count_wakes (const char *pid)
{
  g_autofree char *folder = g_build_filename ("/proc", pid, "task", NULL);
  g_autoptr (GDir) tasks = g_dir_open (folder, 0, NULL);
  const char *task;
  gint64 wakes = 0;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, task, "status", NULL);

      wakes += bench_read_proc (file, "\nvoluntary_ctxt_switches:");
    }

  return (double) wakes;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
wait_seconds (guint seconds)
{
  gboolean up = FALSE;

  g_timeout_add_seconds (seconds, time_is_up_cb, &up);
  bench_run_until (is_set, &up);
}

/* Runs the program alone, and ends it. */
static Idle
watch_idle (char **environ, const char *program)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *rollup = NULL;
  const char *pid;
  Idle idle;

  g_subprocess_launcher_set_environ (launcher, environ);
  process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  wait_seconds (SETTLE_SECONDS);

  pid = g_subprocess_get_identifier (process);
  if (pid == NULL)
    g_error ("%s did not stay", program);
  rollup = g_build_filename ("/proc", pid, "smaps_rollup", NULL);
  idle.pss = (double) bench_read_proc (rollup, "\nPss:");
  idle.dirty = (double) bench_read_proc (rollup, "\nPrivate_Dirty:");
  idle.wakes = count_wakes (pid);
  wait_seconds (IDLE_SECONDS);
  idle.wakes = count_wakes (pid) - idle.wakes;

  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);

  return idle;
}

static void
compare_idle (Bench *self)
{
  g_auto (GStrv) few = make_environ (self->few);
  g_auto (GStrv) many = make_environ (self->many);
  Idle bare = watch_idle (few, self->bare);
  Idle window = watch_idle (few, self->silu);
  Idle full = watch_idle (many, self->silu);
  g_autofree char *memory = NULL;
  g_autofree char *wakes = NULL;

  memory = g_strdup_printf ("\"window_mb\":%.1f,\"bare_mb\":%.1f,\"many_mb\":%.1f,"
                            "\"window_dirty_mb\":%.1f,\"bare_dirty_mb\":%.1f",
                            window.pss / 1024, bare.pss / 1024, full.pss / 1024,
                            window.dirty / 1024, bare.dirty / 1024);
  bench_print ("start", "idle-memory", window.pss / bare.pss, 1.4, memory);

  /* One more for each: none at all is what is wished for. */
  wakes = g_strdup_printf ("\"window\":%.0f,\"bare\":%.0f,\"many\":%.0f,\"seconds\":%d",
                           window.wakes, bare.wakes, full.wakes, IDLE_SECONDS);
  bench_print ("start", "idle-wakes", (window.wakes + 1) / (bare.wakes + 1), 2, wakes);
}

/* --- the stores --- */

static char *
make_data (guint n_conversations)
{
  char *data = bench_make_folder ();
  g_autofree char *directory = g_build_filename (data, "silu", NULL);
  SiluStore *store = bench_chats_open (directory);

  bench_chats_add_account (store);
  for (guint i = 0; i < n_conversations; i++)
    {
      g_autofree char *title = g_strdup_printf ("Conversation %u 对话", i);

      bench_chats_add_conversation (store, title, 2, 400);
    }
  bench_chats_close (store);

  return data;
}

int
main (int argc, char **argv)
{
  Bench bench = { .program = argv[0] };

  if (argc == 3)
    {
      start (g_ascii_strtoll (argv[1], NULL, 10), (guint) g_ascii_strtoull (argv[2], NULL, 10));
      return 0;
    }

  bench.n_many =
      argc == 2 && g_str_equal (argv[1], "--quick") ? QUICK_CONVERSATIONS : CONVERSATIONS;
  bench.bare = bench_find_program (argv[0], "tests/bench/bare-window");
  bench.silu = bench_find_program (argv[0], "src/silu");
  bench.few = make_data (0);
  bench.many = make_data (bench.n_many);
  compare_start (&bench);
  compare_idle (&bench);
  bench_remove_folder (bench.few);
  bench_remove_folder (bench.many);
  g_free (bench.bare);
  g_free (bench.silu);
  g_free (bench.few);
  g_free (bench.many);

  return 0;
}
