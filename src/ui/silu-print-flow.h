/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a conversation to boxes, a message at a time, so that the window goes on living. */
#pragma once

#include "silu-export-turns.h"
#include "silu-print-box.h"

G_BEGIN_DECLS

typedef struct _SiluPrintFlow SiluPrintFlow;

/* @bundle must outlive it. @width: of the text, in points. */
SiluPrintFlow *silu_print_flow_new (const SiluBundle *bundle,
                                    SiluExportFlags flags,
                                    PangoContext *context,
                                    double width);
void silu_print_flow_free (SiluPrintFlow *self);

/* Appends the boxes of what comes next, the title first; FALSE when there is nothing more. They are
 * not measured yet. */
gboolean silu_print_flow_next (SiluPrintFlow *self, GPtrArray *boxes);

G_END_DECLS
