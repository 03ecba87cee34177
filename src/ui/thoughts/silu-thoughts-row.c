/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels without markup: what is found is text from strangers. */
#include "silu-thoughts-row.h"

#include "config.h"
#include "silu-duration.h"
#include "silu-search-row.h"
#include <glib/gi18n-lib.h>

struct _SiluThoughtsRow
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *rating;
  GtkLabel *snippet;
  GtkLabel *about;
};

G_DEFINE_FINAL_TYPE (SiluThoughtsRow, silu_thoughts_row, GTK_TYPE_WIDGET)

static void
silu_thoughts_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (silu_thoughts_row_parent_class)->dispose (object);
}

static void
silu_thoughts_row_class_init (SiluThoughtsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_thoughts_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "thoughts-row");
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
silu_thoughts_row_init (SiluThoughtsRow *self)
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
  gtk_label_set_lines (self->snippet, 2);
  gtk_widget_add_css_class (GTK_WIDGET (self->about), "dim-label");

  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->rating));
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->snippet), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->about), GTK_WIDGET (self));
}

GtkWidget *
silu_thoughts_row_new (void)
{
  return g_object_new (SILU_TYPE_THOUGHTS_ROW, NULL);
}

static void
add_fact (GString *about, const char *fact)
{
  if (fact == NULL || *fact == '\0')
    return;

  if (about->len > 0)
    g_string_append (about, " · ");
  g_string_append (about, fact);
}

static char *
dup_tokens (const SiluSearchHit *hit)
{
  guint n = (guint) CLAMP (hit->tokens, 0, G_MAXINT);

  if (n == 0)
    return NULL;
  if (hit->is_estimate)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "≈ %u token", "≈ %u tokens", n), n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u token", "%u tokens", n), n);
}

/* "deepseek-reasoner · 18.03.2026 · 14 s · 612 tokens · 2 notes" */
static char *
dup_about (const SiluSearchHit *hit)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (hit->time / G_USEC_PER_SEC);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : NULL;
  g_autofree char *thinking = hit->thinking >= 0 ? silu_duration_format (hit->thinking) : NULL;
  g_autofree char *tokens = dup_tokens (hit);
  g_autofree char *notes = NULL;
  GString *about = g_string_new (NULL);

  if (hit->n_notes > 0)
    notes = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u note", "%u notes", hit->n_notes),
                             hit->n_notes);
  add_fact (about, hit->model);
  add_fact (about, date);
  add_fact (about, thinking);
  add_fact (about, tokens);
  add_fact (about, notes);

  return g_string_free (about, FALSE);
}

static void
show_rating (SiluThoughtsRow *self, SiluRating rating)
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

void
silu_thoughts_row_set_hit (SiluThoughtsRow *self, const SiluSearchHit *hit)
{
  g_autoptr (PangoAttrList) bold = NULL;
  g_autofree char *about = NULL;

  g_return_if_fail (SILU_IS_THOUGHTS_ROW (self));

  bold = silu_search_row_make_bold (hit->ranges);
  about = dup_about (hit);
  gtk_label_set_text (self->title, *hit->title != '\0' ? hit->title : _ ("New chat"));
  gtk_label_set_text (self->snippet, hit->snippet);
  gtk_label_set_attributes (self->snippet, bold);
  gtk_label_set_text (self->about, about);
  show_rating (self, hit->rating);
}
