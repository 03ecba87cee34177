/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All headers are read at once, by the store's thread: whoever changes a conversation afterwards
 * has it from the list, so that what still waits here is never out of date. */
#include "silu-listing.h"

#include "silu-records.h"

/* More than the tallest screen shows. */
#define FIRST 100

/* About as many as half a frame has time for. */
#define STEP 200

struct _SiluListing
{
  SiluConversationList *list;
  GPtrArray *records;
  guint next; /* of the records: it is not in the list yet */
  guint source;
  SiluListingFunc func;
  gpointer user_data;
};

SiluListing *
silu_listing_new (SiluConversationList *list,
                  GPtrArray *records,
                  SiluListingFunc func,
                  gpointer user_data)
{
  SiluListing *self = g_new0 (SiluListing, 1);

  self->list = g_object_ref (list);
  self->records = records;
  self->func = func;
  self->user_data = user_data;

  return self;
}

/* TRUE as long as some are left. */
static gboolean
list_some (SiluListing *self, guint n)
{
  guint end = MIN (n, self->records->len - self->next) + self->next;
  g_autoptr (GPtrArray) batch = g_ptr_array_new_full (end - self->next, g_object_unref);

  for (; self->next < end; self->next++)
    {
      SiluConversation *conversation =
          silu_conversation_record_restore (g_ptr_array_index (self->records, self->next));

      self->func (conversation, self->user_data);
      g_ptr_array_add (batch, conversation);
    }

  silu_conversation_list_add_all (self->list, batch);

  return self->next < self->records->len;
}

static gboolean
idle_cb (gpointer user_data)
{
  SiluListing *self = user_data;

  if (list_some (self, STEP))
    return G_SOURCE_CONTINUE;

  self->source = 0;
  g_ptr_array_set_size (self->records, 0);
  self->next = 0;

  return G_SOURCE_REMOVE;
}

void
silu_listing_begin (SiluListing *self)
{
  if (list_some (self, FIRST))
    self->source = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

void
silu_listing_finish (SiluListing *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  list_some (self, G_MAXUINT);
}

void
silu_listing_free (SiluListing *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->list);
  g_ptr_array_unref (self->records);
  g_free (self);
}
