/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What window tests share. */
#include "silu-ui-test.h"

#include "silu-style.h"
#include <adwaita.h>

#define EXIT_SKIPPED 77
#define FRAMES 4

void
silu_ui_test_init (int *argc, char ***argv)
{
  /* The meson.build sets the folders of the user apart, for all programs the same ones: the caches
   * of fonts and icons take long to make. */
  g_test_init (argc, argv, NULL);

  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      exit (EXIT_SKIPPED);
    }

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  silu_style_load (gdk_display_get_default ());
  silu_style_load_icons (gdk_display_get_default ());
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *frames = user_data;

  return ++*frames < FRAMES;
}

static gboolean
frames_passed (gpointer user_data)
{
  return *(guint *) user_data >= FRAMES;
}

void
silu_ui_test_settle (GtkWidget *widget)
{
  guint frames = 0;

  gtk_widget_add_tick_callback (widget, tick_cb, &frames, NULL);
  silu_test_run_until (frames_passed, &frames);
}

GtkWidget *
silu_ui_test_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  silu_ui_test_settle (window);

  return window;
}

void
silu_ui_test_close (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));

  /* What the window has put off until it is idle. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
silu_ui_test_close_for_good (GtkWidget *window, gpointer object)
{
  gpointer left = object;

  g_object_add_weak_pointer (left, &left);
  silu_ui_test_close (window);
  g_assert_null (left);
}

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

GPtrArray *
silu_ui_test_find_all (GtkWidget *root, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);

  return found;
}

GtkWidget *
silu_ui_test_find (GtkWidget *root, GType type)
{
  g_autoptr (GPtrArray) found = silu_ui_test_find_all (root, type);

  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}

GtkWidget *
silu_ui_test_find_label (GtkWidget *root, const char *text)
{
  g_autoptr (GPtrArray) labels = silu_ui_test_find_all (root, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    {
      GtkWidget *label = g_ptr_array_index (labels, i);

      if (gtk_widget_get_mapped (label) &&
          g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
        return label;
    }

  return NULL;
}

GtkWidget *
silu_ui_test_find_button (GtkWidget *root, const char *name)
{
  g_autoptr (GPtrArray) buttons = silu_ui_test_find_all (root, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (buttons, i);

      if (gtk_widget_get_mapped (button) &&
          (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), name) == 0 ||
           g_strcmp0 (gtk_widget_get_tooltip_text (button), name) == 0))
        return button;
    }

  return NULL;
}

gboolean
silu_ui_test_press (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }

  return handled;
}

void
silu_ui_test_picture (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node, NULL);

  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
}

static void
count_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
}

void
silu_ui_test_count (gpointer object, const char *signal, guint *count)
{
  g_signal_connect_swapped (object, signal, G_CALLBACK (count_cb), count);
}
