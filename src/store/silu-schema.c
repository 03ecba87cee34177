/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbered migrations. A step that was released is never changed; a new one is appended. */
#include "silu-schema.h"

#include "silu-index.h"
#include <glib/gi18n-lib.h>

/* What the index holds of a message; between the two stands what it holds of a file with it. */
#define SEARCH_MESSAGE_BEGIN                                                                       \
  "CREATE VIEW search_message (seq, title, question, answer, thoughts, code, attachments,"         \
  "    notes) AS"                                                                                  \
  "  SELECT seq, NULL,"                                                                            \
  "      CASE WHEN role = 1 THEN silu_prose (text) END,"                                           \
  "      CASE WHEN role != 1 THEN silu_prose (text) END,"                                          \
  "      thoughts, silu_code (text), attachments, notes"                                           \
  "    FROM (SELECT m.seq AS seq, m.role AS role,"                                                 \
  "        (SELECT group_concat (p.text, char (10)) FROM part AS p"                                \
  "          WHERE p.message = m.id AND p.kind = 1) AS text,"                                      \
  "        (SELECT group_concat (p.text, char (10)) FROM part AS p"                                \
  "          WHERE p.message = m.id AND p.kind = 0) AS thoughts,"                                  \
  "        (SELECT group_concat ("

#define SEARCH_MESSAGE_END                                                                         \
  ", char (10)) FROM part AS p"                                                                    \
  "          WHERE p.message = m.id AND p.kind = 2) AS attachments,"                               \
  "        (SELECT group_concat (n.text, char (10)) FROM note AS n"                                \
  "          WHERE n.message = m.id AND n.text != '') AS notes"                                    \
  "      FROM message AS m);"

/* Those that the index holds and that have files with them. */
#define WITH_ATTACHMENTS                                                                           \
  "  WHERE seq IN (SELECT m.seq FROM part AS p JOIN message AS m ON m.id = p.message"              \
  "      WHERE p.kind = 2) AND seq NOT IN (SELECT seq FROM unindexed)"

/* Times are microseconds since the epoch, UTC; 0 where a thing did not happen. Numbers of roles,
 * states, kinds and channels are those of the enums in model/ and wire/. */
static const char *const steps[] = {
  /* 1 */
  "CREATE TABLE conversation ("
  "  id TEXT PRIMARY KEY NOT NULL,"
  "  title TEXT NOT NULL,"
  "  created INTEGER NOT NULL,"
  "  updated INTEGER NOT NULL,"
  "  deleted INTEGER NOT NULL," /* since when in the trash, 0: not there */
  "  pinned INTEGER NOT NULL,"
  "  leaf TEXT,"    /* the message that the active branch ends with */
  "  account TEXT," /* the choice for the next question */
  "  model TEXT,"
  "  think INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX conversation_updated ON conversation (deleted, updated);"

  "CREATE TABLE message ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT," /* the order in which they were made */
  "  id TEXT UNIQUE NOT NULL,"
  "  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
  "  parent TEXT," /* NULL: a first message */
  "  role INTEGER NOT NULL,"
  "  state INTEGER NOT NULL,"
  "  owner TEXT," /* while it streams: the process that does it, a file in owners/ */
  "  model TEXT,"
  "  account TEXT,"
  "  think INTEGER NOT NULL,"
  "  finish INTEGER NOT NULL,"
  "  pane INTEGER NOT NULL," /* the thinking pane: 1 open, 0 closed, -1 no choice */
  "  start INTEGER NOT NULL,"
  "  first_byte INTEGER NOT NULL,"
  "  first_reasoning INTEGER NOT NULL,"
  "  first_text INTEGER NOT NULL,"
  "  end INTEGER NOT NULL,"
  "  prompt INTEGER NOT NULL," /* tokens, -1: unknown */
  "  completion INTEGER NOT NULL,"
  "  reasoning INTEGER NOT NULL,"
  "  cached INTEGER NOT NULL,"
  "  error_code TEXT,"
  "  error_message TEXT,"
  "  error_detail TEXT"
  ") STRICT;"
  "CREATE INDEX message_conversation ON message (conversation, seq);"
  "CREATE INDEX message_state ON message (state);"

  "CREATE TABLE part ("
  "  message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  channel INTEGER NOT NULL,"
  "  text TEXT NOT NULL,"
  "  PRIMARY KEY (message, position)"
  ") STRICT;"

  /* The journal: what streamed since the parts were written. Appended to, never changed. */
  "CREATE TABLE chunk ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL," /* -1: all text so far was reasoning */
  "  channel INTEGER NOT NULL,"
  "  text TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX chunk_message ON chunk (message, seq);"

  "CREATE TABLE account ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT UNIQUE NOT NULL,"
  "  preset TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  base_url TEXT NOT NULL,"
  "  dialect TEXT NOT NULL,"
  "  model TEXT NOT NULL,"
  "  models TEXT NOT NULL," /* one a line */
  "  is_default INTEGER NOT NULL"
  ") STRICT;",

  /* 2: how servers are reached, what requests are made with, what answers cost */
  "ALTER TABLE conversation ADD COLUMN sampling TEXT NOT NULL DEFAULT '';" /* "temperature=0.6 …" */
  "ALTER TABLE message ADD COLUMN load INTEGER NOT NULL DEFAULT -1;"       /* milliseconds */
  "ALTER TABLE message ADD COLUMN cost INTEGER NOT NULL DEFAULT -1;"       /* USD / 10^9 */
  "ALTER TABLE account ADD COLUMN contexts TEXT NOT NULL DEFAULT '';" /* model, tab, tokens a line
                                                                       */
  "ALTER TABLE account ADD COLUMN sampling TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE account ADD COLUMN proxy TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE account ADD COLUMN headers TEXT NOT NULL DEFAULT '';" /* one a line */
  "ALTER TABLE account ADD COLUMN ca_file TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE account ADD COLUMN socket TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE account ADD COLUMN allow_plain_key INTEGER NOT NULL DEFAULT 0;",

  /* 3: how conversations are kept in order, what is not yet sent, and what is searched */
  "ALTER TABLE conversation ADD COLUMN title_kind INTEGER NOT NULL DEFAULT 0;" /* SiluTitleKind */
  "ALTER TABLE conversation ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;"   /* since when */
  "ALTER TABLE conversation ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE conversation ADD COLUMN folder TEXT;"                     /* id, or NULL */
  "ALTER TABLE conversation ADD COLUMN tags TEXT NOT NULL DEFAULT '';"   /* one a line */
  "ALTER TABLE conversation ADD COLUMN source TEXT NOT NULL DEFAULT '';" /* imported from it */
  "ALTER TABLE message ADD COLUMN rating INTEGER NOT NULL DEFAULT 0;"    /* SiluRating */
  "ALTER TABLE part ADD COLUMN pace TEXT NOT NULL DEFAULT '';"           /* see silu-mark.h */
  "ALTER TABLE chunk ADD COLUMN time INTEGER NOT NULL DEFAULT 0;"        /* when its first came */
  "CREATE INDEX conversation_folder ON conversation (folder) WHERE folder IS NOT NULL;"

  "CREATE TABLE folder ("
  "  id TEXT PRIMARY KEY NOT NULL,"
  "  name TEXT NOT NULL,"
  "  position INTEGER NOT NULL," /* in the sidebar, from 0 */
  "  collapsed INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"

  "CREATE TABLE draft ("
  "  conversation TEXT PRIMARY KEY NOT NULL," /* '': of the next new one */
  "  text TEXT NOT NULL"
  ") STRICT;"

  /* Rows of their own: a word more in the text must not write megabytes of files again. */
  "CREATE TABLE draft_attachment ("
  "  conversation TEXT NOT NULL REFERENCES draft (conversation) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  text TEXT NOT NULL," /* as that of a part, see silu-attachment.h */
  "  PRIMARY KEY (conversation, position)"
  ") STRICT;"

  /* Of the step of a chain that begins at this byte of this part. */
  "CREATE TABLE note ("
  "  seq INTEGER PRIMARY KEY,"
  "  message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
  "  part INTEGER NOT NULL,"
  "  start INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL," /* SiluNoteKind */
  "  text TEXT NOT NULL,"    /* '': a mark without words */
  "  created INTEGER NOT NULL,"
  "  UNIQUE (message, part, start)"
  ") STRICT;"

  "CREATE TABLE chore (" /* what is to be gone on with: "scrub", see silu-chores.h */
  "  name TEXT PRIMARY KEY NOT NULL"
  ") STRICT;"

  /* A title's number in the index; all are below zero. */
  "CREATE TABLE title ("
  "  seq INTEGER PRIMARY KEY,"
  "  conversation TEXT UNIQUE NOT NULL REFERENCES conversation (id) ON DELETE CASCADE"
  ") STRICT;"

  /* See silu-index.h. Roles and kinds are numbers of SiluRole and SiluPartKind. Two views, for
   * SQLite does not look for one row in what a union is made of. */
  SEARCH_MESSAGE_BEGIN "p.text" SEARCH_MESSAGE_END
  "CREATE VIEW search_title (seq, title, question, answer, thoughts, code, attachments, notes) AS"
  "  SELECT t.seq, c.title, NULL, NULL, NULL, NULL, NULL, NULL"
  "    FROM title AS t JOIN conversation AS c ON c.id = t.conversation;"

  /* Messages that the index does not hold yet: to it they are not there. */
  "CREATE TABLE unindexed ("
  "  seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE"
  ") STRICT;"
  "CREATE VIEW search_source AS"
  "  SELECT * FROM search_message WHERE seq NOT IN (SELECT seq FROM unindexed)"
  "  UNION ALL SELECT * FROM search_title;"

  /* Beginnings of two and three letters are in the index as well: of those that people have typed
   * so far there are too many words to gather while they go on typing. */
  "CREATE VIRTUAL TABLE search USING fts5 ("
  "  title, question, answer, thoughts, code, attachments, notes,"
  "  content = 'search_source', content_rowid = 'seq', tokenize = 'silu', prefix = '2 3'"
  ");"
  "INSERT INTO search (search, rank) VALUES ('rank', 'bm25 (8.0, 3.0, 2.0, 1.0, 2.0, 1.0, 3.0)');"
  "INSERT INTO title (seq, conversation) SELECT - row_number () OVER (), id FROM conversation;"
  "INSERT INTO search (search) VALUES ('rebuild');",

  /* 4: of an attachment its name and its words are searched, not the JSON that holds them */
  "INSERT INTO search (search, rowid, title, question, answer, thoughts, code, attachments, notes)"
  "  SELECT 'delete', * FROM search_message" WITH_ATTACHMENTS ";"
  "DROP VIEW search_message;" SEARCH_MESSAGE_BEGIN "silu_attached (p.text)" SEARCH_MESSAGE_END
  "INSERT INTO search (rowid, title, question, answer, thoughts, code, attachments, notes)"
  "  SELECT * FROM search_message" WITH_ATTACHMENTS ";",
};

G_STATIC_ASSERT (G_N_ELEMENTS (steps) == SILU_SCHEMA_VERSION);

gboolean
silu_schema_read_version (sqlite3 *db, gint64 *version, GError **error)
{
  g_autoptr (SiluStatement) statement = silu_sql_prepare (db, error, "PRAGMA user_version", "");

  if (statement == NULL || !silu_sql_step (statement, error))
    return FALSE;

  *version = silu_sql_get_int (statement, 0);

  return TRUE;
}

static gboolean
apply_steps (sqlite3 *db, gint64 version, GError **error)
{
  for (; version < SILU_SCHEMA_VERSION; version++)
    {
      g_autofree char *mark =
          g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, version + 1);

      if (!silu_sql_exec (db, steps[version], error) || !silu_sql_exec (db, mark, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
silu_schema_migrate (sqlite3 *db, GError **error)
{
  gint64 version = 0;

  if (!silu_index_register (db, error) || !silu_sql_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  /* Read under the lock: another process may migrate at this moment. */
  if (!silu_schema_read_version (db, &version, error))
    goto fail;

  if (version > SILU_SCHEMA_VERSION || version < 0)
    {
      g_propagate_error (error,
                         silu_error_new (SILU_ERROR_STORE,
                                         _ ("The chats were written by a newer Silu. Update Silu "
                                            "to read them; nothing was changed."),
                                         NULL, -1));
      goto fail;
    }

  if (!apply_steps (db, version, error) || !silu_sql_exec (db, "COMMIT", error))
    goto fail;

  return TRUE;

fail:
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}
