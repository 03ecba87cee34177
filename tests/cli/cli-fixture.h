/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built silu-cli as a user runs it, with directories of its own, against a scripted server. */
#pragma once

#include "silu-json.h"
#include "silu-script-server.h"
#include "silu-test.h"

G_BEGIN_DECLS

/* Looks like one, and must never be seen again. */
#define CLI_KEY "sk-test-0123456789abcdef"

typedef struct
{
  char *directory;
  GSubprocessLauncher *launcher;
  SiluScriptServer *server;
  char *base_url;    /* of the server, with /v1 */
  GQueue scripts;    /* of SiluScript, one a request; none: a 404 */
  GPtrArray *bodies; /* of the requests so far */
  GPtrArray *tokens;

  /* Of the last run. */
  char *out;
  char *err;
  int status;
} CliFixture;

void cli_set_up (CliFixture *fixture, gconstpointer data);
void cli_tear_down (CliFixture *fixture, gconstpointer data);

/* What the server does with the next request; borrowed, to be filled. */
SiluScript *cli_push_script (CliFixture *fixture);
void cli_push_answer (CliFixture *fixture, const char *reasoning, const char *text);
void cli_push_status (CliFixture *fixture, guint status, const char *type, const char *body);

/* Starts silu-cli with @arguments, one string that is split as a shell does. Standard input is a
 * pipe, and so is what it prints. "@" in @arguments stands for ad hoc options that lead to the
 * server. */
GSubprocess *cli_start (CliFixture *fixture, const char *arguments);

/* Runs it to its end; @input is for standard input. */
void cli_end (CliFixture *fixture, GSubprocess *process, const char *input);
void cli_run (CliFixture *fixture, const char *input, const char *arguments);

/* The same, and the exit code must be @status. */
void cli_expect (CliFixture *fixture, int status, const char *input, const char *arguments);

/* Waits until it has printed exactly @text. */
void cli_wait_output (GSubprocess *process, const char *text);

/* Adds an account "Test" at the server, with CLI_KEY. */
void cli_add_account (CliFixture *fixture);

/* What it has printed, as JSON. */
JsonNode *cli_parse_output (CliFixture *fixture);

/* The id of the only conversation, "" if there is none. */
char *cli_get_only_id (CliFixture *fixture);

/* The last message of "show --json" of the only conversation. */
JsonNode *cli_get_last_message (CliFixture *fixture);

/* Its parts of one kind, joined. */
char *cli_get_text (JsonNode *message, const char *kind);

/* No file below the directory has @text in it. */
void cli_assert_nowhere (CliFixture *fixture, const char *text);

G_END_DECLS
