/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of an answer. While it streams: that it is waited for. After: a line where it did not end
 * well, with the way on; and the row of actions, with model and speed at the right (DESIGN 4). */
#include "silu-answer-tail.h"

#include "silu-answer-facts.h"
#include "silu-answer-status.h"
#include "silu-compare-menu.h"
#include "silu-copy-button.h"
#include "silu-long-word.h"
#include "silu-sibling-switch.h"
#include <glib/gi18n-lib.h>

struct _SiluAnswerTail
{
  GtkWidget parent_instance;

  SiluEngine *engine; /* or NULL */
  SiluConversation *conversation;
  SiluMessage *message;
  guint clock; /* ticks while it streams */

  /* Most answers end well: what tells of the others is made when it is needed, NULL until then. */
  GtkWidget *status;
  GtkWidget *spinner;
  GtkWidget *sentence;
  GtkWidget *ways;
  GtkWidget *buttons[SILU_N_WAYS_ON];
  GtkWidget *details;
  GtkWidget *details_text;
  GtkWidget *footer;
  GtkWidget *siblings;
  GtkWidget *more; /* once it has ended; else NULL */
  GtkWidget *facts;
};

G_DEFINE_FINAL_TYPE (SiluAnswerTail, silu_answer_tail, GTK_TYPE_WIDGET)

static SiluTurn *
get_turn (SiluAnswerTail *self)
{
  return self->engine != NULL ? silu_engine_get_turn_of (self->engine, self->message) : NULL;
}

static void
update_facts (SiluAnswerTail *self)
{
  SiluAccounts *accounts = self->engine != NULL ? silu_engine_get_accounts (self->engine) : NULL;
  g_autofree char *line = silu_answer_facts_dup_line (accounts, self->message);
  g_autofree char *details = silu_answer_facts_dup_details (accounts, self->message);

  gtk_label_set_text (GTK_LABEL (self->facts), line);
  gtk_widget_set_tooltip_text (self->facts, details);
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

static char *
dup_details_cb (GtkWidget *owner)
{
  SiluAnswerTail *self = SILU_ANSWER_TAIL (owner);
  const char *sentence = gtk_label_get_text (GTK_LABEL (self->sentence));

  return g_strconcat (sentence, "\n", gtk_label_get_text (GTK_LABEL (self->details_text)), NULL);
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
make_status (SiluAnswerTail *self)
{
  self->status = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->status, "status");
  self->spinner = gtk_spinner_new ();
  self->sentence = make_wrapping_label ();
  gtk_widget_set_hexpand (self->sentence, TRUE);
  gtk_box_append (GTK_BOX (self->status), self->spinner);
  gtk_box_append (GTK_BOX (self->status), self->sentence);
  gtk_widget_insert_after (self->status, GTK_WIDGET (self), NULL);
}

/* Below the sentence: beside it they would leave it no room in a narrow window. */
static void
make_ways (SiluAnswerTail *self)
{
  self->ways = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->ways, "ways");
  for (gsize i = 0; i < SILU_N_WAYS_ON; i++)
    {
      self->buttons[i] = gtk_button_new_with_label ("");
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->buttons[i]))),
                               PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (self->ways), self->buttons[i]);
    }
  gtk_widget_insert_after (self->ways, GTK_WIDGET (self), self->status);
}

static void
make_details (SiluAnswerTail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *copy = silu_copy_button_new (_ ("Copy details"), dup_details_cb, GTK_WIDGET (self));

  /* Translators: opens what the server itself said of an error. */
  self->details = gtk_expander_new (_ ("Details"));
  self->details_text = make_wrapping_label ();
  gtk_widget_set_hexpand (self->details_text, TRUE);
  gtk_widget_set_valign (copy, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->details, "details");
  gtk_widget_add_css_class (self->details_text, "monospace");
  gtk_box_append (GTK_BOX (box), self->details_text);
  gtk_box_append (GTK_BOX (box), copy);
  gtk_expander_set_child (GTK_EXPANDER (self->details), box);
  gtk_widget_insert_before (self->details, GTK_WIDGET (self), self->footer);
}

/* Only what differs: a screen reader would tell it again each second. */
static void
set_sentence (SiluAnswerTail *self, const char *sentence)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->sentence)), sentence) != 0)
    gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
}

static void
show_sentence (SiluAnswerTail *self, const SiluAnswerStatus *status)
{
  if (self->status == NULL && status->sentence == NULL)
    return;

  if (self->status == NULL)
    make_status (self);
  gtk_widget_set_visible (self->status, status->sentence != NULL);
  set_sentence (self, status->sentence != NULL ? status->sentence : "");
  gtk_widget_set_visible (self->spinner, status->waiting);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), status->waiting);
}

static gboolean
has_ways (const SiluAnswerStatus *status)
{
  for (gsize i = 0; i < SILU_N_WAYS_ON; i++)
    if (status->ways[i].label != NULL)
      return TRUE;

  return FALSE;
}

static void
show_ways (SiluAnswerTail *self, const SiluAnswerStatus *status)
{
  gboolean any = has_ways (status);

  if (self->ways == NULL && !any)
    return;

  if (self->ways == NULL)
    make_ways (self);
  for (gsize i = 0; i < SILU_N_WAYS_ON; i++)
    {
      const SiluWayOn *way = &status->ways[i];
      GtkActionable *button = GTK_ACTIONABLE (self->buttons[i]);

      gtk_widget_set_visible (self->buttons[i], way->label != NULL);
      gtk_actionable_set_action_name (button, NULL);
      if (way->label == NULL)
        continue;

      gtk_button_set_label (GTK_BUTTON (button), way->label);
      if (way->on_message)
        gtk_actionable_set_action_target (button, "s", silu_message_get_id (self->message));
      else
        gtk_actionable_set_action_target_value (button, NULL);
      gtk_actionable_set_action_name (button, way->action);
    }

  gtk_widget_set_visible (self->ways, any);
}

static void
show_details (SiluAnswerTail *self, const SiluAnswerStatus *status)
{
  gboolean any = status->sentence != NULL && status->detail != NULL;

  if (self->details == NULL && !any)
    return;

  if (self->details == NULL)
    make_details (self);
  gtk_widget_set_visible (self->details, any);
  silu_long_word_wrap_label (GTK_LABEL (self->details_text), status->detail);
  gtk_label_set_text (GTK_LABEL (self->details_text), status->detail);
}

static void
update_status (SiluAnswerTail *self)
{
  g_auto (SiluAnswerStatus) status = { 0 };
  gboolean streaming = silu_message_get_state (self->message) == SILU_MESSAGE_STREAMING;

  silu_answer_status_read (&status, self->message, get_turn (self), g_get_monotonic_time ());
  show_sentence (self, &status);
  show_ways (self, &status);
  show_details (self, &status);

  if (streaming && self->clock == 0)
    self->clock = g_timeout_add_seconds (1, clock_cb, self);
  else if (!streaming)
    g_clear_handle_id (&self->clock, g_source_remove);
}

static gboolean
has_code (SiluMessage *message)
{
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    {
      const SiluPart *part = silu_message_get_part (message, i);

      if (part->kind == SILU_PART_TEXT &&
          (strstr (part->text->str, "```") != NULL || strstr (part->text->str, "~~~") != NULL))
        return TRUE;
    }

  return FALSE;
}

static void
add_item (GMenu *menu, SiluAnswerTail *self, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", silu_message_get_id (self->message));
  g_menu_append_item (menu, item);
}

static void
fill_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  SiluAnswerTail *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) chat = g_menu_new ();
  g_autoptr (GMenu) code = g_menu_new ();

  add_item (chat, self, _ ("Ask Again _With…"), "chat.ask-again");
  silu_compare_menu_append (chat, self->conversation, self->message);
  add_item (chat, self, _ ("_Fork Into a New Chat"), "chat.fork");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (chat));
  if (has_code (self->message))
    {
      add_item (code, self, _ ("_Copy All Code"), "chat.copy-code");
      add_item (code, self, _ ("_Save All Files…"), "chat.save-files");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (code));
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* The menu itself, with as many widgets as all the rest has, waits for the click. */
static void
make_more (SiluAnswerTail *self)
{
  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->more), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), fill_menu_cb, self, NULL);
  gtk_widget_set_tooltip_text (self->more, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More"), -1);
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_insert_before (self->more, self->footer, self->siblings);
}

static void
update (SiluAnswerTail *self)
{
  gboolean streaming = silu_message_get_state (self->message) == SILU_MESSAGE_STREAMING;

  update_status (self);
  gtk_widget_set_visible (self->footer, !streaming);
  if (streaming)
    return;

  update_facts (self);
  if (self->more == NULL)
    make_more (self);
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

  if (self->spinner != NULL && gtk_spinner_get_spinning (GTK_SPINNER (self->spinner)))
    update (self);
}

static void
turn_state_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  update (user_data);
}

static void
watch_turn (SiluAnswerTail *self)
{
  SiluTurn *turn = get_turn (self);

  if (turn != NULL)
    g_signal_connect_object (turn, "notify::state", G_CALLBACK (turn_state_cb), self, 0);
}

static void
turn_started_cb (SiluEngine *engine, SiluTurn *turn, gpointer user_data)
{
  SiluAnswerTail *self = user_data;

  if (silu_turn_get_message (turn) != self->message)
    return;

  watch_turn (self);
  update (self);
}

static void
silu_answer_tail_dispose (GObject *object)
{
  SiluAnswerTail *self = SILU_ANSWER_TAIL (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  g_clear_pointer (&self->ways, gtk_widget_unparent);
  g_clear_pointer (&self->details, gtk_widget_unparent);
  g_clear_pointer (&self->footer, gtk_widget_unparent);
  g_clear_object (&self->message);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

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

static void
silu_answer_tail_init (SiluAnswerTail *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);

  self->footer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->footer, "footer");
  self->facts = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->facts), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 1);
  gtk_widget_set_hexpand (self->facts, TRUE);
  gtk_widget_add_css_class (self->facts, "dim-label");
  gtk_widget_add_css_class (self->facts, "facts");

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
silu_answer_tail_new (SiluEngine *engine, SiluConversation *conversation, SiluMessage *message)
{
  SiluAnswerTail *self = g_object_new (SILU_TYPE_ANSWER_TAIL, NULL);

  self->message = g_object_ref (message);
  self->conversation = g_object_ref (conversation);
  if (engine != NULL)
    {
      self->engine = g_object_ref (engine);
      g_signal_connect_object (engine, "turn-started", G_CALLBACK (turn_started_cb), self, 0);
      watch_turn (self);
    }

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
