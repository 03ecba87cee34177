/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server on loopback that answers by script: bytes, pauses, cuts, statuses. The Tour runs on it,
 * and the tests. Random port, random token; it listens on 127.0.0.1 only. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A script is written step by step, then handed over. Steps run in order. */
typedef struct _SiluScript SiluScript;

SiluScript *silu_script_new (void);
void silu_script_free (SiluScript *self);

/* Before the first bytes; default 200, text/event-stream. @value NULL takes a header away. */
void silu_script_set_status (SiluScript *self, guint status);
void silu_script_set_header (SiluScript *self, const char *name, const char *value);

/* @length: -1 for a string; never nothing. */
void silu_script_send (SiluScript *self, const char *bytes, gssize length);
void silu_script_pause (SiluScript *self, guint milliseconds);

/* Waits until silu_script_server_release (): a test's own clock. Before any byte was sent it holds
 * the headers back too. */
void silu_script_hold (SiluScript *self);

/* Closes the connection here, in the middle of the body. */
void silu_script_cut (SiluScript *self);

/* One chat-completion chunk in DeepSeek's wire format (PROTOCOLS 1.5); exactly one of @reasoning
 * and
 * @text is not NULL. */
void silu_script_send_delta (SiluScript *self, const char *reasoning, const char *text);

/* The finish chunk with usage, and [DONE]. */
void silu_script_send_end (SiluScript *self,
                           const char *finish_reason,
                           guint prompt,
                           guint completion,
                           guint reasoning);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluScript, silu_script_free)

#define SILU_TYPE_SCRIPT_SERVER (silu_script_server_get_type ())
G_DECLARE_FINAL_TYPE (SiluScriptServer, silu_script_server, SILU, SCRIPT_SERVER, GObject)

/* Answers a request: @method, @path ("/v1/chat/completions"), @body (valid UTF-8, "" if none), and
 * the bearer token @token, "" if none. Returns a script (transfer full), or NULL for a 404. */
typedef SiluScript *(*SiluScriptFunc) (const char *method,
                                       const char *path,
                                       const char *body,
                                       const char *token,
                                       gpointer user_data);

SiluScriptServer *silu_script_server_new (SiluScriptFunc func, gpointer user_data, GError **error);

/* "http://127.0.0.1:PORT"; and a random token made at start, which the script function may ask
 * for. */
const char *silu_script_server_get_base_url (SiluScriptServer *self);
const char *silu_script_server_get_token (SiluScriptServer *self);

/* Lets every script that holds go on. */
void silu_script_server_release (SiluScriptServer *self);

/* Requests begun so far, and connections that their client closed before the script's end. */
guint silu_script_server_get_n_requests (SiluScriptServer *self);
guint silu_script_server_get_n_aborted (SiluScriptServer *self);

/* Stops listening and drops every connection. */
void silu_script_server_stop (SiluScriptServer *self);

G_END_DECLS
