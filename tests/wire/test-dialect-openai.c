/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the OpenAI-style dialect reads beside streams: errors and models. */
#include "silu-dialect.h"
#include "silu-test.h"
#include <string.h>

typedef struct
{
  guint status;
  const char *body;
  SiluErrorCode code;
  const char *detail; /* is in the detail; NULL: there is none */
} Error;

static const Error errors[] = {
  { 401, "{\"error\":{\"message\":\"Authentication Fails\"}}", SILU_ERROR_AUTH, "Authentication" },
  { 402, "{\"error\":{\"message\":\"Insufficient Balance\"}}", SILU_ERROR_BALANCE, "Insufficient" },
  { 403, "", SILU_ERROR_AUTH, NULL },
  { 429, "{\"error\":{\"code\":\"insufficient_quota\"}}", SILU_ERROR_BALANCE, "quota" },
  { 429, "{\"error\":{\"message\":\"Slow down\"}}", SILU_ERROR_RATE_LIMIT, "Slow down" },
  { 400, "{\"error\":{\"message\":\"maximum context length is 65536\"}}", SILU_ERROR_CONTEXT_LENGTH,
    "65536" },
  { 400, "{\"error\":{\"type\":\"exceed_context_size_error\"}}", SILU_ERROR_CONTEXT_LENGTH,
    "exceed" },
  { 404, "{\"error\":\"model 'x' not found, try pulling it first\"}", SILU_ERROR_MODEL, "pulling" },
  { 400, "{\"error\":{\"message\":\"The model `x` does not exist\"}}", SILU_ERROR_MODEL, "`x`" },
  { 400, "{\"error\":{\"code\":\"content_filter\"}}", SILU_ERROR_REFUSED, "content_filter" },
  { 422, "{\"detail\":[{\"msg\":\"field required\"}]}", SILU_ERROR_REQUEST, "field required" },
  { 400, "{\"detail\":\"bad\"}", SILU_ERROR_REQUEST, "bad" },
  { 500, "{\"error_msg\":\"oops\"}", SILU_ERROR_SERVER, "oops" },
  { 503, "{\"error\":{\"message\":\"Loading model\"}}", SILU_ERROR_LOADING, "Loading" },
  { 200, "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login fail\"}}", SILU_ERROR_SERVER,
    "login fail" },
  { 400, "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"why\"}}}",
    SILU_ERROR_REQUEST, "why" },
  { 502,
    "<html><head><style>a{}</style><title>502</title></head><body> Bad\n gateway</body></html>",
    SILU_ERROR_SERVER, "502 Bad gateway" },
  { 500, "\xff\xfe plain", SILU_ERROR_SERVER, "plain" },
};

static void
test_errors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autofree char *detail = NULL;
      SiluErrorCode code =
          silu_dialect_read_error (silu_dialect_find ("openai"), errors[i].status, errors[i].body,
                                   strlen (errors[i].body), &detail);

      g_assert_cmpstr (silu_error_code_to_string (code), ==,
                       silu_error_code_to_string (errors[i].code));
      if (errors[i].detail == NULL)
        g_assert_null (detail);
      else
        g_assert_nonnull (strstr (detail, errors[i].detail));
    }
}

static void
test_keys_are_masked (void)
{
  const char *body = "{\"error\":{\"message\":\"Incorrect API key provided: sk-abc123def456. "
                     "Header was Bearer tok_secret_1.\"}}";
  g_autofree char *detail = NULL;

  silu_dialect_read_error (silu_dialect_find ("openai"), 401, body, strlen (body), &detail);
  g_assert_null (strstr (detail, "abc123"));
  g_assert_null (strstr (detail, "tok_secret"));
  g_assert_nonnull (strstr (detail, "Incorrect API key"));
}

static void
test_bounded (void)
{
  g_autofree char *body = g_strnfill (100000, 'x');
  g_autofree char *detail = NULL;

  silu_dialect_read_error (silu_dialect_find ("openai"), 500, body, 100000, &detail);
  g_assert_cmpuint (strlen (detail), <, 4096);
}

static const char *
get_id (GPtrArray *models, guint index)
{
  const SiluModelInfo *model = g_ptr_array_index (models, index);

  return model->id;
}

static void
test_models (void)
{
  const char *body = "{\"data\":[{\"id\":\"b\"},{\"id\":\"\"},{\"id\":7},3,{\"id\":\"a\"}]}";
  g_autoptr (GPtrArray) models =
      silu_dialect_read_models (silu_dialect_find ("openai"), body, strlen (body));

  g_assert_cmpuint (models->len, ==, 2);
  g_assert_cmpstr (get_id (models, 0), ==, "b");
  g_assert_cmpstr (get_id (models, 1), ==, "a");
  g_assert_null (silu_dialect_read_models (silu_dialect_find ("openai"), "[]", 2));
  g_assert_null (silu_dialect_find ("klingon"));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/openai/errors", test_errors);
  g_test_add_func ("/openai/keys-are-masked", test_keys_are_masked);
  g_test_add_func ("/openai/bounded", test_bounded);
  g_test_add_func ("/openai/models", test_models);

  return g_test_run ();
}
