/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One turn, from the question to the last token: the middle of a token's way. Deltas come from the
 * request, go into the message at once, and into the journal twice a second. */
#include "silu-turn-private.h"

#include "silu-dialect.h"
#include "silu-fault.h"
#include "silu-request.h"
#include <glib/gi18n-lib.h>

/* Milliseconds between two rows of the journal: what a crash may cost is less than a second. */
#define JOURNAL_INTERVAL 400

struct _SiluTurn
{
  GObject parent_instance;

  SiluAccounts *accounts;
  SiluStore *store;
  SiluHttp *http;
  SiluConversation *conversation;
  SiluMessage *message;

  SiluTurnState state;
  GCancellable *cancellable;
  SiluRequest *request; /* NULL until it is sent */
  SiluAccount *account;
  SiluChatRequest *ask; /* NULL once it is sent */
  gboolean grew;        /* something of the model's has come */

  /* What the message has and the journal has not yet. */
  GString *unsaved;
  SiluPartKind unsaved_kind;
  SiluChannel unsaved_channel;
  guint journal_source;
};

G_DEFINE_FINAL_TYPE (SiluTurn, silu_turn, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SiluTurnState,
                    silu_turn_state,
                    G_DEFINE_ENUM_VALUE (SILU_TURN_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (SILU_TURN_CONNECTING, "connecting"),
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

/* The transition function: forward only, and out of an end never. */
static gboolean
move_to (SiluTurn *self, SiluTurnState state)
{
  if (is_end (self->state) || state <= self->state)
    return FALSE;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);

  return TRUE;
}

static void
flush_journal (SiluTurn *self)
{
  g_clear_handle_id (&self->journal_source, g_source_remove);

  if (self->unsaved->len == 0)
    return;

  silu_store_append (self->store, self->message, self->unsaved_kind, self->unsaved_channel,
                     self->unsaved->str);
  g_string_truncate (self->unsaved, 0);
}

static gboolean
journal_cb (gpointer user_data)
{
  SiluTurn *self = user_data;

  self->journal_source = 0;
  flush_journal (self);

  return G_SOURCE_REMOVE;
}

static void
append (SiluTurn *self, SiluPartKind kind, SiluChannel channel, const char *text)
{
  if (self->unsaved->len > 0 && (kind != self->unsaved_kind || channel != self->unsaved_channel))
    flush_journal (self);

  self->grew = TRUE;
  self->unsaved_kind = kind;
  self->unsaved_channel = channel;
  g_string_append (self->unsaved, text);
  if (self->journal_source == 0)
    self->journal_source = g_timeout_add (JOURNAL_INTERVAL, journal_cb, self);

  silu_message_append (self->message, kind, channel, text);
}

/* Notes the first time that something happened. */
static void
stamp (SiluTurn *self, gsize member)
{
  SiluTimes times = *silu_message_get_times (self->message);
  gint64 *when = G_STRUCT_MEMBER_P (&times, member);

  if (*when != 0)
    return;

  *when = g_get_real_time ();
  silu_message_set_times (self->message, &times);
}

static void
reclassify (SiluTurn *self)
{
  SiluTimes times = *silu_message_get_times (self->message);

  flush_journal (self);
  silu_message_reclassify (self->message);
  silu_store_append_reclassify (self->store, self->message);

  times.first_reasoning = times.first_text;
  times.first_text = 0;
  silu_message_set_times (self->message, &times);
}

/* Tools are not offered yet; what a model calls all the same is kept with its message. */
static void
append_tool (SiluTurn *self, const SiluToolDelta *tool)
{
  if (tool->name != NULL)
    append (self, SILU_PART_TOOL_CALL, SILU_CHANNEL_NONE, tool->name);
  if (tool->arguments != NULL)
    append (self, SILU_PART_TOOL_CALL, SILU_CHANNEL_NONE, tool->arguments);
}

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  SiluTurn *self = user_data;

  switch (delta->kind)
    {
    case SILU_DELTA_REASONING:
      stamp (self, G_STRUCT_OFFSET (SiluTimes, first_reasoning));
      move_to (self, SILU_TURN_THINKING);
      append (self, SILU_PART_REASONING, delta->channel, delta->text);
      break;

    case SILU_DELTA_TEXT:
      stamp (self, G_STRUCT_OFFSET (SiluTimes, first_text));
      move_to (self, SILU_TURN_ANSWERING);
      append (self, SILU_PART_TEXT, delta->channel, delta->text);
      break;

    case SILU_DELTA_RECLASSIFY:
      reclassify (self);
      break;

    case SILU_DELTA_TOOL:
      append_tool (self, &delta->tool);
      break;

    case SILU_DELTA_USAGE:
      silu_message_set_usage (self->message, &delta->usage);
      break;

    case SILU_DELTA_FINISH:
      silu_message_set_finish (self->message, delta->finish);
      break;

    case SILU_DELTA_ERROR: /* the request fails with it */
    default:
      break;
    }
}

/* An answer that arrived whole may still be none (PROTOCOLS 1.5). */
static GError *
judge (SiluTurn *self)
{
  switch (silu_message_get_finish (self->message))
    {
    case SILU_FINISH_FILTER:
      return silu_fault_new (SILU_ERROR_REFUSED, NULL, NULL, -1);

    case SILU_FINISH_RESOURCES:
      return silu_error_new (SILU_ERROR_INTERRUPTED,
                             _ ("The server was overloaded and broke the answer off."),
                             "insufficient_system_resource", -1);

    default:
      if (self->grew)
        return NULL;
      return silu_error_new (SILU_ERROR_PROTOCOL,
                             _ ("The model ended without an answer. Try again."), NULL, -1);
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

  flush_journal (self);
  stamp (self, G_STRUCT_OFFSET (SiluTimes, end));
  silu_message_set_error (self->message, error);
  silu_message_set_state (self->message, message_states[state]);
  silu_store_save_message (self->store, self->conversation, self->message);

  move_to (self, state);
}

static void
end_with (SiluTurn *self, const GError *error)
{
  if (error == NULL)
    end (self, SILU_TURN_COMPLETE, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (self, SILU_TURN_STOPPED, NULL);
  else if (g_error_matches (error, SILU_ERROR, SILU_ERROR_INTERRUPTED))
    end (self, SILU_TURN_INTERRUPTED, error);
  else
    end (self, SILU_TURN_FAILED, error);
}

static void
ran_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluTurn) self = user_data;
  g_autoptr (GError) error = NULL;

  if (silu_request_run_finish (SILU_REQUEST (object), result, &error))
    error = judge (self);

  end_with (self, error);
}

static void
stage_cb (SiluRequest *request, GParamSpec *pspec, gpointer user_data)
{
  SiluTurn *self = user_data;

  if (silu_request_get_stage (request) != SILU_REQUEST_WAITING)
    return;

  stamp (self, G_STRUCT_OFFSET (SiluTimes, first_byte));
  move_to (self, SILU_TURN_WAITING);
}

/* A key goes over TLS or stays on this machine. */
static gboolean
check_address (const char *url, const char *key, GError **error)
{
  if (!silu_http_check_url (url, error))
    return FALSE;

  if (key != NULL && *key != '\0' && !silu_http_url_is_private (url))
    {
      g_propagate_error (
          error, silu_error_new (SILU_ERROR_AUTH,
                                 _ ("The key would travel unencrypted. Use an address with https."),
                                 NULL, -1));
      return FALSE;
    }

  return TRUE;
}

/* Takes over the caller's reference to the turn. */
static void
send_request (SiluTurn *self, const char *key)
{
  const SiluDialect *dialect = silu_dialect_find (silu_account_get_dialect (self->account));
  g_autoptr (SiluChatRequest) ask = g_steal_pointer (&self->ask);
  g_autofree char *body = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  if (dialect == NULL)
    error = silu_fault_new (SILU_ERROR_FAILED, NULL, "unknown dialect", -1);

  if (error == NULL)
    {
      url = silu_accounts_dup_url (self->accounts, self->account, silu_dialect_get_path (dialect));
      check_address (url, key, &error);
    }

  if (error != NULL)
    {
      end_with (self, error);
      g_object_unref (self);
      return;
    }

  body = silu_dialect_write_request (dialect, ask);
  self->request = silu_request_new (self->http, dialect, url, key, body);
  g_signal_connect_object (self->request, "notify::stage", G_CALLBACK (stage_cb), self, 0);
  move_to (self, SILU_TURN_CONNECTING);
  silu_request_run_async (self->request, delta_cb, self, self->cancellable, ran_cb, self);
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

  g_clear_handle_id (&self->journal_source, g_source_remove);
  g_clear_object (&self->accounts);
  g_clear_object (&self->store);
  g_clear_object (&self->http);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->request);
  g_clear_object (&self->account);
  g_clear_pointer (&self->ask, silu_chat_request_free);
  g_string_free (g_steal_pointer (&self->unsaved), TRUE);

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
  self->unsaved = g_string_new (NULL);
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
silu_turn_run (SiluTurn *self, SiluChatRequest *request, SiluAccount *account, const char *key)
{
  g_return_if_fail (SILU_IS_TURN (self));
  g_return_if_fail (self->state == SILU_TURN_NEW);

  self->ask = request;
  self->account = g_object_ref (account);
  move_to (self, SILU_TURN_PREPARING);

  if (key != NULL)
    {
      GTask *task = g_task_new (self, NULL, NULL, NULL);

      g_task_set_task_data (task, g_strdup (key), (GDestroyNotify) silu_secrets_free_key);
      g_idle_add_full (G_PRIORITY_DEFAULT, send_with_key_cb, task, g_object_unref);
    }
  else
    {
      silu_accounts_lookup_key_async (self->accounts, account, self->cancellable, key_cb,
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

  if (!is_end (self->state))
    g_cancellable_cancel (self->cancellable);
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
