/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages in the place of the chat: two answers beside each other, all thoughts. The chat stays as it
 * is behind them; Escape, the button, or another chat leaves them. */
#include "silu-window-private.h"

#include "silu-chains.h"
#include "silu-compare-view.h"
#include "silu-compat.h"
#include "silu-thoughts-page.h"
#include <glib/gi18n-lib.h>

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  if (keyval != GDK_KEY_Escape || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  silu_window_leave_page (user_data);
  silu_chat_view_focus (SILU_WINDOW (user_data)->chat);

  return GDK_EVENT_STOP;
}

static void
update (SiluWindow *self)
{
  gtk_widget_set_visible (self->back, self->page != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.leave-page", self->page != NULL);
  silu_window_update_title (self);
  silu_window_update_actions (self);
}

void
silu_window_show_page (SiluWindow *self, GtkWidget *page, const char *title)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *old = self->page;

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (page, keys);

  self->page = page;
  g_free (self->page_title);
  self->page_title = g_strdup (title);
  gtk_stack_add_child (self->places, page);
  gtk_stack_set_visible_child (self->places, page);
  if (old != NULL)
    gtk_stack_remove (self->places, old);
  update (self);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

void
silu_window_leave_page (SiluWindow *self)
{
  GtkWidget *page = g_steal_pointer (&self->page);

  if (page == NULL)
    return;

  gtk_stack_set_visible_child_name (self->places, "chat");
  gtk_stack_remove (self->places, page);
  update (self);
}

static void
open_cb (GtkWidget *page, SiluConversation *conversation, SiluMessage *message, gpointer user_data)
{
  SiluWindow *self = user_data;
  const char *const no_words[] = { NULL };
  g_autoptr (SiluConversation) keep = g_object_ref (conversation);
  g_autofree char *id = g_strdup (silu_message_get_id (message));

  silu_window_open (self, conversation);
  silu_chat_view_show_message (self->chat, id, no_words);
}

static void
compare_cb (SiluChatView *chat,
            SiluConversation *left_conversation,
            SiluMessage *left_message,
            SiluConversation *right_conversation,
            SiluMessage *right_message,
            gpointer user_data)
{
  SiluWindow *self = user_data;
  SiluAnswerPlace left = { left_conversation, left_message };
  SiluAnswerPlace right = { right_conversation, right_message };
  GtkWidget *view = silu_compare_view_new (self->engine, self->math, &left, &right);

  g_signal_connect_object (view, "open", G_CALLBACK (open_cb), self, 0);
  silu_window_show_page (self, view, _ ("Compare Answers"));
}

/* Where the hit is in no chat any more it was thrown away meanwhile. */
static void
open_hit_cb (SiluThoughtsPage *page, gpointer data, gpointer user_data)
{
  SiluWindow *self = user_data;
  const SiluSearchHit *hit = data;
  SiluConversation *conversation = silu_engine_find_conversation (self->engine, hit->conversation);
  g_autofree char *message = g_strdup (hit->message);
  guint part = hit->part;
  gsize offset = hit->offset;

  if (conversation == NULL)
    {
      silu_window_add_toast (
          self, adw_toast_new (_ ("This chat is in the trash. Restore it to read it.")));
      return;
    }

  silu_window_open (self, conversation);
  silu_chat_view_show_step (self->chat, message, part, offset);
}

static void
show_thoughts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);
  GtkWidget *page;

  if (self->page == NULL || !SILU_IS_THOUGHTS_PAGE (self->page))
    {
      page = silu_thoughts_page_new (silu_engine_get_store (self->engine));
      g_signal_connect_object (page, "open", G_CALLBACK (open_hit_cb), self, 0);
      silu_window_show_page (self, page, _ ("Thoughts"));
      if (self->collapsed)
        silu_split_view_set_show_sidebar (self->split, FALSE);
    }
  silu_thoughts_page_focus_search (SILU_THOUGHTS_PAGE (self->page));
}

gboolean
silu_window_find_in_page (SiluWindow *self)
{
  if (self->page == NULL)
    return FALSE;

  if (SILU_IS_THOUGHTS_PAGE (self->page))
    silu_thoughts_page_focus_search (SILU_THOUGHTS_PAGE (self->page));

  return TRUE;
}

void
silu_window_connect_pages (SiluWindow *self)
{
  g_signal_connect_object (self->chat, "compare", G_CALLBACK (compare_cb), self, 0);
  update (self);
}

static void
leave_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWindow *self = SILU_WINDOW (widget);

  silu_window_leave_page (self);
  silu_chat_view_focus (self->chat);
}

void
silu_window_install_page_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.leave-page", NULL, leave_page_action);
  gtk_widget_class_install_action (widget_class, "win.show-thoughts", NULL, show_thoughts_action);
}
