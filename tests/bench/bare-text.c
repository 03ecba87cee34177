/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer costs to show at the least: the same text, at the same pace, in a plain text view
 * that follows its end. Prints its CPU seconds. */
#include "bench-run.h"
#include "bench-text.h"
#include <gtk/gtk.h>
#include <string.h>

/* Milliseconds: 30 times a second. */
#define FEED 33

/* As wide as Silu's column, as high as its window. */
#define WIDTH 744
#define HEIGHT 760

typedef struct
{
  GtkTextView *view;
  GtkTextMark *end;
  GPtrArray *tokens;
  guint rate; /* tokens a second */
  guint shown;
  gint64 start;
} Bare;

static gboolean
feed_cb (gpointer user_data)
{
  Bare *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  gint64 due = (g_get_monotonic_time () - self->start) * self->rate / G_USEC_PER_SEC;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTextIter end;

  while (self->shown < self->tokens->len && self->shown < due)
    g_string_append (text, g_ptr_array_index (self->tokens, self->shown++));

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text->str, (int) text->len);
  gtk_text_view_scroll_to_mark (self->view, self->end, 0, FALSE, 0, 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
is_fed (gpointer data)
{
  Bare *self = data;

  return self->shown >= self->tokens->len;
}

static void
check_text (Bare *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *shown = NULL;
  const char *at;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  at = shown;
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const char *token = g_ptr_array_index (self->tokens, i);

      g_assert_true (g_str_has_prefix (at, token));
      at += strlen (token);
    }
}

static GtkWidget *
make_window (Bare *self)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer;
  GtkTextIter end;

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (self->view, FALSE);
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_end_iter (buffer, &end);
  self->end = gtk_text_buffer_create_mark (buffer, NULL, &end, FALSE);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);

  return window;
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

int
main (int argc, char **argv)
{
  Bare bare = { 0 };
  gboolean painted = FALSE;
  GtkWidget *window;
  double cpu;

  g_assert_cmpint (argc, ==, 3);
  gtk_init ();
  bare.tokens = bench_make_tokens ((guint) g_ascii_strtoull (argv[1], NULL, 10));
  bare.rate = (guint) g_ascii_strtoull (argv[2], NULL, 10);

  window = make_window (&bare);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb),
                    &painted);
  bench_run_until (is_set, &painted);

  cpu = bench_get_cpu ();
  bare.start = g_get_monotonic_time ();
  g_timeout_add (FEED, feed_cb, &bare);
  bench_run_until (is_fed, &bare);
  painted = FALSE;
  bench_run_until (is_set, &painted);
  g_print ("%.3f\n", bench_get_cpu () - cpu);
  check_text (&bare);

  return 0;
}
