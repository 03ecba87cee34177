/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scripted server, a session, and one request to it with all that came of it. */
#pragma once

#include "silu-http.h"
#include "silu-request.h"
#include "silu-script-server.h"
#include "silu-test.h"

G_BEGIN_DECLS

typedef struct
{
  SiluScriptServer *server;
  SiluScript *script; /* what the next request gets; NULL: a 404 */
  char *method;       /* of the last request, and so on */
  char *path;
  char *body;
  char *token;

  SiluHttp *http;
  SiluRequest *request;
  GCancellable *cancellable;
  GAsyncResult *result;
  GString *reasoning;
  GString *text;
  SiluUsage usage;
  guint n_deltas;
  guint cancel_after; /* cancels in the delta of this number, 1 is the first */
  gboolean finished;
} NetFixture;

void net_fixture_set_up (NetFixture *self, gconstpointer data);
void net_fixture_tear_down (NetFixture *self, gconstpointer data);

/* Starts a POST with @key to @path of the server, or to @path if it is a whole address. */
void net_fixture_start (NetFixture *self, const char *path, const char *key);

/* Waits for the end: TRUE, or FALSE with an error. */
gboolean net_fixture_finish (NetFixture *self, GError **error);

void net_fixture_wait_stage (NetFixture *self, SiluRequestStage stage);
void net_fixture_wait_requests (NetFixture *self, guint n);
void net_fixture_wait_aborted (NetFixture *self, guint n);

/* Starts it, and asserts that it fails with @code. Returns the error. */
GError *net_fixture_fail (NetFixture *self, SiluErrorCode code);

/* Replaces the script by one that sends @body with this status and content type (nullable). */
SiluScript *net_fixture_answer (NetFixture *self, guint status, const char *type, const char *body);

/* Adds a test that runs on a fixture of its own. */
#define net_fixture_add(path, func)                                                                \
  g_test_add (path, NetFixture, NULL, net_fixture_set_up, func, net_fixture_tear_down)

G_END_DECLS
