/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which conversations there are to export, and the folders they are in. */
#include "silu-store-plan.h"

#include "silu-store-private.h"
#include <glib/gi18n-lib.h>

SiluPlanFolder *
silu_plan_folder_new (const char *id, const char *name)
{
  SiluPlanFolder *self = g_new0 (SiluPlanFolder, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);

  return self;
}

void
silu_plan_folder_free (SiluPlanFolder *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

void
silu_plan_free (SiluPlan *self)
{
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->folders);
  g_free (self);
}

/* All that are not in the trash. */
static gboolean
read_all (sqlite3 *db, SiluPlan *plan, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, error, "SELECT id FROM conversation WHERE deleted = 0 ORDER BY created, id", "");

  if (row == NULL)
    return FALSE;

  while (silu_sql_step (row, &failure))
    g_ptr_array_add (plan->ids, silu_sql_dup_text (row, 0));
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

/* One of those that were named; its folder goes into @used. */
static gboolean
read_one (sqlite3 *db, SiluPlan *plan, const char *id, GHashTable *used, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT folder FROM conversation WHERE id = ?1", "s", id);
  g_autofree char *folder = NULL;

  if (row == NULL)
    return FALSE;

  if (!silu_sql_step (row, &failure))
    {
      if (failure == NULL)
        failure = silu_error_new (SILU_ERROR_NOT_FOUND, _ ("There is no such chat."), NULL, -1);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  folder = silu_sql_dup_text (row, 0);
  g_ptr_array_add (plan->ids, g_strdup (id));
  if (folder != NULL)
    g_hash_table_add (used, g_steal_pointer (&folder));

  return TRUE;
}

static gboolean
read_named (sqlite3 *db, SiluPlan *plan, const char *const *ids, GHashTable *used, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (; *ids != NULL; ids++)
    if (g_hash_table_add (seen, (gpointer) *ids) && !read_one (db, plan, *ids, used, error))
      return FALSE;

  return TRUE;
}

/* Those in @used; NULL: all. */
static gboolean
read_folders (sqlite3 *db, SiluPlan *plan, GHashTable *used, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT id, name FROM folder ORDER BY position, id", "");

  if (row == NULL)
    return FALSE;

  while (silu_sql_step (row, &failure))
    {
      g_autofree char *id = silu_sql_dup_text (row, 0);
      g_autofree char *name = silu_sql_dup_text (row, 1);

      if (used == NULL || g_hash_table_contains (used, id))
        g_ptr_array_add (plan->folders, silu_plan_folder_new (id, name));
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

SiluPlan *
silu_plan_read (sqlite3 *db, const char *const *ids, GError **error)
{
  g_autoptr (SiluPlan) plan = g_new0 (SiluPlan, 1);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  plan->ids = g_ptr_array_new_with_free_func (g_free);
  plan->folders = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_plan_folder_free);

  if (ids == NULL ? read_all (db, plan, error) && read_folders (db, plan, NULL, error)
                  : read_named (db, plan, ids, used, error) && read_folders (db, plan, used, error))
    return g_steal_pointer (&plan);

  return NULL;
}

static gpointer
read_plan (sqlite3 *db, gpointer args, GError **error)
{
  return silu_plan_read (db, args, error);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  SiluPlan *plan = silu_db_read_finish (silu_store_get_db (self), result, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) silu_plan_free);
  else
    g_task_return_error (task, error);
}

void
silu_store_plan_async (SiluStore *self,
                       const char *const *ids,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_plan_async);
  silu_db_read_async (silu_store_get_db (self), read_plan, g_strdupv ((char **) ids),
                      (GDestroyNotify) g_strfreev, (GDestroyNotify) silu_plan_free, cancellable,
                      read_cb, task);
}

SiluPlan *
silu_store_plan_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
