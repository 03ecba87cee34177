/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders: a GListModel of SiluFolder, in the order of their positions. */
#pragma once

#include "silu-folder.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define SILU_TYPE_FOLDER_LIST (silu_folder_list_get_type ())
G_DECLARE_FINAL_TYPE (SiluFolderList, silu_folder_list, SILU, FOLDER_LIST, GObject)

/* Signals, for who stores them:
 *   "changed" (SiluFolder *): it is new, or its name or whether it is collapsed is another.
 *   "removed" (SiluFolder *). */
SiluFolderList *silu_folder_list_new (void);

/* What was stored, in its order; without "changed". One that is there already stays as it is. */
void silu_folder_list_add_stored (SiluFolderList *self, GPtrArray *folders);

/* What is stored now, in place of all that was known. Without "changed" and "removed". */
void silu_folder_list_replace (SiluFolderList *self, GPtrArray *folders);

/* A new one behind the others; borrowed. */
SiluFolder *silu_folder_list_create (SiluFolderList *self, const char *name);

void silu_folder_list_remove (SiluFolderList *self, SiluFolder *folder);

/* By id; borrowed, NULL if unknown, as for the id NULL. */
SiluFolder *silu_folder_list_find (SiluFolderList *self, const char *id);

G_END_DECLS
