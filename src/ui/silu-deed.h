/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries out what the sidebar or a menu asks for, with a way back. */
#pragma once

#include "silu-sidebar.h"
#include "silu-window.h"

G_BEGIN_DECLS

/* @conversations: of SiluConversation, not empty. Erasing asks first; the others say what happened
 * with "Undo" beside it. A chat that is deleted or archived is shown no longer. */
void silu_deed_do (SiluWindow *window, SiluDeed deed, GPtrArray *conversations);

G_END_DECLS
