/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader makes of a chain: bookmarks and notes on its steps, where it goes wrong, and
 * whether it is good. */
#include "silu-thought-pane-private.h"

#include "silu-step-note.h"
#include "silu-text-dialog.h"
#include <glib/gi18n-lib.h>

static SiluMessage *
get_message (SiluThoughtPane *self)
{
  return silu_chain_get_message (self->chain);
}

/* Notes and rating are the store's to keep. */
static void
save (SiluThoughtPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.save-notes", "s",
                              silu_message_get_id (get_message (self)));
}

static void
set_note (SiluThoughtPane *self, guint step, SiluNoteKind kind, const char *text)
{
  const SiluNote *note = silu_chain_find_note (self->chain, step);
  gsize start = note != NULL ? note->start : silu_chain_get_step (self->chain, step)->start;

  if (silu_message_set_note (get_message (self), silu_chain_get_part (self->chain), start, kind,
                             text))
    save (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                _ ("This answer has as many notes as it can have"));
}

static void
remove_note (SiluThoughtPane *self, const SiluNote *note)
{
  silu_message_remove_note (get_message (self), note->part, note->start);
  save (self);
}

/* A mark of the kind is set, or taken away; of the other one it becomes this, with its words. */
static void
toggle_mark (SiluThoughtPane *self, guint step, SiluNoteKind kind)
{
  const SiluNote *note;
  g_autofree char *text = NULL;

  if (step >= silu_chain_get_n_steps (self->chain))
    return;

  note = silu_chain_find_note (self->chain, step);
  if (note != NULL && note->kind == kind)
    {
      remove_note (self, note);
      return;
    }

  text = g_strdup (note != NULL ? note->text : "");
  set_note (self, step, kind, text);
}

static void
bookmark_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  toggle_mark (user_data, g_variant_get_uint32 (parameter), SILU_NOTE_BOOKMARK);
}

static void
flaw_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  toggle_mark (user_data, g_variant_get_uint32 (parameter), SILU_NOTE_FLAW);
}

typedef struct
{
  SiluThoughtPane *pane;
  guint step;
} Annotating;

static void
annotating_free (gpointer data)
{
  Annotating *self = data;

  g_object_unref (self->pane);
  g_free (self);
}

static void
annotated_cb (const char *text, gpointer user_data)
{
  Annotating *self = user_data;
  const SiluNote *note = silu_chain_find_note (self->pane->chain, self->step);
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  set_note (self->pane, self->step, note != NULL ? note->kind : SILU_NOTE_BOOKMARK, trimmed);
}

static void
annotate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluThoughtPane *self = user_data;
  guint step = g_variant_get_uint32 (parameter);
  const SiluNote *note;
  SiluTextQuestion question = { .heading = _ ("Note on This Step"),
                                .label = _ ("Note"),
                                .accept = _ ("_Save"),
                                .is_long = TRUE,
                                .may_be_empty = TRUE };
  Annotating *annotating;

  if (step >= silu_chain_get_n_steps (self->chain))
    return;

  note = silu_chain_find_note (self->chain, step);
  question.body = silu_chain_get_step (self->chain, step)->title;
  question.text = note != NULL ? note->text : "";
  annotating = g_new (Annotating, 1);
  annotating->pane = g_object_ref (self);
  annotating->step = step;
  silu_text_dialog_present (GTK_WIDGET (self), &question, annotated_cb, annotating,
                            annotating_free);
}

/* --- the rating --- */

static const char *
get_rating_word (SiluRating rating)
{
  switch (rating)
    {
    case SILU_RATING_GOOD:
      return "good";
    case SILU_RATING_FLAWED:
      return "flawed";
    case SILU_RATING_NONE:
    default:
      return "none";
    }
}

void
silu_thought_pane_update_rating (SiluThoughtPane *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "rate");

  g_simple_action_set_state (
      G_SIMPLE_ACTION (action),
      g_variant_new_string (get_rating_word (silu_message_get_rating (get_message (self)))));
}

static void
rate_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  SiluThoughtPane *self = user_data;
  const char *word = g_variant_get_string (state, NULL);

  for (int rating = SILU_RATING_FLAWED; rating <= SILU_RATING_GOOD; rating++)
    if (g_str_equal (word, get_rating_word ((SiluRating) rating)))
      {
        silu_message_set_rating (get_message (self), (SiluRating) rating);
        save (self);
      }
}

/* --- menus --- */

static void
add_item (GMenu *menu, const char *label, const char *action, guint step)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", step);
  g_menu_append_item (menu, item);
}

void
silu_thought_pane_add_note_items (SiluThoughtPane *self, GMenu *menu, guint step)
{
  const SiluNote *note = silu_chain_find_note (self->chain, step);
  gboolean is_bookmark = note != NULL && note->kind == SILU_NOTE_BOOKMARK;
  gboolean is_flaw = note != NULL && note->kind == SILU_NOTE_FLAW;

  add_item (menu, is_bookmark ? _ ("Remove _Bookmark") : _ ("_Bookmark"), "thought.bookmark-step",
            step);
  add_item (menu, is_flaw ? _ ("It Does Not Go _Wrong Here") : _ ("Here It Goes _Wrong"),
            "thought.flaw-step", step);
  add_item (menu, note != NULL ? _ ("Edit _Note…") : _ ("Add _Note…"), "thought.annotate-step",
            step);
}

GMenuModel *
silu_thought_pane_make_rating_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("_Good Reasoning"), "thought.rate::good");
  g_menu_append (menu, _ ("F_lawed Reasoning"), "thought.rate::flawed");
  g_menu_append (menu, _ ("_Not Rated"), "thought.rate::none");

  return G_MENU_MODEL (menu);
}

void
silu_thought_pane_add_note_actions (SiluThoughtPane *self)
{
  static const GActionEntry entries[] = {
    { .name = "bookmark-step", .activate = bookmark_cb, .parameter_type = "u" },
    { .name = "flaw-step", .activate = flaw_cb, .parameter_type = "u" },
    { .name = "annotate-step", .activate = annotate_cb, .parameter_type = "u" },
    { .name = "rate", .parameter_type = "s", .state = "'none'", .change_state = rate_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  silu_thought_pane_update_rating (self);
}
