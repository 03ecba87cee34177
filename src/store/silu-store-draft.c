/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written but not sent. */
#include "silu-store-private.h"

#include "silu-sql.h"
#include <string.h>

typedef struct
{
  char *conversation;
  SiluDraftRecord *draft;
  gboolean new_files;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->conversation);
  silu_draft_record_free (self->draft);
  g_free (self);
}

static gboolean
write_attachments (sqlite3 *db, const Job *job, GError **error)
{
  GPtrArray *attachments = job->draft->attachments;

  if (!silu_sql_run (db, error, "DELETE FROM draft_attachment WHERE conversation = ?1", "s",
                     job->conversation))
    return FALSE;

  for (guint i = 0; i < attachments->len; i++)
    {
      g_autofree char *json = silu_attachment_to_json (g_ptr_array_index (attachments, i));

      if (!silu_sql_run (db, error,
                         "INSERT INTO draft_attachment (conversation, position, text)"
                         "  VALUES (?1, ?2, ?3)",
                         "sis", job->conversation, (gint64) i, json))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_draft (sqlite3 *db, gpointer args, GError **error)
{
  const Job *job = args;

  if (*job->draft->text == '\0' && job->draft->attachments->len == 0)
    return silu_sql_run (db, error, "DELETE FROM draft WHERE conversation = ?1", "s",
                         job->conversation);

  return silu_sql_run (db, error,
                       "INSERT INTO draft (conversation, text) VALUES (?1, ?2)"
                       "  ON CONFLICT (conversation) DO UPDATE SET text = ?2",
                       "ss", job->conversation, job->draft->text) &&
         (!job->new_files || write_attachments (db, job, error));
}

void
silu_store_save_draft (SiluStore *self,
                       const char *conversation_id,
                       const char *text,
                       GPtrArray *attachments,
                       gboolean new_files)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (SILU_IS_STORE (self));

  job->conversation = g_strdup (conversation_id);
  job->draft = silu_draft_record_new (text, attachments);
  job->new_files = new_files;
  silu_db_write (silu_store_get_db (self), write_draft, job, job_free);
}

/* Rows that are of another shape, or are too much, are left away: somebody else wrote them. */
static void
add_attachment (GHashTable *drafts, SiluStatement *row)
{
  g_autofree char *conversation = silu_sql_dup_text (row, 0);
  g_autofree char *json = silu_sql_dup_text (row, 1);
  SiluDraftRecord *draft = g_hash_table_lookup (drafts, conversation);
  g_autoptr (SiluAttachment) attachment = silu_attachment_new_from_json (json, strlen (json));

  if (draft != NULL && attachment != NULL &&
      silu_attachments_check (draft->attachments, attachment) == SILU_ATTACHMENT_FINE)
    g_ptr_array_add (draft->attachments, g_steal_pointer (&attachment));
}

static gboolean
read_texts (sqlite3 *db, GHashTable *drafts, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT conversation, text FROM draft", "");

  if (row == NULL)
    return FALSE;

  while (silu_sql_step (row, &failure))
    {
      g_autofree char *text = silu_sql_dup_text (row, 1);

      g_hash_table_insert (drafts, silu_sql_dup_text (row, 0), silu_draft_record_new (text, NULL));
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
read_attachments (sqlite3 *db, GHashTable *drafts, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error,
                        "SELECT conversation, text FROM draft_attachment"
                        "  ORDER BY conversation, position",
                        "");

  if (row == NULL)
    return FALSE;

  while (silu_sql_step (row, &failure))
    add_attachment (drafts, row);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gpointer
read_drafts (sqlite3 *db, gpointer args, GError **error)
{
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify) silu_draft_record_free);

  if (!read_texts (db, drafts, error) || !read_attachments (db, drafts, error))
    return NULL;

  return g_steal_pointer (&drafts);
}

void
silu_store_list_drafts_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_store_read_async (self, silu_store_list_drafts_async, read_drafts, NULL, NULL,
                         (GDestroyNotify) g_hash_table_unref, NULL, callback, user_data);
}

GHashTable *
silu_store_list_drafts_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
