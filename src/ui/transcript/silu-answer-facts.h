/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small print under an answer: model, speed, cost. */
#pragma once

#include "silu-accounts.h"
#include "silu-message.h"

G_BEGIN_DECLS

/* "deepseek-flash · 48 tok/s · ≈ $0.0031"; transfer full. @accounts may be NULL: then no cost. */
char *silu_answer_facts_dup_line (SiluAccounts *accounts, SiluMessage *message);

/* "≈ $0.0031", or NULL; transfer full. */
char *silu_answer_facts_dup_cost (SiluAccounts *accounts, SiluMessage *message);

/* The same as the line at length, a line a fact: tokens in and out, cached, thinking; time to the
 * first token, loading; where the cost is from. NULL if nothing is known. */
char *silu_answer_facts_dup_details (SiluAccounts *accounts, SiluMessage *message);

G_END_DECLS
