/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the chats of another program into the store. The file is read on a thread and its chats
 * are added a few hundred messages at a time, so that neither its size nor the window suffers. */
#pragma once

#include "silu-import-format.h"
#include "silu-store.h"

G_BEGIN_DECLS

/* What has come of it. Also after an error or a stop: what was added before stays. */
typedef struct
{
  char *format; /* the program it comes from, for people; NULL: not recognized */
  guint n_added;
  guint n_merged;  /* were there, and have more messages now */
  guint n_present; /* were there as they are */
  guint n_messages;
  guint n_skipped;
  GPtrArray *skips; /* of SiluImportSkip, the first SILU_IMPORT_MAX_SKIPS */
  GError *error;    /* why it ended early: a sentence, or G_IO_ERROR_CANCELLED; NULL: it did not */
} SiluImportReport;

void silu_import_report_free (SiluImportReport *self);

/* "3 chats were imported; 1 …": for people. */
char *silu_import_report_to_text (const SiluImportReport *self);

/* @fraction of the file, 0 to 1; @n_conversations so far. */
typedef void (*SiluImportProgressFunc) (double fraction, guint n_conversations, gpointer user_data);

/* Main thread. @path: a file of JSON, a ZIP with such files, or Alpaca's database. */
void silu_import_run_async (SiluStore *store,
                            const char *path,
                            GCancellable *cancellable,
                            SiluImportProgressFunc progress,
                            gpointer progress_data,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* Never NULL. */
SiluImportReport *silu_import_run_finish (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluImportReport, silu_import_report_free)

G_END_DECLS
