/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a thought: a slider over its steps, for keys and for the pointer. */
#include "silu-thought-pane.h"
#include "silu-thought-timeline.h"
#include "silu-ui-test.h"
#include "thought-probe.h"

#define CHAIN                                                                                      \
  "The user wants to know whether the head hits the body.\n\n"                                     \
  "First, scan the whole list; then compare with the head.\n\n"                                    \
  "Wait, the tail moves away in the same step.\n\n"                                                \
  "Now the code:\n```c\nint a;\n```\n\n"                                                           \
  "Therefore the tail goes first.\n"

typedef struct
{
  SiluMessage *message;
  SiluChain *chain;
  GtkWidget *pane;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  silu_message_append (fixture->message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, CHAIN);
  silu_message_set_state (fixture->message, SILU_MESSAGE_COMPLETE);
  fixture->chain = silu_chain_new (fixture->message, 0);
  fixture->pane = silu_thought_pane_new (fixture->chain, SILU_THOUGHT_CARD);
  fixture->window = silu_ui_test_show (fixture->pane, 744, 600);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->pane);
  g_assert_finalize_object (fixture->chain);
  g_assert_finalize_object (fixture->message);
}

static void
type (Fixture *fixture, guint key)
{
  g_assert_true (silu_ui_test_type (fixture->window, key, 0));
  silu_ui_test_settle (fixture->window);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *timeline = silu_ui_test_find (fixture->pane, SILU_TYPE_THOUGHT_TIMELINE);
  SiluStepOutline *outline = thought_find_outline (fixture->pane);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (timeline), GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (timeline), GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                       5.0);
  gtk_widget_grab_focus (timeline);
  type (fixture, GDK_KEY_Right);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (timeline), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                       2.0);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (timeline), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
      silu_ui_test_pick ("Step 2 of 5, plan: First, scan the whole list",
                         "第 2 步，共 5 步，规划：First, scan the whole list"));
  type (fixture, GDK_KEY_Left);
  type (fixture, GDK_KEY_Left);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 0);
}

static GtkGesture *
find_drag (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller);
    }

  return NULL;
}

/* And one that is dragged: from the end of the thought back to its beginning. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  GtkWidget *timeline = silu_ui_test_find (fixture->pane, SILU_TYPE_THOUGHT_TIMELINE);
  SiluStepOutline *outline = thought_find_outline (fixture->pane);
  GtkGesture *drag = find_drag (timeline);
  double end = gtk_widget_get_width (timeline) - 1;

  g_signal_emit_by_name (drag, "drag-begin", end, 8.0);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 4);
  /* Where nothing is pressed, a drag is measured from the beginning. */
  g_signal_emit_by_name (drag, "drag-update", 1.0, 0.0);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 0);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add ("/thought-timeline/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/thought-timeline/drag", Fixture, NULL, set_up, test_drag, tear_down);

  return g_test_run ();
}
