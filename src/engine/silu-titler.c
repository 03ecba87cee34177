/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question about a conversation beside it: a turn in a conversation of its own, which is nowhere
 * but in memory. */
#include "silu-titler.h"

#include "silu-engine-private.h"
#include "silu-title.h"
#include "silu-tour.h"
#include <string.h>

/* Bytes of the question and of the answer that are sent along. */
#define EXCERPT 2000

#define INSTRUCTION                                                                                \
  "Name the conversation below in at most six words, in the language it is held in. Say nothing "  \
  "but the name."

typedef struct
{
  SiluTitler *titler;
  SiluTurn *turn;
  SiluConversation *conversation; /* that gets the name */
} Job;

struct _SiluTitler
{
  SiluEngine *engine;
  gboolean enabled;
  GPtrArray *jobs; /* of Job */
};

static void
job_free (gpointer data)
{
  Job *self = data;

  g_signal_handlers_disconnect_by_data (self->turn, self);
  silu_turn_stop (self->turn);
  g_object_unref (self->turn);
  g_object_unref (self->conversation);
  g_free (self);
}

char *
silu_titler_clean (const char *answer)
{
  static const char *const quotes[] = { "\"", "'",  "“",  "”",  "‘", "’", "「", "」",
                                        "『", "』", "《", "》", "*", "`", ".",  "。" };
  g_autofree char *line = silu_title_from_text (answer);
  gboolean found = TRUE;

  while (found)
    {
      found = FALSE;
      g_strstrip (line);
      for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
        {
          gsize length = strlen (quotes[i]);

          if (g_str_has_suffix (line, quotes[i]))
            {
              line[strlen (line) - length] = '\0';
              found = TRUE;
            }
          else if (g_str_has_prefix (line, quotes[i]))
            {
              memmove (line, line + length, strlen (line + length) + 1);
              found = TRUE;
            }
        }
    }

  return g_steal_pointer (&line);
}

static void
turn_state_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  Job *job = user_data;
  GPtrArray *jobs = job->titler->jobs;
  g_autofree char *answer = NULL;
  g_autofree char *title = NULL;

  if (!silu_turn_is_over (turn))
    return;

  answer = silu_message_dup_text (silu_turn_get_message (turn), SILU_PART_TEXT);
  title = silu_titler_clean (answer);
  if (silu_turn_get_state (turn) == SILU_TURN_COMPLETE && *title != '\0')
    silu_conversation_set_title (job->conversation, title, SILU_TITLE_MODEL);

  silu_engine_forget (job->titler->engine, silu_turn_get_conversation (turn));
  g_ptr_array_remove (jobs, job);
}

/* Cut between characters. */
static char *
dup_excerpt (SiluMessage *message)
{
  g_autofree char *text = silu_attachments_dup_gist (message);
  const char *end = text + EXCERPT;

  if (strlen (text) <= EXCERPT)
    return g_steal_pointer (&text);

  return g_strndup (text, (gsize) (g_utf8_find_prev_char (text, end + 1) - text));
}

static SiluChatRequest *
make_request (SiluTitler *self, SiluConversation *conversation, SiluMessage *answer, SiluAsk *ask)
{
  g_autofree char *question_text = dup_excerpt (silu_message_get_parent (answer));
  g_autofree char *answer_text = dup_excerpt (answer);
  g_autofree char *text = g_strdup_printf ("%s\n\n<question>\n%s\n</question>\n<answer>\n%s\n"
                                           "</answer>",
                                           INSTRUCTION, question_text, answer_text);
  SiluChatRequest *request =
      silu_engine_make_request (self->engine, conversation, ask, SILU_THINK_OFF);

  silu_chat_request_add (request, SILU_ROLE_USER, text);

  return request;
}

static void
start (SiluTitler *self, SiluConversation *conversation, SiluMessage *answer, SiluAsk *ask)
{
  g_autoptr (SiluConversation) aside = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) name = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  g_autoptr (SiluChatRequest) request = make_request (self, conversation, answer, ask);
  SiluTurnPlan plan = { .account = ask->account, .limits = *ask->limits };
  Job *job;

  if (request->profile->always_thinks)
    return;

  silu_conversation_set_incognito (aside);
  silu_message_set_state (name, SILU_MESSAGE_STREAMING);
  silu_conversation_add (aside, name, NULL);
  silu_engine_save_new (self->engine, aside, name);

  job = g_new0 (Job, 1);
  job->titler = self;
  job->conversation = g_object_ref (conversation);
  job->turn = silu_engine_make_turn (self->engine, aside, name);
  g_signal_connect (job->turn, "notify::state", G_CALLBACK (turn_state_cb), job);
  g_ptr_array_add (self->jobs, job);

  plan.request = g_steal_pointer (&request);
  silu_turn_run (job->turn, &plan);
}

/* Of two answers to the first question the one that is there first is enough. */
static gboolean
is_asked (SiluTitler *self, SiluConversation *conversation)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (((Job *) g_ptr_array_index (self->jobs, i))->conversation == conversation)
      return TRUE;

  return FALSE;
}

static gboolean
wants_name (SiluTitler *self, SiluConversation *conversation, SiluMessage *answer)
{
  SiluMessage *question = silu_message_get_parent (answer);

  return !is_asked (self, conversation) &&
         silu_conversation_get_title_kind (conversation) == SILU_TITLE_FIRST_LINE &&
         !silu_conversation_get_incognito (conversation) &&
         silu_conversation_get_deleted (conversation) == 0 && question != NULL &&
         silu_message_get_parent (question) == NULL &&
         silu_message_has_text (answer, SILU_PART_TEXT);
}

static void
turn_ended_cb (SiluEngine *engine, SiluTurn *turn, gpointer user_data)
{
  SiluTitler *self = user_data;
  const SiluRetryLimits limits = { .retries = 1, .max_wait = 10 };
  SiluConversation *conversation = silu_turn_get_conversation (turn);
  SiluMessage *answer = silu_turn_get_message (turn);
  const char *id = silu_message_get_account (answer);
  SiluAccount *account =
      id != NULL ? silu_accounts_find (silu_engine_get_accounts (engine), id) : NULL;
  SiluAsk ask = { .account = account,
                  .model = silu_message_get_model (answer),
                  .think = SILU_THINK_OFF,
                  .limits = &limits };

  if (self->enabled && account != NULL && !g_str_equal (id, SILU_TOUR_ACCOUNT_ID) &&
      silu_turn_get_state (turn) == SILU_TURN_COMPLETE && !silu_engine_is_ending (engine) &&
      wants_name (self, conversation, answer))
    start (self, conversation, answer, &ask);
}

SiluTitler *
silu_titler_new (SiluEngine *engine)
{
  SiluTitler *self = g_new0 (SiluTitler, 1);

  self->engine = engine;
  self->jobs = g_ptr_array_new_with_free_func (job_free);
  g_signal_connect (engine, "turn-ended", G_CALLBACK (turn_ended_cb), self);

  return self;
}

void
silu_titler_free (SiluTitler *self)
{
  g_signal_handlers_disconnect_by_data (self->engine, self);
  g_ptr_array_unref (self->jobs);
  g_free (self);
}

void
silu_titler_set_enabled (SiluTitler *self, gboolean enabled)
{
  self->enabled = enabled;
}
