/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a user and a server may do at a time, by chance, as long as it lives. */
#include "crash-child.h"

#include "silu-scribe.h"
#include "silu-store-backup.h"
#include "store-fixture.h"
#include <stdio.h>

typedef struct
{
  SiluStore *store;
  GRand *random;
  SiluConversation *talk;
  SiluMessage *answer;
  SiluScribe *scribe;
  guint n_answers;
  guint n_deltas;
  guint n_bundles;
  gboolean is_importing;
  gboolean is_backing_up;
  gboolean is_flushing;
  guint n_ticks;
} Child;

/* One line a fact. It is in the pipe when this returns. */
static void G_GNUC_PRINTF (1, 2) say (const char *format, ...)
{
  va_list values;

  va_start (values, format);
  vprintf (format, values);
  va_end (values);
  putchar ('\n');
  fflush (stdout);
}

static void
begin_answer (Child *self)
{
  g_autofree char *id = g_strdup_printf ("answer%u", self->n_answers++);
  g_autoptr (SiluMessage) answer = silu_message_new (id, SILU_ROLE_ASSISTANT);

  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  silu_conversation_add (self->talk, answer, silu_conversation_find (self->talk, "question"));
  silu_store_save_message (self->store, self->talk, answer);
  self->answer = silu_conversation_find (self->talk, id);
  self->scribe = silu_scribe_new (self->store, self->answer, NULL);
}

static void
end_answer (Child *self)
{
  silu_scribe_end (self->scribe);
  g_clear_pointer (&self->scribe, silu_scribe_free);
  silu_message_set_state (self->answer, SILU_MESSAGE_COMPLETE);
  silu_store_save_message (self->store, self->talk, self->answer);
}

/* The server. An answer is of thoughts or of text for its whole length, and seldom ends: what
 * changes or ends is written at once, and it is the timer that is to be seen at work. */
static gboolean
delta_cb (gpointer user_data)
{
  Child *self = user_data;
  g_autofree char *text = g_strdup_printf ("%u思 ", self->n_deltas);
  SiluDelta delta = { .kind = SILU_DELTA_REASONING,
                      .channel = SILU_CHANNEL_REASONING_CONTENT,
                      .text = text };

  if (self->n_answers % 2 == 0)
    {
      delta.kind = SILU_DELTA_TEXT;
      delta.channel = SILU_CHANNEL_CONTENT;
    }

  say ("sent %s %c %s", silu_message_get_id (self->answer),
       delta.kind == SILU_DELTA_TEXT ? 't' : 'r', text);
  silu_scribe_take (self->scribe, &delta);
  self->n_deltas++;

  if (g_rand_int_range (self->random, 0, 250) == 0)
    {
      end_answer (self);
      begin_answer (self);
    }

  return G_SOURCE_CONTINUE;
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) results = silu_store_add_bundles_finish (self->store, result, &error);

  g_assert_no_error (error);
  say ("imported %u", self->n_bundles);
  silu_store_index_added (self->store);
  self->is_importing = FALSE;
}

static void
import (Child *self)
{
  GPtrArray *bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("bundle%u", self->n_bundles++);

      g_ptr_array_add (bundles, store_fixture_make_bundle (id, CRASH_N_BUNDLE_MESSAGES));
    }
  self->is_importing = TRUE;
  silu_store_add_bundles_async (self->store, bundles, NULL, imported_cb, self);
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *self = user_data;
  g_autoptr (GError) error = NULL;

  silu_store_backup_finish (self->store, result, &error);
  g_assert_no_error (error);
  self->is_backing_up = FALSE;
}

static void
edit (Child *self)
{
  g_autofree char *title = g_strdup_printf ("Title %u", self->n_deltas);

  silu_conversation_set_title (self->talk, title, SILU_TITLE_USER);
  silu_store_save_conversation (self->store, self->talk);
}

/* One of the first half; the others are to stay. */
static void
erase (Child *self)
{
  g_autofree char *id =
      g_strdup_printf ("old%d", g_rand_int_range (self->random, 0, CRASH_N_OLD / 2));

  silu_store_erase (self->store, id);
}

/* One of the things that people do meanwhile; not more of them than the disk can follow. */
static gboolean
act_cb (gpointer user_data)
{
  Child *self = user_data;

  if (self->is_flushing)
    return G_SOURCE_CONTINUE;

  switch (g_rand_int_range (self->random, 0, 4))
    {
    case 0:
      if (!self->is_importing)
        import (self);
      break;
    case 1:
      if (!self->is_backing_up)
        {
          self->is_backing_up = TRUE;
          silu_store_backup_async (self->store, NULL, 2, NULL, NULL, NULL, backed_up_cb, self);
        }
      break;
    case 2:
      erase (self);
      break;
    default:
      edit (self);
      break;
    }

  return G_SOURCE_CONTINUE;
}

static gboolean tick_cb (gpointer user_data);

static void
ticked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *self = user_data;
  g_autoptr (GError) error = NULL;

  silu_store_flush_finish (self->store, result, &error);
  g_assert_no_error (error);
  self->is_flushing = FALSE;
  say ("tick %u", self->n_ticks++);
  g_timeout_add (CRASH_TICK_MS, tick_cb, self);
}

static gboolean
tick_cb (gpointer user_data)
{
  Child *self = user_data;

  self->is_flushing = TRUE;
  silu_store_flush_async (self->store, ticked_cb, self);

  return G_SOURCE_REMOVE;
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *self = user_data;
  g_autoptr (SiluMessage) question = silu_message_new ("question", SILU_ROLE_USER);
  g_autoptr (GError) error = NULL;

  silu_store_open_finish (self->store, result, &error);
  g_assert_no_error (error);
  say ("open");

  self->talk = silu_conversation_new ("talk");
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
  silu_conversation_add (self->talk, question, NULL);
  silu_store_save_conversation (self->store, self->talk);
  silu_store_save_message (self->store, self->talk, question);
  begin_answer (self);

  g_timeout_add (7, delta_cb, self);
  g_timeout_add (31, act_cb, self);
  g_timeout_add (CRASH_TICK_MS, tick_cb, self);
}

int
crash_child_run (const char *directory, guint32 seed)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Child self = { .store = silu_store_new (directory), .random = g_rand_new_with_seed (seed) };

  say ("begin");
  silu_store_open_async (self.store, opened_cb, &self);
  g_main_loop_run (loop); /* until it is killed */

  return 0;
}
