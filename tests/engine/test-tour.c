/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Tour, asked the way the engine asks it; and every page of the guide. */
#include "silu-tour.h"

#include "silu-provider-data.h"

#include "silu-request.h"
#include "silu-test.h"
#include "silu-tour-guide.h"

#include <string.h>

typedef struct
{
  SiluTour *tour;
  SiluHttp *http;
  GAsyncResult *result;
  GString *reasoning;
  GString *text;
  SiluUsage usage;
  guint n_reasoning;
  guint n_text;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  GError *error = NULL;

  f->tour = silu_tour_new ();
  silu_tour_set_speed (f->tour, 0);
  g_assert_null (silu_tour_get_token (f->tour));
  g_assert_nonnull (silu_tour_get_base_url (f->tour, &error));
  g_assert_no_error (error);
  f->http = silu_http_new ();
  f->reasoning = g_string_new (NULL);
  f->text = g_string_new (NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->result);
  g_assert_finalize_object (f->http);
  g_assert_finalize_object (f->tour);
  g_string_free (f->reasoning, TRUE);
  g_string_free (f->text, TRUE);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  Fixture *f = user_data;

  if (delta->kind == SILU_DELTA_REASONING)
    {
      f->n_reasoning++;
      g_string_append (f->reasoning, delta->text);
    }
  else if (delta->kind == SILU_DELTA_TEXT)
    {
      f->n_text++;
      g_string_append (f->text, delta->text);
    }
  else if (delta->kind == SILU_DELTA_USAGE)
    {
      f->usage = delta->usage;
    }
}

static char *
write_body (const char *question, SiluThinkLevel think)
{
  g_autoptr (SiluProviders) providers = silu_provider_data_load ();
  g_autoptr (SiluProfile) profile =
      silu_providers_resolve (providers, "tour", "openai", "silu-guide");
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("silu-guide", profile);

  request->think = think;
  silu_chat_request_add (request, SILU_ROLE_USER, "An earlier question about a snake");
  silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "An earlier answer");
  silu_chat_request_add (request, SILU_ROLE_USER, question);

  return silu_dialect_write_request (silu_dialect_find ("openai"), request);
}

static gboolean
post (Fixture *f, const char *token, const char *body, GError **error)
{
  g_autofree char *url =
      silu_http_join_url (silu_tour_get_base_url (f->tour, NULL), "chat/completions");
  g_autoptr (SiluRoute) route = silu_route_new (token);
  g_autoptr (SiluRequest) request =
      silu_request_new (f->http, silu_dialect_find ("openai"), NULL, url, route, body);

  silu_request_run_async (request, delta_cb, f, NULL, silu_test_store_result_cb, &f->result);

  return silu_request_run_finish (request, silu_test_wait_result (&f->result), error);
}

static void
ask (Fixture *f, const char *question, SiluThinkLevel think)
{
  g_autofree char *body = write_body (question, think);
  GError *error = NULL;

  g_assert_true (post (f, silu_tour_get_token (f->tour), body, &error));
  g_assert_no_error (error);
}

static void
test_english (Fixture *f, gconstpointer data)
{
  ask (f, "What can Silu do?", SILU_THINK_HIGH);

  g_assert_cmpuint (f->reasoning->len, >, 100);
  g_assert_nonnull (strstr (f->text->str, "guide, not a model"));
  g_assert_cmpuint (f->n_reasoning, >, 20);
  g_assert_cmpint (f->usage.reasoning, ==, f->n_reasoning);
  g_assert_cmpint (f->usage.completion, ==, f->n_reasoning + f->n_text);
  g_assert_cmpint (f->usage.prompt, >, 0);
}

static void
test_chinese (Fixture *f, gconstpointer data)
{
  ask (f, "用 C 语言写贪吃蛇的碰撞检测", SILU_THINK_MAX);

  g_assert_nonnull (strstr (f->reasoning->str, "尾巴"));
  g_assert_nonnull (strstr (f->text->str, "```c"));
}

static void
test_mathematics (Fixture *f, gconstpointer data)
{
  ask (f, "Prove that there are infinitely many primes", SILU_THINK_HIGH);
  g_assert_nonnull (strstr (f->text->str, "\\prod_{i=1}^{n}"));

  g_string_truncate (f->text, 0);
  g_clear_object (&f->result);
  ask (f, "证明素数有无穷多个", SILU_THINK_HIGH);
  g_assert_nonnull (strstr (f->text->str, "没有最大的素数"));
}

static void
test_no_thinking (Fixture *f, gconstpointer data)
{
  ask (f, "Write the collision check of a snake game in C", SILU_THINK_OFF);

  g_assert_cmpstr (f->reasoning->str, ==, "");
  g_assert_cmpint (f->usage.reasoning, ==, 0);
  g_assert_nonnull (strstr (f->text->str, "snake_step"));
}

/* A pace changes when words come, not which. */
static void
test_paced (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  ask (f, "What can Silu do?", SILU_THINK_OFF);
  text = g_strdup (f->text->str);

  g_string_truncate (f->text, 0);
  g_clear_object (&f->result);
  silu_tour_set_speed (f->tour, 2000);
  ask (f, "What can Silu do?", SILU_THINK_OFF);
  g_assert_cmpstr (f->text->str, ==, text);
}

static void
test_wrong_token (Fixture *f, gconstpointer data)
{
  g_autofree char *body = write_body ("Hello", SILU_THINK_AUTO);
  GError *error = NULL;

  g_assert_false (post (f, "guess", body, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_AUTH);
  g_assert_cmpuint (f->n_text, ==, 0);
  g_error_free (error);
}

/* Any body gets an answer: what cannot be read asks nothing. */
static void
test_garbage (Fixture *f, gconstpointer data)
{
  const char *const bodies[] = { "nonsense", "[]", "{\"messages\":3}", "{\"messages\":[]}",
                                 "{\"messages\":[{\"content\":null}],\"thinking\":7}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_string_truncate (f->text, 0);
      g_clear_object (&f->result);
      g_assert_true (post (f, silu_tour_get_token (f->tour), bodies[i], NULL));
      g_assert_nonnull (strstr (f->text->str, "Silu"));
    }
}

static void
test_models (Fixture *f, gconstpointer data)
{
  g_autofree char *url = silu_http_join_url (silu_tour_get_base_url (f->tour, NULL), "models");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (SiluRoute) route = silu_route_new (silu_tour_get_token (f->tour));

  silu_http_fetch_async (f->http, url, route, NULL, 10, NULL, silu_test_store_result_cb,
                         &f->result);
  body = silu_http_fetch_finish (f->http, silu_test_wait_result (&f->result), NULL);
  g_assert_nonnull (body);
  models = silu_dialect_read_models (silu_dialect_find ("openai"), g_bytes_get_data (body, NULL),
                                     g_bytes_get_size (body));
  g_assert_cmpuint (models->len, ==, 1);
  g_assert_cmpstr (((SiluModelInfo *) g_ptr_array_index (models, 0))->id, ==, "silu-guide");
}

/* A second run has another address and another token. */
static void
test_own_token (Fixture *f, gconstpointer data)
{
  g_autoptr (SiluTour) other = silu_tour_new ();

  g_assert_cmpstr (silu_tour_get_base_url (other, NULL), !=,
                   silu_tour_get_base_url (f->tour, NULL));
  g_assert_cmpstr (silu_tour_get_token (other), !=, silu_tour_get_token (f->tour));
}

static const struct
{
  const char *question;
  const char *in_answer;
} questions[] = {
  { "", "Welcome to Silu" },
  { "What can Silu do?", "Welcome to Silu" },
  { "思路能做什么？", "欢迎使用思路" },
  { "How does deep think work?", "How Silu shows thinking" },
  { "深度思考是什么？", "思路怎样呈现思考" },
  { "Write the collision check of a snake game in C", "```c" },
  { "用 C 语言写贪吃蛇的碰撞检测", "占用表" },
  { "Compare the six distilled models in a table", "| Llama 70B |" },
  { "用表格比较六个蒸馏模型", "| Llama 70B |" },
  { "Which KEYBOARD shortcuts are there?", "Shift+Enter" },
  { "有哪些快捷键？", "输入法" },
  { "Where are my API keys kept?", "Secret Service" },
  { "密钥保存在哪里？", "密钥环" },
};

static void
test_pages (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (SiluTourPage) page = silu_tour_page_find (questions[i].question);

      g_assert_nonnull (strstr (page->answer, questions[i].in_answer));
      g_assert_cmpuint (strlen (page->thought), >, 50);
      g_assert_true (g_utf8_validate (page->thought, -1, NULL));
      g_assert_true (g_utf8_validate (page->answer, -1, NULL));
      g_assert_null (strstr (page->answer, "<!--"));
    }
}

int
main (int argc, char *argv[])
{
  silu_test_init (&argc, &argv);

  g_test_add ("/tour/english", Fixture, NULL, set_up, test_english, tear_down);
  g_test_add ("/tour/chinese", Fixture, NULL, set_up, test_chinese, tear_down);
  g_test_add ("/tour/mathematics", Fixture, NULL, set_up, test_mathematics, tear_down);
  g_test_add ("/tour/no-thinking", Fixture, NULL, set_up, test_no_thinking, tear_down);
  g_test_add ("/tour/paced", Fixture, NULL, set_up, test_paced, tear_down);
  g_test_add ("/tour/wrong-token", Fixture, NULL, set_up, test_wrong_token, tear_down);
  g_test_add ("/tour/garbage", Fixture, NULL, set_up, test_garbage, tear_down);
  g_test_add ("/tour/models", Fixture, NULL, set_up, test_models, tear_down);
  g_test_add ("/tour/own-token", Fixture, NULL, set_up, test_own_token, tear_down);
  g_test_add_func ("/tour/pages", test_pages);

  return g_test_run ();
}
