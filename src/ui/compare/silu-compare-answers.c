/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each is a transcript of its own, with the rows of one answer: they stream as they do in a chat,
 * and each is scrolled by itself. */
#include "silu-compare-answers.h"

#include "silu-answer-rows.h"
#include "silu-transcript.h"
#include <glib/gi18n-lib.h>

/* Half of the gap between the columns, and of what is beside them: so they stand below their heads.
 */
#define SIDE 12

struct _SiluCompareAnswers
{
  GtkWidget parent_instance;

  GtkWidget *columns[2];
  GtkWidget *transcripts[2];
  SiluAnswerRows *rows[2];
};

G_DEFINE_FINAL_TYPE (SiluCompareAnswers, silu_compare_answers, GTK_TYPE_WIDGET)

/* They are alone in their transcript. */
static guint
first_position (SiluAnswerRows *rows, gpointer user_data)
{
  return 0;
}

static void
silu_compare_answers_dispose (GObject *object)
{
  SiluCompareAnswers *self = SILU_COMPARE_ANSWERS (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->rows); i++)
    {
      g_clear_pointer (&self->rows[i], silu_answer_rows_free);
      g_clear_pointer (&self->columns[i], gtk_widget_unparent);
    }

  G_OBJECT_CLASS (silu_compare_answers_parent_class)->dispose (object);
}

static void
silu_compare_answers_class_init (SiluCompareAnswersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_compare_answers_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "compare-answers");
}

static void
silu_compare_answers_init (SiluCompareAnswers *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_homogeneous (layout, TRUE);
  gtk_widget_set_margin_start (GTK_WIDGET (self), SIDE);
  gtk_widget_set_margin_end (GTK_WIDGET (self), SIDE);
}

static void
add_column (SiluCompareAnswers *self,
            gsize side,
            SiluEngine *engine,
            SiluMath *math,
            SiluCompareSide *answer)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *transcript = silu_transcript_new ();
  const SiluInsets insets = { SIDE, 0, 24 };
  SiluMessage *message = silu_compare_side_get_message (answer);

  self->columns[side] = scrolled;
  self->transcripts[side] = transcript;
  silu_transcript_nest (SILU_TRANSCRIPT (transcript), &insets, -1);
  silu_transcript_set_math (SILU_TRANSCRIPT (transcript), math);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (transcript), GTK_ACCESSIBLE_PROPERTY_LABEL,
      side == SILU_ALIGNMENT_LEFT ? _ ("First answer") : _ ("Second answer"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), transcript);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));

  self->rows[side] = silu_answer_rows_new (SILU_TRANSCRIPT (transcript), engine,
                                           silu_compare_side_get_conversation (answer), message,
                                           first_position, NULL);
  silu_answer_rows_show (self->rows[side]);
  if (silu_message_get_state (message) != SILU_MESSAGE_STREAMING)
    silu_transcript_show_row (SILU_TRANSCRIPT (transcript), 0);
}

GtkWidget *
silu_compare_answers_new (SiluEngine *engine, SiluMath *math, SiluCompareSide **sides)
{
  SiluCompareAnswers *self = g_object_new (SILU_TYPE_COMPARE_ANSWERS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (self->rows); i++)
    add_column (self, i, engine, math, sides[i]);

  return GTK_WIDGET (self);
}

void
silu_compare_answers_set_shown (SiluCompareAnswers *self, SiluCompareShown shown)
{
  g_return_if_fail (SILU_IS_COMPARE_ANSWERS (self));

  gtk_widget_set_visible (self->columns[SILU_ALIGNMENT_LEFT], shown != SILU_COMPARE_RIGHT);
  gtk_widget_set_visible (self->columns[SILU_ALIGNMENT_RIGHT], shown != SILU_COMPARE_LEFT);
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

void
silu_compare_answers_focus_other (SiluCompareAnswers *self)
{
  g_return_if_fail (SILU_IS_COMPARE_ANSWERS (self));

  gtk_widget_grab_focus (has_focus (self->transcripts[SILU_ALIGNMENT_LEFT])
                             ? self->transcripts[SILU_ALIGNMENT_RIGHT]
                             : self->transcripts[SILU_ALIGNMENT_LEFT]);
}
