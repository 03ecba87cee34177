/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the chat view share. */
#pragma once

#include "silu-chat-view.h"
#include "silu-compare-view.h"
#include "silu-conversation-rows.h"
#include <adwaita.h>

G_BEGIN_DECLS

struct _SiluChatView
{
  GtkWidget parent_instance;

  SiluEngine *engine;
  SiluConversation *conversation; /* NULL: a chat that has not begun */
  SiluConversationRows *rows;     /* NULL until the conversation is loaded */
  SiluMessage *editing;
  gboolean incognito; /* what has not begun yet is to be */
  gboolean waiting;   /* the question in the composer is to be sent once all is loaded */
  char *wanted;       /* id of the message to be shown once all is loaded, or NULL */
  char **wanted_words;
  gboolean wants_step; /* in the place of words: a step of a chain of thought */
  guint wanted_part;
  gsize wanted_offset;
  SiluMessage *step_message; /* whose step is about to be shown, or NULL */
  guint step_frames;         /* in which its card may still be made */
  guint step_tick;

  GtkWidget *box;
  GtkStack *stack;
  GtkWidget *reading; /* NULL while no thought is read */
  AdwStatusPage *empty;
  GtkWidget *suggestions;
  GtkWidget *transcript;
  GtkWidget *find_bar;
  GtkWidget *newest;
  GtkLabel *unseen; /* in it: how many lines have come */
  GSettings *settings;
  GtkWidget *composer;
  GtkWidget *announcer;
};

/* The pages of the stack: "empty", "loading", "error", "transcript". */
void silu_chat_view_add_pages (SiluChatView *self);

/* The chat that has not begun: what it says of itself. */
void silu_chat_view_update_empty (SiluChatView *self);

/* The actions named "chat."; those of them that compare answers, and that are about
 * thoughts. */
void silu_chat_view_install_actions (GtkWidgetClass *widget_class);
void silu_chat_view_install_compare_actions (GtkWidgetClass *widget_class);
void silu_chat_view_install_thought_actions (GtkWidgetClass *widget_class);

/* Back from the reading view, if it is there. */
void silu_chat_view_leave_thought (SiluChatView *self);

/* The message that an action names, of the conversation that is shown; borrowed, or NULL. */
SiluMessage *silu_chat_view_find_message (SiluChatView *self, const char *id);

/* Shows the message that silu_chat_view_show_message () asked for, if it can be now. */
void silu_chat_view_show_wanted (SiluChatView *self);
void silu_chat_view_forget_wanted (SiluChatView *self);

/* Asks for two answers to be shown beside each other. */
void silu_chat_view_compare (SiluChatView *self,
                             const SiluAnswerPlace *left,
                             const SiluAnswerPlace *right);

/* What the composer says to ask, and whom. */
SiluAsk silu_chat_view_make_ask (SiluChatView *self);

/* Remembers what is being written, for this conversation; forgets it; brings it back. */
void silu_chat_view_keep_draft (SiluChatView *self);
void silu_chat_view_drop_draft (SiluChatView *self);
void silu_chat_view_bring_draft (SiluChatView *self);
void silu_chat_view_empty_composer (SiluChatView *self);

G_END_DECLS
