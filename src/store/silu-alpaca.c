/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three tables: chat, message, attachment. Its instances, with their keys, are not looked at. */
#include "silu-alpaca.h"

#include "silu-sql.h"
#include <glib/gi18n-lib.h>

/* Bytes of text of one chat. */
#define MAX_SIZE (32 * 1024 * 1024)

struct _SiluAlpaca
{
  sqlite3 *db;
  SiluStatement *chats;
  SiluStatement *messages;
  SiluStatement *attachments; /* NULL: there is no such table */
  gint64 n_chats;
  gint64 n_read;
};

/* A view in the place of a table could be made to compute for ever. */
static gboolean
has_table (sqlite3 *db, const char *name)
{
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, NULL, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1", "s", name);

  return row != NULL && silu_sql_step (row, NULL);
}

static gint64
count_chats (sqlite3 *db)
{
  g_autoptr (SiluStatement) row = silu_sql_prepare (db, NULL, "SELECT count (*) FROM chat", "");

  return row != NULL && silu_sql_step (row, NULL) ? silu_sql_get_int (row, 0) : 0;
}

/* Its tables have no index for what is looked for. */
static gboolean
make_index (sqlite3 *db)
{
  return silu_sql_exec (db,
                        "CREATE TEMP TABLE by_chat AS SELECT chat_id AS key, rowid AS number"
                        "  FROM main.message;"
                        "CREATE INDEX temp.by_chat_key ON by_chat (key);",
                        NULL) &&
         (!has_table (db, "attachment") ||
          silu_sql_exec (db,
                         "CREATE TEMP TABLE by_message AS SELECT message_id AS key,"
                         "    rowid AS number FROM main.attachment;"
                         "CREATE INDEX temp.by_message_key ON by_message (key);",
                         NULL));
}

static gboolean
prepare (SiluAlpaca *self)
{
  self->chats = silu_sql_prepare (self->db, NULL, "SELECT id, name FROM chat ORDER BY rowid", "");
  self->messages = silu_sql_prepare (self->db, NULL,
                                     "SELECT id, role, model, date_time, content,"
                                     "    sum (length (content)) OVER ()"
                                     "  FROM by_chat JOIN message ON message.rowid = number"
                                     "  WHERE key = ?1 ORDER BY date_time, number",
                                     "");
  if (has_table (self->db, "attachment"))
    self->attachments =
        silu_sql_prepare (self->db, NULL,
                          "SELECT type, name, CASE WHEN type != 'image' THEN content END"
                          "  FROM by_message JOIN attachment ON attachment.rowid = number"
                          "  WHERE key = ?1 AND length (content) <= 33554432 ORDER BY number",
                          "");
  self->n_chats = count_chats (self->db);

  return self->chats != NULL && self->messages != NULL;
}

SiluAlpaca *
silu_alpaca_open (const char *path, GError **error)
{
  g_autoptr (SiluAlpaca) self = g_new0 (SiluAlpaca, 1);
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;

  if (sqlite3_open_v2 (path, &self->db, flags, NULL) == SQLITE_OK &&
      silu_sql_exec (self->db, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;", NULL) &&
      has_table (self->db, "chat") && has_table (self->db, "message") && make_index (self->db) &&
      prepare (self))
    return g_steal_pointer (&self);

  g_propagate_error (error,
                     silu_error_new (SILU_ERROR_REQUEST,
                                     _ ("There are no chats of a program that Silu knows in it."),
                                     sqlite3_errmsg (self->db), -1));

  return NULL;
}

void
silu_alpaca_free (SiluAlpaca *self)
{
  g_clear_pointer (&self->chats, silu_sql_finalize);
  g_clear_pointer (&self->messages, silu_sql_finalize);
  g_clear_pointer (&self->attachments, silu_sql_finalize);
  sqlite3_close (self->db);
  g_free (self);
}

/* The columns of a row, as members with these names. */
static JsonObject *
read_row (SiluStatement *row, const char *const *names)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = silu_sql_dup_text (row, i);

      if (text != NULL)
        json_object_set_string_member (object, names[i], text);
    }

  return object;
}

static void
begin (SiluStatement *statement, const char *key)
{
  sqlite3_reset (statement);
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
}

static gboolean
read_attachments (SiluAlpaca *self, JsonObject *message, const char *id, GError **error)
{
  static const char *const names[] = { "type", "name", "content", NULL };
  g_autoptr (GError) failure = NULL;
  JsonArray *attachments;

  if (self->attachments == NULL || id == NULL)
    return TRUE;

  attachments = json_array_new ();
  json_object_set_array_member (message, "attachments", attachments);
  begin (self->attachments, id);
  while (silu_sql_step (self->attachments, &failure))
    json_array_add_object_element (attachments, read_row (self->attachments, names));
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

static gboolean
read_messages (SiluAlpaca *self, JsonArray *messages, gboolean *is_too_large, GError **error)
{
  static const char *const names[] = { "id", "role", "model", "date_time", "content", NULL };
  g_autoptr (GError) failure = NULL;

  while (silu_sql_step (self->messages, &failure))
    {
      JsonObject *message;

      if (silu_sql_get_int (self->messages, 5) > MAX_SIZE)
        {
          *is_too_large = TRUE;
          return TRUE;
        }

      message = read_row (self->messages, names);
      json_array_add_object_element (messages, message);
      if (!read_attachments (self, message,
                             json_object_has_member (message, "id")
                                 ? json_object_get_string_member (message, "id")
                                 : NULL,
                             &failure))
        break;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

JsonNode *
silu_alpaca_next (SiluAlpaca *self, char **skipped, GError **error)
{
  static const char *const names[] = { "id", "name", NULL };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *id = NULL;
  gboolean is_too_large = FALSE;
  JsonArray *messages;
  JsonObject *chat;

  if (!silu_sql_step (self->chats, error))
    return NULL;

  self->n_read++;
  chat = read_row (self->chats, names);
  node = json_node_alloc ();
  json_node_init_object (node, chat);
  json_object_unref (chat);
  messages = json_array_new ();
  json_object_set_array_member (chat, "messages", messages);

  id = silu_sql_dup_text (self->chats, 0);
  begin (self->messages, id);
  if (!read_messages (self, messages, &is_too_large, error))
    return NULL;
  if (is_too_large)
    {
      *skipped = silu_sql_dup_text (self->chats, 1);
      if (*skipped == NULL)
        *skipped = g_strdup ("");
      return NULL;
    }

  return g_steal_pointer (&node);
}

double
silu_alpaca_get_fraction (SiluAlpaca *self)
{
  return self->n_chats > 0 ? (double) self->n_read / (double) self->n_chats : 1;
}
