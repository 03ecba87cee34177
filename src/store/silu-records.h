/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as plain data: what crosses from the main thread, where the GObjects live, to the worker and
 * back. Making one copies; nothing is shared between the threads. */
#pragma once

#include "silu-account.h"
#include "silu-attachment.h"
#include "silu-conversation.h"
#include "silu-folder.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *title;
  SiluTitleKind title_kind;
  gint64 created;
  gint64 updated;
  gint64 deleted;
  gint64 archived;
  gboolean pinned;
  gboolean unread;
  char *folder; /* or NULL */
  char **tags;
  char *source;
  char *leaf; /* id of the active leaf, or NULL */
  char *account;
  char *model;
  SiluThinkLevel think;
  SiluSampling sampling;
} SiluConversationRecord;

typedef struct
{
  char *id;
  char *conversation;
  char *parent; /* or NULL */
  SiluRole role;
  SiluMessageState state;
  SiluTimes times;
  SiluUsage usage;
  char *model;
  char *account;
  SiluThinkLevel think;
  SiluFinish finish;
  int pane;
  SiluErrorCode error_code;
  char *error_message; /* NULL: no error */
  char *error_detail;
  char *owner;      /* the process that streams it (SiluOwner), NULL when none does */
  GPtrArray *parts; /* of SiluPart */
  GPtrArray *notes; /* of SiluNote; NULL: none */
  SiluRating rating;
} SiluMessageRecord;

/* What a reader has made of a message, apart from it: it changes while the message does not. */
typedef struct
{
  char *message; /* id */
  SiluRating rating;
  GPtrArray *notes; /* of SiluNote */
} SiluNotesRecord;

typedef struct
{
  char *id;
  char *preset;
  char *name;
  char *base_url;
  char *dialect;
  char *model;
  char **models;
  char *contexts;
  SiluSampling sampling;
  SiluConnection *connection;
  gboolean is_default;
} SiluAccountRecord;

typedef struct
{
  char *id;
  char *name;
  gint64 position;
  gboolean collapsed;
} SiluFolderRecord;

/* What is written but not sent. */
typedef struct
{
  char *text;
  GPtrArray *attachments; /* of SiluAttachment, which both threads may have */
} SiluDraftRecord;

SiluConversationRecord *silu_conversation_record_new (SiluConversation *conversation);
SiluConversation *silu_conversation_record_restore (const SiluConversationRecord *self);
void silu_conversation_record_free (SiluConversationRecord *self);

SiluMessageRecord *silu_message_record_new (SiluMessage *message, const char *conversation);
SiluMessage *silu_message_record_restore (const SiluMessageRecord *self);
void silu_message_record_free (SiluMessageRecord *self);

SiluNotesRecord *silu_notes_record_new (SiluMessage *message);
void silu_notes_record_free (SiluNotesRecord *self);

SiluAccountRecord *silu_account_record_new (SiluAccount *account);
SiluAccount *silu_account_record_restore (const SiluAccountRecord *self);
void silu_account_record_free (SiluAccountRecord *self);

SiluFolderRecord *silu_folder_record_new (SiluFolder *folder);
SiluFolder *silu_folder_record_restore (const SiluFolderRecord *self);
void silu_folder_record_free (SiluFolderRecord *self);

/* Copies the list. */
SiluDraftRecord *silu_draft_record_new (const char *text, GPtrArray *attachments);
void silu_draft_record_free (SiluDraftRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluConversationRecord, silu_conversation_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluMessageRecord, silu_message_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluNotesRecord, silu_notes_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluAccountRecord, silu_account_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluFolderRecord, silu_folder_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluDraftRecord, silu_draft_record_free)

G_END_DECLS
