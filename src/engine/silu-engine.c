/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window and the command line both drive. It decides what is asked and where the answer
 * hangs in the tree; how it streams is the turn's affair. */
#include "silu-engine-private.h"

#include "silu-history.h"
#include "silu-provider-data.h"
#include "silu-title.h"
#include "silu-titler.h"
#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SiluEngine, silu_engine, G_TYPE_OBJECT)

enum
{
  TURN_STARTED,
  TURN_ENDED,
  RELOADED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
header_changed_cb (SiluConversation *conversation, gpointer user_data)
{
  silu_store_save_conversation (silu_engine_get_store_of (user_data, conversation), conversation);
}

void
silu_engine_disown (SiluEngine *self, SiluConversation *conversation)
{
  g_signal_handlers_disconnect_by_func (conversation, header_changed_cb, self);
}

void
silu_engine_adopt (SiluEngine *self, SiluConversation *conversation)
{
  silu_engine_disown (self, conversation);
  g_signal_connect_object (conversation, "header-changed", G_CALLBACK (header_changed_cb), self, 0);
}

void
silu_engine_add_conversation (SiluEngine *self, SiluConversation *conversation)
{
  silu_engine_adopt (self, conversation);
  if (!silu_conversation_get_incognito (conversation))
    silu_conversation_list_add (self->conversations, conversation);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (silu_store_flush_finish (SILU_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
go_on_with_shutdown (SiluEngine *self)
{
  if (self->shutdown != NULL && self->turns->len == 0)
    silu_store_flush_async (self->store, flushed_cb, g_steal_pointer (&self->shutdown));
}

static void
turn_state_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  SiluEngine *self = user_data;
  SiluConversation *conversation = silu_turn_get_conversation (turn);
  g_autoptr (SiluTurn) keep = NULL;

  if (!silu_turn_is_over (turn))
    return;

  keep = g_object_ref (turn);
  g_signal_handlers_disconnect_by_func (turn, turn_state_cb, self);
  g_ptr_array_remove (self->turns, turn);

  silu_conversation_set_streaming (conversation, silu_engine_get_turn (self, conversation) != NULL);
  silu_conversation_set_unread (conversation, TRUE);
  g_signal_emit (self, signals[TURN_ENDED], 0, turn);

  go_on_with_shutdown (self);
}

static const char *
get_model (const SiluAsk *ask)
{
  if (ask->model != NULL && *ask->model != '\0')
    return ask->model;

  return silu_account_get_model (ask->account);
}

/* The account's numbers, then the conversation's, then those of this one question. */
SiluChatRequest *
silu_engine_make_request (SiluEngine *self,
                          SiluConversation *conversation,
                          const SiluAsk *ask,
                          SiluThinkLevel think)
{
  g_autoptr (SiluProfile) profile =
      silu_accounts_dup_profile (self->accounts, ask->account, get_model (ask));
  SiluChatRequest *request = silu_chat_request_new (get_model (ask), profile);

  request->think = think;
  silu_sampling_merge (&request->sampling, silu_account_get_sampling (ask->account));
  silu_sampling_merge (&request->sampling, silu_conversation_get_sampling (conversation));
  if (ask->sampling != NULL)
    silu_sampling_merge (&request->sampling, ask->sampling);

  return request;
}

SiluTurn *
silu_engine_make_turn (SiluEngine *self, SiluConversation *conversation, SiluMessage *message)
{
  return silu_turn_new (self->accounts, silu_engine_get_store_of (self, conversation), self->http,
                        conversation, message);
}

void
silu_engine_save_new (SiluEngine *self, SiluConversation *conversation, SiluMessage *message)
{
  SiluStore *store = silu_engine_get_store_of (self, conversation);

  silu_store_save_conversation (store, conversation);
  silu_store_save_message (store, conversation, message);
}

SiluTurn *
silu_engine_start_turn (SiluEngine *self,
                        SiluConversation *conversation,
                        SiluMessage *message,
                        const SiluEngineStart *start,
                        const SiluAsk *ask)
{
  const SiluRetryLimits patient = SILU_RETRY_PATIENT;
  SiluTurnPlan plan = {
    .request = start->request,
    .account = ask->account,
    .key = ask->key,
    .base_url = start->base_url,
    .before = start->before,
    .limits = ask->limits != NULL ? *ask->limits : patient,
  };
  g_autoptr (SiluTurn) turn = silu_engine_make_turn (self, conversation, message);

  g_ptr_array_add (self->turns, g_object_ref (turn));
  g_signal_connect_object (turn, "notify::state", G_CALLBACK (turn_state_cb), self, 0);

  silu_conversation_set_streaming (conversation, TRUE);
  silu_conversation_set_updated (conversation, g_get_real_time ());

  silu_turn_run (turn, &plan);
  g_signal_emit (self, signals[TURN_STARTED], 0, turn);

  return turn;
}

/* An empty answer below @question, and the turn that fills it. */
static SiluTurn *
answer (SiluEngine *self, SiluConversation *conversation, SiluMessage *question, const SiluAsk *ask)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluTimes times = { .start = g_get_real_time () };
  SiluEngineStart start = { .request =
                                silu_engine_make_request (self, conversation, ask, ask->think) };

  silu_history_write (start.request, ask->system, question, ask->skip_turns);
  silu_message_set_origin (message, get_model (ask), silu_account_get_id (ask->account),
                           ask->think);
  silu_message_set_times (message, &times);
  silu_message_set_state (message, SILU_MESSAGE_STREAMING);
  silu_conversation_add (conversation, message, question);
  silu_store_save_message (silu_engine_get_store_of (self, conversation), conversation, message);

  return silu_engine_start_turn (self, conversation, message, &start, ask);
}

/* The conversation goes on with whom it was asked last. */
static void
choose (SiluConversation *conversation, const SiluAsk *ask)
{
  silu_conversation_set_choice (conversation, silu_account_get_id (ask->account), get_model (ask),
                                ask->think);
}

/* After its first line, or its files. */
static void
name_after (SiluConversation *conversation, SiluMessage *question)
{
  g_autofree char *gist = silu_attachments_dup_gist (question);
  g_autofree char *title = silu_title_from_text (gist);

  silu_conversation_set_title (conversation, title, SILU_TITLE_FIRST_LINE);
}

/* A user's message below @parent, and its answer. */
static SiluTurn *
question_and_answer (SiluEngine *self,
                     SiluConversation *conversation,
                     SiluMessage *parent,
                     const char *text,
                     const SiluAsk *ask)
{
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  SiluTimes times = { .start = g_get_real_time () };

  times.end = times.start;
  silu_message_set_times (question, &times);
  if (ask->attachments != NULL)
    silu_attachments_append_to (ask->attachments, question);
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, text);
  silu_conversation_add (conversation, question, parent);
  silu_conversation_set_archived (conversation, 0); /* it goes on */

  if (*silu_conversation_get_title (conversation) == '\0')
    name_after (conversation, question);

  silu_engine_save_new (self, conversation, question);
  silu_engine_add_conversation (self, conversation);
  choose (conversation, ask);

  return answer (self, conversation, question, ask);
}

static void
silu_engine_finalize (GObject *object)
{
  SiluEngine *self = SILU_ENGINE (object);

  g_clear_pointer (&self->titler, silu_titler_free);
  g_clear_pointer (&self->turns, g_ptr_array_unref);
  g_clear_pointer (&self->listing, silu_listing_free);
  g_clear_object (&self->conversations);
  g_clear_pointer (&self->drafts, silu_drafts_free);
  g_clear_object (&self->trash);
  g_clear_object (&self->folders);
  g_clear_pointer (&self->erased, g_hash_table_unref);
  g_clear_object (&self->accounts);
  g_clear_error (&self->provider_error);
  g_clear_pointer (&self->providers, silu_providers_unref);
  g_clear_object (&self->http);
  g_clear_object (&self->secrets);
  g_clear_object (&self->memory);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (silu_engine_parent_class)->finalize (object);
}

static void
silu_engine_class_init (SiluEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_engine_finalize;

  signals[TURN_STARTED] = g_signal_new ("turn-started", SILU_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, SILU_TYPE_TURN);
  signals[TURN_ENDED] = g_signal_new ("turn-ended", SILU_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, SILU_TYPE_TURN);
  signals[RELOADED] = g_signal_new ("reloaded", SILU_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
silu_engine_init (SiluEngine *self)
{
  self->turns = g_ptr_array_new_with_free_func (g_object_unref);
  self->conversations = silu_conversation_list_new ();
  self->trash = silu_conversation_list_new ();
  self->folders = silu_folder_list_new ();
  self->erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->http = silu_http_new ();
  self->secrets = silu_secrets_new ();
  self->providers = silu_provider_data_load ();
  self->titler = silu_titler_new (self);
}

SiluEngine *
silu_engine_new (const char *directory)
{
  SiluEngine *self = g_object_new (SILU_TYPE_ENGINE, NULL);

  self->store = silu_store_new (directory);
  self->drafts = silu_drafts_new (self->store);
  self->accounts = silu_accounts_new (self->store, self->secrets, self->http, self->providers);
  silu_engine_watch_folders (self);

  return self;
}

char *
silu_engine_dup_default_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "silu", NULL);
}

SiluConversationList *
silu_engine_get_conversations (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->conversations;
}

SiluConversationList *
silu_engine_get_trash (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->trash;
}

SiluFolderList *
silu_engine_get_folders (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->folders;
}

GHashTable *
silu_engine_get_erased (SiluEngine *self)
{
  return self->erased;
}

SiluAccounts *
silu_engine_get_accounts (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->accounts;
}

SiluStore *
silu_engine_get_store (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->store;
}

static void
ignore_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  silu_store_open_finish (SILU_STORE (object), result, NULL);
}

/* In memory the same tables: what is done with a conversation need not know where it is. */
SiluStore *
silu_engine_get_store_of (SiluEngine *self, SiluConversation *conversation)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  if (!silu_conversation_get_incognito (conversation))
    return self->store;

  if (self->memory == NULL)
    {
      self->memory = silu_store_new (NULL);
      silu_store_open_async (self->memory, ignore_cb, NULL);
    }

  return self->memory;
}

SiluDrafts *
silu_engine_get_drafts (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->drafts;
}

SiluHttp *
silu_engine_get_http (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->http;
}

SiluProviders *
silu_engine_get_providers (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->providers;
}

const GError *
silu_engine_get_provider_error (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->provider_error;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (silu_store_load_finish (SILU_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
silu_engine_load_async (SiluEngine *self,
                        SiluConversation *conversation,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_ENGINE (self));
  g_return_if_fail (SILU_IS_CONVERSATION (conversation));

  g_task_set_source_tag (task, silu_engine_load_async);
  if (silu_conversation_get_loaded (conversation))
    g_task_return_boolean (task, TRUE);
  else
    silu_store_load_async (self->store, conversation, NULL, loaded_cb, g_object_ref (task));
}

gboolean
silu_engine_load_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
asks_something (const char *text, const SiluAsk *ask)
{
  return *text != '\0' || silu_attachments_have_text (ask->attachments);
}

SiluTurn *
silu_engine_send (SiluEngine *self,
                  SiluConversation *conversation,
                  const char *text,
                  const SiluAsk *ask)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (silu_conversation_get_loaded (conversation), NULL);
  g_return_val_if_fail (asks_something (text, ask), NULL);

  return question_and_answer (self, conversation, silu_conversation_get_leaf (conversation), text,
                              ask);
}

SiluTurn *
silu_engine_edit (SiluEngine *self,
                  SiluConversation *conversation,
                  SiluMessage *message,
                  const char *text,
                  const SiluAsk *ask)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (silu_message_get_role (message) == SILU_ROLE_USER, NULL);
  g_return_val_if_fail (asks_something (text, ask), NULL);

  return question_and_answer (self, conversation, silu_message_get_parent (message), text, ask);
}

SiluTurn *
silu_engine_ask_again (SiluEngine *self,
                       SiluConversation *conversation,
                       SiluMessage *message,
                       const SiluAsk *ask)
{
  SiluMessage *question = message;

  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (SILU_IS_MESSAGE (message), NULL);

  if (silu_message_get_role (message) != SILU_ROLE_USER)
    question = silu_message_get_parent (message);
  g_return_val_if_fail (question != NULL, NULL);

  return answer (self, conversation, question, ask);
}

SiluTurn *
silu_engine_regenerate (SiluEngine *self,
                        SiluConversation *conversation,
                        SiluMessage *message,
                        const SiluAsk *ask)
{
  choose (conversation, ask);

  return silu_engine_ask_again (self, conversation, message, ask);
}

gboolean
silu_engine_is_ending (SiluEngine *self)
{
  return self->is_ending;
}

void
silu_engine_set_names_chats (SiluEngine *self, gboolean names_chats)
{
  g_return_if_fail (SILU_IS_ENGINE (self));

  silu_titler_set_enabled (self->titler, names_chats);
}

void
silu_engine_shutdown_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SILU_IS_ENGINE (self));
  g_return_if_fail (!self->is_ending);

  self->is_ending = TRUE;
  self->shutdown = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->shutdown, silu_engine_shutdown_async);
  silu_drafts_flush (self->drafts);

  silu_engine_stop (self, NULL);

  go_on_with_shutdown (self);
}

gboolean
silu_engine_shutdown_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
