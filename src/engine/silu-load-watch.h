/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers of local models load one at the first question, and send nothing meanwhile (PROTOCOLS
 * 2.5). This asks them, beside the question. Private to engine/. */
#pragma once

#include "silu-accounts.h"

G_BEGIN_DECLS

typedef struct _SiluLoadWatch SiluLoadWatch;

/* The server says that @model is not in memory. May come more than once. */
typedef void (*SiluLoadWatchFunc) (gpointer user_data);

/* Milliseconds. */
#define SILU_LOAD_WATCH_INTERVAL 3000

/* NULL if the account's provider has no such list. Asks for the first time after @interval, then
 * as long after each answer, until it is freed. */
SiluLoadWatch *silu_load_watch_new (SiluAccounts *accounts,
                                    SiluAccount *account,
                                    SiluHttp *http,
                                    SiluRoute *route,
                                    const char *model,
                                    guint interval,
                                    SiluLoadWatchFunc func,
                                    gpointer user_data);
void silu_load_watch_free (SiluLoadWatch *self);

G_END_DECLS
