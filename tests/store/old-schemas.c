/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies, for what was released stays as it is. */
#include "old-schemas.h"

const char old_schema_1[] =
    "CREATE TABLE conversation ("
    "  id TEXT PRIMARY KEY NOT NULL,"
    "  title TEXT NOT NULL,"
    "  created INTEGER NOT NULL,"
    "  updated INTEGER NOT NULL,"
    "  deleted INTEGER NOT NULL,"
    "  pinned INTEGER NOT NULL,"
    "  leaf TEXT,"
    "  account TEXT,"
    "  model TEXT,"
    "  think INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX conversation_updated ON conversation (deleted, updated);"

    "CREATE TABLE message ("
    "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  id TEXT UNIQUE NOT NULL,"
    "  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
    "  parent TEXT,"
    "  role INTEGER NOT NULL,"
    "  state INTEGER NOT NULL,"
    "  owner TEXT,"
    "  model TEXT,"
    "  account TEXT,"
    "  think INTEGER NOT NULL,"
    "  finish INTEGER NOT NULL,"
    "  pane INTEGER NOT NULL,"
    "  start INTEGER NOT NULL,"
    "  first_byte INTEGER NOT NULL,"
    "  first_reasoning INTEGER NOT NULL,"
    "  first_text INTEGER NOT NULL,"
    "  end INTEGER NOT NULL,"
    "  prompt INTEGER NOT NULL,"
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
    "CREATE TABLE chunk ("
    "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
    "  kind INTEGER NOT NULL,"
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
    "  models TEXT NOT NULL,"
    "  is_default INTEGER NOT NULL"
    ") STRICT;";

/* What version 2 added. */
const char old_schema_2[] =
    "ALTER TABLE conversation ADD COLUMN sampling TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE message ADD COLUMN load INTEGER NOT NULL DEFAULT -1;"
    "ALTER TABLE message ADD COLUMN cost INTEGER NOT NULL DEFAULT -1;"
    "ALTER TABLE account ADD COLUMN contexts TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE account ADD COLUMN sampling TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE account ADD COLUMN proxy TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE account ADD COLUMN headers TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE account ADD COLUMN ca_file TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE account ADD COLUMN socket TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE account ADD COLUMN allow_plain_key INTEGER NOT NULL DEFAULT 0;"
    "PRAGMA user_version = 2;";

#define SEARCH_MESSAGE_3                                                                           \
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
  "        (SELECT group_concat (p.text, char (10)) FROM part AS p"                                \
  "          WHERE p.message = m.id AND p.kind = 2) AS attachments,"                               \
  "        (SELECT group_concat (n.text, char (10)) FROM note AS n"                                \
  "          WHERE n.message = m.id AND n.text != '') AS notes"                                    \
  "      FROM message AS m);"

const char old_schema_3[] =
    "ALTER TABLE conversation ADD COLUMN title_kind INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE conversation ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE conversation ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE conversation ADD COLUMN folder TEXT;"
    "ALTER TABLE conversation ADD COLUMN tags TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE conversation ADD COLUMN source TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE message ADD COLUMN rating INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE part ADD COLUMN pace TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE chunk ADD COLUMN time INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX conversation_folder ON conversation (folder) WHERE folder IS NOT NULL;"

    "CREATE TABLE folder ("
    "  id TEXT PRIMARY KEY NOT NULL,"
    "  name TEXT NOT NULL,"
    "  position INTEGER NOT NULL,"
    "  collapsed INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"

    "CREATE TABLE draft ("
    "  conversation TEXT PRIMARY KEY NOT NULL,"
    "  text TEXT NOT NULL"
    ") STRICT;"
    "CREATE TABLE draft_attachment ("
    "  conversation TEXT NOT NULL REFERENCES draft (conversation) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  text TEXT NOT NULL,"
    "  PRIMARY KEY (conversation, position)"
    ") STRICT;"
    "CREATE TABLE note ("
    "  seq INTEGER PRIMARY KEY,"
    "  message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
    "  part INTEGER NOT NULL,"
    "  start INTEGER NOT NULL,"
    "  kind INTEGER NOT NULL,"
    "  text TEXT NOT NULL,"
    "  created INTEGER NOT NULL,"
    "  UNIQUE (message, part, start)"
    ") STRICT;"

    "CREATE TABLE chore ("
    "  name TEXT PRIMARY KEY NOT NULL"
    ") STRICT;"
    "CREATE TABLE title ("
    "  seq INTEGER PRIMARY KEY,"
    "  conversation TEXT UNIQUE NOT NULL REFERENCES conversation (id) ON DELETE CASCADE"
    ") STRICT;" SEARCH_MESSAGE_3
    "CREATE VIEW search_title (seq, title, question, answer, thoughts, code, attachments, notes) AS"
    "  SELECT t.seq, c.title, NULL, NULL, NULL, NULL, NULL, NULL"
    "    FROM title AS t JOIN conversation AS c ON c.id = t.conversation;"
    "CREATE TABLE unindexed ("
    "  seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE"
    ") STRICT;"
    "CREATE VIEW search_source AS"
    "  SELECT * FROM search_message WHERE seq NOT IN (SELECT seq FROM unindexed)"
    "  UNION ALL SELECT * FROM search_title;"
    "CREATE VIRTUAL TABLE search USING fts5 ("
    "  title, question, answer, thoughts, code, attachments, notes,"
    "  content = 'search_source', content_rowid = 'seq', tokenize = 'silu', prefix = '2 3'"
    ");"
    "INSERT INTO search (search, rank) VALUES ('rank', 'bm25 (8.0, 3.0, 2.0, 1.0, 2.0, 1.0, 3.0)');"
    "INSERT INTO title (seq, conversation) SELECT - row_number () OVER (), id FROM conversation;"
    "INSERT INTO search (search) VALUES ('rebuild');"
    "PRAGMA user_version = 3;";

const char old_search_3[] =
    "DROP VIEW search_message;" SEARCH_MESSAGE_3 "INSERT INTO search (search) VALUES ('rebuild');"
    "PRAGMA user_version = 3;";
