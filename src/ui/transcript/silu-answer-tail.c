/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of an answer. While it streams: that it is waited for. After: a line where it did not end
 * well, with the way on; and the row of actions, with model and speed at the right (DESIGN 4). */
#include "silu-answer-tail.h"

#include "silu-sibling-switch.h"
#include <glib/gi18n-lib.h>

/* Seconds of waiting that are not worth a number. */
#define PATIENCE 5

struct _SiluAnswerTail
{
  GtkWidget parent_instance;

  SiluMessage *message;
  guint clock; /* ticks while nothing has come */

  GtkWidget *status;
  GtkWidget *spinner;
  GtkWidget *sentence;
  GtkWidget *button;
  GtkWidget *details;
  GtkWidget *details_text;
  GtkWidget *footer;
  GtkWidget *siblings;
  GtkWidget *facts;
};

G_DEFINE_FINAL_TYPE (SiluAnswerTail, silu_answer_tail, GTK_TYPE_WIDGET)

/* What the line says and which way on it offers. */
typedef struct
{
  char *sentence; /* NULL: no line */
  const char *detail;
  const char *action; /* NULL: no button */
  const char *label;
  gboolean waiting;
} Status;

static char *
describe_waiting (SiluMessage *message)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 seconds = (g_get_real_time () - times->start) / G_USEC_PER_SEC;

  if (seconds < PATIENCE)
    return g_strdup (_ ("Waiting for the answer…"));

  if (times->first_byte != 0)
    /* Translators: %d is a number of seconds; the server answers, the model has said nothing. */
    return g_strdup_printf (_ ("The server is there, the model has not begun yet… %d s"),
                            (int) seconds);

  /* Translators: %d is a number of seconds. */
  return g_strdup_printf (_ ("Waiting for the answer… %d s"), (int) seconds);
}

static void
offer_resume (Status *status)
{
  status->action = "chat.resume";
  status->label = _ ("Continue");
}

static void
offer_again (Status *status)
{
  status->action = "chat.regenerate";
  status->label = _ ("Try Again");
}

static Status
describe (SiluMessage *message)
{
  const GError *error = silu_message_get_error (message);
  gboolean has_text = silu_message_has_text (message, SILU_PART_TEXT);
  Status status = { 0 };

  switch (silu_message_get_state (message))
    {
    case SILU_MESSAGE_STREAMING:
      status.waiting = silu_message_get_n_parts (message) == 0;
      if (status.waiting)
        status.sentence = describe_waiting (message);
      return status;

    case SILU_MESSAGE_STOPPED:
      status.sentence = g_strdup (_ ("Stopped."));
      offer_resume (&status);
      break;

    case SILU_MESSAGE_INTERRUPTED:
      status.sentence =
          g_strdup (error != NULL ? error->message
                                  : _ ("The answer was interrupted. What had come is kept."));
      offer_resume (&status);
      break;

    case SILU_MESSAGE_FAILED:
      status.sentence = g_strdup (error != NULL ? error->message : _ ("The answer failed."));
      offer_again (&status);
      break;

    case SILU_MESSAGE_COMPLETE:
    default:
      if (silu_message_get_finish (message) == SILU_FINISH_LENGTH)
        {
          status.sentence = g_strdup (_ ("The answer reached the limit of its length."));
          offer_resume (&status);
        }
      else if (!has_text)
        {
          status.sentence = g_strdup (_ ("The model thought, but gave no answer."));
          offer_again (&status);
        }
      return status;
    }

  status.detail = silu_error_get_detail (error);
  if (!has_text)
    offer_again (&status);

  return status;
}

/* Tokens a second, from the first thing that came to the end; 0 where it cannot be known. */
static double
get_speed (SiluMessage *message)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 tokens = silu_message_get_usage (message)->completion;
  gint64 begin = times->first_reasoning != 0 ? times->first_reasoning : times->first_text;

  if (tokens <= 0 || begin == 0 || times->end <= begin)
    return 0;

  return (double) tokens * G_USEC_PER_SEC / (double) (times->end - begin);
}

static void
update_facts (SiluAnswerTail *self)
{
  const char *model = silu_message_get_model (self->message);
  double speed = get_speed (self->message);
  g_autofree char *text = NULL;

  if (speed > 0)
    /* Translators: under an answer: the model, and its speed in tokens per second. */
    text = g_strdup_printf (_ ("%s · %.0f tok/s"), model != NULL ? model : "", speed);

  gtk_label_set_text (GTK_LABEL (self->facts), text != NULL ? text : model);
}

static void update (SiluAnswerTail *self);

static gboolean
clock_cb (gpointer user_data)
{
  SiluAnswerTail *self = user_data;

  self->clock = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
update_status (SiluAnswerTail *self)
{
  Status status = describe (self->message);
  g_autofree char *sentence = g_steal_pointer (&status.sentence);

  gtk_widget_set_visible (self->status, sentence != NULL);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  gtk_widget_set_visible (self->spinner, status.waiting);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), status.waiting);

  gtk_widget_set_visible (self->button, status.action != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), status.action);
  if (status.label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), status.label);

  gtk_widget_set_visible (self->details, sentence != NULL && status.detail != NULL);
  gtk_label_set_text (GTK_LABEL (self->details_text), status.detail);

  if (status.waiting && self->clock == 0)
    self->clock = g_timeout_add_seconds (1, clock_cb, self);
  else if (!status.waiting)
    g_clear_handle_id (&self->clock, g_source_remove);
}

static void
update (SiluAnswerTail *self)
{
  gboolean streaming = silu_message_get_state (self->message) == SILU_MESSAGE_STREAMING;

  update_status (self);
  gtk_widget_set_visible (self->footer, !streaming);
  if (!streaming)
    update_facts (self);
}

static void
changed_cb (SiluMessage *message, gpointer user_data)
{
  update (user_data);
}

/* The first delta ends the waiting; the rest are no business of the tail. */
static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer user_data)
{
  SiluAnswerTail *self = user_data;

  if (self->clock != 0)
    update (self);
}

static void
silu_answer_tail_dispose (GObject *object)
{
  SiluAnswerTail *self = SILU_ANSWER_TAIL (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  g_clear_pointer (&self->details, gtk_widget_unparent);
  g_clear_pointer (&self->footer, gtk_widget_unparent);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (silu_answer_tail_parent_class)->dispose (object);
}

static void
silu_answer_tail_class_init (SiluAnswerTailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_answer_tail_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "answer-tail");
}

static GtkWidget *
make_wrapping_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);

  return label;
}

static void
init_status (SiluAnswerTail *self)
{
  self->status = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->status, "status");
  self->spinner = gtk_spinner_new ();
  self->sentence = make_wrapping_label ();
  gtk_widget_set_hexpand (self->sentence, TRUE);
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->status), self->spinner);
  gtk_box_append (GTK_BOX (self->status), self->sentence);
  gtk_box_append (GTK_BOX (self->status), self->button);

  /* Translators: opens what the server itself said of an error. */
  self->details = gtk_expander_new (_ ("Details"));
  self->details_text = make_wrapping_label ();
  gtk_widget_add_css_class (self->details, "details");
  gtk_widget_add_css_class (self->details_text, "monospace");
  gtk_expander_set_child (GTK_EXPANDER (self->details), self->details_text);
}

static void
silu_answer_tail_init (SiluAnswerTail *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);

  init_status (self);
  self->footer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->footer, "footer");
  self->facts = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->facts), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 1);
  gtk_widget_set_hexpand (self->facts, TRUE);
  gtk_widget_add_css_class (self->facts, "dim-label");
  gtk_widget_add_css_class (self->facts, "facts");

  gtk_widget_set_parent (self->status, GTK_WIDGET (self));
  gtk_widget_set_parent (self->details, GTK_WIDGET (self));
  gtk_widget_set_parent (self->footer, GTK_WIDGET (self));
}

static void
add_action (SiluAnswerTail *self, const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    silu_message_get_id (self->message));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->footer), button);
}

GtkWidget *
silu_answer_tail_new (SiluConversation *conversation, SiluMessage *message)
{
  SiluAnswerTail *self = g_object_new (SILU_TYPE_ANSWER_TAIL, NULL);

  self->message = g_object_ref (message);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s",
                                    silu_message_get_id (message));

  add_action (self, "edit-copy-symbolic", _ ("Copy answer"), "chat.copy");
  add_action (self, "view-refresh-symbolic", _ ("Regenerate"), "chat.regenerate");
  self->siblings = silu_sibling_switch_new (conversation, message);
  gtk_box_append (GTK_BOX (self->footer), self->siblings);
  gtk_box_append (GTK_BOX (self->footer), self->facts);

  g_signal_connect_object (message, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (message, "appended", G_CALLBACK (appended_cb), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
