/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: sidebar, conversation, and the pages before there is one. */
#pragma once

#include "silu-engine.h"
#include "silu-math.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_WINDOW (silu_window_get_type ())
G_DECLARE_FINAL_TYPE (SiluWindow, silu_window, SILU, WINDOW, AdwApplicationWindow)

/* Actions: win.new-chat, toggle-sidebar, rename, archive-chat, delete-chat, show-branches,
 * next-chat, previous-chat, focus-search, show-thoughts, leave-page, show-preferences, toast(s);
 * see silu-window-export.h too.
 * @math sets formulas; with NULL they show their source.
 * Begins with an empty page, until silu_window_set_ready () or silu_window_set_failure (). */
SiluWindow *silu_window_new (GtkApplication *application, SiluEngine *engine, SiluMath *math);

/* The engine has started: the welcome, or the conversations. */
void silu_window_set_ready (SiluWindow *self);

/* It could not: the sentence, with buttons for app.retry and app.quit. */
void silu_window_set_failure (SiluWindow *self, const GError *error);

/* Leaves the welcome. NULL shows a new chat. */
void silu_window_open (SiluWindow *self, SiluConversation *conversation);

/* Borrowed. */
SiluEngine *silu_window_get_engine (SiluWindow *self);

/* NULL: a new chat. */
SiluConversation *silu_window_get_conversation (SiluWindow *self);

/* As silu_chat_view_choose () and silu_chat_view_ask (); leaves the welcome. */
void silu_window_choose (SiluWindow *self, const char *account, SiluThinkLevel think);
void silu_window_ask (SiluWindow *self, const char *text);

/* Takes over @toast. */
void silu_window_add_toast (SiluWindow *self, AdwToast *toast);

G_END_DECLS
