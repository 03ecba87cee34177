/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a comparison: heads, the switch between its pages, and what is shown where there is
 * room for one answer only. */
#include "silu-compare-view.h"

#include "silu-announcer.h"
#include "silu-choices.h"
#include "silu-clipboard.h"
#include "silu-compare-answers.h"
#include "silu-compare-changes.h"
#include "silu-compare-head.h"
#include "silu-compare-steps.h"
#include <glib/gi18n-lib.h>

/* Below this many pixels one answer is shown at a time. */
#define NARROW_WIDTH 640

struct _SiluCompareView
{
  GtkWidget parent_instance;

  SiluEngine *engine; /* or NULL */
  SiluCompareSide *sides[2];
  SiluAlignmentSide chosen; /* where there is room for one only */
  gboolean is_narrow;

  GtkWidget *box;
  GtkWidget *heads[2];
  GtkWidget *pages; /* the switch between them */
  GtkWidget *chooser;
  GtkStack *stack;
  SiluCompareSteps *steps;
  SiluCompareAnswers *answers;
  GSimpleAction *side;
};

enum
{
  OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluCompareView, silu_compare_view, GTK_TYPE_WIDGET)

static void
update_shown (SiluCompareView *self)
{
  SiluCompareShown shown = SILU_COMPARE_BOTH;

  if (self->is_narrow)
    shown = self->chosen == SILU_ALIGNMENT_LEFT ? SILU_COMPARE_LEFT : SILU_COMPARE_RIGHT;
  gtk_widget_set_visible (self->heads[SILU_ALIGNMENT_LEFT], shown != SILU_COMPARE_RIGHT);
  gtk_widget_set_visible (self->heads[SILU_ALIGNMENT_RIGHT], shown != SILU_COMPARE_LEFT);
  gtk_widget_set_visible (self->chooser, self->is_narrow);
  silu_compare_steps_set_shown (self->steps, shown);
  silu_compare_answers_set_shown (self->answers, shown);
}

static void
choose (SiluCompareView *self, SiluAlignmentSide side)
{
  self->chosen = side;
  g_simple_action_set_state (self->side,
                             g_variant_new_string (side == SILU_ALIGNMENT_LEFT ? "left" : "right"));
  update_shown (self);
}

static void
side_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  choose (user_data, g_str_equal (g_variant_get_string (value, NULL), "right")
                         ? SILU_ALIGNMENT_RIGHT
                         : SILU_ALIGNMENT_LEFT);
}

static void
open_cb (SiluCompareHead *head, gpointer user_data)
{
  SiluCompareView *self = user_data;
  SiluCompareSide *side = self->sides[GTK_WIDGET (head) == self->heads[SILU_ALIGNMENT_RIGHT]];

  g_signal_emit (self, signals[OPEN], 0, silu_compare_side_get_conversation (side),
                 silu_compare_side_get_message (side));
}

/* --- keys --- */

static void
focus_other (SiluCompareView *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  if (self->is_narrow)
    choose (self, self->chosen == SILU_ALIGNMENT_LEFT ? SILU_ALIGNMENT_RIGHT : SILU_ALIGNMENT_LEFT);
  if (g_str_equal (page, "thoughts"))
    silu_compare_steps_focus_other (self->steps);
  else if (g_str_equal (page, "answers"))
    silu_compare_answers_focus_other (self->answers);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  if (keyval != GDK_KEY_F6 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  focus_other (user_data);

  return GDK_EVENT_STOP;
}

/* --- what the answers' own buttons do --- */

static SiluMessage *
find_message (SiluCompareView *self, GVariant *parameter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      SiluMessage *message = silu_compare_side_get_message (self->sides[i]);

      if (g_str_equal (silu_message_get_id (message), g_variant_get_string (parameter, NULL)))
        return message;
    }

  return NULL;
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluMessage *message = find_message (SILU_COMPARE_VIEW (widget), parameter);
  g_autofree char *text = NULL;

  if (message == NULL)
    return;

  text = silu_message_dup_text (message, SILU_PART_TEXT);
  silu_clipboard_copy (widget, text);
}

static void
turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluCompareView *self = SILU_COMPARE_VIEW (widget);
  SiluMessage *message = find_message (self, parameter);
  SiluTurn *turn = NULL;

  if (message != NULL && self->engine != NULL)
    turn = silu_engine_get_turn_of (self->engine, message);
  if (turn != NULL && g_str_equal (name, "chat.stop-answer"))
    silu_turn_stop (turn);
  else if (turn != NULL)
    silu_turn_retry_now (turn);
}

/* --- the widget --- */

static void
silu_compare_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluCompareView *self = SILU_COMPARE_VIEW (widget);
  GtkAllocation place = { 0, 0, width, height };

  /* Before the children have their places, so that no frame shows them wrong. */
  if (self->is_narrow != (width < NARROW_WIDTH))
    {
      self->is_narrow = width < NARROW_WIDTH;
      update_shown (self);
    }

  gtk_widget_size_allocate (self->box, &place, baseline);
}

/* As narrow as one answer may be: it can be shown alone. */
static void
silu_compare_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  SiluCompareView *self = SILU_COMPARE_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->box, orientation, for_size, NULL, natural, NULL, NULL);
      gtk_widget_measure (self->pages, orientation, -1, minimum, NULL, NULL, NULL);
      for (gsize i = 0; i < G_N_ELEMENTS (self->heads); i++)
        {
          int least = 0;

          gtk_widget_measure (self->heads[i], orientation, -1, &least, NULL, NULL, NULL);
          *minimum = MAX (*minimum, least);
        }
      *natural = MAX (*natural, *minimum);
    }
  else
    {
      gtk_widget_measure (self->box, orientation, -1, minimum, natural, NULL, NULL);
    }
}

static void
silu_compare_view_dispose (GObject *object)
{
  SiluCompareView *self = SILU_COMPARE_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->sides[SILU_ALIGNMENT_LEFT]);
  g_clear_object (&self->sides[SILU_ALIGNMENT_RIGHT]);
  g_clear_object (&self->side);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (silu_compare_view_parent_class)->dispose (object);
}

static void
silu_compare_view_class_init (SiluCompareViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_compare_view_dispose;
  widget_class->size_allocate = silu_compare_view_size_allocate;
  widget_class->measure = silu_compare_view_measure;
  signals[OPEN] = g_signal_new ("open", SILU_TYPE_COMPARE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, SILU_TYPE_CONVERSATION, SILU_TYPE_MESSAGE);
  gtk_widget_class_install_action (widget_class, "chat.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "chat.stop-answer", "s", turn_action);
  gtk_widget_class_install_action (widget_class, "chat.retry-now", "s", turn_action);
  gtk_widget_class_set_css_name (widget_class, "compare-view");
}

static void
add_actions (SiluCompareView *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->side =
      g_simple_action_new_stateful ("side", G_VARIANT_TYPE_STRING, g_variant_new_string ("left"));
  g_signal_connect_object (self->side, "change-state", G_CALLBACK (side_cb), self, 0);
  silu_choices_add_page_action (group, self->stack);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->side));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "compare", G_ACTION_GROUP (group));
}

static void
silu_compare_view_init (SiluCompareView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
add_bars (SiluCompareView *self)
{
  GtkWidget *heads = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  self->pages = silu_choices_new ();
  silu_choices_add (self->pages, _ ("Thoughts"), "compare.page", "thoughts");
  silu_choices_add (self->pages, _ ("Answers"), "compare.page", "answers");
  silu_choices_add (self->pages, _ ("Changes"), "compare.page", "changes");
  gtk_box_append (GTK_BOX (self->box), self->pages);

  self->chooser = silu_choices_new ();
  silu_choices_add (self->chooser, _ ("First"), "compare.side", "left");
  silu_choices_add (self->chooser, _ ("Second"), "compare.side", "right");
  gtk_widget_hide (self->chooser);
  gtk_box_append (GTK_BOX (self->box), self->chooser);

  gtk_box_set_homogeneous (GTK_BOX (heads), TRUE);
  gtk_widget_add_css_class (heads, "heads");
  for (gsize i = 0; i < G_N_ELEMENTS (self->heads); i++)
    {
      self->heads[i] =
          silu_compare_head_new (self->engine, silu_compare_side_get_message (self->sides[i]));
      g_signal_connect_object (self->heads[i], "open", G_CALLBACK (open_cb), self, 0);
      gtk_box_append (GTK_BOX (heads), self->heads[i]);
    }
  gtk_box_append (GTK_BOX (self->box), heads);
}

static void
add_pages (SiluCompareView *self, SiluMath *math)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->steps = SILU_COMPARE_STEPS (silu_compare_steps_new (self->sides));
  self->answers = SILU_COMPARE_ANSWERS (silu_compare_answers_new (self->engine, math, self->sides));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->steps), "thoughts");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->answers), "answers");
  gtk_stack_add_named (self->stack, silu_compare_changes_new (self->sides), "changes");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
}

/* The chat's own is not heard while the chat is not seen. */
static void
add_announcers (SiluCompareView *self)
{
  SiluConversation *left = silu_compare_side_get_conversation (self->sides[SILU_ALIGNMENT_LEFT]);

  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      SiluConversation *conversation = silu_compare_side_get_conversation (self->sides[i]);
      GtkWidget *announcer;

      if (i == SILU_ALIGNMENT_RIGHT && conversation == left)
        continue;
      announcer = silu_announcer_new ();
      silu_announcer_watch (SILU_ANNOUNCER (announcer), self->engine, conversation);
      gtk_box_append (GTK_BOX (self->box), announcer);
    }
}

/* Where nothing was thought there is nothing to see of it. */
static const char *
get_first_page (SiluCompareView *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      SiluMessage *message = silu_compare_side_get_message (self->sides[i]);

      if (silu_message_has_text (message, SILU_PART_REASONING) ||
          silu_message_get_state (message) == SILU_MESSAGE_STREAMING)
        return "thoughts";
    }

  return "answers";
}

GtkWidget *
silu_compare_view_new (SiluEngine *engine,
                       SiluMath *math,
                       const SiluAnswerPlace *left,
                       const SiluAnswerPlace *right)
{
  SiluCompareView *self = g_object_new (SILU_TYPE_COMPARE_VIEW, NULL);

  g_set_object (&self->engine, engine);
  self->sides[SILU_ALIGNMENT_LEFT] = silu_compare_side_new (left->conversation, left->message);
  self->sides[SILU_ALIGNMENT_RIGHT] = silu_compare_side_new (right->conversation, right->message);
  add_bars (self);
  add_pages (self, math);
  add_announcers (self);
  gtk_stack_set_visible_child_name (self->stack, get_first_page (self));
  add_actions (self);

  return GTK_WIDGET (self);
}
