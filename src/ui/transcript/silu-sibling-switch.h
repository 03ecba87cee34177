/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ‹ 2 / 3 ›: which of the versions of a message is shown. Hidden where there is only one. */
#pragma once

#include "silu-conversation.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SIBLING_SWITCH (silu_sibling_switch_get_type ())
G_DECLARE_FINAL_TYPE (SiluSiblingSwitch, silu_sibling_switch, SILU, SIBLING_SWITCH, GtkWidget)

/* Its buttons activate chat.sibling with the id of the version to show. */
GtkWidget *silu_sibling_switch_new (SiluConversation *conversation, SiluMessage *message);

G_END_DECLS
