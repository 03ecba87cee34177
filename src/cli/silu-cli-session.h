/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of a verb on the engine: the program's only main loop, from opening the store until
 * everything is on disk again. */
#pragma once

#include "silu-cli-util.h"
#include "silu-engine.h"

G_BEGIN_DECLS

typedef struct _SiluCliSession SiluCliSession;

/* A verb, once the engine has started. It, or a callback it has left behind, calls
 * silu_cli_session_finish () once. */
typedef void (*SiluCliSessionFunc) (SiluCliSession *session, gpointer data);

/* @directory: as for silu_engine_new (). Returns what the verb has finished with, or the code of
 * the error with which the store did not open or did not close. */
SiluCliExit silu_cli_session_run (const char *directory, SiluCliSessionFunc func, gpointer data);
void silu_cli_session_finish (SiluCliSession *self, SiluCliExit status);

/* Borrowed. */
SiluEngine *silu_cli_session_get_engine (SiluCliSession *self);
SiluAccounts *silu_cli_session_get_accounts (SiluCliSession *self);

/* silu_cli_session_run () on the user's own directory. */
SiluCliExit silu_cli_session_run_default (SiluCliSessionFunc func, gpointer data);

/* The same for a verb that keeps nothing there: it works where nothing can be written, too, and has
 * nothing to say about that. */
SiluCliExit silu_cli_session_run_reader (SiluCliSessionFunc func, gpointer data);

/* The account of that name, the default for NULL; borrowed. If there is none it says so, finishes
 * the session and returns NULL. */
SiluAccount *silu_cli_session_find_account (SiluCliSession *self, const char *name);

typedef enum
{
  SILU_CLI_IN_LIST = 1 << 0,
  SILU_CLI_IN_TRASH = 1 << 1,
  SILU_CLI_HEADER_ONLY = 1 << 2, /* it need not be loaded */
} SiluCliPlace;

/* @conversation is loaded, unless its header is enough, and borrowed: who needs it longer takes a
 * reference. */
typedef void (*SiluCliFoundFunc) (SiluCliSession *session,
                                  SiluConversation *conversation,
                                  gpointer data);

/* Looks for a conversation by its id, or by the beginning of it: at least four characters, and no
 * other may begin so. Calls @func with it; else says what is wrong and finishes the session. */
void silu_cli_session_find (SiluCliSession *self,
                            const char *id,
                            SiluCliPlace places,
                            SiluCliFoundFunc func,
                            gpointer data);

G_END_DECLS
