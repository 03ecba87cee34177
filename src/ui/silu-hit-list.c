/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is selected by itself: what is chosen is opened. */
#include "silu-hit-list.h"

#include "silu-hit-row.h"

struct _SiluHit
{
  GObject parent_instance;

  SiluSearchHit *hit;
};

G_DEFINE_FINAL_TYPE (SiluHit, silu_hit, G_TYPE_OBJECT)

static void
silu_hit_finalize (GObject *object)
{
  silu_search_hit_free (SILU_HIT (object)->hit);

  G_OBJECT_CLASS (silu_hit_parent_class)->finalize (object);
}

static void
silu_hit_class_init (SiluHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_hit_finalize;
}

static void
silu_hit_init (SiluHit *self)
{
}

const SiluSearchHit *
silu_hit_get (SiluHit *self)
{
  g_return_val_if_fail (SILU_IS_HIT (self), NULL);

  return self->hit;
}

/* --- the list --- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, silu_hit_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  SiluHitAboutFunc dup_about = (SiluHitAboutFunc) user_data;
  const SiluSearchHit *hit = silu_hit_get (gtk_list_item_get_item (item));
  g_autofree char *about = dup_about (hit);

  silu_hit_row_set_hit (SILU_HIT_ROW (gtk_list_item_get_child (item)), hit, about);
}

GListStore *
silu_hit_list_new (GtkListView *view, SiluHitAboutFunc about)
{
  GListStore *self = g_list_store_new (SILU_TYPE_HIT);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSingleSelection) selection =
      gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self)));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) about);
  gtk_list_view_set_factory (view, factory);
  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (selection));

  return self;
}

void
silu_hit_list_splice (GListStore *self, guint position, guint n_removed, GPtrArray *found)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  while (found->len > 0)
    {
      SiluHit *item = g_object_new (SILU_TYPE_HIT, NULL);

      item->hit = g_ptr_array_steal_index (found, 0);
      g_ptr_array_add (items, item);
    }

  g_list_store_splice (self, position, n_removed, items->pdata, items->len);
}
