/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which links lead elsewhere than they say, and that those ask first. */
#include "silu-link.h"

#include "silu-ui-test.h"
#include <adwaita.h>

static void
test_misleading (void)
{
  static const struct
  {
    const char *text;
    const char *url;
    gboolean misleading;
  } cases[] = {
    { "the manual", "https://example.org/manual", FALSE },
    { "https://example.org/a", "https://example.org/b", FALSE },
    { "example.org", "https://www.example.org/", FALSE },
    { "WWW.Example.org/x", "http://example.org", FALSE },
    { "main.c", "https://example.org/main.c", FALSE },
    { "setup.py", "https://example.org/setup.py", FALSE },
    { "see main.c", "https://example.org/main.c", FALSE },
    { "a.", "https://example.org", FALSE },
    { "2.5", "https://example.org", FALSE },
    { "bank.example", "https://evil.example/", TRUE },
    { "bank.com/login", "https://evil.example/", TRUE },
    { "https://bank.example/login", "https://bank.example.evil.example/login", TRUE },
    { "click", "https://bank.example@evil.example/", TRUE },
    { "click", "https://user:word@evil.example/", TRUE },
    { "click", "https://xn--80ak6aa92e.com/", TRUE },
    { "click", "https://\xd0\xb0pple.com/", TRUE },
    { "somebody@example.org", "mailto:somebody@example.org", FALSE },
    { "", "https://example.org", FALSE },
    { "这里", "https://example.org/中文", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (silu_link_is_misleading (cases[i].text, cases[i].url) != cases[i].misleading)
      g_test_fail_printf ("%s → %s", cases[i].text, cases[i].url);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }

  return NULL;
}

/* The whole address is there to be read, and Escape opens nothing. */
static void
test_asks (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = silu_ui_test_show (box, 400, 300);
  GtkWidget *dialog;

  silu_link_follow (box, "bank.example", "https://evil.example/login");
  silu_ui_test_settle (window);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "https://evil.example/login");
  g_assert_cmpstr (adw_message_dialog_get_close_response (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "close");
  gtk_window_close (GTK_WINDOW (dialog));
  silu_ui_test_settle (window);

  /* What could start a program is not even asked about. */
  silu_link_follow (box, "bank.example", "file:///bin/sh");
  silu_ui_test_settle (window);
  g_assert_null (find_dialog ());
  silu_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add_func ("/link/misleading", test_misleading);
  g_test_add_func ("/link/asks", test_asks);

  return g_test_run ();
}
