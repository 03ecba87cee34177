/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversation of another program while it is put together. Messages come in any order, with
 * the ids of the other program; parents may be missing, go round in a circle or be of no interest.
 * What comes out is a bundle with ids of our own, the same ones each time. */
#pragma once

#include "silu-bundle.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SiluImportTree SiluImportTree;

/* @format is the word for where it comes from, @id the conversation's there; NULL: the ids are then
 * made of what it says. */
SiluImportTree *silu_import_tree_new (const char *format, const char *id);
void silu_import_tree_free (SiluImportTree *self);

/* Its title, times and flags are to be filled in; borrowed. */
SiluConversationRecord *silu_import_tree_get_header (SiluImportTree *self);

/* A message to be filled in; borrowed. @id and @parent may be NULL. An id that is there already
 * gets another. */
SiluMessageRecord *
silu_import_tree_add (SiluImportTree *self, const char *id, const char *parent, SiluRole role);

/* A message that is left out: what hangs on it hangs on its parent. */
void silu_import_tree_pass (SiluImportTree *self, const char *id, const char *parent);

/* Whether there is something with this id. */
gboolean silu_import_tree_has (SiluImportTree *self, const char *id);

/* Where the active branch ends; without one, at the newest message that nothing hangs on. */
void silu_import_tree_set_leaf (SiluImportTree *self, const char *id);

/* Takes @self. @now stands where nothing has a time. NULL if it has no message. */
SiluBundle *silu_import_tree_finish (SiluImportTree *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluImportTree, silu_import_tree_free)

G_END_DECLS
