/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests share that drive whole turns. */
#include "engine-fixture.h"

static SiluScript *
make_json (guint status, const char *body)
{
  SiluScript *script = silu_script_new ();

  silu_script_set_status (script, status);
  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_send (script, body, -1);

  return script;
}

static SiluScript *
answer_cb (const char *method,
           const char *path,
           const char *body,
           const char *token,
           gpointer user_data)
{
  EngineFixture *self = user_data;

  if (g_strcmp0 (path, self->aside) == 0)
    {
      self->n_asides++;
      return self->aside_body != NULL ? make_json (200, self->aside_body) : NULL;
    }

  g_ptr_array_add (self->paths, g_strdup (path));
  g_ptr_array_add (self->bodies, g_strdup (body));
  g_ptr_array_add (self->tokens, g_strdup (token));

  return g_queue_pop_head (&self->scripts);
}

SiluEngine *
engine_fixture_open (const char *directory)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SiluEngine *engine = silu_engine_new (directory);

  silu_engine_start_async (engine, silu_test_store_result_cb, &result);
  silu_engine_start_finish (engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return engine;
}

void
engine_fixture_close (SiluEngine *engine)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_engine_shutdown_async (engine, silu_test_store_result_cb, &result);
  silu_engine_shutdown_finish (engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (engine);
}

static void
shut_down (EngineFixture *self)
{
  engine_fixture_close (g_steal_pointer (&self->engine));
}

void
engine_fixture_set_up (EngineFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("silu-engine-XXXXXX", &error);
  g_assert_no_error (error);
  g_queue_init (&self->scripts);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->tokens = g_ptr_array_new_with_free_func (g_free);
  self->states = g_array_new (FALSE, FALSE, sizeof (SiluTurnState));
  self->server = silu_script_server_new (answer_cb, self, &error);
  g_assert_no_error (error);
  self->engine = engine_fixture_open (self->directory);
  self->conversation = silu_conversation_new (NULL);
  engine_fixture_use (self, "deepseek", "openai", "test-model", "/v1");
}

void
engine_fixture_tear_down (EngineFixture *self, gconstpointer data)
{
  g_clear_object (&self->conversation);
  g_clear_object (&self->account);
  shut_down (self);

  silu_script_server_stop (self->server);
  g_clear_object (&self->server);
  g_queue_clear_full (&self->scripts, (GDestroyNotify) silu_script_free);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->tokens);
  g_array_unref (self->states);

  engine_fixture_remove_providers ();
  silu_test_remove_folder (self->directory);
  g_free (self->directory);
}

void
engine_fixture_use (EngineFixture *self,
                    const char *preset,
                    const char *dialect,
                    const char *model,
                    const char *path)
{
  g_autofree char *url = g_strconcat (silu_script_server_get_base_url (self->server), path, NULL);

  g_clear_object (&self->account);
  self->account = silu_account_new (NULL, preset);
  silu_account_set_name (self->account, "Test");
  silu_account_set_base_url (self->account, url);
  silu_account_set_dialect (self->account, dialect);
  silu_account_set_model (self->account, model);
  self->question = (SiluAsk){
    .account = self->account,
    .think = SILU_THINK_HIGH,
    .key = ENGINE_FIXTURE_KEY,
  };
}

void
engine_fixture_keep_account (EngineFixture *self)
{
  g_autofree char *keyring = g_build_filename (silu_test_get_folder (), "keyring", NULL);
  SiluAccounts *accounts = silu_engine_get_accounts (self->engine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  silu_accounts_add_async (accounts, self->account, ENGINE_FIXTURE_KEY, silu_test_store_result_cb,
                           &result);
  silu_accounts_add_finish (accounts, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

void
engine_fixture_write_providers (const char *json)
{
  g_autofree char *directory = g_build_filename (g_get_user_config_dir (), "silu", NULL);
  g_autofree char *path = g_build_filename (directory, "providers.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_file_set_contents (path, json, -1, &error);
  g_assert_no_error (error);
}

void
engine_fixture_remove_providers (void)
{
  silu_test_remove_folder (g_get_user_config_dir ());
}

SiluScript *
engine_fixture_push (EngineFixture *self)
{
  SiluScript *script = silu_script_new ();

  g_queue_push_tail (&self->scripts, script);

  return script;
}

void
engine_fixture_push_answer (EngineFixture *self, const char *reasoning, const char *text)
{
  SiluScript *script = engine_fixture_push (self);

  if (reasoning != NULL)
    silu_script_send_delta (script, reasoning, NULL);
  silu_script_send_delta (script, NULL, text);
  silu_script_send_end (script, "stop", 10, 20, 5);
}

SiluScript *
engine_fixture_push_status (EngineFixture *self, guint status, const char *body)
{
  SiluScript *script = make_json (status, body);

  g_queue_push_tail (&self->scripts, script);

  return script;
}

static void
state_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  EngineFixture *self = user_data;
  SiluTurnState state = silu_turn_get_state (turn);

  g_array_append_val (self->states, state);
}

void
engine_fixture_watch (EngineFixture *self, SiluTurn *turn)
{
  g_array_set_size (self->states, 0);
  g_signal_connect (turn, "notify::state", G_CALLBACK (state_cb), self);
}

guint
engine_fixture_count_state (EngineFixture *self, SiluTurnState state)
{
  guint n = 0;

  for (guint i = 0; i < self->states->len; i++)
    n += g_array_index (self->states, SiluTurnState, i) == state;

  return n;
}

SiluTurn *
engine_fixture_send (EngineFixture *self, const char *text)
{
  return silu_engine_send (self->engine, self->conversation, text, &self->question);
}

SiluMessage *
engine_fixture_ask (EngineFixture *self, const char *text, SiluTurnState state)
{
  return engine_fixture_finish (engine_fixture_send (self, text), state);
}

typedef struct
{
  SiluTurn *turn;
  SiluTurnState state;
  SiluPartKind kind;
  const char *text;
} Wait;

static gboolean
is_in_state (gpointer user_data)
{
  Wait *wait = user_data;

  return silu_turn_get_state (wait->turn) == wait->state;
}

void
engine_fixture_wait_state (SiluTurn *turn, SiluTurnState state)
{
  Wait wait = { .turn = turn, .state = state };

  silu_test_run_until (is_in_state, &wait);
}

static gboolean
has_text (gpointer user_data)
{
  Wait *wait = user_data;
  g_autofree char *text = silu_message_dup_text (silu_turn_get_message (wait->turn), wait->kind);

  return g_str_equal (text, wait->text);
}

void
engine_fixture_wait_text (SiluTurn *turn, SiluPartKind kind, const char *text)
{
  Wait wait = { .turn = turn, .kind = kind, .text = text };

  silu_test_run_until (has_text, &wait);
}

static gboolean
is_over (gpointer user_data)
{
  return silu_turn_is_over (user_data);
}

SiluMessage *
engine_fixture_finish (SiluTurn *turn, SiluTurnState state)
{
  g_autoptr (SiluTurn) keep = g_object_ref (turn);

  silu_test_run_until (is_over, turn);
  g_assert_cmpint (silu_turn_get_state (turn), ==, state);

  return silu_turn_get_message (turn);
}

void
engine_fixture_restart (EngineFixture *self)
{
  shut_down (self);
  self->engine = engine_fixture_open (self->directory);
}

void
engine_fixture_load (EngineFixture *self, const char *id)
{
  SiluConversationList *list = silu_engine_get_conversations (self->engine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_set_object (&self->conversation, silu_conversation_list_find (list, id));
  g_assert_nonnull (self->conversation);
  silu_engine_load_async (self->engine, self->conversation, silu_test_store_result_cb, &result);
  silu_engine_load_finish (self->engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

SiluMessage *
engine_fixture_come_back (EngineFixture *self)
{
  g_autofree char *id = g_strdup (silu_conversation_get_id (self->conversation));

  g_clear_object (&self->conversation);
  engine_fixture_restart (self);
  engine_fixture_load (self, id);

  return silu_conversation_get_leaf (self->conversation);
}

const char *
engine_fixture_get_body (EngineFixture *self, guint index)
{
  g_assert_cmpuint (index, <, self->bodies->len);

  return g_ptr_array_index (self->bodies, index);
}

void
engine_fixture_check_text (SiluMessage *message, SiluPartKind kind, const char *expected)
{
  g_autofree char *text = silu_message_dup_text (message, kind);

  g_assert_cmpstr (text, ==, expected);
}
