/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons in a row of which one is pressed: the state of an action, often the page of a stack. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *silu_choices_new (void);

/* @action: by its name in the group. It has the state @target where the button is pressed. */
void silu_choices_add (GtkWidget *self, const char *label, const char *action, const char *target);

/* Puts the action "page" into @group: its state is the name of the page that @stack, which has one,
 * shows. */
void silu_choices_add_page_action (GSimpleActionGroup *group, GtkStack *stack);

G_END_DECLS
