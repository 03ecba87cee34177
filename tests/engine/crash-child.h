/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Silu that is killed by test-crash.c. It says on its standard output what it has been sent and
 * what was promised to it, one line a fact:
 *
 *   begin                 it has begun
 *   open                  the store is open
 *   sent ID t|r TEXT      a delta of text or of reasoning, to the message ID
 *   imported N            bundles 0 to N - 1 are stored
 *   tick N                a tenth of a second and then a write have passed
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRASH_TICK_MS 100

/* Of the file that is there before, conversations "old0" and so on: enough for an update to take a
 * moment. The second half is to stay. */
#define CRASH_N_OLD 200

/* In each of the conversations "bundle0" and so on. */
#define CRASH_N_BUNDLE_MESSAGES 5

/* Goes on until it is killed. */
int crash_child_run (const char *directory, guint32 seed);

G_END_DECLS
