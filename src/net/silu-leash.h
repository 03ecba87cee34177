/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cancellable of an operation's own, cancelled by the caller's or when its time is up. Private to
 * net/. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GCancellable *inner; /* for the operation */
  GCancellable *outer; /* the caller's, or NULL */
  gulong handler;
  guint limit;  /* seconds, 0: none */
  gint64 since; /* monotonic µs, of the last silu_leash_touch () */
  guint source;
  gboolean late; /* it was the clock that cancelled */
} SiluLeash;

void silu_leash_init (SiluLeash *self, GCancellable *outer, guint limit);
void silu_leash_clear (SiluLeash *self);

/* The limit counts from now on. */
void silu_leash_touch (SiluLeash *self);
void silu_leash_set_limit (SiluLeash *self, guint limit);

/* Whether the caller has cancelled. */
gboolean silu_leash_is_cancelled (SiluLeash *self);

G_END_DECLS
