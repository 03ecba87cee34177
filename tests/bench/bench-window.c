/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real window, measured from inside: a frame's cost is from the clock's "before-paint" to its
 * "after-paint", so that waiting for the display does not count. */
#include "bench-window.h"

#include "config.h"
#include "silu-style.h"
#include <adwaita.h>
#include <errno.h>
#include <gtksourceview/gtksource.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void
bench_init (void)
{
  adw_init ();
  gtk_source_init ();
  silu_style_load (gdk_display_get_default ());
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  ((BenchWindow *) user_data)->frame_start = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  BenchWindow *self = user_data;
  gint64 cost = g_get_monotonic_time () - self->frame_start;

  g_array_append_val (self->frames, cost);
}

void
bench_run_until (gboolean (*done) (gpointer data), gpointer data)
{
  while (!done (data))
    g_main_context_iteration (NULL, TRUE);
}

static void
store_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

/* Without an account the window welcomes its user. */
static void
add_account (SiluEngine *engine, const char *base_url)
{
  SiluAccounts *accounts = silu_engine_get_accounts (engine);
  g_autoptr (SiluAccount) account = silu_account_new (NULL, "openai-compatible");
  GAsyncResult *added = NULL;

  if (silu_accounts_has_real (accounts))
    return;

  silu_account_set_name (account, "Bench");
  silu_account_set_base_url (account, base_url != NULL ? base_url : "http://127.0.0.1:9");
  silu_account_set_model (account, "bench");
  silu_accounts_add_async (accounts, account, NULL, store_result_cb, &added);
  bench_run_until (has_result, &added);
  g_object_unref (added);
}

BenchWindow *
bench_window_new (const char *directory, const char *base_url)
{
  BenchWindow *self = g_new0 (BenchWindow, 1);
  GAsyncResult *started = NULL;
  GdkFrameClock *clock;

  self->frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->engine = silu_engine_new (directory);
  silu_engine_start_async (self->engine, store_result_cb, &started);
  bench_run_until (has_result, &started);
  g_assert_true (silu_engine_start_finish (self->engine, started, NULL));
  g_object_unref (started);

  add_account (self->engine, base_url);
  self->window = GTK_WIDGET (silu_window_new (NULL, self->engine));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1100, 760);
  gtk_window_present (GTK_WINDOW (self->window));
  clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  bench_wait_frame (self);

  return self;
}

void
bench_window_free (BenchWindow *self)
{
  GAsyncResult *ended = NULL;

  gtk_window_destroy (GTK_WINDOW (self->window));
  silu_engine_shutdown_async (self->engine, store_result_cb, &ended);
  bench_run_until (has_result, &ended);
  g_object_unref (ended);
  g_object_unref (self->engine);
  g_array_unref (self->frames);
  g_free (self);
}

typedef struct
{
  BenchWindow *window;
  guint n_frames;
} Frames;

static gboolean
has_frame (gpointer data)
{
  Frames *frames = data;

  return frames->window->frames->len > frames->n_frames;
}

void
bench_wait_frame (BenchWindow *self)
{
  Frames frames = { self, self->frames->len };

  gtk_widget_queue_draw (self->window);
  bench_run_until (has_frame, &frames);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

gint64
bench_window_get_longest_frame (BenchWindow *self)
{
  gint64 longest = 0;

  for (guint i = 0; i < self->frames->len; i++)
    longest = MAX (longest, g_array_index (self->frames, gint64, i));

  return longest;
}

gint64
bench_window_get_p99_frame (BenchWindow *self)
{
  g_autoptr (GArray) sorted = g_array_copy (self->frames);

  g_array_sort (sorted, compare_cb);

  return sorted->len > 0 ? g_array_index (sorted, gint64, sorted->len * 99 / 100) : 0;
}

GtkWidget *
bench_find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = bench_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
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
bench_get_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = text != NULL ? strstr (text, "VmRSS:") : NULL;

  return line != NULL ? g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) : 0;
}

static const char *const PIECES[] = {
  "The invariant holds before the loop and after each step, so it holds at the end. Note that "
  "`tail_index` never passes `head_index`, and **that is the whole proof**.\n\n",
  "## What to do next\n\n",
  "- read the header first\n- then `main.c`, line by line\n  - and the tests\n- run it\n\n",
  "```c\nstatic int\ncompare (const void *a, const void *b)\n{\n  const int *x = a;\n  const int "
  "*y = b;\n\n  return (*x > *y) - (*x < *y); /* no overflow */\n}\n```\n\n",
  "首先，我们把问题拆成两个部分：**解析**和**执行**"
  "。解析器只关心文本，执行器只关心语法树，两者之间用一个不可变的"
  "结构传递。\n\n",
  "| model | tokens | share |\n|:------|-------:|------:|\n| distilled 7B | 812 | 14 % |\n| 蒸馏 "
  "14B | 1,204 | 21 % |\n| full | 3,871 | 65 % |\n\n",
  "> A quotation that takes more than one line when the window is narrow, which it often is on a "
  "laptop beside an editor.\n\n",
  "1. 打开文件并检查返回值；\n2. 逐行读取，遇到空行跳过；\n3. 关闭文件。\n\n",
  "```python\nimport sys\n\nfor line in sys.stdin:\n    print(line.strip().upper())\n```\n\n",
  "综上所述，复杂度是 O(n log n)，其中 `n` 是记录数；空间是常数。See [the "
  "notes](https://example.org/notes) for "
  "the details, or ask again.\n\n",
};

char *
bench_make_answer (guint seed, gsize least_bytes)
{
  GString *text = g_string_new (NULL);

  for (guint i = seed; text->len < least_bytes; i++)
    g_string_append (text, PIECES[(i * 7 + seed) % G_N_ELEMENTS (PIECES)]);

  return g_string_free (text, FALSE);
}

void
bench_print (const char *bench, const char *figure, double value, double limit, const char *more)
{
  g_print ("{\"bench\":\"%s\",\"figure\":\"%s\",\"value\":%.3f", bench, figure, value);
  if (limit >= 0)
    g_print (",\"limit\":%.2f,\"ok\":%s", limit, value <= limit ? "true" : "false");
  g_print ("%s%s}\n", more != NULL ? "," : "", more != NULL ? more : "");
}

static void
read_values (int fd, double *values, guint n_values)
{
  FILE *file = fdopen (fd, "r");

  for (guint i = 0; i < n_values; i++)
    if (fscanf (file, "%lf", &values[i]) != 1)
      g_error ("the measured program printed no figure");
  fclose (file);
}

static double
wait_cpu (GPid pid)
{
  struct rusage usage;
  int status = 0;

  while (wait4 (pid, &status, 0, &usage) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  if (status != 0)
    g_error ("the measured program failed");

  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6 +
         (double) usage.ru_stime.tv_sec + (double) usage.ru_stime.tv_usec / 1e6;
}

void
bench_spawn (const char *program, double *values, guint n_values, double *cpu, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *argument;
  va_list arguments;
  double seconds;
  GPid pid = 0;
  int fd = -1;

  g_ptr_array_add (argv, (char *) program);
  va_start (arguments, cpu);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (argv, (char *) argument);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);

  g_spawn_async_with_pipes (NULL, (char **) argv->pdata, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                            NULL, &pid, NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  read_values (fd, values, n_values);
  seconds = wait_cpu (pid);
  if (cpu != NULL)
    *cpu = seconds;
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
