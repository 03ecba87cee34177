/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing in the window: the report, the list afterwards, and closing while it runs. */
#include "silu-import-dialog.h"
#include "silu-ui-test.h"

typedef struct
{
  SiluEngine *engine;
  GtkWidget *parent;
  GtkWidget *dialog;
  GtkStack *pages;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) started = NULL;

  self->engine = silu_engine_new (NULL);
  silu_engine_start_async (self->engine, silu_test_store_result_cb, &started);
  g_assert_true (silu_engine_start_finish (self->engine, silu_test_wait_result (&started), NULL));
  self->parent = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (self->parent));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL;

  gtk_window_destroy (GTK_WINDOW (self->parent));
  silu_engine_shutdown_async (self->engine, silu_test_store_result_cb, &ended);
  g_assert_true (silu_engine_shutdown_finish (self->engine, silu_test_wait_result (&ended), NULL));
  g_clear_object (&ended); /* it holds the engine */
  g_assert_finalize_object (self->engine);
}

static void
present (Fixture *self, const char *first, const char *second)
{
  const char *root = g_getenv ("SILU_SOURCE_DIR");
  g_autofree char *one = g_build_filename (root, "tests", "import", first, NULL);
  g_autofree char *two = g_build_filename (root, "tests", "import", second, NULL);
  const char *const paths[] = { one, two, NULL };

  self->dialog = silu_import_dialog_present (self->parent, self->engine, paths);
  self->pages = GTK_STACK (silu_ui_test_find (self->dialog, GTK_TYPE_STACK));
}

static gboolean
is_done (gpointer data)
{
  Fixture *self = data;

  return g_str_equal (gtk_stack_get_visible_child_name (self->pages), "done");
}

static guint
count_rows (Fixture *self)
{
  g_autoptr (GPtrArray) rows = silu_ui_test_find_all (self->dialog, ADW_TYPE_ACTION_ROW);

  return rows->len;
}

static guint
count_chats (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (silu_engine_get_conversations (self->engine)));
}

static void
test_report (Fixture *self, gconstpointer data)
{
  present (self, "deepseek.json", "claude.txt");
  silu_test_run_until (is_done, self);

  g_assert_cmpuint (count_chats (self), ==, 2);
  /* Three that were skipped, and the file that is none of any program. */
  g_assert_cmpuint (count_rows (self), ==, 4);
  gtk_window_close (GTK_WINDOW (self->dialog));
}

/* What is there already is there once. */
static void
test_again (Fixture *self, gconstpointer data)
{
  present (self, "deepseek.json", "deepseek.json");
  silu_test_run_until (is_done, self);

  g_assert_cmpuint (count_chats (self), ==, 2);
  gtk_window_close (GTK_WINDOW (self->dialog));
}

static void
test_close (Fixture *self, gconstpointer data)
{
  present (self, "deepseek.json", "claude.json");
  gtk_window_close (GTK_WINDOW (self->dialog));
  silu_test_run_until (is_done, self);

  g_assert_cmpuint (count_chats (self), ==, 0);
  gtk_window_close (GTK_WINDOW (self->dialog));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/import-dialog/report", test_report);
  ADD ("/import-dialog/again", test_again);
  ADD ("/import-dialog/close", test_close);

  return g_test_run ();
}
