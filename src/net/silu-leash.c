/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsoup takes one cancellable, and two may want to cancel: the caller, and our clock. Which of
 * them it was decides what a person is told. */
#include "silu-leash.h"

static void arm (SiluLeash *self);

/* One timer, not one a byte: it looks at the clock when it fires, and waits for the rest. */
static gboolean
check_cb (gpointer user_data)
{
  SiluLeash *self = user_data;

  self->source = 0;
  if (g_get_monotonic_time () - self->since < (gint64) self->limit * G_USEC_PER_SEC)
    {
      arm (self);
      return G_SOURCE_REMOVE;
    }

  self->late = TRUE;
  g_cancellable_cancel (self->inner);

  return G_SOURCE_REMOVE;
}

static void
arm (SiluLeash *self)
{
  gint64 left = self->since + (gint64) self->limit * G_USEC_PER_SEC - g_get_monotonic_time ();

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->limit > 0)
    self->source = g_timeout_add ((guint) (MAX (left, 0) / 1000 + 1), check_cb, self);
}

void
silu_leash_init (SiluLeash *self, GCancellable *outer, guint limit)
{
  self->inner = g_cancellable_new ();
  self->limit = limit;
  self->since = g_get_monotonic_time ();

  /* A plain handler: g_cancellable_disconnect () would lock up in a handler of the same signal. */
  if (outer != NULL)
    {
      self->outer = g_object_ref (outer);
      self->handler = g_signal_connect_swapped (outer, "cancelled",
                                                G_CALLBACK (g_cancellable_cancel), self->inner);
    }

  arm (self);
}

void
silu_leash_clear (SiluLeash *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->handler != 0)
    g_clear_signal_handler (&self->handler, self->outer);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
}

void
silu_leash_touch (SiluLeash *self)
{
  self->since = g_get_monotonic_time ();
}

void
silu_leash_set_limit (SiluLeash *self, guint limit)
{
  self->limit = limit;
  silu_leash_touch (self);
  arm (self);
}

gboolean
silu_leash_is_cancelled (SiluLeash *self)
{
  return g_cancellable_is_cancelled (self->outer);
}
