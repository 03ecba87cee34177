/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each line has the composer's own two buttons, so that what can be chosen is the same. */
#include "silu-ask-again.h"

#include "silu-compat.h"
#include "silu-model-button.h"
#include "silu-think-button.h"
#include <glib/gi18n-lib.h>

#define MOST 2
#define WIDTH 420 /* that both buttons have room for their words */

typedef struct
{
  GtkWidget *box;
  SiluModelButton *model;
  SiluThinkButton *think;
} Line;

typedef struct
{
  SiluAccounts *accounts;
  GtkWidget *dialog;
  GtkWidget *box;
  GtkWidget *more;
  Line lines[MOST];
  guint n_lines;

  SiluAskAgainFunc func;
  gpointer user_data;
  GDestroyNotify free_func;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  if (self->free_func != NULL)
    self->free_func (self->user_data);
  g_object_unref (self->accounts);
  g_free (self);
}

static void
update_profile (Asking *self, Line *line)
{
  SiluAccount *account = silu_model_button_get_account (line->model);
  g_autoptr (SiluProfile) profile = NULL;

  if (account != NULL)
    profile = silu_accounts_dup_profile (self->accounts, account,
                                         silu_model_button_get_model (line->model));
  silu_think_button_set_profile (line->think, profile);
  silu_dialog_set_enabled (self->dialog, "ask", account != NULL);
}

static void
chosen_cb (SiluModelButton *button, gpointer user_data)
{
  Asking *self = user_data;

  /* One that asks its server may outlive the dialog. */
  if (gtk_widget_get_root (GTK_WIDGET (button)) == NULL)
    return;

  for (guint i = 0; i < self->n_lines; i++)
    if (self->lines[i].model == button)
      update_profile (self, &self->lines[i]);
}

/* Only the last one: the first stays. */
static void
remove_cb (GtkButton *button, gpointer user_data)
{
  Asking *self = user_data;

  self->n_lines--;
  gtk_box_remove (GTK_BOX (self->box), self->lines[self->n_lines].box);
  gtk_widget_show (self->more);
  gtk_widget_grab_focus (self->more);
}

static void
add_remove_button (Asking *self, Line *line)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove"), -1);
  gtk_box_append (GTK_BOX (line->box), button);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
}

static void
add_line (Asking *self, const SiluAsk *ask)
{
  Line *line = &self->lines[self->n_lines++];

  line->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  line->model = g_object_new (SILU_TYPE_MODEL_BUTTON, NULL);
  line->think = g_object_new (SILU_TYPE_THINK_BUTTON, NULL);
  gtk_widget_set_halign (line->box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line->box), GTK_WIDGET (line->model));
  gtk_box_append (GTK_BOX (line->box), GTK_WIDGET (line->think));
  if (self->n_lines > 1)
    add_remove_button (self, line);
  gtk_box_insert_child_after (GTK_BOX (self->box), line->box,
                              self->n_lines > 1 ? self->lines[self->n_lines - 2].box : NULL);

  silu_model_button_set_accounts (line->model, self->accounts);
  silu_model_button_set_choice (line->model, silu_account_get_id (ask->account), ask->model);
  update_profile (self, line);
  silu_think_button_set_level (line->think, ask->think);
  g_signal_connect (line->model, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect (line->model, "account-changed", G_CALLBACK (chosen_cb), self);
  gtk_widget_set_visible (self->more, self->n_lines < MOST);
}

static SiluAsk
read_line (const Line *line)
{
  return (SiluAsk){
    .account = silu_model_button_get_account (line->model),
    .model = silu_model_button_get_model (line->model),
    .think = silu_think_button_get_level (line->think),
  };
}

static void
more_cb (GtkButton *button, gpointer user_data)
{
  Asking *self = user_data;
  SiluAsk ask = read_line (&self->lines[0]);

  if (ask.account != NULL)
    add_line (self, &ask);
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  Asking *self = user_data;
  SiluAsk asks[MOST];

  if (!g_str_equal (response, "ask"))
    return;

  for (guint i = 0; i < self->n_lines; i++)
    {
      asks[i] = read_line (&self->lines[i]);
      if (asks[i].account == NULL)
        return;
    }
  self->func (asks, self->n_lines, self->user_data);
}

void
silu_ask_again_present (GtkWidget *parent,
                        SiluAccounts *accounts,
                        const SiluAsk *ask,
                        SiluAskAgainFunc func,
                        gpointer user_data,
                        GDestroyNotify free_func)
{
  Asking *self = g_new0 (Asking, 1);

  self->accounts = g_object_ref (accounts);
  self->func = func;
  self->user_data = user_data;
  self->free_func = free_func;
  self->dialog = silu_dialog_new (parent, _ ("Ask Again With…"),
                                  _ ("The question is asked once more, as another version of its "
                                     "answer, and shown beside the one that is there."));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_size_request (self->box, WIDTH, -1);
  self->more = gtk_button_new_with_mnemonic (_ ("_Add Another"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->more, _ ("Ask a second model or effort at the same time"));
  gtk_box_append (GTK_BOX (self->box), self->more);
  g_signal_connect (self->more, "clicked", G_CALLBACK (more_cb), self);

  silu_dialog_add_response (self->dialog, "close", _ ("Cancel"));
  silu_dialog_add_response (self->dialog, "ask", _ ("_Ask"));
  silu_dialog_set_suggested (self->dialog, "ask");
  silu_dialog_set_child (self->dialog, self->box);
  add_line (self, ask);
  gtk_widget_add_css_class (self->dialog, "ask-again");

  g_signal_connect_data (self->dialog, "response", G_CALLBACK (response_cb), self, asking_free, 0);
  silu_dialog_present (self->dialog);
}
