/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model gives hundreds of tokens a second; thirty pictures of them are as good as sixty, and cost
 * half of it. All that follow a stream wake at the same times, whatever began when: what is drawn
 * in one frame costs half of what is drawn in two. */
#include "silu-pace.h"

void
silu_pace_init (SiluPace *self,
                GtkWidget *widget,
                gint64 period,
                void (*work) (gpointer data),
                gpointer data)
{
  *self = (SiluPace){
    .widget = widget,
    .period = period,
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

static void
wait_until (SiluPace *self, gint64 time)
{
  GSource *source = g_timeout_source_new (0);

  g_source_set_ready_time (source, time);
  g_source_set_callback (source, wait_cb, self, NULL);
  self->wait = g_source_attach (source, NULL);
  g_source_unref (source);
}

void
silu_pace_queue (SiluPace *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->tick != 0 || self->wait != 0)
    return;

  if (now - self->last >= self->period)
    self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
  else
    wait_until (self, now - now % self->period + self->period);
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
