/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the model's facts are written in JSON: the same words and members in every verb. */
#pragma once

#include "silu-cli-util.h"
#include "silu-conversation.h"

G_BEGIN_DECLS

/* "stop", "length", …; for a stream that named none, "unknown". */
const char *silu_cli_finish_to_string (SiluFinish finish);

/* Members of the object that is being built. */
void silu_cli_json_usage (JsonBuilder *builder, const SiluUsage *usage);
void silu_cli_json_error (JsonBuilder *builder, const GError *error);

/* The header: id, title, times (µs since the epoch), account, model, … */
void silu_cli_json_conversation (JsonBuilder *builder, SiluConversation *conversation);

/* A message with its parts, and its place in the tree of @conversation. */
void
silu_cli_json_message (JsonBuilder *builder, SiluConversation *conversation, SiluMessage *message);

G_END_DECLS
