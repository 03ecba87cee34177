/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a conversation takes of the model's context, and what an answer cost. */
#pragma once

#include "silu-accounts.h"
#include "silu-attachment.h"
#include "silu-message.h"

G_BEGIN_DECLS

/* Tokens. */
typedef struct
{
  gint64 used;
  gint64 reserved;   /* kept for the answer */
  gint64 limit;      /* 0: nobody knows */
  gboolean measured; /* @used is what the server counted, but for what was written since */
} SiluContextUse;

/* Of the branch that ends with @leaf (nullable: nothing yet), if it is sent to @model. What the
 * server counted last, and estimates of what came after it; the limit is the server's own, or a
 * number that was set, or the data's. Reads whole texts: not for every key. */
void silu_meter_read_context (SiluAccounts *accounts,
                              SiluAccount *account,
                              const char *model,
                              const SiluSampling *sampling,
                              SiluMessage *leaf,
                              SiluContextUse *use);

/* What these take in a request; NULL: nothing. Reads them whole. */
gint64 silu_meter_estimate_attachments (GPtrArray *attachments);

/* Tokens that the model which answered can take at once; 0: nobody knows. */
gint64 silu_meter_read_limit (SiluAccounts *accounts, SiluMessage *message);

/* What the answer cost: the server's own word (@is_estimate FALSE), or an estimate by the dated
 * table. FALSE if neither is there. @currency is an ISO code, static. */
gboolean silu_meter_read_cost (SiluAccounts *accounts,
                               SiluMessage *message,
                               double *amount,
                               const char **currency,
                               gboolean *is_estimate);

/* Tokens a second, from the first thing that came to the end; 0 where it cannot be known. */
double silu_meter_get_speed (SiluMessage *message);

/* Seconds from the question to the first thing that came; negative where it cannot be known. */
double silu_meter_get_first_token (SiluMessage *message);

G_END_DECLS
