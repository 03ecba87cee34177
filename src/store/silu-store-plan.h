/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export is going to read, before it reads it: conversations may be many, and are read one
 * at a time. */
#pragma once

#include "silu-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
} SiluPlanFolder;

typedef struct
{
  GPtrArray *ids;     /* of strings: the conversations */
  GPtrArray *folders; /* of SiluPlanFolder: those that they are in, as in the sidebar */
} SiluPlan;

SiluPlanFolder *silu_plan_folder_new (const char *id, const char *name);
void silu_plan_folder_free (SiluPlanFolder *self);
void silu_plan_free (SiluPlan *self);

/* @ids: NULL for all that are not in the trash, the oldest first. SILU_ERROR_NOT_FOUND if there is
 * no conversation of such an id. */
SiluPlan *silu_plan_read (sqlite3 *db, const char *const *ids, GError **error);

void silu_store_plan_async (SiluStore *self,
                            const char *const *ids,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SiluPlan *silu_store_plan_finish (SiluStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluPlanFolder, silu_plan_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluPlan, silu_plan_free)

G_END_DECLS
