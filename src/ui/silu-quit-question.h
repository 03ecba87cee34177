/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether to quit although chats could not be saved: the last moment at which they are not lost. */
#pragma once

#include "silu-window.h"

G_BEGIN_DECLS

/* FALSE if all is saved. Else the user is asked, and a "yes" activates app.quit-unsaved. */
gboolean silu_quit_question_ask (SiluWindow *window);

G_END_DECLS
