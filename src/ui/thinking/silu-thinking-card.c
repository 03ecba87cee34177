/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thought above its answer. Closed it is one line, whatever happens in it, so that nothing below
 * moves; as a preview its newest lines, open a pane to read in. It opens and closes by the user's
 * hand only. The pane is made when it is first wanted. */
#include "silu-thinking-card.h"

#include "silu-chain.h"
#include "silu-copy-button.h"
#include "silu-pace.h"
#include "silu-thought-pane.h"
#include "silu-thought.h"
#include <glib/gi18n-lib.h>

#define SECOND_MS 1000

/* Different hits of a search that are marked: a query has few words, in few spellings. */
#define MOST_WORDS 16

struct _SiluThinkingCard
{
  GtkWidget parent_instance;

  SiluChain *chain;
  SiluPane pane;

  GtkWidget *toggle;
  GtkWidget *arrow;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *preview;
  GtkWidget *answer_now;
  GtkWidget *tools;
  GtkWidget *open_tools; /* those of the open pane */
  GtkWidget *more;       /* from preview to open */
  GtkWidget *menu;
  GtkWidget *body; /* NULL until it is wanted */
  GStrv words;     /* that are marked in it, or NULL */

  SiluPace pace; /* while there is something to show */
  guint clock;   /* once a second while it is being thought */
};

enum
{
  PANE_CHANGED,
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThinkingCard, silu_thinking_card, GTK_TYPE_WIDGET)

static SiluMessage *
get_message (SiluThinkingCard *self)
{
  return silu_chain_get_message (self->chain);
}

static gboolean
is_live (SiluThinkingCard *self)
{
  return silu_chain_is_live (self->chain);
}

static gboolean
is_shown (SiluPane pane)
{
  return pane == SILU_PANE_OPEN || pane == SILU_PANE_PREVIEW;
}

/* --- the line --- */

static void
update_title (SiluThinkingCard *self)
{
  g_autofree char *title = silu_thought_get_title (
      get_message (self), silu_chain_get_part (self->chain), g_get_real_time ());

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (self->answer_now, is_live (self));
}

static char *
dup_facts (SiluThinkingCard *self)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);
  g_autofree char *tokens = silu_thought_get_tokens (
      get_message (self), silu_chain_get_part (self->chain), silu_chain_get_units (self->chain));
  g_autofree char *steps = NULL;

  if (tokens == NULL)
    return g_strdup ("");
  /* A thought of one step has no outline worth a number. */
  if (n_steps < 2)
    return g_strdup_printf ("· %s", tokens);

  steps = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step", "%u steps", n_steps), n_steps);

  return g_strdup_printf ("· %s · %s", tokens, steps);
}

static void
update_facts (SiluThinkingCard *self)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);
  gboolean previews = is_live (self) && !is_shown (self->pane) && n_steps > 0;
  g_autofree char *facts = dup_facts (self);

  gtk_label_set_text (GTK_LABEL (self->facts), facts);
  gtk_label_set_text (GTK_LABEL (self->preview),
                      previews ? silu_chain_get_step (self->chain, n_steps - 1)->title : "");
}

static void schedule_clock (SiluThinkingCard *self);

static gboolean
clock_cb (gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  self->clock = 0;
  update_title (self);
  schedule_clock (self);

  return G_SOURCE_REMOVE;
}

/* Wakes when the next second is full, so that no number is skipped or shown twice. */
static void
schedule_clock (SiluThinkingCard *self)
{
  gint64 duration = silu_thought_get_duration (
      get_message (self), silu_chain_get_part (self->chain), g_get_real_time ());
  guint passed = duration > 0 ? (guint) (duration / 1000 % SECOND_MS) : 0;

  if (!is_live (self))
    g_clear_handle_id (&self->clock, g_source_remove);
  else if (self->clock == 0)
    self->clock = g_timeout_add (SECOND_MS - passed + 1, clock_cb, self);
}

static void
update_head (SiluThinkingCard *self)
{
  update_title (self);
  update_facts (self);
  schedule_clock (self);
}

static void
update_cb (gpointer user_data)
{
  update_facts (user_data);
}

static void
grown_cb (SiluChain *chain, gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  /* Not with each token; but the end is told at once. */
  if (!is_live (self))
    update_head (self);
  silu_pace_queue (&self->pace);
  schedule_clock (self);
}

static void
restarted_cb (SiluChain *chain, gpointer user_data)
{
  update_head (user_data);
}

static void
changed_cb (SiluMessage *message, gpointer user_data)
{
  update_head (user_data);
}

/* --- the pane --- */

static SiluThoughtPane *
get_body (SiluThinkingCard *self)
{
  SiluThoughtMode mode = self->pane == SILU_PANE_PREVIEW ? SILU_THOUGHT_PREVIEW : SILU_THOUGHT_CARD;

  if (self->body == NULL)
    {
      self->body = silu_thought_pane_new (self->chain, mode);
      gtk_widget_insert_action_group (
          GTK_WIDGET (self), "thought",
          silu_thought_pane_get_actions (SILU_THOUGHT_PANE (self->body)));
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu),
                                      silu_thought_pane_get_menu (SILU_THOUGHT_PANE (self->body)));
      gtk_widget_insert_before (self->body, GTK_WIDGET (self), NULL);
      g_signal_emit (self, signals[OPENED], 0);
    }

  return SILU_THOUGHT_PANE (self->body);
}

static void
show_pane (SiluThinkingCard *self)
{
  gboolean shown = is_shown (self->pane);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                shown ? "pan-down-symbolic" : "pan-end-symbolic");
  if (shown)
    silu_thought_pane_set_mode (get_body (self), self->pane == SILU_PANE_PREVIEW
                                                     ? SILU_THOUGHT_PREVIEW
                                                     : SILU_THOUGHT_CARD);
  if (self->body != NULL)
    gtk_widget_set_visible (self->body, shown);
  gtk_widget_set_visible (self->tools, shown);
  gtk_widget_set_visible (self->open_tools, self->pane == SILU_PANE_OPEN);
  gtk_button_set_icon_name (GTK_BUTTON (self->more), self->pane == SILU_PANE_PREVIEW
                                                         ? "silu-pane-open-symbolic"
                                                         : "silu-pane-preview-symbolic");
  gtk_widget_set_tooltip_text (self->more, self->pane == SILU_PANE_PREVIEW
                                               ? _ ("Show outline and text")
                                               : _ ("Show the newest lines only"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_widget_get_tooltip_text (self->more), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED, shown,
                               -1);
  update_facts (self);
}

SiluPane
silu_thinking_card_get_pane (SiluThinkingCard *self)
{
  g_return_val_if_fail (SILU_IS_THINKING_CARD (self), SILU_PANE_CLOSED);

  return self->pane;
}

void
silu_thinking_card_set_pane (SiluThinkingCard *self, SiluPane pane)
{
  GtkWidget *focus;

  g_return_if_fail (SILU_IS_THINKING_CARD (self));

  if (self->pane == pane)
    return;

  /* A focused widget that vanishes would send the focus, and the page with it, elsewhere. */
  focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  if (focus != NULL)
    gtk_widget_grab_focus (self->toggle);

  self->pane = pane;
  show_pane (self);
}

static void
choose (SiluThinkingCard *self, SiluPane pane)
{
  silu_thinking_card_set_pane (self, pane);
  silu_message_set_pane (get_message (self), pane);
  g_signal_emit (self, signals[PANE_CHANGED], 0);
}

static void
toggle_cb (GtkButton *button, gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  choose (self, is_shown (self->pane) ? SILU_PANE_CLOSED : SILU_PANE_OPEN);
}

static void
more_cb (GtkButton *button, gpointer user_data)
{
  SiluThinkingCard *self = user_data;

  choose (self, self->pane == SILU_PANE_PREVIEW ? SILU_PANE_OPEN : SILU_PANE_PREVIEW);
}

SiluMessage *
silu_thinking_card_get_message (SiluThinkingCard *self)
{
  g_return_val_if_fail (SILU_IS_THINKING_CARD (self), NULL);

  return get_message (self);
}

void
silu_thinking_card_set_context (SiluThinkingCard *self, gint64 tokens)
{
  g_return_if_fail (SILU_IS_THINKING_CARD (self));

  if (self->body != NULL)
    silu_thought_pane_set_context (SILU_THOUGHT_PANE (self->body), tokens);
}

void
silu_thinking_card_show_step (SiluThinkingCard *self, guint step)
{
  g_return_if_fail (SILU_IS_THINKING_CARD (self));

  silu_thinking_card_set_pane (self, SILU_PANE_OPEN);
  silu_thought_pane_go_to_step (SILU_THOUGHT_PANE (self->body), step);
}

/* --- a search that goes through thoughts --- */

/* What was found, each spelling once; @hits may be NULL. */
static GPtrArray *
list_words (SiluThinkingCard *self, GArray *hits)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const GString *text = silu_chain_get_text (self->chain);

  for (guint i = 0; hits != NULL && i < hits->len && words->len < MOST_WORDS; i++)
    {
      const SiluTextRange *hit = &g_array_index (hits, SiluTextRange, i);
      g_autofree char *word = NULL;

      if (hit->end > text->len || hit->start >= hit->end)
        continue;
      word = g_utf8_strdown (text->str + hit->start, (gssize) (hit->end - hit->start));
      if (!g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
        g_ptr_array_add (words, g_steal_pointer (&word));
    }
  g_ptr_array_add (words, NULL);

  return words;
}

void
silu_thinking_card_mark (SiluThinkingCard *self, GArray *hits)
{
  g_autoptr (GPtrArray) words = NULL;

  g_return_if_fail (SILU_IS_THINKING_CARD (self));

  if (self->body == NULL || (hits == NULL && self->words == NULL))
    return;

  /* Asked for in each frame of a search: what is marked already is not looked for again. */
  words = list_words (self, hits);
  if (self->words != NULL &&
      g_strv_equal ((const char *const *) self->words, (const char *const *) words->pdata))
    return;

  g_strfreev (self->words);
  self->words = hits != NULL ? g_strdupv ((char **) words->pdata) : NULL;
  silu_thought_pane_mark (SILU_THOUGHT_PANE (self->body), (const char *const *) words->pdata);
}

void
silu_thinking_card_reveal (SiluThinkingCard *self, gsize start, gsize end)
{
  g_return_if_fail (SILU_IS_THINKING_CARD (self));

  silu_thinking_card_set_pane (self, SILU_PANE_OPEN);
  silu_thought_pane_reveal (SILU_THOUGHT_PANE (self->body), start, end);
}

/* --- the widget --- */

static char *
dup_thought (GtkWidget *owner)
{
  return g_strdup (silu_chain_get_text (SILU_THINKING_CARD (owner)->chain)->str);
}

/* By hand: a button whose action's group comes after it stays insensitive in GTK 4.8. */
static void
find_cb (GtkButton *button, gpointer user_data)
{
  g_action_group_activate_action (silu_thought_pane_get_actions (get_body (user_data)), "find",
                                  NULL);
}

static void
read_cb (GtkButton *button, gpointer user_data)
{
  g_action_group_activate_action (silu_thought_pane_get_actions (get_body (user_data)), "read",
                                  NULL);
}

static void
silu_thinking_card_dispose (GObject *object)
{
  SiluThinkingCard *self = SILU_THINKING_CARD (object);
  GtkWidget *child;

  silu_pace_cancel (&self->pace);
  g_clear_handle_id (&self->clock, g_source_remove);
  if (self->chain != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_message (self), self);
      g_signal_handlers_disconnect_by_data (self->chain, self);
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->body = NULL;
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_object (&self->chain);

  G_OBJECT_CLASS (silu_thinking_card_parent_class)->dispose (object);
}

static void
silu_thinking_card_class_init (SiluThinkingCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thinking_card_dispose;

  signals[PANE_CHANGED] = g_signal_new ("pane-changed", SILU_TYPE_THINKING_CARD, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", SILU_TYPE_THINKING_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thinking-card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_toggle (SiluThinkingCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->arrow = gtk_image_new ();
  self->title = make_label ("title");
  self->facts = make_label ("facts");
  self->preview = make_label ("preview");
  gtk_widget_set_hexpand (self->preview, TRUE);

  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->facts);
  gtk_box_append (GTK_BOX (box), self->preview);

  self->toggle = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->toggle), box);
  gtk_widget_add_css_class (self->toggle, "flat");
  gtk_widget_set_hexpand (self->toggle, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->toggle),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL, -1);
  g_signal_connect (self->toggle, "clicked", G_CALLBACK (toggle_cb), self);

  return self->toggle;
}

static void
name_tool (GtkWidget *tool, const char *name)
{
  gtk_widget_add_css_class (tool, "flat");
  gtk_widget_set_tooltip_text (tool, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tool), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_tools (SiluThinkingCard *self)
{
  GtkWidget *find = gtk_button_new_from_icon_name ("edit-find-symbolic");
  GtkWidget *read = gtk_button_new_from_icon_name ("view-fullscreen-symbolic");

  name_tool (find, _ ("Search in the thought"));
  g_signal_connect (find, "clicked", G_CALLBACK (find_cb), self);
  name_tool (read, _ ("Read beside the answer"));
  g_signal_connect (read, "clicked", G_CALLBACK (read_cb), self);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  name_tool (self->menu, _ ("More for this thought"));
  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  g_signal_connect (self->more, "clicked", G_CALLBACK (more_cb), self);

  self->open_tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->open_tools), find);
  gtk_box_append (GTK_BOX (self->open_tools),
                  silu_copy_button_new (_ ("Copy thought"), dup_thought, GTK_WIDGET (self)));
  gtk_box_append (GTK_BOX (self->open_tools), read);
  gtk_box_append (GTK_BOX (self->open_tools), self->menu);

  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->tools, "tools");
  gtk_box_append (GTK_BOX (self->tools), self->open_tools);
  gtk_box_append (GTK_BOX (self->tools), self->more);

  return self->tools;
}

static void
silu_thinking_card_init (SiluThinkingCard *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  silu_pace_init (&self->pace, GTK_WIDGET (self), SILU_PACE_GLANCE, update_cb, self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  /* The card clips its round corners. */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  gtk_widget_add_css_class (header, "header");
  self->answer_now = gtk_button_new_with_label (_ ("Answer Now"));
  gtk_widget_set_tooltip_text (self->answer_now, _ ("Stop thinking and come to the answer"));
  gtk_widget_set_valign (self->answer_now, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->answer_now, "answer-now");
  gtk_box_append (GTK_BOX (header), make_toggle (self));
  gtk_box_append (GTK_BOX (header), self->answer_now);
  gtk_box_append (GTK_BOX (header), make_tools (self));
  gtk_widget_set_parent (header, GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Thinking"), -1);
}

GtkWidget *
silu_thinking_card_new (SiluMessage *message, guint part)
{
  SiluThinkingCard *self = g_object_new (SILU_TYPE_THINKING_CARD, NULL);

  self->chain = silu_chain_new (message, part);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->answer_now), "s",
                                    silu_message_get_id (message));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->answer_now), "chat.answer-now");
  self->pane =
      (SiluPane) CLAMP (silu_message_get_pane (message), SILU_PANE_UNDECIDED, SILU_PANE_PREVIEW);
  show_pane (self);
  update_head (self);

  g_signal_connect (self->chain, "grown", G_CALLBACK (grown_cb), self);
  g_signal_connect (self->chain, "restarted", G_CALLBACK (restarted_cb), self);
  g_signal_connect (message, "changed", G_CALLBACK (changed_cb), self);

  return GTK_WIDGET (self);
}
