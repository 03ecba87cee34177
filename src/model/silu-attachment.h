/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that goes with a question: plain data that never changes, so that the message that is
 * written, its draft and the store's thread can share one. The only place that knows the JSON which
 * the part of a message has it as, and the words that a model gets it in. */
#pragma once

#include "silu-message.h"

G_BEGIN_DECLS

/* Bytes of one, of all of a message, and how many these may be. The name is in bytes, too. */
#define SILU_ATTACHMENT_MAX_SIZE (1024 * 1024)
#define SILU_ATTACHMENTS_MAX_SIZE (4 * 1024 * 1024)
#define SILU_ATTACHMENTS_MAX 20
#define SILU_ATTACHMENT_MAX_NAME 255

typedef struct
{
  const char *name; /* one line, SILU_ATTACHMENT_MAX_NAME at most; may be "" */
  const char *type; /* "", or a word for what it is, where it was imported */
  const char *text; /* "" where only the name is known */
  gsize length;     /* of the text, in bytes */
} SiluAttachment;

typedef enum
{
  SILU_ATTACHMENT_FINE,
  SILU_ATTACHMENT_EMPTY,
  SILU_ATTACHMENT_TOO_LARGE,
  SILU_ATTACHMENT_NOT_TEXT,
  SILU_ATTACHMENT_TOO_MANY, /* there are SILU_ATTACHMENTS_MAX already */
  SILU_ATTACHMENT_TOO_MUCH, /* all of them are too large together */
} SiluAttachmentFault;

/* All of them valid UTF-8, or NULL for "". Of the name, what controls a terminal is made spaces,
 * and what is too much is cut. No other bounds: what was imported may be larger. */
SiluAttachment *silu_attachment_new (const char *name, const char *type, const char *text);

/* The content of a file, of which only the name's last part counts: NULL and @fault where it may
 * not be attached. A byte order mark is left away. */
SiluAttachment *silu_attachment_new_from_data (const char *name,
                                               const char *data,
                                               gsize length,
                                               SiluAttachmentFault *fault);

/* The count is atomic. */
SiluAttachment *silu_attachment_ref (SiluAttachment *self);
void silu_attachment_unref (SiluAttachment *self);

/* {"name", "type", "text"}. NULL for what is no object. */
SiluAttachment *silu_attachment_new_from_json (const char *json, gsize length);
char *silu_attachment_to_json (const SiluAttachment *self);

/* As DeepSeek's own site gives a file to its models, in front of the question (PROTOCOLS 1.11). */
void silu_attachment_write_prompt (const SiluAttachment *self, GString *prompt);

/* Lists of them, in their order. check: whether @next may come to those. equal: whether both have
 * the very same ones. has_text: whether there is anything in them for a model to read. */
GPtrArray *silu_attachments_new (void);
GPtrArray *silu_attachments_copy (GPtrArray *attachments);
SiluAttachmentFault silu_attachments_check (GPtrArray *attachments, const SiluAttachment *next);
gboolean silu_attachments_equal (GPtrArray *first, GPtrArray *second);
gboolean silu_attachments_have_text (GPtrArray *attachments);

/* Those of a message; and the other way. */
GPtrArray *silu_attachments_list (SiluMessage *message);
void silu_attachments_append_to (GPtrArray *attachments, SiluMessage *message);

/* What a question is called where there is one line for it: its text, or the names of its files if
 * it has none. */
char *silu_attachments_dup_gist (SiluMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluAttachment, silu_attachment_unref)

G_END_DECLS
