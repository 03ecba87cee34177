/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model gives hundreds of tokens a second; thirty pictures of them are as good as sixty, and cost
 * half of it. */
#include "silu-pace.h"

void
silu_pace_init (SiluPace *self,
                GtkWidget *widget,
                guint rate,
                void (*work) (gpointer data),
                gpointer data)
{
  *self = (SiluPace){
    .widget = widget,
    .least = G_USEC_PER_SEC / rate,
    .work = work,
    .data = data,
  };
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluPace *self = user_data;

  self->tick = 0;
  self->last = g_get_monotonic_time ();
  self->work (self->data);

  return G_SOURCE_REMOVE;
}

static gboolean
wait_cb (gpointer user_data)
{
  SiluPace *self = user_data;

  self->wait = 0;
  self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);

  return G_SOURCE_REMOVE;
}

void
silu_pace_queue (SiluPace *self)
{
  gint64 passed = g_get_monotonic_time () - self->last;

  if (self->tick != 0 || self->wait != 0)
    return;

  if (passed >= self->least)
    self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
  else
    self->wait = g_timeout_add ((guint) ((self->least - passed) / 1000), wait_cb, self);
}

void
silu_pace_hurry (SiluPace *self)
{
  g_clear_handle_id (&self->wait, g_source_remove);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

void
silu_pace_cancel (SiluPace *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->wait, g_source_remove);
}
