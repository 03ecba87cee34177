/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formats share: times, ids, and texts that become parts. */
#pragma once

#include "silu-bundle.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A UUID made of these words, @message NULL for the conversation's own: the same each time. */
char *silu_import_make_id (const char *format, const char *conversation, const char *message);

/* Of a conversation without an id: its time, its title and how it begins. */
char *silu_import_hash (const SiluBundle *bundle);

/* Microseconds since the epoch, 0 for what is no time. Numbers may be seconds (with a fraction),
 * milliseconds, microseconds or nanoseconds; texts a number, ISO 8601 (UTC without a zone), or the
 * local time as "2025/01/31 12:00:00". */
gint64 silu_import_get_time (JsonObject *object, const char *member);
gint64 silu_import_time_from_text (const char *text);

/* FALSE for what is no role. */
gboolean silu_import_read_role (const char *word, SiluRole *role);

/* Adds to the parts of a message; NULL and "" do nothing. Marks of citations, in characters for
 * private use, are taken out. */
void silu_import_add_text (SiluMessageRecord *record,
                           SiluPartKind kind,
                           SiluChannel channel,
                           const char *text);

/* An answer that may have its thoughts in tags. */
void silu_import_add_answer (SiluMessageRecord *record, const char *text);

/* See silu-part.h; @name, @type and @text may be NULL. */
void silu_import_add_attachment (SiluMessageRecord *record,
                                 const char *name,
                                 const char *type,
                                 const char *text);

/* The answer thought for so many microseconds. */
void silu_import_set_thought (SiluMessageRecord *record, gint64 duration);

G_END_DECLS
