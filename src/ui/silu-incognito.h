/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of an incognito chat: it is gone when it is left, but not by a slip of the hand. */
#pragma once

#include "silu-window.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* @conversation was shown in @window, and no longer is. A toast offers to go back; once that has
 * gone, so has the conversation. */
void silu_incognito_leave (SiluWindow *window,
                           AdwToastOverlay *toasts,
                           SiluEngine *engine,
                           SiluConversation *conversation);

G_END_DECLS
