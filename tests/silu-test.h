/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What test programs share: folders of their own, bounded waiting, and files to read. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Begins a test program whose user has a home of its own, removed at the end. GLib's way to it,
 * G_TEST_OPTION_ISOLATE_DIRS, leaks for each test, and LeakSanitizer could tell that from a leak of
 * ours only if it unwound each allocation slowly, which takes ten times as long. */
void silu_test_init (int *argc, char ***argv);

/* For the test that runs: there, and empty at its beginning. */
const char *silu_test_get_folder (void);

/* With all that is in it; nothing if it is not there. */
void silu_test_remove_folder (const char *path);

typedef gboolean (*SiluTestFunc) (gpointer user_data);

/* Runs the main context until @func says TRUE; the test fails after 100 seconds without it. */
void silu_test_run_until (SiluTestFunc func, gpointer user_data);

/* The same for a flag that a callback sets. */
void silu_test_run_until_set (gboolean *flag);

/* A GAsyncReadyCallback that stores the result (a reference) in a GAsyncResult **. */
void silu_test_store_result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult *silu_test_wait_result (GAsyncResult **result);

/* A file below the sources ("tests/corpus/sse/…"), or NULL; NUL-terminated. */
char *silu_test_read_file (const char *path, gsize *length);

/* A file below the shared test data ("streams/deepseek-text.jsonl"), or NULL where that is not
 * there: the caller then skips. */
char *silu_test_read_shared (const char *path, gsize *length);

G_END_DECLS
