/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a conversation. Of a long one the end comes first: it is what is shown, and must not wait
 * for thousands of messages before it. */
#include "silu-store-private.h"

#include "silu-rows.h"

/* A conversation with more messages than that is long; so many of its end come first. */
#define LONG 400
#define END 40

typedef struct
{
  GPtrArray *messages; /* of SiluMessageRecord */
  char *leaf;
} Contents;

static void
contents_free (gpointer data)
{
  Contents *self = data;

  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self->leaf);
  g_free (self);
}

static gpointer
read_part (sqlite3 *db, const char *conversation, gboolean end_only, GError **error)
{
  Contents *contents = g_new0 (Contents, 1);
  g_autoptr (GError) failure = NULL;

  contents->leaf = silu_rows_get_leaf (db, conversation, &failure);
  if (failure == NULL && end_only)
    contents->messages = silu_rows_list_end (db, conversation, contents->leaf, LONG, END, &failure);
  else if (failure == NULL)
    contents->messages = silu_rows_list_messages (db, conversation, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      contents_free (contents);
      return NULL;
    }

  return contents;
}

static gpointer
read_end (sqlite3 *db, gpointer args, GError **error)
{
  return read_part (db, args, TRUE, error);
}

static gpointer
read_contents (sqlite3 *db, gpointer args, GError **error)
{
  return read_part (db, args, FALSE, error);
}

/* Hangs a message where it belongs. One whose parent is not among those before it becomes a first
 * message: it is shown rather than lost. */
static SiluMessage *
hang (SiluConversation *conversation, const SiluMessageRecord *record, GHashTable *before)
{
  SiluMessage *message = silu_conversation_find (conversation, record->id);
  g_autoptr (SiluMessage) restored = NULL;
  SiluMessage *parent = NULL;

  if (record->parent != NULL && g_hash_table_contains (before, record->parent))
    parent = silu_conversation_find (conversation, record->parent);
  g_hash_table_add (before, record->id);
  if (message != NULL)
    {
      /* It came with the end, or was made since. */
      silu_conversation_move_stored (conversation, message, parent);
      return message;
    }

  restored = silu_message_record_restore (record);
  silu_conversation_add_stored (conversation, restored, parent);

  return restored;
}

static void
fill (SiluConversation *conversation, const Contents *contents)
{
  g_autoptr (GHashTable) before = g_hash_table_new (g_str_hash, g_str_equal);
  SiluMessage *leaf = NULL;

  for (guint i = 0; i < contents->messages->len; i++)
    leaf = hang (conversation, g_ptr_array_index (contents->messages, i), before);

  if (contents->leaf != NULL && silu_conversation_find (conversation, contents->leaf) != NULL)
    leaf = silu_conversation_find (conversation, contents->leaf);

  if (leaf != NULL)
    silu_conversation_set_leaf (conversation, leaf);
}

static void
end_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  SiluConversation *conversation = g_task_get_task_data (task);
  Contents *contents = silu_db_read_finish (silu_store_get_db (self), result, NULL);

  /* What went wrong goes wrong again when all of it is read, and is told then. */
  if (contents == NULL)
    return;

  if (!silu_conversation_get_loaded (conversation) &&
      g_list_model_get_n_items (G_LIST_MODEL (conversation)) == 0)
    fill (conversation, contents);
  contents_free (contents);
}

static void
contents_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  SiluConversation *conversation = g_task_get_task_data (task);
  GError *error = NULL;
  Contents *contents = silu_db_read_finish (silu_store_get_db (self), result, &error);

  if (contents == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* Two loads may have been under way; the first has filled it. */
  if (!silu_conversation_get_loaded (conversation))
    {
      fill (conversation, contents);
      silu_conversation_set_loaded (conversation, TRUE);
    }
  contents_free (contents);

  g_task_return_boolean (task, TRUE);
}

void
silu_store_load_async (SiluStore *self,
                       SiluConversation *conversation,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SiluDb *db = silu_store_get_db (self);
  const char *id;

  g_return_if_fail (SILU_IS_STORE (self));
  g_return_if_fail (SILU_IS_CONVERSATION (conversation));

  id = silu_conversation_get_id (conversation);
  g_task_set_source_tag (task, silu_store_load_async);
  g_task_set_task_data (task, g_object_ref (conversation), g_object_unref);
  silu_db_read_async (db, read_end, g_strdup (id), g_free, contents_free, cancellable, end_read_cb,
                      g_object_ref (task));
  silu_db_read_async (db, read_contents, g_strdup (id), g_free, contents_free, cancellable,
                      contents_read_cb, task);
}

gboolean
silu_store_load_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
