/* SPDX-License-Identifier: GPL-3.0-or-later */
/* There are few: everything is looked for one by one. */
#include "silu-folder-list.h"

struct _SiluFolderList
{
  GObject parent_instance;

  GPtrArray *items; /* of SiluFolder */
};

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GType
silu_folder_list_get_item_type (GListModel *model)
{
  return SILU_TYPE_FOLDER;
}

static guint
silu_folder_list_get_n_items (GListModel *model)
{
  return SILU_FOLDER_LIST (model)->items->len;
}

static gpointer
silu_folder_list_get_item (GListModel *model, guint position)
{
  SiluFolderList *self = SILU_FOLDER_LIST (model);

  if (position >= self->items->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
silu_folder_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = silu_folder_list_get_item_type;
  iface->get_n_items = silu_folder_list_get_n_items;
  iface->get_item = silu_folder_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiluFolderList,
                               silu_folder_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      silu_folder_list_list_model_init))

static void
folder_cb (SiluFolder *folder, GParamSpec *pspec, gpointer user_data)
{
  g_signal_emit (user_data, signals[CHANGED], 0, folder);
}

static void
silu_folder_list_finalize (GObject *object)
{
  SiluFolderList *self = SILU_FOLDER_LIST (object);

  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->items, i), self);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (silu_folder_list_parent_class)->finalize (object);
}

static void
silu_folder_list_class_init (SiluFolderListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_folder_list_finalize;

  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_FOLDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, SILU_TYPE_FOLDER);
  signals[REMOVED] = g_signal_new ("removed", SILU_TYPE_FOLDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, SILU_TYPE_FOLDER);
}

static void
silu_folder_list_init (SiluFolderList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

SiluFolderList *
silu_folder_list_new (void)
{
  return g_object_new (SILU_TYPE_FOLDER_LIST, NULL);
}

static void
add (SiluFolderList *self, SiluFolder *folder)
{
  g_ptr_array_add (self->items, g_object_ref (folder));
  g_signal_connect (folder, "notify", G_CALLBACK (folder_cb), self);
}

void
silu_folder_list_add_stored (SiluFolderList *self, GPtrArray *folders)
{
  guint before;

  g_return_if_fail (SILU_IS_FOLDER_LIST (self));

  before = self->items->len;
  for (guint i = 0; i < folders->len; i++)
    {
      SiluFolder *folder = g_ptr_array_index (folders, i);

      if (silu_folder_list_find (self, silu_folder_get_id (folder)) == NULL)
        add (self, folder);
    }

  if (self->items->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->items->len - before);
}

void
silu_folder_list_replace (SiluFolderList *self, GPtrArray *folders)
{
  guint before;

  g_return_if_fail (SILU_IS_FOLDER_LIST (self));

  before = self->items->len;
  for (guint i = 0; i < before; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->items, i), self);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < folders->len; i++)
    add (self, g_ptr_array_index (folders, i));

  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->items->len);
}

SiluFolder *
silu_folder_list_create (SiluFolderList *self, const char *name)
{
  g_autoptr (SiluFolder) folder = NULL;
  gint64 position = 0;

  g_return_val_if_fail (SILU_IS_FOLDER_LIST (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (self->items->len > 0)
    position = silu_folder_get_position (self->items->pdata[self->items->len - 1]) + 1;

  folder = silu_folder_new (NULL, name, position);
  add (self, folder);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  g_signal_emit (self, signals[CHANGED], 0, folder);

  return folder;
}

void
silu_folder_list_remove (SiluFolderList *self, SiluFolder *folder)
{
  g_autoptr (SiluFolder) keep = NULL;
  guint position = 0;

  g_return_if_fail (SILU_IS_FOLDER_LIST (self));

  if (!g_ptr_array_find (self->items, folder, &position))
    return;

  keep = g_object_ref (folder);
  g_signal_handlers_disconnect_by_data (folder, self);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  g_signal_emit (self, signals[REMOVED], 0, folder);
}

SiluFolder *
silu_folder_list_find (SiluFolderList *self, const char *id)
{
  g_return_val_if_fail (SILU_IS_FOLDER_LIST (self), NULL);

  for (guint i = 0; id != NULL && i < self->items->len; i++)
    {
      SiluFolder *folder = g_ptr_array_index (self->items, i);

      if (g_str_equal (silu_folder_get_id (folder), id))
        return folder;
    }

  return NULL;
}
