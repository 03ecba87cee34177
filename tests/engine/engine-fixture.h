/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An engine with a store on disk, a scripted server, and what the server was asked. */
#pragma once

#include "silu-engine.h"
#include "silu-script-server.h"
#include "silu-test.h"

G_BEGIN_DECLS

#define ENGINE_FIXTURE_KEY "sk-test-0123456789abcdef"

typedef struct
{
  char *directory;
  SiluScriptServer *server;
  SiluEngine *engine;
  SiluConversation *conversation;
  SiluAccount *account; /* at the scripted server; not among the kept ones */
  SiluAsk question;     /* of that account, with its key, thinking hard */
  GQueue scripts;       /* of SiluScript, one a request; 404 when there is none left */
  const char *aside;    /* a path that gets @aside_body each time instead (NULL: 404) */
  const char *aside_body;
  guint n_asides;
  GPtrArray *paths; /* of the other requests, and so on */
  GPtrArray *bodies;
  GPtrArray *tokens;
  GArray *states; /* of SiluTurnState: those of the turn that is watched */
} EngineFixture;

/* The account is one of DeepSeek's behind another address: a relay. */
void engine_fixture_set_up (EngineFixture *self, gconstpointer data);
void engine_fixture_tear_down (EngineFixture *self, gconstpointer data);

/* Makes it another provider's, whose API begins at @path of the server ("/v1"). */
void engine_fixture_use (EngineFixture *self,
                         const char *preset,
                         const char *dialect,
                         const char *model,
                         const char *path);

/* Adds it to the accounts, with its key in a keyring of the test's own: the program is run with
 * secrets_env (see meson.build). */
void engine_fixture_keep_account (EngineFixture *self);

/* The user's file of providers; it holds from the next start on. Tearing down removes it, too. */
void engine_fixture_write_providers (const char *json);
void engine_fixture_remove_providers (void);

/* What the next request gets. push: an empty script. push_answer: @reasoning may be NULL. */
SiluScript *engine_fixture_push (EngineFixture *self);
void engine_fixture_push_answer (EngineFixture *self, const char *reasoning, const char *text);
SiluScript *engine_fixture_push_status (EngineFixture *self, guint status, const char *body);

/* Notes the states that the turn takes from now on. */
void engine_fixture_watch (EngineFixture *self, SiluTurn *turn);
guint engine_fixture_count_state (EngineFixture *self, SiluTurnState state);

/* Asks @text, with self->question. send: returns at once. ask: waits for the end. */
SiluTurn *engine_fixture_send (EngineFixture *self, const char *text);
SiluMessage *engine_fixture_ask (EngineFixture *self, const char *text, SiluTurnState state);

void engine_fixture_wait_state (SiluTurn *turn, SiluTurnState state);
void engine_fixture_wait_text (SiluTurn *turn, SiluPartKind kind, const char *text);

/* Waits until @turn ends as @state. The message is the conversation's. */
SiluMessage *engine_fixture_finish (SiluTurn *turn, SiluTurnState state);

/* Closes the engine and opens a new one on the same store. */
void engine_fixture_restart (EngineFixture *self);

/* An engine on a store, started; and its end. */
SiluEngine *engine_fixture_open (const char *directory);
void engine_fixture_close (SiluEngine *engine);

/* Reads a conversation that is stored, and makes it the fixture's. */
void engine_fixture_load (EngineFixture *self, const char *id);

/* Restarts and loads; returns the last message. */
SiluMessage *engine_fixture_come_back (EngineFixture *self);

/* The request of that number, 0 is the first. */
const char *engine_fixture_get_body (EngineFixture *self, guint index);

void engine_fixture_check_text (SiluMessage *message, SiluPartKind kind, const char *expected);

/* Adds a test that runs on a fixture of its own. */
#define engine_fixture_add(path, func)                                                             \
  g_test_add (path, EngineFixture, NULL, engine_fixture_set_up, func, engine_fixture_tear_down)

G_END_DECLS
