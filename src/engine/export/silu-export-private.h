/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers share. Private to engine/export/. */
#pragma once

#include "silu-export-turns.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One format. begin and end may be NULL. */
typedef struct
{
  void (*begin) (const SiluExport *self, GString *text);
  void (*add) (const SiluExport *self, const SiluBundle *bundle, guint index, GString *text);
  void (*end) (const SiluExport *self, GString *text);
} SiluExportWriter;

/* A message of a chat request; nothing if it says nothing. */
void silu_export_jsonl_add_message (JsonBuilder *builder,
                                    const SiluMessageRecord *message,
                                    SiluExportFlags flags);

extern const SiluExportWriter silu_export_json;
extern const SiluExportWriter silu_export_markdown;
extern const SiluExportWriter silu_export_html;
extern const SiluExportWriter silu_export_jsonl;

G_END_DECLS
