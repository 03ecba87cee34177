/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above the composer: the empty chat, one that loads, one that cannot be read, and the
 * transcript. */
#include "silu-chat-view-private.h"

#include "config.h"
#include "silu-composer.h"
#include "silu-find-bar.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
following_cb (SiluTranscript *transcript, GParamSpec *pspec, gpointer user_data)
{
  SiluChatView *self = user_data;

  gtk_widget_set_visible (self->newest, !silu_transcript_get_following (transcript));
}

static void
unseen_cb (SiluTranscript *transcript, GParamSpec *pspec, gpointer user_data)
{
  SiluChatView *self = user_data;
  g_autofree char *text = NULL;
  int unseen = 0;

  g_object_get (transcript, "unseen", &unseen, NULL);
  if (unseen > 0)
    text = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d new line", "%d new lines", (gulong) unseen), unseen);
  gtk_label_set_text (self->unseen, text);
  gtk_widget_set_visible (GTK_WIDGET (self->unseen), unseen > 0);
}

static void
follow_cb (GSettings *settings, const char *key, gpointer user_data)
{
  SiluChatView *self = user_data;

  silu_transcript_set_follow (SILU_TRANSCRIPT (self->transcript),
                              (SiluFollow) g_settings_get_enum (settings, "follow"));
}

static void
newest_cb (GtkButton *button, gpointer user_data)
{
  SiluChatView *self = user_data;

  silu_transcript_follow (SILU_TRANSCRIPT (self->transcript));
  silu_composer_focus (SILU_COMPOSER (self->composer));
}

static GtkWidget *
make_suggestions (void)
{
  const char *const texts[] = {
    N_ ("What can Silu do?"),
    N_ ("Write the collision check of a snake game in C"),
    N_ ("Compare the six distilled models in a table"),
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (texts[i]));

      gtk_widget_add_css_class (button, "pill");
      gtk_widget_add_css_class (button, "suggestion");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", _ (texts[i]));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.ask");
      gtk_box_append (GTK_BOX (box), button);
    }

  return box;
}

static GtkWidget *
make_empty_page (SiluChatView *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->empty = ADW_STATUS_PAGE (page);
  self->suggestions = make_suggestions ();
  adw_status_page_set_child (self->empty, self->suggestions);
  silu_chat_view_update_empty (self);

  return page;
}

void
silu_chat_view_update_empty (SiluChatView *self)
{
  /* Translators: the greeting of an empty chat. */
  adw_status_page_set_title (self->empty, self->incognito ? _ ("Incognito chat")
                                                          : _ ("What shall we think about?"));
  adw_status_page_set_description (
      self->empty, self->incognito ? _ ("Nothing of it is written to disk. It is gone when you "
                                        "leave it. The server you ask still sees it.")
                                   : NULL);
  adw_status_page_set_icon_name (self->empty, self->incognito ? "view-conceal-symbolic" : NULL);
}

/* Back to the end, and how much has come there. */
static GtkWidget *
make_newest (SiluChatView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->newest = gtk_button_new ();
  self->unseen = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_hide (GTK_WIDGET (self->unseen));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-bottom-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->unseen));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (self->newest), box);
  gtk_widget_set_tooltip_text (self->newest, _ ("Jump to the newest"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->newest), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Jump to the newest"), -1);
  gtk_widget_add_css_class (self->newest, "newest");
  gtk_widget_add_css_class (self->newest, "osd");
  gtk_widget_set_halign (self->newest, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->newest, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (self->newest, 8);
  gtk_widget_hide (self->newest);
  g_signal_connect_object (self->newest, "clicked", G_CALLBACK (newest_cb), self, 0);

  return self->newest;
}

static GtkWidget *
make_transcript_page (SiluChatView *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->transcript = silu_transcript_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->transcript), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Conversation"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->transcript);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scrolled);

  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_newest (self));

  g_signal_connect_object (self->transcript, "notify::following", G_CALLBACK (following_cb), self,
                           0);
  g_signal_connect_object (self->transcript, "notify::unseen", G_CALLBACK (unseen_cb), self, 0);
  self->settings = g_settings_new (SILU_APPLICATION_ID);
  g_signal_connect_object (self->settings, "changed::follow", G_CALLBACK (follow_cb), self, 0);
  follow_cb (self->settings, "follow", self);

  self->find_bar = silu_find_bar_new (SILU_TRANSCRIPT (self->transcript));
  gtk_widget_set_vexpand (overlay, TRUE);
  gtk_box_append (GTK_BOX (page), self->find_bar);
  gtk_box_append (GTK_BOX (page), overlay);

  return page;
}

static GtkWidget *
make_loading_page (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  /* One that turns where nobody sees it wakes the window for every frame all the same. */
  g_signal_connect (spinner, "map", G_CALLBACK (gtk_spinner_start), NULL);
  g_signal_connect (spinner, "unmap", G_CALLBACK (gtk_spinner_stop), NULL);
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Loading the conversation"), -1);

  return spinner;
}

static GtkWidget *
make_error_page (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("This chat cannot be read"));

  return page;
}

void
silu_chat_view_add_pages (SiluChatView *self)
{
  gtk_stack_add_named (self->stack, make_empty_page (self), "empty");
  gtk_stack_add_named (self->stack, make_loading_page (), "loading");
  gtk_stack_add_named (self->stack, make_error_page (), "error");
  gtk_stack_add_named (self->stack, make_transcript_page (self), "transcript");
}
