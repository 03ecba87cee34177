/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only place that knows which libadwaita this is. What later versions deprecate stays behind
 * these names, so that moving on is a change of this file alone. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Has a screen reader say a sentence. @widget is an alert: where GTK cannot ask for it, a new alert
 * with this name is what is said. */
static inline void
silu_announce (GtkWidget *widget, const char *sentence)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

#if GTK_CHECK_VERSION(4, 14, 0)
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (accessible, sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_HIDDEN, FALSE, -1);
#endif
}

/* A sidebar beside the content that can be hidden, and slides over it where there is no room. */
#define SILU_SPLIT_VIEW_SHOW_SIDEBAR "reveal-flap"

static inline GtkWidget *
silu_split_view_new (void)
{
  GtkWidget *view = adw_flap_new ();

  adw_flap_set_fold_policy (ADW_FLAP (view), ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_transition_type (ADW_FLAP (view), ADW_FLAP_TRANSITION_TYPE_OVER);
  adw_flap_set_locked (ADW_FLAP (view), TRUE); /* collapsing does not show or hide it */

  return view;
}

static inline void
silu_split_view_set_sidebar (GtkWidget *view, GtkWidget *sidebar)
{
  adw_flap_set_flap (ADW_FLAP (view), sidebar);
  adw_flap_set_separator (ADW_FLAP (view), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
}

static inline void
silu_split_view_set_content (GtkWidget *view, GtkWidget *content)
{
  adw_flap_set_content (ADW_FLAP (view), content);
}

static inline void
silu_split_view_set_collapsed (GtkWidget *view, gboolean collapsed)
{
  adw_flap_set_fold_policy (ADW_FLAP (view),
                            collapsed ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
}

static inline gboolean
silu_split_view_get_show_sidebar (GtkWidget *view)
{
  return adw_flap_get_reveal_flap (ADW_FLAP (view));
}

static inline void
silu_split_view_set_show_sidebar (GtkWidget *view, gboolean show)
{
  adw_flap_set_reveal_flap (ADW_FLAP (view), show);
}

/* A question over the window of @parent. Signal "response" (const char *id); "close" by Escape. */
static inline GtkWidget *
silu_dialog_new (GtkWidget *parent, const char *heading, const char *body)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body);

  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");

  return dialog;
}

static inline void
silu_dialog_add_response (GtkWidget *dialog, const char *id, const char *label)
{
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), id, label);
}

/* Enter gives this one. */
static inline void
silu_dialog_set_suggested (GtkWidget *dialog, const char *id)
{
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), id,
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), id);
}

static inline void
silu_dialog_set_destructive (GtkWidget *dialog, const char *id)
{
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), id,
                                              ADW_RESPONSE_DESTRUCTIVE);
}

static inline void
silu_dialog_set_enabled (GtkWidget *dialog, const char *id, gboolean enabled)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), id, enabled);
}

static inline void
silu_dialog_set_child (GtkWidget *dialog, GtkWidget *child)
{
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), child);
}

/* A window for preferences pages, over the window of @parent. */
static inline GtkWidget *
silu_preferences_window_new (GtkWidget *parent)
{
  return g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", gtk_widget_get_root (parent),
                       "modal", TRUE, "search-enabled", FALSE, NULL);
}

static inline void
silu_preferences_window_add (GtkWidget *window, GtkWidget *page)
{
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
}

static inline void
silu_preferences_window_toast (GtkWidget *window, const char *message)
{
  if (ADW_IS_PREFERENCES_WINDOW (window))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (message));
}

static inline void
silu_about_present (GtkWidget *parent, const char *version, const char *translators)
{
  GtkWidget *about = g_object_new (
      ADW_TYPE_ABOUT_WINDOW, "application-name", "Silu", "application-icon",
      "io.github.silu_chat.Silu", "version", version, "developer-name", "The Silu contributors",
      "license-type", GTK_LICENSE_GPL_3_0, "translator-credits", translators, "transient-for",
      gtk_widget_get_root (parent), NULL);

  /* Formulas are set by MathJax, which is built in. */
  adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), "MathJax",
                                      "Copyright © The MathJax Consortium", GTK_LICENSE_APACHE_2_0,
                                      NULL);
  gtk_window_present (GTK_WINDOW (about));
}

static inline void
silu_dialog_present (GtkWidget *dialog)
{
  gtk_window_present (GTK_WINDOW (dialog));
}

G_END_DECLS
