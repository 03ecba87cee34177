/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels without markup: what is found is text from strangers. */
#include "silu-search-row.h"

#include <glib/gi18n-lib.h>

struct _SiluSearchRow
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *snippet;
  GtkLabel *about;
};

G_DEFINE_FINAL_TYPE (SiluSearchRow, silu_search_row, GTK_TYPE_WIDGET)

static const char *
get_place (SiluSearchPlace place)
{
  switch (place)
    {
    case SILU_SEARCH_QUESTION:
      return _ ("Question");
    case SILU_SEARCH_ANSWER:
      return _ ("Answer");
    case SILU_SEARCH_THOUGHTS:
      return _ ("Thoughts");
    case SILU_SEARCH_CODE:
      return _ ("Code");
    case SILU_SEARCH_ATTACHMENT:
      return _ ("Attachment");
    case SILU_SEARCH_NOTES:
      return _ ("Notes");
    case SILU_SEARCH_TITLE:
    default:
      return _ ("Chat");
    }
}

/* "Thoughts · 18.03.2026 · Archived" */
static char *
dup_about (const SiluSearchHit *hit)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (hit->time / G_USEC_PER_SEC);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : NULL;
  GString *about = g_string_new (get_place (hit->place));

  if (date != NULL)
    g_string_append_printf (about, " · %s", date);
  if (hit->is_archived)
    g_string_append_printf (about, " · %s", _ ("Archived"));

  return g_string_free (about, FALSE);
}

PangoAttrList *
silu_search_row_make_bold (GArray *ranges)
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
silu_search_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (silu_search_row_parent_class)->dispose (object);
}

static void
silu_search_row_class_init (SiluSearchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_search_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "search-row");
}

static GtkLabel *
add_label (SiluSearchRow *self, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return GTK_LABEL (label);
}

static void
silu_search_row_init (SiluSearchRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->title = add_label (self, "title");
  self->snippet = add_label (self, "snippet");
  gtk_label_set_wrap (self->snippet, TRUE);
  gtk_label_set_wrap_mode (self->snippet, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->snippet, 3);
  self->about = add_label (self, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->about), "caption");
}

GtkWidget *
silu_search_row_new (void)
{
  return g_object_new (SILU_TYPE_SEARCH_ROW, NULL);
}

void
silu_search_row_set_hit (SiluSearchRow *self, const SiluSearchHit *hit)
{
  g_autoptr (PangoAttrList) bold = NULL;
  g_autofree char *about = NULL;
  const char *title;
  gboolean is_title;

  g_return_if_fail (SILU_IS_SEARCH_ROW (self));

  bold = silu_search_row_make_bold (hit->ranges);
  about = dup_about (hit);
  is_title = hit->message == NULL;
  title = *hit->title != '\0' ? hit->title : _ ("New chat");

  gtk_label_set_text (self->title, title);
  gtk_label_set_attributes (self->title, is_title ? bold : NULL);
  gtk_label_set_text (self->snippet, hit->snippet);
  gtk_label_set_attributes (self->snippet, bold);
  gtk_widget_set_visible (GTK_WIDGET (self->snippet), !is_title);
  gtk_label_set_text (self->about, about);
}
