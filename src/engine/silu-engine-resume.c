/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are gone on with: after a cut, after Stop, or from the thinking to the answer. The
 * same message grows; where a provider can be given the beginning, it is, elsewhere it is asked. */
#include "silu-engine-private.h"

#include "silu-history.h"
#include <glib/gi18n-lib.h>

/* A turn that follows when another one has stopped. */
typedef struct
{
  SiluEngine *engine; /* borrowed: it emits the signal that ends the wait */
  SiluMessage *message;
  SiluAccount *account;
  char *model;
  char *system;
  char *key;
  SiluSampling sampling;
  SiluRetryLimits limits;
  guint skip_turns;
} Followup;

/* The message that was over streams again. */
static void
reopen (SiluEngine *self, SiluConversation *conversation, SiluMessage *message)
{
  SiluTimes times = *silu_message_get_times (message);

  times.end = 0;
  silu_message_set_times (message, &times);
  silu_message_set_error (message, NULL);
  silu_message_set_finish (message, SILU_FINISH_NONE);
  silu_message_set_state (message, SILU_MESSAGE_STREAMING);
  silu_store_save_message (silu_engine_get_store_of (self, conversation), conversation, message);
}

static gboolean
is_below (const char *address, const char *base)
{
  gsize length = strlen (base);

  return g_str_has_prefix (address, base) && (address[length] == '\0' || address[length] == '/');
}

/* Where the provider has an address of its own for it, only accounts at the provider's own address
 * have it: a relay of it does not know it. */
static gboolean
can_prefix (SiluEngine *self, SiluAccount *account, const SiluProfile *profile)
{
  const SiluProvider *provider =
      silu_accounts_get_provider (silu_engine_get_accounts (self), account);

  return profile->can_prefix &&
         (profile->prefix_base_url == NULL ||
          (provider != NULL && is_below (silu_account_get_base_url (account), provider->base_url)));
}

/* The model goes on in the middle of its own words. */
static SiluTurn *
resume_by_prefix (SiluEngine *self,
                  SiluConversation *conversation,
                  SiluMessage *message,
                  SiluChatRequest *request,
                  const SiluAsk *ask)
{
  SiluEngineStart start = {
    .request = request,
    .base_url = request->profile->prefix_base_url,
  };

  silu_history_write_prefix (request, ask->system, message, ask->skip_turns);
  reopen (self, conversation, message);

  return silu_engine_start_turn (self, conversation, message, &start, ask);
}

/* The model is told to go on; what it repeats is taken away at the seam. */
static SiluTurn *
resume_by_asking (SiluEngine *self,
                  SiluConversation *conversation,
                  SiluMessage *message,
                  SiluChatRequest *request,
                  const SiluAsk *ask)
{
  g_autofree char *before = silu_message_dup_text (message, SILU_PART_TEXT);
  SiluEngineStart start = { .request = request, .before = before };

  /* It has thought already: no second chain in the middle of its answer. */
  request->think = SILU_THINK_OFF;
  silu_history_write (request, ask->system, message, ask->skip_turns);
  silu_chat_request_add (
      request, SILU_ROLE_USER,
      /* Translators: an instruction to the model, sent in the user's name. */
      _ ("Your answer was cut off. Go on exactly where it stopped, in the middle "
         "of a word or of code if need be. Repeat nothing and add no remark."));
  reopen (self, conversation, message);

  return silu_engine_start_turn (self, conversation, message, &start, ask);
}

SiluTurn *
silu_engine_resume (SiluEngine *self,
                    SiluConversation *conversation,
                    SiluMessage *message,
                    const SiluAsk *ask)
{
  SiluChatRequest *request;
  gboolean has_text;

  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (silu_message_get_role (message) == SILU_ROLE_ASSISTANT, NULL);

  has_text = silu_message_has_text (message, SILU_PART_TEXT);
  request = silu_engine_make_request (self, conversation, ask, ask->think);
  if (can_prefix (self, ask->account, request->profile) &&
      (has_text || request->profile->can_prefix_reasoning))
    return resume_by_prefix (self, conversation, message, request, ask);
  if (has_text)
    return resume_by_asking (self, conversation, message, request, ask);

  /* Of an answer that never began there is nothing to go on from. */
  silu_chat_request_free (request);
  if (silu_message_has_text (message, SILU_PART_REASONING))
    return silu_engine_answer_now (self, conversation, message, ask);

  return silu_engine_regenerate (self, conversation, message, ask);
}

/* The thinking so far goes with the question, and the answer is asked for without any more. */
static SiluTurn *
ask_for_answer (SiluEngine *self,
                SiluConversation *conversation,
                SiluMessage *message,
                const SiluAsk *ask)
{
  g_autofree char *thoughts = silu_message_dup_text (message, SILU_PART_REASONING);
  SiluEngineStart start = { .request = silu_engine_make_request (self, conversation, ask,
                                                                 SILU_THINK_OFF) };
  g_autofree char *text = NULL;

  /* Translators: an instruction to the model, sent in the user's name. %s is what it thought. */
  text = g_strdup_printf (_ ("You have thought about this already:\n\n%s\n\nStop thinking here. "
                             "Give your answer now, and only that."),
                          thoughts);
  silu_history_write (start.request, ask->system, silu_message_get_parent (message),
                      ask->skip_turns);
  silu_history_add_question (start.request, text);
  reopen (self, conversation, message);

  return silu_engine_start_turn (self, conversation, message, &start, ask);
}

/* The channel that the chain came through: what follows is of the same part. */
static SiluChannel
get_channel (SiluMessage *message)
{
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    if (silu_message_get_part (message, i)->kind == SILU_PART_REASONING)
      return silu_message_get_part (message, i)->channel;

  return SILU_CHANNEL_REASONING_CONTENT;
}

SiluTurn *
silu_engine_rethink (SiluEngine *self,
                     SiluConversation *conversation,
                     SiluMessage *message,
                     const char *thoughts,
                     const SiluAsk *ask)
{
  SiluTimes times = { .start = g_get_real_time () };
  SiluEngineStart start = { 0 };
  g_autoptr (SiluMessage) answer = NULL;

  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (silu_message_get_parent (message) != NULL, NULL);

  answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  silu_message_append (answer, SILU_PART_REASONING, get_channel (message), thoughts);
  silu_message_set_origin (answer,
                           ask->model != NULL && *ask->model != '\0'
                               ? ask->model
                               : silu_account_get_model (ask->account),
                           silu_account_get_id (ask->account), ask->think);
  silu_message_set_times (answer, &times);
  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  silu_conversation_add (conversation, answer, silu_message_get_parent (message));
  silu_store_save_message (silu_engine_get_store_of (self, conversation), conversation, answer);

  start.request = silu_engine_make_request (self, conversation, ask, ask->think);
  if (can_prefix (self, ask->account, start.request->profile) &&
      start.request->profile->can_prefix_reasoning)
    {
      start.base_url = start.request->profile->prefix_base_url;
      silu_history_write_prefix (start.request, ask->system, answer, ask->skip_turns);
    }
  else
    {
      g_autofree char *text = NULL;

      /* Translators: an instruction to the model, sent in the user's name. %s is what it thought.
       */
      text = g_strdup_printf (_ ("You have thought about this as far as here:\n\n%s\n\nGo on "
                                 "thinking from exactly this point, without repeating it. Then "
                                 "give your answer."),
                              thoughts);
      silu_history_write (start.request, ask->system, silu_message_get_parent (answer),
                          ask->skip_turns);
      silu_history_add_question (start.request, text);
    }

  return silu_engine_start_turn (self, conversation, answer, &start, ask);
}

static void
followup_free (gpointer data, GClosure *closure)
{
  Followup *self = data;

  g_object_unref (self->message);
  g_object_unref (self->account);
  g_free (self->model);
  g_free (self->system);
  silu_secrets_free_key (self->key);
  g_free (self);
}

static void
followup_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  Followup *self = user_data;
  SiluAsk ask = {
    .account = self->account,
    .model = self->model,
    .system = self->system,
    .key = self->key,
    .sampling = &self->sampling,
    .limits = &self->limits,
    .skip_turns = self->skip_turns,
  };

  if (silu_turn_get_state (turn) == SILU_TURN_STOPPED && !silu_engine_is_ending (self->engine) &&
      silu_conversation_get_deleted (silu_turn_get_conversation (turn)) == 0)
    ask_for_answer (self->engine, silu_turn_get_conversation (turn), self->message, &ask);
}

/* Behind the engine's own handler: by then the turn is no more one of its turns. */
static void
answer_when_stopped (SiluEngine *self, SiluTurn *turn, SiluMessage *message, const SiluAsk *ask)
{
  const SiluRetryLimits patient = SILU_RETRY_PATIENT;
  Followup *followup = g_new0 (Followup, 1);

  followup->engine = self;
  followup->message = g_object_ref (message);
  followup->account = g_object_ref (ask->account);
  followup->model = g_strdup (ask->model);
  followup->system = g_strdup (ask->system);
  followup->key = g_strdup (ask->key);
  if (ask->sampling != NULL)
    followup->sampling = *ask->sampling;
  followup->limits = ask->limits != NULL ? *ask->limits : patient;
  followup->skip_turns = ask->skip_turns;
  g_signal_connect_data (turn, "notify::state", G_CALLBACK (followup_cb), followup, followup_free,
                         G_CONNECT_AFTER);
  silu_turn_stop (turn);
}

SiluTurn *
silu_engine_answer_now (SiluEngine *self,
                        SiluConversation *conversation,
                        SiluMessage *message,
                        const SiluAsk *ask)
{
  SiluTurn *turn;

  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (silu_message_get_role (message) == SILU_ROLE_ASSISTANT, NULL);

  turn = silu_engine_get_turn_of (self, message);
  if (turn == NULL && silu_message_has_text (message, SILU_PART_TEXT))
    return NULL;
  if (turn == NULL)
    return ask_for_answer (self, conversation, message, ask);

  if (silu_turn_can_end_thinking (turn))
    silu_turn_end_thinking (turn);
  else
    answer_when_stopped (self, turn, message, ask);

  return NULL;
}
