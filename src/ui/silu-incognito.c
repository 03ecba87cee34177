/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The toast holds the last reference to what is nowhere else. */
#include "silu-incognito.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  SiluWindow *window; /* weak */
  SiluEngine *engine;
  SiluConversation *conversation;
} Left;

static void
left_free (gpointer data, GClosure *closure)
{
  Left *left = data;

  g_clear_weak_pointer (&left->window);
  g_object_unref (left->engine);
  g_object_unref (left->conversation);
  g_free (left);
}

static gboolean
is_shown (Left *left)
{
  return left->window != NULL && silu_window_get_conversation (left->window) == left->conversation;
}

static void
undo_cb (AdwToast *toast, gpointer user_data)
{
  Left *left = user_data;

  if (left->window != NULL)
    silu_window_open (left->window, left->conversation);
}

/* Comes after "button-clicked" as well: then it is shown again, and a later toast's affair. */
static void
dismissed_cb (AdwToast *toast, gpointer user_data)
{
  Left *left = user_data;

  if (!is_shown (left))
    silu_engine_forget (left->engine, left->conversation);
}

void
silu_incognito_leave (SiluWindow *window,
                      AdwToastOverlay *toasts,
                      SiluEngine *engine,
                      SiluConversation *conversation)
{
  AdwToast *toast = adw_toast_new (_ ("Incognito chat closed"));
  Left *left = g_new0 (Left, 1);

  g_set_weak_pointer (&left->window, window);
  left->engine = g_object_ref (engine);
  left->conversation = g_object_ref (conversation);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (undo_cb), left);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (dismissed_cb), left, left_free, 0);
  adw_toast_overlay_add_toast (toasts, toast);
}
