/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chat view in a window, on an engine in memory, with one account at a scripted server. */
#pragma once

#include "silu-chat-view.h"
#include "silu-script-server.h"
#include "silu-ui-test.h"

G_BEGIN_DECLS

typedef struct
{
  SiluScriptServer *server;
  SiluEngine *engine;
  GtkWidget *window;
  SiluChatView *view;
  GQueue scripts;    /* of SiluScript, one a request */
  GPtrArray *bodies; /* of the requests so far */
} ChatFixture;

/* The account is one at DeepSeek, or at a provider of that id. */
void chat_set_up (ChatFixture *fixture, gconstpointer data);
void chat_set_up_with (ChatFixture *fixture, const char *provider);
void chat_tear_down (ChatFixture *fixture, gconstpointer data);

/* What the server does with the next request; borrowed. push begins an answer with @text
 * (nullable).
 */
SiluScript *chat_push (ChatFixture *fixture, const char *text);
void chat_push_answer (ChatFixture *fixture, const char *text);

/* Asks, and waits for the end of the turn. */
void chat_ask (ChatFixture *fixture, const char *text);

/* Waits until nothing streams any more. */
void chat_wait_idle (ChatFixture *fixture);
gboolean chat_is_idle (gpointer conversation);

/* Activates an action of the view that takes a message. */
void chat_act (ChatFixture *fixture, const char *action, SiluMessage *message);

SiluConversation *chat_get_conversation (ChatFixture *fixture);
SiluMessage *chat_get_leaf (ChatFixture *fixture);

/* Whether a label in sight is, or contains, @text. */
gboolean chat_shows (ChatFixture *fixture, const char *text);
gboolean chat_shows_part (ChatFixture *fixture, const char *text);

/* A button in sight, clicked. */
void chat_click (ChatFixture *fixture, const char *name);

G_END_DECLS
