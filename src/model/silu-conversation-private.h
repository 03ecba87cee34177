/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the conversation share: header and tree in one object. */
#pragma once

#include "silu-conversation.h"

G_BEGIN_DECLS

typedef struct _Node Node;

struct _Node
{
  SiluMessage *message; /* NULL: the root above all first messages */
  Node *parent;
  GPtrArray *children; /* of Node, oldest first */
  Node *chosen;        /* the child on the branch that was last active here */
};

struct _SiluConversation
{
  GObject parent_instance;

  char *id;
  char *title;
  SiluTitleKind title_kind;
  gint64 created;
  gint64 updated;
  gint64 deleted;
  gint64 archived;
  gboolean pinned;
  char *folder; /* or NULL */
  char **tags;  /* NULL: none */
  char *source; /* NULL: made here */

  char *account;
  char *model;
  SiluThinkLevel think;
  SiluSampling sampling;

  gboolean incognito;
  gboolean streaming;
  gboolean unread;
  gboolean loaded;

  Node *root;
  GHashTable *nodes; /* id → Node */
  GPtrArray *branch; /* of SiluMessage, the active one */
};

enum
{
  SILU_CONVERSATION_PROP_TITLE = 1,
  SILU_CONVERSATION_PROP_UPDATED,
  SILU_CONVERSATION_PROP_PINNED,
  SILU_CONVERSATION_PROP_ARCHIVED,
  SILU_CONVERSATION_PROP_FOLDER,
  SILU_CONVERSATION_PROP_TAGS,
  SILU_CONVERSATION_PROP_STREAMING,
  SILU_CONVERSATION_PROP_UNREAD,
  SILU_CONVERSATION_PROP_LOADED,
  SILU_CONVERSATION_N_PROPS
};

void silu_conversation_notify (SiluConversation *self, guint prop_id);
void silu_conversation_emit_header_changed (SiluConversation *self);

G_END_DECLS
