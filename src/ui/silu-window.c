/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties the parts together and holds no state of its own beyond which page is shown: what
 * conversation it is, the chat view knows. */
#include "silu-window.h"

#include "config.h"
#include "silu-banner.h"
#include "silu-branch-map.h"
#include "silu-chat-view.h"
#include "silu-compat.h"
#include "silu-deed.h"
#include "silu-import-dialog.h"
#include "silu-incognito.h"
#include "silu-preferences.h"
#include "silu-rename-dialog.h"
#include "silu-sidebar.h"
#include "silu-welcome.h"
#include "silu-window-export.h"
#include <glib/gi18n-lib.h>

/* Below this many pixels the sidebar slides over the conversation. */
#define COLLAPSE_WIDTH 700

struct _SiluWindow
{
  AdwApplicationWindow parent_instance;

  SiluEngine *engine;
  GSettings *settings;
  SiluConversation *titled; /* whose title the window shows */
  gboolean collapsed;

  GtkStack *pages;
  AdwStatusPage *failure;
  AdwBin *welcome;
  AdwBin *split_bin;
  GtkWidget *split;
  GtkWidget *content;
  SiluSidebar *sidebar;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkToggleButton *toggle;
  GtkWidget *menu_button;
  SiluBanner *fault_banner;
  SiluBanner *keys_banner;
  AdwToastOverlay *toasts;
  SiluChatView *chat;
  GtkWidget *branches; /* the map that was shown last, or NULL */
};

G_DEFINE_FINAL_TYPE (SiluWindow, silu_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_title (SiluWindow *self)
{
  const char *title = NULL;

  if (self->titled != NULL)
    title = silu_conversation_get_title (self->titled);

  adw_window_title_set_title (self->title,
                              title != NULL && *title != '\0' ? title : _ ("New chat"));
  adw_window_title_set_subtitle (self->title,
                                 silu_chat_view_get_incognito (self->chat) ? _ ("Incognito") : "");
  gtk_window_set_title (GTK_WINDOW (self), title != NULL && *title != '\0' ? title : "Silu");
}

static void
title_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  update_title (user_data);
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

/* The chat view changes it too: a new chat becomes a conversation with its first message. */
static void
conversation_cb (SiluChatView *chat, GParamSpec *pspec, gpointer user_data)
{
  SiluWindow *self = user_data;
  SiluConversation *conversation = silu_chat_view_get_conversation (chat);
  gboolean incognito = silu_chat_view_get_incognito (chat);

  /* A map is of the chat that is shown. */
  if (self->branches != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->branches));

  set_titled (self, conversation);
  update_title (self);
  silu_sidebar_set_selected (self->sidebar, conversation);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.rename", conversation != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-branches", conversation != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.archive-chat",
                                 conversation != NULL && !incognito);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.delete-chat",
                                 conversation != NULL && !incognito);
  silu_window_enable_export (GTK_WIDGET (self), conversation != NULL);
  gtk_widget_set_visible (self->menu_button, conversation != NULL);
}

static void
fault_cb (SiluStore *store, gpointer user_data)
{
  SiluWindow *self = user_data;
  const GError *fault = silu_store_get_fault (store);

  silu_banner_set_message (self->fault_banner, fault != NULL ? fault->message : NULL);
}

/* What was done to a damaged file is not to pass by unread. */
static void
notice_cb (SiluStore *store, gpointer user_data)
{
  SiluWindow *self = user_data;
  const char *notice = silu_store_get_notice (store);
  GtkWidget *dialog;

  if (notice == NULL)
    return;

  dialog = silu_dialog_new (GTK_WIDGET (self), _ ("Chats Were Repaired"), notice);
  silu_dialog_add_response (dialog, "close", _ ("_Close"));
  silu_dialog_present (dialog);
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
  SiluConversation *conversation =
      silu_conversation_list_find (silu_engine_get_conversations (self->engine), hit->conversation);
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

static void
chosen_cb (SiluWelcome *welcome, SiluAccount *account, gpointer user_data)
{
  SiluWindow *self = user_data;

  silu_window_open (self, NULL);
  silu_chat_view_choose (self->chat, silu_account_get_id (account), SILU_THINK_AUTO);
}

static void
new_chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_window_open (SILU_WINDOW (widget), NULL);
}

static void
new_incognito_chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  silu_window_open (self, NULL);
  silu_chat_view_begin_incognito (self->chat);
  update_title (self);
}

static void
toggle_sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  silu_split_view_set_show_sidebar (self->split, !silu_split_view_get_show_sidebar (self->split));
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_rename_dialog_present (widget, silu_window_get_conversation (SILU_WINDOW (widget)));
}

static void
deed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (one, g_object_ref (silu_window_get_conversation (self)));
  silu_deed_do (self, g_str_equal (name, "win.archive-chat") ? SILU_DEED_ARCHIVE : SILU_DEED_DELETE,
                one);
}

static void
show_branches_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  g_clear_pointer (&self->branches, gtk_widget_unparent);
  self->branches = silu_branch_map_popover_new (silu_window_get_conversation (self));
  gtk_widget_set_parent (self->branches, self->menu_button);
  gtk_popover_popup (GTK_POPOVER (self->branches));
}

static void
neighbour_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);
  int offset = g_str_equal (name, "win.next-chat") ? 1 : -1;
  SiluConversation *conversation = silu_sidebar_get_neighbour (self->sidebar, offset);

  if (conversation != NULL)
    silu_window_open (self, conversation);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (SILU_WINDOW (widget)->chat), "chat.find", NULL);
}

static void
find_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int step = g_str_equal (name, "win.find-next") ? 1 : -1;

  gtk_widget_activate_action (GTK_WIDGET (SILU_WINDOW (widget)->chat), "chat.find-next", "i", step);
}

static void
focus_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  silu_split_view_set_show_sidebar (self->split, TRUE);
  silu_sidebar_focus_search (self->sidebar);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_import_dialog_choose (widget, SILU_WINDOW (widget)->engine);
}

static void
show_preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_preferences_present (widget, SILU_WINDOW (widget)->engine);
}

/* GTK would make it by itself, together with the window, if it lay where GTK looks. */
static void
show_help_overlay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource (SILU_RESOURCE_PREFIX "/help-overlay.ui");

      gtk_application_window_set_help_overlay (
          window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }

  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_window_add_toast (SILU_WINDOW (widget),
                         adw_toast_new (g_variant_get_string (parameter, NULL)));
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

static void
silu_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  /* Before the children have their places, so that no frame shows them wrong. */
  set_collapsed (SILU_WINDOW (widget), width < COLLAPSE_WIDTH);

  GTK_WIDGET_CLASS (silu_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
save_state (SiluWindow *self)
{
  int width = 0, height = 0;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
silu_window_unmap (GtkWidget *widget)
{
  save_state (SILU_WINDOW (widget));

  GTK_WIDGET_CLASS (silu_window_parent_class)->unmap (widget);
}

/* There is one window: closing it is quitting, and the application first sees to the store. */
static gboolean
silu_window_close_request (GtkWindow *window)
{
  GtkApplication *application = gtk_window_get_application (window);

  if (application == NULL || !g_action_group_has_action (G_ACTION_GROUP (application), "quit"))
    return GTK_WINDOW_CLASS (silu_window_parent_class)->close_request (window);

  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);

  return GDK_EVENT_STOP;
}

static void
silu_window_dispose (GObject *object)
{
  SiluWindow *self = SILU_WINDOW (object);

  set_titled (self, NULL);
  g_clear_pointer (&self->branches, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_WINDOW);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (silu_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-chat", NULL, new_chat_action);
  gtk_widget_class_install_action (widget_class, "win.new-incognito-chat", NULL,
                                   new_incognito_chat_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "win.archive-chat", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "win.delete-chat", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "win.show-branches", NULL, show_branches_action);
  gtk_widget_class_install_action (widget_class, "win.next-chat", NULL, neighbour_action);
  gtk_widget_class_install_action (widget_class, "win.previous-chat", NULL, neighbour_action);
  gtk_widget_class_install_action (widget_class, "win.focus-search", NULL, focus_search_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.find-next", NULL, find_next_action);
  gtk_widget_class_install_action (widget_class, "win.find-previous", NULL, find_next_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.show-preferences", NULL,
                                   show_preferences_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL,
                                   show_help_overlay_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  silu_window_install_export_actions (widget_class);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, split_bin);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, content);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, header);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, toggle);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, fault_banner);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, keys_banner);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SiluWindow, chat);
}

static void
silu_window_class_init (SiluWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_window_dispose;
  widget_class->size_allocate = silu_window_size_allocate;
  widget_class->unmap = silu_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = silu_window_close_request;

  g_type_ensure (SILU_TYPE_BANNER);
  g_type_ensure (SILU_TYPE_CHAT_VIEW);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
make_split (SiluWindow *self)
{
  self->sidebar = SILU_SIDEBAR (silu_sidebar_new ());
  self->split = silu_split_view_new ();
  silu_split_view_set_sidebar (self->split, GTK_WIDGET (self->sidebar));
  silu_split_view_set_content (self->split, self->content);
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
silu_window_init (SiluWindow *self)
{
  self->settings = g_settings_new (SILU_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  make_split (self);
  set_collapsed (self, g_settings_get_int (self->settings, "window-width") < COLLAPSE_WIDTH);
  g_signal_connect_object (self->sidebar, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (self->sidebar, "open-hit", G_CALLBACK (open_hit_cb), self, 0);
  g_signal_connect_object (self->sidebar, "new", G_CALLBACK (new_cb), self, 0);
  g_signal_connect_object (self->sidebar, "deed", G_CALLBACK (deed_cb), self, 0);
  g_signal_connect_object (self->sidebar, "show-trash", G_CALLBACK (show_trash_cb), self, 0);
  g_signal_connect_object (self->chat, "notify::conversation", G_CALLBACK (conversation_cb), self,
                           0);
  conversation_cb (self->chat, NULL, self);
}

SiluWindow *
silu_window_new (GtkApplication *application, SiluEngine *engine, SiluMath *math)
{
  SiluWindow *self = g_object_new (SILU_TYPE_WINDOW, "application", application, NULL);
  SiluSecrets *secrets = silu_accounts_get_secrets (silu_engine_get_accounts (engine));
  SiluStore *store = silu_engine_get_store (engine);

  self->engine = g_object_ref (engine);
  silu_chat_view_set_engine (self->chat, engine);
  silu_chat_view_set_math (self->chat, math);
  silu_sidebar_set_conversations (self->sidebar, silu_engine_get_conversations (engine));
  silu_sidebar_set_trash (self->sidebar, silu_engine_get_trash (engine));
  silu_sidebar_set_folders (self->sidebar, silu_engine_get_folders (engine));
  silu_sidebar_set_store (self->sidebar, store);

  g_signal_connect_object (store, "fault", G_CALLBACK (fault_cb), self, 0);
  g_signal_connect_object (store, "notice", G_CALLBACK (notice_cb), self, 0);
  g_signal_connect_object (engine, "reloaded", G_CALLBACK (reloaded_cb), self, 0);
  g_signal_connect_object (secrets, "notify::volatile", G_CALLBACK (volatile_cb), self, 0);
  fault_cb (store, self);
  volatile_cb (secrets, NULL, self);

  return self;
}

static void
show_welcome (SiluWindow *self)
{
  GtkWidget *welcome = silu_welcome_new (self->engine);

  g_signal_connect_object (welcome, "chosen", G_CALLBACK (chosen_cb), self, 0);
  adw_bin_set_child (self->welcome, welcome);
  gtk_stack_set_visible_child_name (self->pages, "welcome");
}

void
silu_window_set_ready (SiluWindow *self)
{
  GListModel *conversations;

  g_return_if_fail (SILU_IS_WINDOW (self));

  silu_chat_view_set_ready (self->chat);
  conversations = G_LIST_MODEL (silu_engine_get_conversations (self->engine));
  if (g_list_model_get_n_items (conversations) == 0 &&
      !silu_accounts_has_real (silu_engine_get_accounts (self->engine)))
    show_welcome (self);
  else
    silu_window_open (self, NULL);
}

void
silu_window_set_failure (SiluWindow *self, const GError *error)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->pages, "failed");
}

void
silu_window_open (SiluWindow *self, SiluConversation *conversation)
{
  g_autoptr (SiluConversation) left = NULL;

  g_return_if_fail (SILU_IS_WINDOW (self));

  g_set_object (&left, silu_window_get_conversation (self));

  gtk_stack_set_visible_child_name (self->pages, "chat");
  adw_bin_set_child (self->welcome, NULL);
  if (self->collapsed)
    silu_split_view_set_show_sidebar (self->split, FALSE);

  silu_chat_view_set_conversation (self->chat, conversation);
  update_title (self);
  silu_chat_view_focus (self->chat);
  if (left != NULL && left != conversation && silu_conversation_get_incognito (left))
    silu_incognito_leave (self, self->toasts, self->engine, left);
}

SiluEngine *
silu_window_get_engine (SiluWindow *self)
{
  g_return_val_if_fail (SILU_IS_WINDOW (self), NULL);

  return self->engine;
}

SiluConversation *
silu_window_get_conversation (SiluWindow *self)
{
  g_return_val_if_fail (SILU_IS_WINDOW (self), NULL);

  return silu_chat_view_get_conversation (self->chat);
}

void
silu_window_choose (SiluWindow *self, const char *account, SiluThinkLevel think)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  gtk_stack_set_visible_child_name (self->pages, "chat");
  silu_chat_view_choose (self->chat, account, think);
}

void
silu_window_ask (SiluWindow *self, const char *text)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  gtk_stack_set_visible_child_name (self->pages, "chat");
  silu_chat_view_ask (self->chat, text);
}

void
silu_window_add_toast (SiluWindow *self, AdwToast *toast)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, toast);
}
