/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model objects on this side, plain rows on the other: every call copies what it needs into a
 * record and hands it to the worker. */
#include "silu-store-private.h"

#include "silu-chores.h"
#include "silu-owner.h"
#include "silu-recover.h"
#include "silu-rows.h"
#include <glib/gi18n-lib.h>

struct _SiluStore
{
  GObject parent_instance;

  char *directory; /* NULL: in memory */
  SiluDb *db;
  SiluChores *chores;
  SiluOwner *owner; /* NULL: in memory, or not yet open */
  GError *fault;
  char *notice;
};

G_DEFINE_FINAL_TYPE (SiluStore, silu_store, G_TYPE_OBJECT)

enum
{
  FAULT,
  NOTICE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
take_notice (SiluStore *self)
{
  char *notice = silu_db_take_notice (self->db);

  if (notice == NULL)
    return;

  g_free (self->notice);
  self->notice = notice;
  g_signal_emit (self, signals[NOTICE], 0);
}

static void
fault_cb (const GError *fault, gpointer user_data)
{
  SiluStore *self = user_data;
  gboolean same = (fault == NULL) == (self->fault == NULL);

  take_notice (self);

  if (fault == NULL && self->fault == NULL)
    return;
  if (fault != NULL && self->fault != NULL)
    same = g_str_equal (fault->message, self->fault->message);

  g_clear_error (&self->fault);
  if (fault != NULL)
    self->fault = g_error_copy (fault);
  if (!same)
    g_signal_emit (self, signals[FAULT], 0);
}

static void
silu_store_finalize (GObject *object)
{
  SiluStore *self = SILU_STORE (object);

  silu_chores_free (self->chores);
  silu_db_close (self->db);
  g_clear_pointer (&self->owner, silu_owner_free);
  g_clear_error (&self->fault);
  g_free (self->notice);
  g_free (self->directory);

  G_OBJECT_CLASS (silu_store_parent_class)->finalize (object);
}

static void
silu_store_class_init (SiluStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_store_finalize;

  signals[FAULT] = g_signal_new ("fault", SILU_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[NOTICE] = g_signal_new ("notice", SILU_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
silu_store_init (SiluStore *self)
{
}

SiluStore *
silu_store_new (const char *directory)
{
  SiluStore *self = g_object_new (SILU_TYPE_STORE, NULL);
  g_autofree char *path = directory != NULL ? g_build_filename (directory, "silu.db", NULL) : NULL;

  self->directory = g_strdup (directory);
  self->db = silu_db_new (path, fault_cb, self);
  self->chores = silu_chores_new (self->db);

  return self;
}

SiluDb *
silu_store_get_db (SiluStore *self)
{
  return self->db;
}

typedef struct
{
  GTask *task;
  GDestroyNotify result_free;
} Read;

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Read *read = user_data;
  g_autoptr (GTask) task = read->task;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  gpointer found = silu_db_read_finish (self->db, result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found, read->result_free);
}

void
silu_store_read_async (SiluStore *self,
                       gpointer tag,
                       SiluDbReadFunc func,
                       gpointer args,
                       GDestroyNotify args_free,
                       GDestroyNotify result_free,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Read *read = g_new0 (Read, 1);

  read->task = g_task_new (self, cancellable, callback, user_data);
  read->result_free = result_free;
  g_task_set_source_tag (read->task, tag);
  silu_db_read_async (self->db, func, args, args_free, result_free, cancellable, read_cb, read);
}

const char *
silu_store_get_directory (SiluStore *self)
{
  return self->directory;
}

const char *
silu_store_get_notice (SiluStore *self)
{
  g_return_val_if_fail (SILU_IS_STORE (self), NULL);

  return self->notice;
}

const GError *
silu_store_get_fault (SiluStore *self)
{
  g_return_val_if_fail (SILU_IS_STORE (self), NULL);

  return self->fault;
}

/* --- opening --- */

static void
remove_dead_owners (const char *directory)
{
  g_autofree char *folder = g_build_filename (directory, "owners", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    silu_owner_is_alive (directory, name);
}

/* Where nothing can be written there is none yet. */
static void
need_owner (SiluStore *self)
{
  if (self->directory != NULL && self->owner == NULL)
    self->owner = silu_owner_new (self->directory);
}

/* On the worker. */
static gboolean
recover (sqlite3 *db, gpointer args, GError **error)
{
  if (!silu_recover_run (db, args, error))
    return FALSE;

  remove_dead_owners (args);

  return TRUE;
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!silu_db_open_finish (self->db, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  take_notice (self);
  need_owner (self);
  silu_chores_start (self->chores);

  g_task_return_boolean (task, TRUE);
}

void
silu_store_open_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_open_async);
  silu_db_open_async (self->db, self->directory != NULL ? recover : NULL, self->directory,
                      opened_cb, task);
}

gboolean
silu_store_open_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- conversations --- */

static gpointer
read_conversations (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_list_conversations (db, GPOINTER_TO_INT (args), error);
}

static void
conversations_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = silu_db_read_finish (self->db, result, &error);

  if (records == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&records), (GDestroyNotify) g_ptr_array_unref);
}

void
silu_store_list_async (SiluStore *self,
                       gboolean trash,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_list_async);
  silu_db_read_async (self->db, read_conversations, GINT_TO_POINTER (trash != FALSE), NULL,
                      (GDestroyNotify) g_ptr_array_unref, NULL, conversations_read_cb, task);
}

GPtrArray *
silu_store_list_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) records = silu_store_list_records_finish (self, result, error);
  GPtrArray *conversations;

  if (records == NULL)
    return NULL;

  conversations = g_ptr_array_new_full (records->len, g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (conversations,
                     silu_conversation_record_restore (g_ptr_array_index (records, i)));

  return conversations;
}

GPtrArray *
silu_store_list_records_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
write_conversation (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_save_conversation (db, args, error);
}

void
silu_store_save_conversation (SiluStore *self, SiluConversation *conversation)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_db_write (self->db, write_conversation, silu_conversation_record_new (conversation),
                 (GDestroyNotify) silu_conversation_record_free);
}

static gboolean
erase_conversation (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_erase_conversation (db, args, error) && silu_chores_note_erased (db, error);
}

void
silu_store_erase (SiluStore *self, const char *conversation_id)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_db_write (self->db, erase_conversation, g_strdup (conversation_id), g_free);
  silu_chores_start (self->chores);
}

void
silu_store_index_added (SiluStore *self)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_chores_start (self->chores);
}

/* --- messages --- */

static gboolean
write_message (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_save_message (db, args, error);
}

void
silu_store_save_message (SiluStore *self, SiluConversation *conversation, SiluMessage *message)
{
  SiluMessageRecord *record;

  g_return_if_fail (SILU_IS_STORE (self));

  record = silu_message_record_new (message, silu_conversation_get_id (conversation));
  if (record->state == SILU_MESSAGE_STREAMING)
    need_owner (self);
  if (record->state == SILU_MESSAGE_STREAMING && self->owner != NULL)
    record->owner = g_strdup (silu_owner_get_id (self->owner));

  silu_db_write (self->db, write_message, record, (GDestroyNotify) silu_message_record_free);
}

static gboolean
write_notes (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_save_notes (db, args, error);
}

void
silu_store_save_notes (SiluStore *self, SiluMessage *message)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_db_write (self->db, write_notes, silu_notes_record_new (message),
                 (GDestroyNotify) silu_notes_record_free);
}

typedef struct
{
  char *message;
  int kind;
  SiluChannel channel;
  char *text;
  gint64 time;
} Chunk;

static void
chunk_free (gpointer data)
{
  Chunk *self = data;

  g_free (self->message);
  g_free (self->text);
  g_free (self);
}

static gboolean
write_chunk (sqlite3 *db, gpointer args, GError **error)
{
  const Chunk *chunk = args;

  return silu_rows_append_chunk (db, chunk->message, chunk->kind, chunk->channel, chunk->text,
                                 chunk->time, error);
}

static void
push_chunk (SiluStore *self,
            SiluMessage *message,
            int kind,
            SiluChannel channel,
            const char *text,
            gint64 time)
{
  Chunk *chunk = g_new0 (Chunk, 1);

  chunk->message = g_strdup (silu_message_get_id (message));
  chunk->kind = kind;
  chunk->channel = channel;
  chunk->text = g_strdup (text);
  chunk->time = time;
  silu_db_write (self->db, write_chunk, chunk, chunk_free);
}

void
silu_store_append (SiluStore *self,
                   SiluMessage *message,
                   SiluPartKind kind,
                   SiluChannel channel,
                   const char *text,
                   gint64 time)
{
  g_return_if_fail (SILU_IS_STORE (self));

  push_chunk (self, message, (int) kind, channel, text, time);
}

void
silu_store_append_reclassify (SiluStore *self, SiluMessage *message)
{
  g_return_if_fail (SILU_IS_STORE (self));

  push_chunk (self, message, SILU_ROWS_RECLASSIFY, SILU_CHANNEL_THINK_TAG, "", 0);
}

/* --- accounts --- */

static gpointer
read_accounts (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_list_accounts (db, error);
}

static void
accounts_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = silu_db_read_finish (self->db, result, &error);
  GPtrArray *accounts;

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  accounts = g_ptr_array_new_full (records->len, g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (accounts, silu_account_record_restore (g_ptr_array_index (records, i)));

  g_task_return_pointer (task, accounts, (GDestroyNotify) g_ptr_array_unref);
}

void
silu_store_list_accounts_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_list_accounts_async);
  silu_db_read_async (self->db, read_accounts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                      accounts_read_cb, task);
}

GPtrArray *
silu_store_list_accounts_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
write_account (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_save_account (db, args, error);
}

void
silu_store_save_account (SiluStore *self, SiluAccount *account)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_db_write (self->db, write_account, silu_account_record_new (account),
                 (GDestroyNotify) silu_account_record_free);
}

static gboolean
delete_account (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_remove_account (db, args, error);
}

void
silu_store_remove_account (SiluStore *self, const char *account_id)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_db_write (self->db, delete_account, g_strdup (account_id), g_free);
}

/* --- flushing --- */

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (silu_db_flush_finish (self->db, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
silu_store_flush_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_flush_async);
  silu_db_flush_async (self->db, flushed_cb, task);
}

gboolean
silu_store_flush_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
