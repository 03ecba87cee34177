/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sidebar and conversation, beside each other: made when they are first shown, since all of it
 * takes longer than the window's first frame. What conversation it is, the chat view knows. */
#include "silu-window-private.h"

#include "config.h"
#include "silu-compat.h"
#include "silu-deed.h"
#include "silu-window-export.h"
#include <glib/gi18n-lib.h>

/* Below this many pixels the sidebar slides over the conversation. */
#define COLLAPSE_WIDTH 700

void
silu_window_update_title (SiluWindow *self)
{
  const char *title = self->titled != NULL ? silu_conversation_get_title (self->titled) : "";
  const char *subtitle = silu_chat_view_get_incognito (self->chat) ? _ ("Incognito") : "";

  if (self->page != NULL)
    subtitle = "";
  adw_window_title_set_subtitle (self->title, subtitle);
  if (self->page != NULL)
    adw_window_title_set_title (self->title, self->page_title);
  else
    adw_window_title_set_title (self->title, *title != '\0' ? title : _ ("New chat"));
  gtk_window_set_title (GTK_WINDOW (self), *title != '\0' ? title : "Silu");
}

static void
title_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  silu_window_update_title (user_data);
}

static void
set_titled (SiluWindow *self, SiluConversation *conversation)
{
  if (self->titled != NULL)
    g_signal_handlers_disconnect_by_func (self->titled, title_cb, self);
  g_set_object (&self->titled, conversation);
  if (conversation != NULL)
    g_signal_connect_object (conversation, "notify::title", G_CALLBACK (title_cb), self, 0);
}

void
silu_window_update_actions (SiluWindow *self)
{
  gboolean has_chat = self->titled != NULL && self->page == NULL;
  gboolean is_kept = has_chat && !silu_chat_view_get_incognito (self->chat);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.rename", has_chat);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-branches", has_chat);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.archive-chat", is_kept);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.delete-chat", is_kept);
  silu_window_enable_export (GTK_WIDGET (self), has_chat);
  gtk_widget_set_visible (self->menu_button, has_chat);
}

/* The chat view changes it too: a new chat becomes a conversation with its first message. */
static void
conversation_cb (SiluChatView *chat, GParamSpec *pspec, gpointer user_data)
{
  SiluWindow *self = user_data;
  SiluConversation *conversation = silu_chat_view_get_conversation (chat);

  /* A map is of the chat that is shown. */
  if (self->branches != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->branches));

  set_titled (self, conversation);
  silu_window_update_title (self);
  silu_sidebar_set_selected (self->sidebar, conversation);
  silu_window_update_actions (self);
}

static void
fault_cb (SiluStore *store, gpointer user_data)
{
  SiluWindow *self = user_data;
  const GError *fault = silu_store_get_fault (store);

  silu_banner_set_message (self->fault_banner, fault != NULL ? fault->message : NULL);
}

/* The conversation that is shown is another object now, or gone. */
static void
reloaded_cb (SiluEngine *engine, gpointer user_data)
{
  SiluWindow *self = user_data;
  SiluConversation *shown = silu_chat_view_get_conversation (self->chat);
  SiluConversation *found = NULL;

  if (shown == NULL)
    return;

  found = silu_conversation_list_find (silu_engine_get_conversations (engine),
                                       silu_conversation_get_id (shown));
  if (found != shown)
    silu_chat_view_set_conversation (self->chat, found);
}

static void
volatile_cb (SiluSecrets *secrets, GParamSpec *pspec, gpointer user_data)
{
  SiluWindow *self = user_data;
  const char *message = NULL;

  if (silu_secrets_get_volatile (secrets))
    message = _ ("No Secret Service answered: keys are kept for this run only.");
  silu_banner_set_message (self->keys_banner, message);
}

static void
open_cb (SiluSidebar *sidebar, SiluConversation *conversation, gpointer user_data)
{
  silu_window_open (user_data, conversation);
}

/* The words as they stand in what was found: the transcript looks for them literally. */
static char **
dup_words (const SiluSearchHit *hit)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < hit->ranges->len; i++)
    {
      SiluSearchRange range = g_array_index (hit->ranges, SiluSearchRange, i);
      g_autofree char *word = g_strndup (hit->snippet + range.start, range.end - range.start);

      if (g_hash_table_add (seen, g_utf8_casefold (word, -1)))
        g_strv_builder_add (words, word);
    }

  return g_strv_builder_end (words);
}

static void
open_hit_cb (SiluSidebar *sidebar, gpointer data, gpointer user_data)
{
  SiluWindow *self = user_data;
  const SiluSearchHit *hit = data;
  SiluConversation *conversation = silu_engine_find_conversation (self->engine, hit->conversation);
  g_auto (GStrv) words = dup_words (hit);

  if (conversation == NULL)
    {
      silu_window_add_toast (
          self, adw_toast_new (_ ("This chat is in the trash. Restore it to read it.")));
      return;
    }

  silu_window_open (self, conversation);
  if (hit->message != NULL)
    silu_chat_view_show_message (self->chat, hit->message, (const char *const *) words);
}

static void
new_cb (SiluSidebar *sidebar, gpointer user_data)
{
  silu_window_open (user_data, NULL);
}

static void
deed_cb (SiluSidebar *sidebar, guint deed, GPtrArray *conversations, gpointer user_data)
{
  silu_deed_do (user_data, (SiluDeed) deed, conversations);
}

static void
trash_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!silu_engine_load_trash_finish (SILU_ENGINE (object), result, &error))
    silu_window_add_toast (self, adw_toast_new (error->message));
}

static void
show_trash_cb (SiluSidebar *sidebar, gpointer user_data)
{
  SiluWindow *self = user_data;

  silu_engine_load_trash_async (self->engine, trash_loaded_cb, g_object_ref (self));
}

/* What the user does to it in a narrow window is for the moment. */
static void
show_sidebar_cb (GtkWidget *split, GParamSpec *pspec, gpointer user_data)
{
  SiluWindow *self = user_data;

  if (!self->collapsed)
    g_settings_set_boolean (self->settings, "sidebar-visible",
                            silu_split_view_get_show_sidebar (split));
}

static void
set_collapsed (SiluWindow *self, gboolean collapsed)
{
  if (self->collapsed == collapsed)
    return;

  self->collapsed = collapsed;
  silu_split_view_set_collapsed (self->split, collapsed);
  silu_split_view_set_show_sidebar (
      self->split, !collapsed && g_settings_get_boolean (self->settings, "sidebar-visible"));
}

void
silu_window_collapse_for (SiluWindow *self, int width)
{
  if (self->split != NULL)
    set_collapsed (self, width < COLLAPSE_WIDTH);
}

static void
make_split (SiluWindow *self, GtkBuilder *builder)
{
  GObject *content = gtk_builder_get_object (builder, "content");

  self->sidebar = SILU_SIDEBAR (silu_sidebar_new ());
  self->split = silu_split_view_new ();
  silu_split_view_set_sidebar (self->split, GTK_WIDGET (self->sidebar));
  silu_split_view_set_content (self->split, GTK_WIDGET (content));
  silu_split_view_set_show_sidebar (self->split,
                                    g_settings_get_boolean (self->settings, "sidebar-visible"));
  adw_bin_set_child (self->split_bin, self->split);

  g_object_bind_property (self->split, SILU_SPLIT_VIEW_SHOW_SIDEBAR, self->toggle, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  /* The buttons of the window's left end are where the left end is. */
  g_object_bind_property (self->split, SILU_SPLIT_VIEW_SHOW_SIDEBAR, self->header,
                          "show-start-title-buttons",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (self->split, "notify::" SILU_SPLIT_VIEW_SHOW_SIDEBAR,
                           G_CALLBACK (show_sidebar_cb), self, 0);
}

static void
connect_sidebar (SiluWindow *self)
{
  silu_sidebar_set_conversations (self->sidebar, silu_engine_get_conversations (self->engine));
  silu_sidebar_set_trash (self->sidebar, silu_engine_get_trash (self->engine));
  silu_sidebar_set_folders (self->sidebar, silu_engine_get_folders (self->engine));
  silu_sidebar_set_store (self->sidebar, silu_engine_get_store (self->engine));

  g_signal_connect_object (self->sidebar, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (self->sidebar, "open-hit", G_CALLBACK (open_hit_cb), self, 0);
  g_signal_connect_object (self->sidebar, "new", G_CALLBACK (new_cb), self, 0);
  g_signal_connect_object (self->sidebar, "deed", G_CALLBACK (deed_cb), self, 0);
  g_signal_connect_object (self->sidebar, "show-trash", G_CALLBACK (show_trash_cb), self, 0);
}

static void
connect_engine (SiluWindow *self)
{
  SiluSecrets *secrets = silu_accounts_get_secrets (silu_engine_get_accounts (self->engine));
  SiluStore *store = silu_engine_get_store (self->engine);

  g_signal_connect_object (store, "fault", G_CALLBACK (fault_cb), self, 0);
  g_signal_connect_object (self->engine, "reloaded", G_CALLBACK (reloaded_cb), self, 0);
  g_signal_connect_object (secrets, "notify::volatile", G_CALLBACK (volatile_cb), self, 0);
  fault_cb (store, self);
  volatile_cb (secrets, NULL, self);
}

void
silu_window_make_content (SiluWindow *self)
{
  g_autoptr (GtkBuilder) builder = NULL;
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->split != NULL)
    return;

  g_type_ensure (SILU_TYPE_BANNER);
  g_type_ensure (SILU_TYPE_CHAT_VIEW);
  builder = gtk_builder_new_from_resource (SILU_RESOURCE_PREFIX "/silu-window-content.ui");
  self->header = ADW_HEADER_BAR (gtk_builder_get_object (builder, "header"));
  self->title = ADW_WINDOW_TITLE (gtk_builder_get_object (builder, "title"));
  self->toggle = GTK_TOGGLE_BUTTON (gtk_builder_get_object (builder, "toggle"));
  self->menu_button = GTK_WIDGET (gtk_builder_get_object (builder, "menu_button"));
  self->fault_banner = SILU_BANNER (gtk_builder_get_object (builder, "fault_banner"));
  self->keys_banner = SILU_BANNER (gtk_builder_get_object (builder, "keys_banner"));
  self->toasts = ADW_TOAST_OVERLAY (gtk_builder_get_object (builder, "toasts"));
  self->places = GTK_STACK (gtk_builder_get_object (builder, "places"));
  self->chat = SILU_CHAT_VIEW (gtk_builder_get_object (builder, "chat"));
  self->back = GTK_WIDGET (gtk_builder_get_object (builder, "back"));

  make_split (self, builder);
  if (width == 0)
    width = g_settings_get_int (self->settings, "window-width");
  silu_window_collapse_for (self, width);

  silu_window_enable_actions (GTK_WIDGET (self), TRUE);
  silu_chat_view_set_engine (self->chat, self->engine);
  silu_chat_view_set_math (self->chat, self->math);
  silu_chat_view_set_ready (self->chat);
  connect_sidebar (self);
  connect_engine (self);
  g_signal_connect_object (self->chat, "notify::conversation", G_CALLBACK (conversation_cb), self,
                           0);
  silu_window_connect_pages (self);
  conversation_cb (self->chat, NULL, self);
}

void
silu_window_drop_content (SiluWindow *self)
{
  set_titled (self, NULL);
  /* Toasts that go with the window ask what is shown. */
  self->chat = NULL;
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_func (self->engine, reloaded_cb, self);
  g_clear_pointer (&self->branches, gtk_widget_unparent);
  g_clear_pointer (&self->page_title, g_free);
  self->chat = NULL;
}
