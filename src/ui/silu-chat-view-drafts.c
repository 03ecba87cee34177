/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written but not sent goes with its chat; in an incognito chat it is kept nowhere. */
#include "silu-chat-view-private.h"

#include "silu-composer.h"

static const char *
draft_key (SiluChatView *self)
{
  return self->conversation != NULL ? silu_conversation_get_id (self->conversation) : "";
}

static void
set_draft (SiluChatView *self, const char *text, GPtrArray *attachments)
{
  if (self->engine != NULL && !silu_chat_view_get_incognito (self))
    silu_drafts_set (silu_engine_get_drafts (self->engine), draft_key (self), text, attachments);
}

void
silu_chat_view_keep_draft (SiluChatView *self)
{
  g_autofree char *text = silu_composer_dup_text (SILU_COMPOSER (self->composer));
  g_autoptr (GPtrArray) attachments =
      silu_composer_list_attachments (SILU_COMPOSER (self->composer));

  set_draft (self, text, attachments);
}

void
silu_chat_view_drop_draft (SiluChatView *self)
{
  set_draft (self, "", NULL);
}

void
silu_chat_view_empty_composer (SiluChatView *self)
{
  silu_composer_set_text (SILU_COMPOSER (self->composer), "");
  silu_composer_set_attachments (SILU_COMPOSER (self->composer), NULL);
}

/* What was written in an incognito chat is not kept, and what was written elsewhere stays there. */
void
silu_chat_view_bring_draft (SiluChatView *self)
{
  SiluComposer *composer = SILU_COMPOSER (self->composer);
  SiluDrafts *drafts = self->engine != NULL ? silu_engine_get_drafts (self->engine) : NULL;

  if (drafts == NULL || silu_chat_view_get_incognito (self))
    {
      silu_chat_view_empty_composer (self);
      return;
    }

  silu_composer_set_text (composer, silu_drafts_get (drafts, draft_key (self)));
  silu_composer_set_attachments (composer, silu_drafts_get_attachments (drafts, draft_key (self)));
}

void
silu_chat_view_set_ready (SiluChatView *self)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));

  silu_chat_view_bring_draft (self);
}

void
silu_chat_view_begin_incognito (SiluChatView *self)
{
  g_return_if_fail (SILU_IS_CHAT_VIEW (self));
  g_return_if_fail (self->conversation == NULL);

  silu_chat_view_keep_draft (self);
  self->incognito = TRUE;
  silu_chat_view_bring_draft (self);
  silu_chat_view_update_empty (self);
}

gboolean
silu_chat_view_get_incognito (SiluChatView *self)
{
  g_return_val_if_fail (SILU_IS_CHAT_VIEW (self), FALSE);

  return self->conversation != NULL ? silu_conversation_get_incognito (self->conversation)
                                    : self->incognito;
}
