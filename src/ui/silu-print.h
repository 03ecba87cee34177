/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conversation on paper, or in a PDF file: the branch that is shown, or all of them. */
#pragma once

#include "silu-conversation.h"
#include "silu-export.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Copies what it prints when the first page is made. The user is asked for the thoughts and for the
 * other branches; @flags is what holds until then. Transfer full. */
GtkPrintOperation *silu_print_new (SiluConversation *conversation, SiluExportFlags flags);

/* Asks where to print; what goes wrong is told by the window of @parent. */
void silu_print_run (GtkWidget *parent, SiluConversation *conversation);

G_END_DECLS
