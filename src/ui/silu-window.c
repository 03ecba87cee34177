/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of it all: which page is shown, and when what it shows is made. */
#include "silu-window-private.h"

#include "config.h"
#include "silu-compat.h"
#include "silu-incognito.h"
#include "silu-welcome.h"
#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SiluWindow, silu_window, ADW_TYPE_APPLICATION_WINDOW)

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

static void
chosen_cb (SiluWelcome *welcome, SiluAccount *account, gpointer user_data)
{
  SiluWindow *self = user_data;

  silu_window_open (self, NULL);
  silu_chat_view_choose (self->chat, silu_account_get_id (account), SILU_THINK_AUTO);
}

static void
show_welcome (SiluWindow *self)
{
  GtkWidget *welcome = silu_welcome_new (self->engine);

  g_signal_connect_object (welcome, "chosen", G_CALLBACK (chosen_cb), self, 0);
  adw_bin_set_child (self->welcome, welcome);
  gtk_stack_set_visible_child_name (self->pages, "welcome");
}

static void
begin (SiluWindow *self)
{
  GListModel *conversations = G_LIST_MODEL (silu_engine_get_conversations (self->engine));

  self->is_waiting = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-chat", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-incognito-chat", TRUE);
  if (g_list_model_get_n_items (conversations) == 0 &&
      !silu_accounts_has_real (silu_engine_get_accounts (self->engine)))
    show_welcome (self);
  else
    silu_window_open (self, NULL);
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  SiluWindow *self = user_data;

  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  self->is_painted = TRUE;
  if (self->is_waiting)
    begin (self);
}

/* A window is there sooner than all that will be in it. */
static void
silu_window_realize (GtkWidget *widget)
{
  SiluWindow *self = SILU_WINDOW (widget);

  GTK_WIDGET_CLASS (silu_window_parent_class)->realize (widget);

  if (!self->is_painted)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                             G_CALLBACK (painted_cb), self, 0);
}

static void
silu_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  /* Before the children have their places, so that no frame shows them wrong. */
  silu_window_collapse_for (SILU_WINDOW (widget), width);

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

/* GTK 4.8 never lets go of a popover that is open when its window closes, and if a tooltip is on
 * the way in it, asks a surface that is gone where the pointer is. */
static void
pop_down (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (gtk_widget_get_mapped (child))
        pop_down (child);
      child = next;
    }

  if (GTK_IS_POPOVER (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
}

static void
silu_window_unmap (GtkWidget *widget)
{
  save_state (SILU_WINDOW (widget));
  pop_down (widget);

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

  silu_window_drop_content (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_WINDOW);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  g_clear_object (&self->math);

  G_OBJECT_CLASS (silu_window_parent_class)->dispose (object);
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
}

static void
silu_window_class_init (SiluWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_window_dispose;
  widget_class->size_allocate = silu_window_size_allocate;
  widget_class->realize = silu_window_realize;
  widget_class->unmap = silu_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = silu_window_close_request;

  bind_template (widget_class);
  silu_window_install_actions (widget_class);
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

  silu_window_enable_actions (GTK_WIDGET (self), FALSE);
}

SiluWindow *
silu_window_new (GtkApplication *application, SiluEngine *engine, SiluMath *math)
{
  SiluWindow *self = g_object_new (SILU_TYPE_WINDOW, "application", application, NULL);

  self->engine = g_object_ref (engine);
  g_set_object (&self->math, math);
  g_signal_connect_object (silu_engine_get_store (engine), "notice", G_CALLBACK (notice_cb), self,
                           0);

  return self;
}

void
silu_window_set_ready (SiluWindow *self)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  self->is_waiting = TRUE;
  if (self->is_painted || !gtk_widget_get_realized (GTK_WIDGET (self)))
    begin (self);
}

void
silu_window_set_failure (SiluWindow *self, const GError *error)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->pages, "failed");
}

static void
show_chat (SiluWindow *self)
{
  self->is_waiting = FALSE;
  silu_window_make_content (self);
  silu_window_leave_page (self);
  gtk_stack_set_visible_child_name (self->pages, "chat");
}

void
silu_window_open (SiluWindow *self, SiluConversation *conversation)
{
  g_autoptr (SiluConversation) left = NULL;

  g_return_if_fail (SILU_IS_WINDOW (self));

  g_set_object (&left, silu_window_get_conversation (self));

  show_chat (self);
  adw_bin_set_child (self->welcome, NULL);
  if (self->collapsed)
    silu_split_view_set_show_sidebar (self->split, FALSE);

  silu_chat_view_set_conversation (self->chat, conversation);
  silu_window_update_title (self);
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

  return self->chat != NULL ? silu_chat_view_get_conversation (self->chat) : NULL;
}

void
silu_window_choose (SiluWindow *self, const char *account, SiluThinkLevel think)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  show_chat (self);
  silu_chat_view_choose (self->chat, account, think);
}

void
silu_window_ask (SiluWindow *self, const char *text)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  show_chat (self);
  silu_chat_view_ask (self->chat, text);
}

void
silu_window_add_toast (SiluWindow *self, AdwToast *toast)
{
  g_return_if_fail (SILU_IS_WINDOW (self));

  silu_window_make_content (self);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
