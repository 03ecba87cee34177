/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a chain and with one of its steps. */
#include "silu-thought-pane-private.h"

#include "silu-clipboard.h"
#include <glib/gi18n-lib.h>

/* What the filter can be set to, by the words of the action's state. */
typedef struct
{
  const char *word;
  const char *label;
  guint kinds;
} Filter;

#define KIND(name) (1u << SILU_STEP_##name)

static const Filter filters[] = {
  { "all", N_ ("_All Steps"), 0 },
  { "doubts", N_ ("_Doubts and Checks"), KIND (DOUBT) | KIND (CHECK) | KIND (ALTERNATIVE) },
  { "plans", N_ ("_Understanding and Plans"), KIND (UNDERSTAND) | KIND (PLAN) },
  { "work", N_ ("Derivations and _Calculations"), KIND (DERIVE) | KIND (COMPUTE) },
  { "code", N_ ("C_ode"), KIND (DRAFT_CODE) },
  { "conclusions", N_ ("Co_nclusions"), KIND (CONCLUDE) },
};

char *
silu_thought_pane_dup_step (SiluThoughtPane *self, guint step)
{
  if (step >= silu_chain_get_n_steps (self->chain))
    return g_strdup ("");

  return g_strndup (silu_chain_get_text (self->chain)->str +
                        silu_chain_get_step (self->chain, step)->start,
                    silu_chain_get_step_length (self->chain, step));
}

static void
go_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  silu_thought_pane_go_to_step (user_data, g_variant_get_uint32 (parameter));
}

static void
set_folded (SiluThoughtPane *self, guint step, gboolean folded)
{
  if (step < silu_chain_get_n_steps (self->chain))
    silu_step_rows_set_folded (self->rows, step, folded);
}

static void
fold_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluThoughtPane *self = user_data;
  guint step = g_variant_get_uint32 (parameter);

  set_folded (self, step, !silu_step_rows_get_folded (self->rows, step));
}

static void
set_folded_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_folded (user_data, g_variant_get_uint32 (parameter), TRUE);
}

static void
set_unfolded_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_folded (user_data, g_variant_get_uint32 (parameter), FALSE);
}

static void
fold_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  silu_step_rows_fold_all (((SiluThoughtPane *) user_data)->rows, TRUE);
}

static void
unfold_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  silu_step_rows_fold_all (((SiluThoughtPane *) user_data)->rows, FALSE);
}

static void
copy_step_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluThoughtPane *self = user_data;
  g_autofree char *text = silu_thought_pane_dup_step (self, g_variant_get_uint32 (parameter));

  silu_clipboard_copy (GTK_WIDGET (self), text);
}

static void
quote_step_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluThoughtPane *self = user_data;
  g_autofree char *text = silu_thought_pane_dup_step (self, g_variant_get_uint32 (parameter));

  gtk_widget_activate_action (GTK_WIDGET (self), "chat.quote", "s", text);
}

static void
copy_thoughts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluThoughtPane *self = user_data;

  silu_clipboard_copy (GTK_WIDGET (self), silu_chain_get_text (self->chain)->str);
}

static void
copy_both_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluThoughtPane *self = user_data;
  g_autofree char *answer =
      silu_message_dup_text (silu_chain_get_message (self->chain), SILU_PART_TEXT);
  g_autofree char *text =
      g_strdup_printf ("## %s\n\n%s\n\n## %s\n\n%s\n", _ ("Thinking"),
                       silu_chain_get_text (self->chain)->str, _ ("Answer"), answer);

  silu_clipboard_copy (GTK_WIDGET (self), text);
}

/* To the chat: which message, part and byte. */
static void
activate_for_step (SiluThoughtPane *self, const char *action, guint step)
{
  if (step < silu_chain_get_n_steps (self->chain))
    gtk_widget_activate_action (GTK_WIDGET (self), action, "(suu)",
                                silu_message_get_id (silu_chain_get_message (self->chain)),
                                silu_chain_get_part (self->chain), step);
}

static void
continue_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_for_step (user_data, "chat.continue-thought", g_variant_get_uint32 (parameter));
}

static void
read_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_for_step (user_data, "chat.read-thought", silu_thought_pane_get_step (user_data));
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_for_step (user_data, "chat.export-thought", 0);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  silu_thought_pane_open_find (user_data);
}

static void
raw_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  silu_thought_pane_set_raw (user_data, g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static void
filter_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  const char *word = g_variant_get_string (state, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_str_equal (filters[i].word, word))
      {
        silu_thought_pane_set_filter (user_data, filters[i].kinds);
        g_simple_action_set_state (action, state);
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

static GMenuModel *
make_step_menu (SiluThoughtPane *self, guint step)
{
  gboolean folded = silu_step_rows_get_folded (self->rows, step);
  GMenu *menu = g_menu_new ();

  add_item (menu, _ ("_Copy Step"), "thought.copy-step", step);
  add_item (menu, _ ("_Quote in Message"), "thought.quote-step", step);
  add_item (menu, folded ? _ ("Un_fold") : _ ("_Fold"), "thought.fold-step", step);
  silu_thought_pane_add_note_items (self, menu, step);
  add_item (menu, _ ("Continue _From Here…"), "thought.continue-step", step);

  return G_MENU_MODEL (menu);
}

/* The widget that asked: the one with the keyboard, else the step's line in the outline. */
static GtkWidget *
find_asker (SiluThoughtPane *self, guint step)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return focus;

  return self->outline != NULL ? silu_step_outline_get_row (SILU_STEP_OUTLINE (self->outline), step)
                               : NULL;
}

static void
step_menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SiluThoughtPane *self = user_data;
  guint step = g_variant_get_uint32 (parameter);
  GtkWidget *asker = find_asker (self, step);
  g_autoptr (GMenuModel) menu = NULL;
  GdkRectangle place = { 0, 0, 1, 1 };
  graphene_rect_t bounds;

  if (step >= silu_chain_get_n_steps (self->chain))
    return;

  menu = make_step_menu (self, step);
  if (self->step_menu == NULL)
    {
      self->step_menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->step_menu), FALSE);
      gtk_widget_set_parent (self->step_menu, GTK_WIDGET (self));
    }
  if (asker != NULL && gtk_widget_compute_bounds (asker, GTK_WIDGET (self), &bounds))
    place = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                            (int) bounds.size.height };
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->step_menu), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->step_menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->step_menu));
}

static GMenuModel *
make_filter_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (filters[i].label), NULL);

      g_menu_item_set_action_and_target (item, "thought.filter", "s", filters[i].word);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) copies = g_menu_new ();
  g_autoptr (GMenu) views = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GMenuModel) kinds = make_filter_menu ();
  g_autoptr (GMenuModel) rating = silu_thought_pane_make_rating_menu ();

  g_menu_append (copies, _ ("_Copy Thoughts"), "thought.copy-thoughts");
  g_menu_append (copies, _ ("Copy Thoughts and _Answer"), "thought.copy-both");
  g_menu_append (views, _ ("_Raw Text"), "thought.raw");
  g_menu_append (views, _ ("_Fold All Steps"), "thought.fold-all");
  g_menu_append (views, _ ("_Unfold All Steps"), "thought.unfold-all");
  g_menu_append_submenu (views, _ ("_Show"), kinds);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copies));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (views));
  g_menu_append_section (menu, NULL, rating);
  g_menu_append (more, _ ("_Export Thoughts…"), "thought.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));

  return G_MENU_MODEL (menu);
}

GMenuModel *
silu_thought_pane_get_menu (SiluThoughtPane *self)
{
  g_return_val_if_fail (SILU_IS_THOUGHT_PANE (self), NULL);

  if (self->menu == NULL)
    self->menu = make_menu ();

  return self->menu;
}

GActionGroup *
silu_thought_pane_get_actions (SiluThoughtPane *self)
{
  g_return_val_if_fail (SILU_IS_THOUGHT_PANE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

void
silu_thought_pane_add_actions (SiluThoughtPane *self)
{
  static const GActionEntry entries[] = {
    { .name = "go-to-step", .activate = go_cb, .parameter_type = "u" },
    { .name = "fold-step", .activate = fold_cb, .parameter_type = "u" },
    { .name = "set-folded", .activate = set_folded_cb, .parameter_type = "u" },
    { .name = "set-unfolded", .activate = set_unfolded_cb, .parameter_type = "u" },
    { .name = "step-menu", .activate = step_menu_cb, .parameter_type = "u" },
    { .name = "copy-step", .activate = copy_step_cb, .parameter_type = "u" },
    { .name = "quote-step", .activate = quote_step_cb, .parameter_type = "u" },
    { .name = "continue-step", .activate = continue_cb, .parameter_type = "u" },
    { .name = "read", .activate = read_cb },
    { .name = "export", .activate = export_cb },
    { .name = "fold-all", .activate = fold_all_cb },
    { .name = "unfold-all", .activate = unfold_all_cb },
    { .name = "copy-thoughts", .activate = copy_thoughts_cb },
    { .name = "copy-both", .activate = copy_both_cb },
    { .name = "find", .activate = find_cb },
    { .name = "raw", .state = "false", .change_state = raw_cb },
    { .name = "filter", .parameter_type = "s", .state = "'all'", .change_state = filter_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  silu_thought_pane_add_note_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "thought", G_ACTION_GROUP (self->actions));
}
