/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a newer version of an answer has changed in its code: a second view in the place of the
 * first, made when it is first wanted. */
#include "silu-code-card-private.h"

#include "silu-code-language.h"
#include "silu-diff.h"
#include "silu-scroller.h"
#include <glib/gi18n-lib.h>

/* Lines around each change. */
#define CONTEXT 3

static GtkWidget *
make_view (SiluCodeCard *self, const char *changes)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  GtkSourceBuffer *buffer = gtk_source_buffer_new (NULL);
  GtkWidget *view = gtk_source_view_new_with_buffer (buffer);

  silu_code_language_set (buffer, gtk_source_language_manager_get_language (languages, "diff"));
  g_object_bind_property (self->buffer, "style-scheme", buffer, "style-scheme",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->view, "wrap-mode", view, "wrap-mode", G_BINDING_SYNC_CREATE);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (buffer), FALSE);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), changes, -1);
  silu_code_card_dress_view (GTK_TEXT_VIEW (view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Changes"), -1);
  g_object_unref (buffer);

  return view;
}

static void
show_changes (SiluCodeCard *self)
{
  g_autofree char *code = silu_code_card_dup_code (self);
  g_autofree char *changes = silu_diff_to_unified (self->earlier, code, CONTEXT);
  gsize length = strlen (changes);

  if (length > 0 && changes[length - 1] == '\n')
    changes[length - 1] = '\0';
  self->changes_view = silu_scroller_new (GTK_ORIENTATION_HORIZONTAL, make_view (self, changes));
  gtk_widget_insert_after (self->changes_view, GTK_WIDGET (self), self->scroller);
}

static void
toggled_cb (GtkToggleButton *button, gpointer user_data)
{
  SiluCodeCard *self = user_data;
  gboolean shown = gtk_toggle_button_get_active (button);

  g_clear_pointer (&self->changes_view, gtk_widget_unparent);
  if (shown)
    show_changes (self);
  gtk_widget_set_visible (self->scroller, !shown);
  silu_code_card_update_fold_button (self);
  silu_code_card_keep (self);
}

GtkWidget *
silu_code_card_make_changes_button (SiluCodeCard *self)
{
  self->changes = gtk_toggle_button_new ();
  gtk_widget_set_visible (self->changes, FALSE);
  g_signal_connect (self->changes, "toggled", G_CALLBACK (toggled_cb), self);

  return self->changes;
}

void
silu_code_card_set_earlier (SiluCodeCard *self, const char *earlier)
{
  g_autofree char *code = NULL;

  g_return_if_fail (SILU_IS_CODE_CARD (self));

  if (g_strcmp0 (self->earlier, earlier) == 0)
    return;

  g_free (self->earlier);
  self->earlier = g_strdup (earlier);
  code = silu_code_card_dup_code (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->changes), FALSE);
  gtk_widget_set_visible (self->changes, earlier != NULL && !g_str_equal (earlier, code));
}
