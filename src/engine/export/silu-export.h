/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversations as text for a file: JSON that Silu reads again, Markdown, HTML, JSON Lines. Pure;
 * any thread. */
#pragma once

#include "silu-store-plan.h"

G_BEGIN_DECLS

typedef enum
{
  SILU_EXPORT_JSON,     /* everything; see CONTRIBUTING.md */
  SILU_EXPORT_MARKDOWN, /* to read, and to paste */
  SILU_EXPORT_HTML,     /* one page that needs nothing else */
  SILU_EXPORT_JSONL,    /* a branch a line, in the form of chat requests */
} SiluExportFormat;

typedef enum
{
  SILU_EXPORT_REASONING = 1 << 0,    /* with the thoughts */
  SILU_EXPORT_ALL_BRANCHES = 1 << 1, /* not only the active one */
  SILU_EXPORT_THINK_TAGS = 1 << 2,   /* JSON Lines: the thoughts in <think>, in the text */
} SiluExportFlags;

/* "json", …; also how the names of such files end, but for "markdown" ("md"). */
const char *silu_export_format_to_string (SiluExportFormat format);
gboolean silu_export_format_from_string (const char *string, SiluExportFormat *format);
const char *silu_export_format_get_suffix (SiluExportFormat format);

typedef struct
{
  SiluExportFormat format;
  SiluExportFlags flags;
  guint n_conversations;
  GPtrArray *folders; /* of SiluPlanFolder: those that the conversations are in; or NULL */
} SiluExport;

/* An export is begin, add for each conversation (@index from 0), end; each appends to @text. So
 * there is never more in memory than one conversation. */
void silu_export_begin (const SiluExport *self, GString *text);
void silu_export_add (const SiluExport *self, const SiluBundle *bundle, guint index, GString *text);
void silu_export_end (const SiluExport *self, GString *text);

/* A name for the file of a conversation of that title, with the format's suffix: no folder, no
 * hidden file, nothing that another system refuses. */
char *silu_export_dup_file_name (const char *title, SiluExportFormat format);

G_END_DECLS
