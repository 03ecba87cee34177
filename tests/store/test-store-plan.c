/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export is going to read. */
#include "silu-rows.h"
#include "silu-schema.h"
#include "silu-store-plan.h"
#include "silu-test.h"

static void
add_conversation (sqlite3 *db, const char *id, gint64 created, const char *folder, gint64 deleted)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (id);
  g_autoptr (SiluConversationRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  silu_conversation_set_created (conversation, created);
  silu_conversation_set_folder (conversation, folder);
  silu_conversation_set_deleted (conversation, deleted);
  record = silu_conversation_record_new (conversation);
  g_assert_true (silu_rows_save_conversation (db, record, &error));
}

/* "second", the older "first" in the folder "b", "gone" in the trash and the folder "a". */
static sqlite3 *
open_filled (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_true (silu_schema_migrate (db, &error));
  g_assert_true (silu_sql_exec (db,
                                "INSERT INTO folder (id, name, position)"
                                "  VALUES ('a', 'Last', 1), ('b', 'First', 0)",
                                &error));
  add_conversation (db, "second", 20, NULL, 0);
  add_conversation (db, "first", 10, "b", 0);
  add_conversation (db, "gone", 5, "a", 7);

  return db;
}

static char *
join_folders (const SiluPlan *plan)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < plan->folders->len; i++)
    {
      const SiluPlanFolder *folder = g_ptr_array_index (plan->folders, i);

      g_string_append_printf (names, "%s=%s ", folder->id, folder->name);
    }

  return g_string_free (names, FALSE);
}

static void
test_all (void)
{
  sqlite3 *db = open_filled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluPlan) plan = silu_plan_read (db, NULL, &error);
  g_autofree char *folders = join_folders (plan);

  g_assert_no_error (error);
  g_assert_cmpuint (plan->ids->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (plan->ids, 0), ==, "first");
  g_assert_cmpstr (g_ptr_array_index (plan->ids, 1), ==, "second");
  g_assert_cmpstr (folders, ==, "b=First a=Last ");
  sqlite3_close (db);
}

/* In the order in which they were asked for, each once; no folder that none of them is in. */
static void
test_some (void)
{
  const char *const ids[] = { "second", "gone", "second", NULL };
  sqlite3 *db = open_filled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluPlan) plan = silu_plan_read (db, ids, &error);
  g_autofree char *folders = join_folders (plan);

  g_assert_no_error (error);
  g_assert_cmpuint (plan->ids->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (plan->ids, 0), ==, "second");
  g_assert_cmpstr (g_ptr_array_index (plan->ids, 1), ==, "gone");
  g_assert_cmpstr (folders, ==, "a=Last ");
  sqlite3_close (db);
}

static void
test_missing (void)
{
  const char *const ids[] = { "second", "nobody", NULL };
  sqlite3 *db = open_filled ();
  g_autoptr (GError) error = NULL;

  g_assert_null (silu_plan_read (db, ids, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_NOT_FOUND);
  sqlite3_close (db);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/plan/all", test_all);
  g_test_add_func ("/plan/some", test_some);
  g_test_add_func ("/plan/missing", test_missing);

  return g_test_run ();
}
