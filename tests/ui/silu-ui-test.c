/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What window tests share. */
#include "silu-ui-test.h"

#include "silu-pace.h"
#include "silu-style.h"
#include <adwaita.h>
#include <libintl.h>
#include <locale.h>

#define EXIT_SKIPPED 77
#define FRAMES 4
#define MOST_KEYS 60

static gboolean
is_chinese (void)
{
  const char *language = g_getenv ("LANGUAGE");

  return language != NULL && g_str_has_prefix (language, "zh");
}

void
silu_ui_test_init_words (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("SILU_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* Without its catalogue the Chinese run would pass in English. */
  if (is_chinese ())
    g_assert_cmpstr (silu_ui_test_say ("Thinking"), ==, "思考过程");
}

const char *
silu_ui_test_say (const char *word)
{
  /* Of the empty word gettext tells what it knows about the catalogue. */
  return *word != '\0' ? g_dgettext (GETTEXT_PACKAGE, word) : word;
}

const char *
silu_ui_test_pick (const char *english, const char *chinese)
{
  return is_chinese () ? chinese : english;
}

void
silu_ui_test_init (int *argc, char ***argv)
{
  silu_ui_test_init_words ();
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

static void
worked_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

void
silu_ui_test_settle_stream (GtkWidget *widget)
{
  gboolean worked = FALSE;
  SiluPace slowest;

  /* The others wait for the same moment, or for one before it. */
  silu_pace_init (&slowest, widget, SILU_PACE_SURVEY, worked_cb, &worked);
  slowest.last = g_get_monotonic_time ();
  silu_pace_queue (&slowest);
  silu_test_run_until_set (&worked);
  silu_ui_test_settle (widget);
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
silu_ui_test_find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type))
      return l->data;

  return NULL;
}

GtkWidget *
silu_ui_test_find_label (GtkWidget *root, const char *text)
{
  g_autoptr (GPtrArray) labels = silu_ui_test_find_all (root, GTK_TYPE_LABEL);
  const char *said = silu_ui_test_say (text);

  for (guint i = 0; i < labels->len; i++)
    {
      GtkWidget *label = g_ptr_array_index (labels, i);

      if (gtk_widget_get_mapped (label) &&
          g_str_equal (gtk_label_get_text (GTK_LABEL (label)), said))
        return label;
    }

  return NULL;
}

GtkWidget *
silu_ui_test_find_button (GtkWidget *root, const char *name)
{
  g_autoptr (GPtrArray) buttons = silu_ui_test_find_all (root, GTK_TYPE_BUTTON);
  const char *said = silu_ui_test_say (name);

  for (guint i = 0; i < buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (buttons, i);

      if (gtk_widget_get_mapped (button) &&
          (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), said) == 0 ||
           g_strcmp0 (gtk_widget_get_tooltip_text (button), said) == 0))
        return button;
    }

  return NULL;
}

void
silu_ui_test_click (GtkWidget *root, const char *name)
{
  GtkWidget *button = silu_ui_test_find_button (root, name);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

void
silu_ui_test_assert_name (gpointer widget, const char *name)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       silu_ui_test_say (name));
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

static gboolean
is_trigger (GtkShortcutTrigger *trigger, guint keyval, GdkModifierType state)
{
  if (GTK_IS_ALTERNATIVE_TRIGGER (trigger))
    {
      GtkAlternativeTrigger *both = GTK_ALTERNATIVE_TRIGGER (trigger);

      return is_trigger (gtk_alternative_trigger_get_first (both), keyval, state) ||
             is_trigger (gtk_alternative_trigger_get_second (both), keyval, state);
    }

  return GTK_IS_KEYVAL_TRIGGER (trigger) &&
         gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
         gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state;
}

/* Those of the widget's class are a controller too. */
static gboolean
press_shortcut (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (shortcuts))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);

          if (is_trigger (gtk_shortcut_get_trigger (shortcut), keyval, state) &&
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut),
                                            GTK_SHORTCUT_ACTION_EXCLUSIVE, widget,
                                            gtk_shortcut_get_arguments (shortcut)))
            return TRUE;
        }
    }

  return FALSE;
}

gboolean
silu_ui_test_type (GtkWidget *window, guint keyval, GdkModifierType state)
{
  GtkWidget *widget = gtk_window_get_focus (GTK_WINDOW (window));

  if (widget == NULL)
    widget = window;
  for (GtkWidget *next; widget != NULL; widget = next)
    {
      next = gtk_widget_get_parent (widget);
      if (silu_ui_test_press (widget, keyval, state) || press_shortcut (widget, keyval, state))
        return TRUE;
    }

  return FALSE;
}

void
silu_ui_test_type_until (GtkWidget *window,
                         guint keyval,
                         GdkModifierType state,
                         SiluFocusFunc is_there,
                         gpointer data)
{
  for (int i = 0; i < MOST_KEYS; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

      if (focus != NULL && is_there (focus, data))
        return;
      g_assert_true (silu_ui_test_type (window, keyval, state));
    }

  g_assert_not_reached ();
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
