/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conversation on paper, or in a PDF file: the branch that is shown. */
#pragma once

#include "silu-conversation.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Copies what it prints. The user is asked for the thoughts; @with_thoughts is what holds until
 * then. Transfer full. */
GtkPrintOperation *silu_print_new (SiluConversation *conversation, gboolean with_thoughts);

/* Asks where to print; what goes wrong is told by the window of @parent. */
void silu_print_run (GtkWidget *parent, SiluConversation *conversation);

G_END_DECLS
