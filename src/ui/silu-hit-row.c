/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels without markup: what is found is text from strangers. */
#include "silu-hit-row.h"

#include <glib/gi18n-lib.h>

struct _SiluHitRow
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *rating;
  GtkLabel *snippet;
  GtkLabel *about;
};

G_DEFINE_FINAL_TYPE (SiluHitRow, silu_hit_row, GTK_TYPE_WIDGET)

static PangoAttrList *
make_bold (GArray *ranges)
{
  PangoAttrList *list = pango_attr_list_new ();

  for (guint i = 0; i < ranges->len; i++)
    {
      SiluSearchRange range = g_array_index (ranges, SiluSearchRange, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = range.start;
      bold->end_index = range.end;
      pango_attr_list_insert (list, bold);
    }

  return list;
}

static void
show_rating (SiluHitRow *self, SiluRating rating)
{
  GtkWidget *label = GTK_WIDGET (self->rating);

  gtk_widget_set_visible (label, rating != SILU_RATING_NONE);
  gtk_widget_remove_css_class (label, "good");
  gtk_widget_remove_css_class (label, "flawed");
  if (rating == SILU_RATING_NONE)
    return;

  /* Translators: how a reader has rated a chain of thought. */
  gtk_label_set_text (self->rating, rating == SILU_RATING_GOOD ? _ ("Good") : _ ("Flawed"));
  gtk_widget_add_css_class (label, rating == SILU_RATING_GOOD ? "good" : "flawed");
}

static void
silu_hit_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (silu_hit_row_parent_class)->dispose (object);
}

static void
silu_hit_row_class_init (SiluHitRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_hit_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "hit-row");
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static void
silu_hit_row_init (SiluHitRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->title = make_label ("title");
  self->rating = make_label ("rating");
  self->snippet = make_label ("snippet");
  self->about = make_label ("about");
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_label_set_ellipsize (self->rating, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->snippet, TRUE);
  gtk_label_set_wrap_mode (self->snippet, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->snippet, 3);
  gtk_widget_add_css_class (GTK_WIDGET (self->about), "dim-label");

  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->rating));
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->snippet), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->about), GTK_WIDGET (self));
}

GtkWidget *
silu_hit_row_new (void)
{
  return g_object_new (SILU_TYPE_HIT_ROW, NULL);
}

void
silu_hit_row_set_hit (SiluHitRow *self, const SiluSearchHit *hit, const char *about)
{
  g_autoptr (PangoAttrList) bold = NULL;
  gboolean is_title;

  g_return_if_fail (SILU_IS_HIT_ROW (self));

  bold = make_bold (hit->ranges);
  is_title = hit->message == NULL;

  gtk_label_set_text (self->title, *hit->title != '\0' ? hit->title : _ ("New chat"));
  gtk_label_set_attributes (self->title, is_title ? bold : NULL);
  gtk_label_set_text (self->snippet, hit->snippet);
  gtk_label_set_attributes (self->snippet, bold);
  gtk_widget_set_visible (GTK_WIDGET (self->snippet), !is_title);
  gtk_label_set_text (self->about, about);
  show_rating (self, hit->rating);
}
