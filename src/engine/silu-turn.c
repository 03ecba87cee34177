/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One turn, from the question to the last token: when it is sent, when it is sent again, and how it
 * ends. What its deltas do to the message is the scribe's affair. */
#include "silu-turn-private.h"

#include "silu-dialect.h"
#include "silu-fault.h"
#include "silu-load-watch.h"
#include "silu-request.h"
#include "silu-scribe.h"
#include "silu-verdict.h"
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/* Seconds that a small question beside the turn may take. */
#define ASIDE_TIMEOUT 10

struct _SiluTurn
{
  GObject parent_instance;

  SiluAccounts *accounts;
  SiluStore *store;
  SiluHttp *http;
  SiluConversation *conversation;
  SiluMessage *message;
  SiluScribe *scribe;

  SiluTurnState state;
  GCancellable *cancellable;

  /* What is sent, and may be sent again. */
  SiluAccount *account;
  SiluChatRequest *ask;
  const SiluDialect *dialect;
  SiluRoute *route;
  char *base_url; /* or NULL: the account's */
  char *body;
  SiluRetryLimits limits;

  SiluRequest *request; /* the try that is running; NULL between two */
  guint n_tries;
  GError *retry_error;
  gint64 retry_time; /* monotonic µs */
  guint retry_source;
  SiluLoadWatch *load_watch; /* or NULL */
  char *answer_id; /* the server's name for the answer, where it can be told to end thinking */
};

G_DEFINE_FINAL_TYPE (SiluTurn, silu_turn, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SiluTurnState,
                    silu_turn_state,
                    G_DEFINE_ENUM_VALUE (SILU_TURN_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_THINKING, "thinking"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_ANSWERING, "answering"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_COMPLETE, "complete"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_INTERRUPTED, "interrupted"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_FAILED, "failed"))

enum
{
  PROP_STATE = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static gboolean
is_end (SiluTurnState state)
{
  return state >= SILU_TURN_COMPLETE;
}

/* The transition function. Forward, but for a request that is sent again: that goes back to
 * CONNECTING, or stays LOADING until the model is there. */
static gboolean
may_move (SiluTurnState from, SiluTurnState to)
{
  if (is_end (from) || from == to)
    return FALSE;

  switch (to)
    {
    case SILU_TURN_CONNECTING:
      return from < SILU_TURN_CONNECTING || from == SILU_TURN_PAUSED;
    case SILU_TURN_LOADING:
    case SILU_TURN_PAUSED:
      return from < SILU_TURN_THINKING;
    default:
      return to > from;
    }
}

static gboolean
move_to (SiluTurn *self, SiluTurnState state)
{
  if (!may_move (self->state, state))
    return FALSE;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);

  return TRUE;
}

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  SiluTurn *self = user_data;

  silu_scribe_take (self->scribe, delta);

  switch (delta->kind)
    {
    case SILU_DELTA_REASONING:
    case SILU_DELTA_THINKING:
      move_to (self, SILU_TURN_THINKING);
      break;

    case SILU_DELTA_TEXT:
      move_to (self, SILU_TURN_ANSWERING);
      break;

    case SILU_DELTA_ID:
      g_free (self->answer_id);
      self->answer_id = g_strndup (delta->text, delta->length);
      break;

    default:
      break;
    }
}

static void
end (SiluTurn *self, SiluTurnState state, const GError *error)
{
  static const SiluMessageState message_states[] = {
    [SILU_TURN_COMPLETE] = SILU_MESSAGE_COMPLETE,
    [SILU_TURN_STOPPED] = SILU_MESSAGE_STOPPED,
    [SILU_TURN_INTERRUPTED] = SILU_MESSAGE_INTERRUPTED,
    [SILU_TURN_FAILED] = SILU_MESSAGE_FAILED,
  };

  g_assert (is_end (state));

  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_pointer (&self->load_watch, silu_load_watch_free);
  silu_scribe_stamp (self->scribe, G_STRUCT_OFFSET (SiluTimes, end));
  silu_message_set_error (self->message, error);
  silu_message_set_state (self->message, message_states[state]);
  silu_store_save_message (self->store, self->conversation, self->message);

  move_to (self, state);
}

static void
end_with (SiluTurn *self, const GError *error)
{
  silu_scribe_end (self->scribe);

  if (error == NULL)
    end (self, SILU_TURN_COMPLETE, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (self, SILU_TURN_STOPPED, NULL);
  else if (g_error_matches (error, SILU_ERROR, SILU_ERROR_INTERRUPTED))
    end (self, SILU_TURN_INTERRUPTED, error);
  else
    end (self, SILU_TURN_FAILED, error);
}

static void try_request (SiluTurn *self);

static gboolean
retry_cb (gpointer user_data)
{
  SiluTurn *self = user_data;

  self->retry_source = 0;
  try_request (self);

  return G_SOURCE_REMOVE;
}

/* TRUE if it will be sent again. Only before the first output: what has been read is not read
 * twice, and not paid for twice. */
static gboolean
retry_later (SiluTurn *self, const GError *error)
{
  double wait = -1;
  gboolean loading = g_error_matches (error, SILU_ERROR, SILU_ERROR_LOADING);

  if (error == NULL || silu_scribe_has_written (self->scribe) ||
      g_cancellable_is_cancelled (self->cancellable))
    return FALSE;

  wait = silu_retry_get_wait (error, self->n_tries, &self->limits, g_random_double ());
  if (wait < 0)
    return FALSE;

  if (loading)
    self->n_tries--;
  g_clear_error (&self->retry_error);
  self->retry_error = g_error_copy (error);
  self->retry_time = g_get_monotonic_time () + (gint64) (wait * G_USEC_PER_SEC);
  self->retry_source = g_timeout_add ((guint) (wait * 1000), retry_cb, self);
  move_to (self, loading ? SILU_TURN_LOADING : SILU_TURN_PAUSED);

  return TRUE;
}

/* The reference that keeps the turn alive is dropped here, at its end only. */
static void
ran_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SiluTurn *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean whole = silu_request_run_finish (SILU_REQUEST (object), result, &error);

  g_clear_pointer (&self->load_watch, silu_load_watch_free);
  if (retry_later (self, error))
    return;

  if (whole)
    {
      silu_scribe_end (self->scribe);
      error = silu_verdict_judge (self->message);
    }
  end_with (self, error);
  g_object_unref (self);
}

static void
stage_cb (SiluRequest *request, GParamSpec *pspec, gpointer user_data)
{
  SiluTurn *self = user_data;

  if (silu_request_get_stage (request) != SILU_REQUEST_WAITING)
    return;

  g_clear_pointer (&self->load_watch, silu_load_watch_free);
  silu_scribe_stamp (self->scribe, G_STRUCT_OFFSET (SiluTimes, first_byte));
  move_to (self, SILU_TURN_WAITING);
}

static void
loading_cb (gpointer user_data)
{
  SiluTurn *self = user_data;

  if (self->state == SILU_TURN_CONNECTING)
    move_to (self, SILU_TURN_LOADING);
}

static void
try_request (SiluTurn *self)
{
  g_autofree char *path = silu_dialect_dup_path (self->dialect, self->ask->model);
  g_autofree char *url =
      silu_accounts_dup_url (self->accounts, self->account, self->base_url, path);
  guint interval =
      self->limits.load_interval > 0 ? self->limits.load_interval : SILU_LOAD_WATCH_INTERVAL;

  self->n_tries++;
  g_clear_object (&self->request);
  self->request = silu_request_new (self->http, self->dialect, self->ask->profile, url, self->route,
                                    self->body);
  g_signal_connect_object (self->request, "notify::stage", G_CALLBACK (stage_cb), self, 0);
  if (self->state != SILU_TURN_LOADING)
    move_to (self, SILU_TURN_CONNECTING);
  g_clear_pointer (&self->load_watch, silu_load_watch_free);
  self->load_watch = silu_load_watch_new (self->accounts, self->account, self->http, self->route,
                                          self->ask->model, interval, loading_cb, self);
  silu_request_run_async (self->request, delta_cb, self, self->cancellable, ran_cb, self);
}

/* Takes over the caller's reference to the turn. */
static void
send_request (SiluTurn *self, const char *key)
{
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  self->dialect = silu_dialect_find (silu_account_get_dialect (self->account));
  self->route = silu_accounts_make_route (self->accounts, self->account, key);
  url = silu_accounts_dup_url (self->accounts, self->account, self->base_url, "");

  if (self->dialect == NULL)
    error = silu_fault_new (SILU_ERROR_FAILED, NULL, "unknown dialect", -1);
  else if (silu_http_check_url (url, &error) && silu_route_check (self->route, url, &error))
    {
      self->body = silu_dialect_write_request (self->dialect, self->ask);
      try_request (self);
      return;
    }

  end_with (self, error);
  g_object_unref (self);
}

static void
key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SiluTurn *self = user_data;
  char *key = silu_accounts_lookup_key_finish (SILU_ACCOUNTS (object), result);

  send_request (self, key);
  silu_secrets_free_key (key);
}

static void
silu_turn_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SiluTurn *self = SILU_TURN (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_turn_finalize (GObject *object)
{
  SiluTurn *self = SILU_TURN (object);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_pointer (&self->load_watch, silu_load_watch_free);
  g_clear_pointer (&self->scribe, silu_scribe_free);
  g_clear_object (&self->accounts);
  g_clear_object (&self->store);
  g_clear_object (&self->http);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->request);
  g_clear_object (&self->account);
  g_clear_pointer (&self->ask, silu_chat_request_free);
  g_clear_pointer (&self->route, silu_route_unref);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->answer_id, g_free);
  g_clear_error (&self->retry_error);

  G_OBJECT_CLASS (silu_turn_parent_class)->finalize (object);
}

static void
silu_turn_class_init (SiluTurnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = silu_turn_get_property;
  object_class->finalize = silu_turn_finalize;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, SILU_TYPE_TURN_STATE, SILU_TURN_NEW,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
silu_turn_init (SiluTurn *self)
{
  self->cancellable = g_cancellable_new ();
}

SiluTurn *
silu_turn_new (SiluAccounts *accounts,
               SiluStore *store,
               SiluHttp *http,
               SiluConversation *conversation,
               SiluMessage *message)
{
  SiluTurn *self = g_object_new (SILU_TYPE_TURN, NULL);

  self->accounts = g_object_ref (accounts);
  self->store = g_object_ref (store);
  self->http = g_object_ref (http);
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);

  return self;
}

static gboolean
send_with_key_cb (gpointer user_data)
{
  GTask *task = user_data;
  SiluTurn *self = g_task_get_source_object (task);

  send_request (g_object_ref (self), g_task_get_task_data (task));

  return G_SOURCE_REMOVE;
}

void
silu_turn_run (SiluTurn *self, const SiluTurnPlan *plan)
{
  g_return_if_fail (SILU_IS_TURN (self));
  g_return_if_fail (self->state == SILU_TURN_NEW);

  self->ask = plan->request;
  self->account = g_object_ref (plan->account);
  self->base_url = g_strdup (plan->base_url);
  self->limits = plan->limits;
  self->scribe = silu_scribe_new (self->store, self->message, plan->before);
  move_to (self, SILU_TURN_PREPARING);

  if (plan->key != NULL)
    {
      GTask *task = g_task_new (self, NULL, NULL, NULL);

      g_task_set_task_data (task, g_strdup (plan->key), (GDestroyNotify) silu_secrets_free_key);
      g_idle_add_full (G_PRIORITY_DEFAULT, send_with_key_cb, task, g_object_unref);
    }
  else
    {
      silu_accounts_lookup_key_async (self->accounts, self->account, self->cancellable, key_cb,
                                      g_object_ref (self));
    }
}

SiluTurnState
silu_turn_get_state (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), SILU_TURN_FAILED);

  return self->state;
}

gboolean
silu_turn_is_over (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), TRUE);

  return is_end (self->state);
}

SiluConversation *
silu_turn_get_conversation (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), NULL);

  return self->conversation;
}

SiluMessage *
silu_turn_get_message (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), NULL);

  return self->message;
}

void
silu_turn_stop (SiluTurn *self)
{
  g_return_if_fail (SILU_IS_TURN (self));

  if (is_end (self->state))
    return;

  g_cancellable_cancel (self->cancellable);

  /* Nothing runs that could notice. */
  if (self->retry_source != 0)
    {
      g_clear_handle_id (&self->retry_source, g_source_remove);
      if (self->state == SILU_TURN_PAUSED)
        end_with (self, self->retry_error);
      else
        end (self, SILU_TURN_STOPPED, NULL);
      g_object_unref (self);
    }
}

const GError *
silu_turn_get_retry_error (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), NULL);

  return self->state == SILU_TURN_PAUSED ? self->retry_error : NULL;
}

gint64
silu_turn_get_retry_time (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), 0);

  return self->state == SILU_TURN_PAUSED ? self->retry_time : 0;
}

void
silu_turn_retry_now (SiluTurn *self)
{
  g_return_if_fail (SILU_IS_TURN (self));

  if (self->retry_source == 0)
    return;

  g_clear_handle_id (&self->retry_source, g_source_remove);
  try_request (self);
}

gboolean
silu_turn_can_end_thinking (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), FALSE);

  return self->state == SILU_TURN_THINKING && self->answer_id != NULL;
}

static void
told_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluTurn) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = silu_http_fetch_finish (SILU_HTTP (object), result, &error);

  /* It goes on thinking; the answer will come by itself. */
  if (body == NULL)
    g_debug ("the server does not end its thinking: %s", error->message);
}

void
silu_turn_end_thinking (SiluTurn *self)
{
  g_autofree char *url = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = NULL;

  g_return_if_fail (silu_turn_can_end_thinking (self));

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (root, object);
  json_object_set_string_member (object, "id", self->answer_id);
  json_object_set_string_member (object, "action", "reasoning_end");
  json = json_to_string (root, FALSE);
  url =
      silu_accounts_dup_url (self->accounts, self->account, NULL, self->ask->profile->control_path);
  silu_http_fetch_async (self->http, url, self->route, json, ASIDE_TIMEOUT, self->cancellable,
                         told_cb, g_object_ref (self));
}

gint64
silu_turn_get_last_byte (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), 0);

  return self->request != NULL ? silu_request_get_last_byte (self->request) : 0;
}

gint64
silu_turn_get_last_progress (SiluTurn *self)
{
  g_return_val_if_fail (SILU_IS_TURN (self), 0);

  return self->request != NULL ? silu_request_get_last_progress (self->request) : 0;
}
