/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window and the command line both drive. It decides what is asked and where the answer
 * hangs in the tree; how it streams is the turn's affair. */
#include "silu-engine-private.h"

#include "silu-history.h"
#include "silu-provider-data.h"
#include "silu-title.h"
#include <glib/gi18n-lib.h>

struct _SiluEngine
{
  GObject parent_instance;

  SiluStore *store;
  SiluSecrets *secrets;
  SiluHttp *http;
  SiluProviders *providers;
  GError *provider_error;
  SiluAccounts *accounts;
  SiluConversationList *conversations;

  GPtrArray *turns; /* of SiluTurn that are not over */
  GTask *shutdown;  /* waits for them; borrowed from itself */
  gboolean is_ending;
};

G_DEFINE_FINAL_TYPE (SiluEngine, silu_engine, G_TYPE_OBJECT)

enum
{
  TURN_STARTED,
  TURN_ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
header_changed_cb (SiluConversation *conversation, gpointer user_data)
{
  SiluEngine *self = user_data;

  silu_store_save_conversation (self->store, conversation);
}

/* From now on what changes in its header is stored. */
void
silu_engine_adopt (SiluEngine *self, SiluConversation *conversation)
{
  g_signal_handlers_disconnect_by_func (conversation, header_changed_cb, self);
  g_signal_connect_object (conversation, "header-changed", G_CALLBACK (header_changed_cb), self, 0);
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

  silu_conversation_set_streaming (conversation, FALSE);
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
  g_autoptr (SiluTurn) turn =
      silu_turn_new (self->accounts, self->store, self->http, conversation, message);

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
  silu_conversation_set_choice (conversation, silu_account_get_id (ask->account), get_model (ask),
                                ask->think);
  silu_conversation_add (conversation, message, question);
  silu_store_save_message (self->store, conversation, message);

  return silu_engine_start_turn (self, conversation, message, &start, ask);
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
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, text);
  silu_conversation_add (conversation, question, parent);

  if (*silu_conversation_get_title (conversation) == '\0')
    {
      g_autofree char *title = silu_title_from_text (text);

      silu_conversation_set_title (conversation, title, SILU_TITLE_FIRST_LINE);
    }

  /* The header goes first: the message's row names it. */
  silu_store_save_conversation (self->store, conversation);
  silu_engine_adopt (self, conversation);
  silu_store_save_message (self->store, conversation, question);
  silu_conversation_list_add (self->conversations, conversation);

  return answer (self, conversation, question, ask);
}

static void
silu_engine_finalize (GObject *object)
{
  SiluEngine *self = SILU_ENGINE (object);

  g_clear_pointer (&self->turns, g_ptr_array_unref);
  g_clear_object (&self->conversations);
  g_clear_object (&self->accounts);
  g_clear_error (&self->provider_error);
  g_clear_pointer (&self->providers, silu_providers_unref);
  g_clear_object (&self->http);
  g_clear_object (&self->secrets);
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
}

static void
silu_engine_init (SiluEngine *self)
{
  self->turns = g_ptr_array_new_with_free_func (g_object_unref);
  self->conversations = silu_conversation_list_new ();
  self->http = silu_http_new ();
  self->secrets = silu_secrets_new ();
  self->providers = silu_provider_data_load ();
}

SiluEngine *
silu_engine_new (const char *directory)
{
  SiluEngine *self = g_object_new (SILU_TYPE_ENGINE, NULL);

  self->store = silu_store_new (directory);
  self->accounts = silu_accounts_new (self->store, self->secrets, self->http, self->providers);

  return self;
}

char *
silu_engine_dup_default_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "silu", NULL);
}

static void
conversations_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = silu_store_list_finish (SILU_STORE (object), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < found->len; i++)
    silu_engine_adopt (self, g_ptr_array_index (found, i));
  silu_conversation_list_add_all (self->conversations, found);

  g_task_return_boolean (task, TRUE);
}

static void
accounts_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!silu_accounts_load_finish (SILU_ACCOUNTS (object), result, &error))
    g_task_return_error (task, error);
  else
    silu_store_list_async (self->store, FALSE, conversations_listed_cb, g_object_ref (task));
}

/* A mistake in the user's file of providers is no reason not to start. */
static void
providers_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);

  silu_provider_data_add_user_finish (result, &self->provider_error);
  silu_accounts_load_async (self->accounts, accounts_loaded_cb, g_object_ref (task));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!silu_store_open_finish (SILU_STORE (object), result, &error))
    g_task_return_error (task, error);
  else
    silu_provider_data_add_user_async (self->providers, providers_read_cb, g_object_ref (task));
}

void
silu_engine_start_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, silu_engine_start_async);
  silu_store_open_async (self->store, opened_cb, task);
}

gboolean
silu_engine_start_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

SiluConversationList *
silu_engine_get_conversations (SiluEngine *self)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  return self->conversations;
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

SiluTurn *
silu_engine_send (SiluEngine *self,
                  SiluConversation *conversation,
                  const char *text,
                  const SiluAsk *ask)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);
  g_return_val_if_fail (silu_conversation_get_loaded (conversation), NULL);
  g_return_val_if_fail (text != NULL && *text != '\0', NULL);

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
  g_return_val_if_fail (text != NULL && *text != '\0', NULL);

  return question_and_answer (self, conversation, silu_message_get_parent (message), text, ask);
}

SiluTurn *
silu_engine_regenerate (SiluEngine *self,
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

gboolean
silu_engine_is_ending (SiluEngine *self)
{
  return self->is_ending;
}

SiluTurn *
silu_engine_get_turn (SiluEngine *self, SiluConversation *conversation)
{
  g_return_val_if_fail (SILU_IS_ENGINE (self), NULL);

  for (guint i = 0; i < self->turns->len; i++)
    {
      SiluTurn *turn = g_ptr_array_index (self->turns, i);

      if (silu_turn_get_conversation (turn) == conversation)
        return turn;
    }

  return NULL;
}

void
silu_engine_delete (SiluEngine *self, SiluConversation *conversation)
{
  SiluTurn *turn = silu_engine_get_turn (self, conversation);

  g_return_if_fail (SILU_IS_ENGINE (self));

  /* Before the turn ends: nothing may follow it. */
  silu_conversation_set_deleted (conversation, g_get_real_time ());
  if (turn != NULL)
    silu_turn_stop (turn);
  silu_store_save_conversation (self->store, conversation);
  silu_conversation_list_remove (self->conversations, conversation);
}

void
silu_engine_restore (SiluEngine *self, SiluConversation *conversation)
{
  g_return_if_fail (SILU_IS_ENGINE (self));

  silu_conversation_set_deleted (conversation, 0);
  silu_store_save_conversation (self->store, conversation);
  silu_engine_adopt (self, conversation);
  silu_conversation_list_add (self->conversations, conversation);
}

void
silu_engine_shutdown_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SILU_IS_ENGINE (self));
  g_return_if_fail (!self->is_ending);

  self->is_ending = TRUE;
  self->shutdown = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->shutdown, silu_engine_shutdown_async);

  for (guint i = 0; i < self->turns->len; i++)
    silu_turn_stop (g_ptr_array_index (self->turns, i));

  go_on_with_shutdown (self);
}

gboolean
silu_engine_shutdown_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
