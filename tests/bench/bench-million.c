/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows go straight into the tables, and the index is built at the end: through the store's own
 * writes a million messages would take longer than everything that is measured on them. */
#include "bench-million.h"

#include "silu-index.h"
#include "silu-schema.h"

/* Words of the made-up vocabularies; a few of them are most of the text, as in any language. */
#define N_WORDS 30000
#define N_CHARACTERS 3000

/* A conversation has so many messages. */
#define TURNS 50

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *conversation;
  sqlite3_stmt *message;
  sqlite3_stmt *part;
  GRand *rand;
  GString *text;
} Maker;

static const char *const common[] = {
  "the",  "to",   "of",    "and",     "a",     "in",    "is",    "that", "for", "it",
  "this", "with", "as",    "you",     "be",    "value", "can",   "list", "if",  "are",
  "code", "we",   "error", "because", "thing", "data",  "think", "then"
};

static const char *const syllables[] = { "com",  "pre", "ta",  "ri", "con", "lo",  "ner",
                                         "sti",  "ble", "ver", "mu", "sha", "por", "in",
                                         "tion", "re",  "the", "an", "qua", "zi" };

/* The small numbers come far more often than the large. */
static guint
pick (Maker *self, guint n)
{
  double x = g_rand_double (self->rand);

  return (guint) (x * x * x * x * n);
}

static void
add_word (Maker *self)
{
  guint word = pick (self, N_WORDS);
  const guint n = G_N_ELEMENTS (syllables);

  if (word < 3 * G_N_ELEMENTS (common))
    g_string_append (self->text, common[word % G_N_ELEMENTS (common)]);
  else
    for (guint rest = word * 7 + 1; rest > 0; rest /= n)
      g_string_append (self->text, syllables[rest % n]);
  g_string_append_c (self->text, ' ');
}

static void
add_phrase (Maker *self)
{
  guint n = (guint) g_rand_int_range (self->rand, 4, 16);

  for (guint i = 0; i < n; i++)
    g_string_append_unichar (self->text, 0x4e00 + pick (self, N_CHARACTERS));
  g_string_append (self->text, "，");
}

/* A sentence or a few, one in three of them Chinese; a name from code now and then. */
static const char *
make_text (Maker *self, gint64 seq, guint n_words)
{
  g_string_truncate (self->text, 0);
  if (seq % 3 == 0)
    for (guint i = 0; i < n_words / 8 + 1; i++)
      add_phrase (self);
  else
    for (guint i = 0; i < n_words; i++)
      add_word (self);
  if (seq % 20 == 0)
    g_string_append_printf (self->text, "\n```c\nint item_%u = get_value (list);\n```\n",
                            pick (self, N_WORDS));

  return self->text->str;
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));

  return statement;
}

static void
run (Maker *self, sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (self->db));
  sqlite3_reset (statement);
}

static void
add_part (Maker *self, gint64 seq, int position, int kind, guint n_words)
{
  sqlite3_bind_int64 (self->part, 1, seq);
  sqlite3_bind_int (self->part, 2, position);
  sqlite3_bind_int (self->part, 3, kind);
  sqlite3_bind_text (self->part, 4, make_text (self, seq, n_words), -1, SQLITE_TRANSIENT);
  run (self, self->part);
}

/* Questions and answers in turn; every fourth answer has thought before. */
static void
add_message (Maker *self, gint64 seq)
{
  gint64 talk = (seq - 1) / TURNS;

  if ((seq - 1) % TURNS == 0)
    {
      sqlite3_bind_int64 (self->conversation, 1, talk);
      sqlite3_bind_text (self->conversation, 2, make_text (self, talk, 5), -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (self->conversation, 3, (seq + TURNS) * G_USEC_PER_SEC);
      run (self, self->conversation);
    }

  sqlite3_bind_int64 (self->message, 1, seq);
  sqlite3_bind_int64 (self->message, 2, talk);
  sqlite3_bind_int64 (self->message, 3, (seq - 1) % TURNS == 0 ? 0 : seq - 1);
  sqlite3_bind_int (self->message, 4, seq % 2 == 1 ? SILU_ROLE_USER : SILU_ROLE_ASSISTANT);
  run (self, self->message);

  if (seq % 8 == 0)
    add_part (self, seq, 0, SILU_PART_REASONING, 40);
  add_part (self, seq, 1, SILU_PART_TEXT, seq % 2 == 1 ? 8 : 24);
}

static void
add_all (Maker *self, guint n_messages)
{
  self->conversation =
      prepare (self->db, "INSERT INTO conversation (id, title, created, updated, deleted, pinned,"
                         "    leaf, model, think)"
                         "  VALUES ('talk-' || ?1, ?2, ?3, ?3, 0, 0, NULL, 'bench', 0)");
  self->message = prepare (
      self->db,
      "INSERT INTO message (seq, id, conversation, parent, role, state, model, think, finish,"
      "    pane, start, first_byte, first_reasoning, first_text, end, prompt, completion,"
      "    reasoning, cached)"
      "  VALUES (?1, 'message-' || ?1, 'talk-' || ?2, 'message-' || nullif (?3, 0), ?4, 0,"
      "    'bench', 0, 0, -1, ?1 * 1000000, 0, 0, 0, ?1 * 1000000, -1, -1, -1, -1)");
  self->part = prepare (self->db, "INSERT INTO part (message, position, kind, channel, text)"
                                  "  VALUES ('message-' || ?1, ?2, ?3, 0, ?4)");

  for (gint64 seq = 1; seq <= n_messages; seq++)
    add_message (self, seq);

  sqlite3_finalize (self->conversation);
  sqlite3_finalize (self->message);
  sqlite3_finalize (self->part);
}

void
bench_make_million (const char *directory, guint n_messages)
{
  Maker self = { 0 };
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autoptr (GError) error = NULL;

  if (sqlite3_open (path, &self.db) != SQLITE_OK)
    g_error ("%s cannot be made", path);
  self.rand = g_rand_new_with_seed (1);
  self.text = g_string_new (NULL);
  silu_sql_exec (self.db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", &error);
  g_assert_no_error (error);
  silu_schema_migrate (self.db, &error);
  g_assert_no_error (error);

  silu_sql_exec (self.db, "BEGIN", &error);
  add_all (&self, n_messages);
  if (!silu_index_rebuild (self.db, &error) || !silu_sql_exec (self.db, "COMMIT", &error))
    g_error ("%s", error->message);

  g_string_free (self.text, TRUE);
  g_rand_free (self.rand);
  sqlite3_close (self.db);
}
