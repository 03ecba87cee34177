/* SPDX-License-Identifier: GPL-3.0-or-later */
/* It listens to the message and to its turn; while it streams a clock ticks once a second. */
#include "silu-compare-head.h"

#include "config.h"
#include "silu-answer-facts.h"
#include "silu-answer-status.h"
#include "silu-duration.h"
#include "silu-meter.h"
#include "silu-think-button.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

struct _SiluCompareHead
{
  GtkWidget parent_instance;

  SiluEngine *engine; /* or NULL */
  SiluMessage *message;
  guint clock;

  GtkLabel *origin;
  GtkLabel *facts;
  GtkLabel *state;
  GtkWidget *spinner;
  GtkWidget *stop;
  GtkWidget *open;
};

enum
{
  OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluCompareHead, silu_compare_head, GTK_TYPE_WIDGET)

static SiluTurn *
get_turn (SiluCompareHead *self)
{
  return self->engine != NULL ? silu_engine_get_turn_of (self->engine, self->message) : NULL;
}

static gboolean
is_streaming (SiluCompareHead *self)
{
  return silu_message_get_state (self->message) == SILU_MESSAGE_STREAMING;
}

char *
silu_compare_head_dup_origin (SiluMessage *message)
{
  const char *model = silu_message_get_model (message);
  const char *think = silu_think_button_get_word (silu_message_get_think (message));

  if (model == NULL || *model == '\0')
    /* Translators: in the place of a model's name that is not known. */
    model = _ ("Unknown model");
  if (silu_message_get_think (message) == SILU_THINK_AUTO)
    return g_strdup (model);

  return g_strdup_printf ("%s · %s", model, think);
}

/* --- facts --- */

static void
add_fact (GString *facts, const char *fact)
{
  if (facts->len > 0)
    g_string_append (facts, " · ");
  g_string_append (facts, fact);
}

/* NULL where it cannot be known. */
static char *
dup_span (gint64 from, gint64 to)
{
  return from != 0 && to >= from ? silu_duration_format (to - from) : NULL;
}

static void
add_times (GString *facts, SiluMessage *message, gint64 now)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 end = times->end != 0 ? times->end : now;
  gboolean has_answered = times->first_text >= times->first_reasoning && times->first_text != 0;
  g_autofree char *thinking =
      dup_span (times->first_reasoning, has_answered ? times->first_text : end);
  g_autofree char *all = dup_span (times->start, end);
  g_autofree char *thinking_fact = NULL;
  g_autofree char *all_fact = NULL;

  if (thinking != NULL)
    {
      /* Translators: %s is a duration, like 14 s: so long the model was thinking. */
      thinking_fact = g_strdup_printf (_ ("%s of thinking"), thinking);
      add_fact (facts, thinking_fact);
    }
  if (all != NULL)
    {
      /* Translators: %s is a duration, from the question to the end of the answer. */
      all_fact = g_strdup_printf (_ ("%s in all"), all);
      add_fact (facts, all_fact);
    }
}

static void
add_numbers (GString *facts, SiluAccounts *accounts, SiluMessage *message)
{
  gint64 tokens = silu_message_get_usage (message)->completion;
  double speed = silu_meter_get_speed (message);
  g_autofree char *cost = silu_answer_facts_dup_cost (accounts, message);
  g_autofree char *count = NULL;
  g_autofree char *pace = NULL;

  if (tokens > 0)
    {
      count = silu_tokens_to_words (tokens, FALSE);
      add_fact (facts, count);
    }
  if (speed > 0)
    {
      /* Translators: tokens per second. */
      pace = g_strdup_printf (_ ("%.0f tok/s"), speed);
      add_fact (facts, pace);
    }
  if (cost != NULL)
    add_fact (facts, cost);
}

static char *
dup_facts (SiluCompareHead *self)
{
  SiluAccounts *accounts = self->engine != NULL ? silu_engine_get_accounts (self->engine) : NULL;
  gint64 now = g_get_real_time ();
  GString *facts = g_string_new (NULL);

  /* A clock shows the seconds that have passed. */
  if (is_streaming (self))
    now -= (now - silu_message_get_times (self->message)->start) % G_USEC_PER_SEC;
  add_times (facts, self->message, is_streaming (self) ? now : 0);
  if (!is_streaming (self))
    add_numbers (facts, accounts, self->message);

  return g_string_free (facts, FALSE);
}

/* --- state --- */

static void update (SiluCompareHead *self);

static gboolean
clock_cb (gpointer user_data)
{
  update (user_data);

  return G_SOURCE_CONTINUE;
}

static char *
dup_state (SiluCompareHead *self)
{
  g_auto (SiluAnswerStatus) status = { 0 };

  silu_answer_status_read (&status, self->message, get_turn (self), g_get_monotonic_time ());
  if (status.sentence != NULL)
    return g_steal_pointer (&status.sentence);
  if (!is_streaming (self))
    return g_strdup ("");

  return g_strdup (silu_message_has_text (self->message, SILU_PART_TEXT) ? _ ("Answering…")
                                                                         : _ ("Thinking…"));
}

/* Only what differs: a screen reader would tell it again each second. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
update (SiluCompareHead *self)
{
  gboolean streaming = is_streaming (self);
  g_autofree char *origin = silu_compare_head_dup_origin (self->message);
  g_autofree char *facts = dup_facts (self);
  g_autofree char *state = dup_state (self);

  set_text (self->origin, origin);
  set_text (self->facts, facts);
  set_text (self->state, state);
  gtk_widget_set_visible (self->spinner, streaming);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), streaming);
  gtk_widget_set_visible (self->stop, streaming && get_turn (self) != NULL);

  if (streaming && self->clock == 0)
    self->clock = g_timeout_add_seconds (1, clock_cb, self);
  else if (!streaming)
    g_clear_handle_id (&self->clock, g_source_remove);
}

static void
changed_cb (SiluMessage *message, gpointer user_data)
{
  update (user_data);
}

static void
turn_state_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  update (user_data);
}

static void
watch_turn (SiluCompareHead *self, SiluTurn *turn)
{
  if (turn != NULL && silu_turn_get_message (turn) == self->message)
    g_signal_connect_object (turn, "notify::state", G_CALLBACK (turn_state_cb), self, 0);
}

static void
turn_started_cb (SiluEngine *engine, SiluTurn *turn, gpointer user_data)
{
  watch_turn (user_data, turn);
  update (user_data);
}

static void
stop_cb (GtkButton *button, gpointer user_data)
{
  SiluTurn *turn = get_turn (user_data);

  if (turn != NULL)
    silu_turn_stop (turn);
}

static void
open_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[OPEN], 0);
}

/* --- the widget --- */

static void
silu_compare_head_dispose (GObject *object)
{
  SiluCompareHead *self = SILU_COMPARE_HEAD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->clock, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->message);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (silu_compare_head_parent_class)->dispose (object);
}

static void
silu_compare_head_class_init (SiluCompareHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_compare_head_dispose;
  signals[OPEN] = g_signal_new ("open", SILU_TYPE_COMPARE_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "compare-head");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static GtkWidget *
make_button (const char *icon, const char *label, GCallback callback, gpointer user_data)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", callback, user_data, 0);

  return button;
}

static void
silu_compare_head_init (SiluCompareHead *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);

  self->origin = make_label ("origin");
  self->facts = make_label ("facts");
  self->state = make_label ("state");
  self->spinner = gtk_spinner_new ();
  self->stop = make_button ("media-playback-stop-symbolic", _ ("Stop"), G_CALLBACK (stop_cb), self);
  self->open = make_button ("go-jump-symbolic", _ ("Show in its chat"), G_CALLBACK (open_cb), self);
  gtk_widget_set_hexpand (GTK_WIDGET (self->origin), TRUE);
  gtk_label_set_ellipsize (self->origin, PANGO_ELLIPSIZE_MIDDLE);

  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->origin));
  gtk_box_append (GTK_BOX (line), self->stop);
  gtk_box_append (GTK_BOX (line), self->open);
  gtk_box_append (GTK_BOX (state), self->spinner);
  gtk_box_append (GTK_BOX (state), GTK_WIDGET (self->state));
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->facts), GTK_WIDGET (self));
  gtk_widget_set_parent (state, GTK_WIDGET (self));
}

GtkWidget *
silu_compare_head_new (SiluEngine *engine, SiluMessage *message)
{
  SiluCompareHead *self = g_object_new (SILU_TYPE_COMPARE_HEAD, NULL);

  self->message = g_object_ref (message);
  if (engine != NULL)
    {
      self->engine = g_object_ref (engine);
      g_signal_connect_object (engine, "turn-started", G_CALLBACK (turn_started_cb), self, 0);
      watch_turn (self, get_turn (self));
    }
  g_signal_connect_object (message, "changed", G_CALLBACK (changed_cb), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
