/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that a window of this desktop costs: an empty one of libadwaita. Given the monotonic
 * time of its start it prints the milliseconds to its first frame and goes; else it stays. */
#include <adwaita.h>

static gint64 begun;

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  g_print ("%.2f\n", (double) (g_get_monotonic_time () - begun) / 1000);
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, user_data);
  g_application_quit (user_data);
}

static void
activate_cb (GApplication *application, gpointer user_data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  gtk_window_present (GTK_WINDOW (window));
  if (begun != 0)
    g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                      G_CALLBACK (after_paint_cb), application);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application =
      adw_application_new ("io.github.silu_chat.Bare", G_APPLICATION_DEFAULT_FLAGS);

  if (argc == 2)
    begun = g_ascii_strtoll (argv[1], NULL, 10);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
