/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Error bodies → a kind of error and the server's words. The words are for a person to read: what
 * looks like a key in them is masked, HTML is reduced to its text, length is bounded. */
#include "silu-error-body.h"

#include "silu-json.h"
#include <string.h>

typedef struct
{
  SiluErrorCode code;
  const char *words; /* separated by '|', in lower case */
} Wording;

/* Looked for in this order: money before rate, since both come as 429. */
static const Wording wordings[] = {
  { SILU_ERROR_BALANCE,
    "insufficient_quota|insufficient balance|insufficient_balance|insufficient credits|"
    "quota exceeded|exceeded your current quota|credits exhausted|out of credits|billing" },
  { SILU_ERROR_CONTEXT_LENGTH,
    "context length|context_length|context window|maximum context|exceed_context_size|"
    "prompt is too long|prompt too long|input is too long|too many tokens|context limit|"
    "input token count" },
  { SILU_ERROR_REFUSED,
    "content_filter|content filter|content policy|content_policy|data_inspection_failed|"
    "moderation|sensitive content" },
  { SILU_ERROR_MODEL, "model_not_found|model not found|model not exist|unknown model|invalid model|"
                      "no such model|is not a valid model|try pulling it" },
  { SILU_ERROR_RATE_LIMIT, "rate limit|rate_limit|too many requests" },
  { SILU_ERROR_AUTH,
    "invalid api key|incorrect api key|invalid_api_key|api key not valid|authentication_error|"
    "authentication fails|invalid token|unauthorized" },
  { SILU_ERROR_LOADING, "loading model|model is loading|currently loading" },
  { SILU_ERROR_OVERLOADED, "overloaded|insufficient_system_resource|server is busy|at capacity" },
};

static gboolean
mentions (const char *folded, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    if (strstr (folded, list[i]) != NULL)
      return TRUE;

  return FALSE;
}

static SiluErrorCode
classify (guint status, const char *text)
{
  g_autofree char *folded = g_ascii_strdown (text != NULL ? text : "", -1);

  if (status == 402)
    return SILU_ERROR_BALANCE;

  for (gsize i = 0; i < G_N_ELEMENTS (wordings); i++)
    if (mentions (folded, wordings[i].words))
      return wordings[i].code;

  /* "The model `x` does not exist": the name stands between. */
  if (strstr (folded, "model") != NULL && mentions (folded, "not exist|not found|not_found"))
    return SILU_ERROR_MODEL;

  switch (status)
    {
    case 401:
    case 403:
      return SILU_ERROR_AUTH;
    case 429:
      return SILU_ERROR_RATE_LIMIT;
    case 503:
    case 529:
      return SILU_ERROR_OVERLOADED;
    default:
      break;
    }

  if (status >= 400 && status < 500)
    return SILU_ERROR_REQUEST;

  return SILU_ERROR_SERVER;
}

static gboolean
is_key_byte (char byte)
{
  return g_ascii_isalnum (byte) || byte == '-' || byte == '_' || byte == '*' || byte == '.';
}

/* Servers repeat the key they refuse: "Incorrect API key provided: sk-…". */
static char *
mask_keys (const char *text)
{
  GString *masked = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      gboolean starts_word = at == text || !is_key_byte (at[-1]);
      gsize length = 0;

      if (starts_word &&
          (g_str_has_prefix (at, "sk-") || g_ascii_strncasecmp (at, "bearer ", 7) == 0))
        {
          gsize prefix = at[0] == 's' ? 3 : 7;

          while (is_key_byte (at[prefix + length]))
            length++;
          if (length >= 4)
            {
              g_string_append_len (masked, at, (gssize) prefix);
              g_string_append (masked, "…");
              at += prefix + length;
              continue;
            }
        }

      g_string_append_c (masked, *at);
      at++;
    }

  return g_string_free (masked, FALSE);
}

/* Bounds, validates and masks; NULL for nothing to say. */
static char *
tidy (const char *text, gsize length)
{
  g_autofree char *valid = NULL;
  g_autofree char *shortened = NULL;

  valid = g_utf8_make_valid (text, (gssize) MIN (length, 4 * SILU_ERROR_BODY_MAX_DETAIL));
  g_strstrip (valid);
  if (*valid == '\0')
    return NULL;

  if (strlen (valid) > SILU_ERROR_BODY_MAX_DETAIL)
    {
      const char *end = g_utf8_find_prev_char (valid, valid + SILU_ERROR_BODY_MAX_DETAIL + 1);
      g_autofree char *head = g_strndup (valid, (gsize) (end - valid));

      shortened = g_strconcat (head, "…", NULL);
    }

  return mask_keys (shortened != NULL ? shortened : valid);
}

/* Passes over an element whose content is no text; NULL if @at does not begin one. */
static const char *
skip_element (const char *at, const char *end, const char *name)
{
  gsize length = strlen (name);

  if ((gsize) (end - at) <= length + 1 || g_ascii_strncasecmp (at + 1, name, length) != 0)
    return NULL;

  for (at++; at < end; at++)
    if (end - at > (gssize) length + 2 && at[0] == '<' && at[1] == '/' &&
        g_ascii_strncasecmp (at + 2, name, length) == 0)
      return at;

  return end;
}

/* Runs of white space, and tags between them, are one space. */
static void
add_blank (GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] != ' ')
    g_string_append_c (text, ' ');
}

/* What a person would read of a page, in one paragraph. */
static char *
reduce_html (const char *html, gsize length)
{
  const char *end = html + length;
  GString *text = g_string_new (NULL);

  for (const char *at = html; at < end;)
    {
      if (*at == '<')
        {
          const char *skipped = skip_element (at, end, "script");

          if (skipped == NULL)
            skipped = skip_element (at, end, "style");
          if (skipped != NULL)
            at = skipped;
          while (at < end && *at != '>')
            at++;
          at += at < end;
          add_blank (text);
          continue;
        }

      if (g_ascii_isspace (*at))
        add_blank (text);
      else
        g_string_append_c (text, *at);
      at++;
    }

  return g_string_free (text, FALSE);
}

static gboolean
looks_like_html (const char *body, gsize length)
{
  while (length > 0 && g_ascii_isspace (*body))
    {
      body++;
      length--;
    }

  return length > 0 && *body == '<';
}

/* OpenRouter says "Provider returned error" and hides the reason (PROTOCOLS 2.7). */
static const char *
get_provider_words (JsonObject *error)
{
  JsonObject *metadata = silu_json_get_object (error, "metadata");

  return silu_json_get_string (metadata, "raw");
}

static void
add_word (GString *text, const char *word)
{
  if (word == NULL || *word == '\0' || strstr (text->str, word) != NULL)
    return;

  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, word);
}

static void
add_error_object (GString *text, JsonObject *error)
{
  add_word (text, silu_json_get_string (error, "message"));
  add_word (text, silu_json_get_string (error, "code"));
  add_word (text, silu_json_get_string (error, "type"));
  add_word (text, get_provider_words (error));
}

/* FastAPI's detail is a string, or an array of objects with "msg". */
static void
add_details (GString *text, JsonObject *root)
{
  JsonArray *details = silu_json_get_array (root, "detail");

  add_word (text, silu_json_get_string (root, "detail"));
  for (guint i = 0; details != NULL && i < MIN (json_array_get_length (details), 8); i++)
    add_word (text, silu_json_get_string (silu_json_element_object (details, i), "msg"));
}

/* Google tells people to look at their quota and billing when they were only too quick. */
static gboolean
is_rate_of_google (JsonObject *error, const char *text)
{
  return g_strcmp0 (silu_json_get_string (error, "status"), "RESOURCE_EXHAUSTED") == 0 &&
         strstr (text, "credits") == NULL;
}

gboolean
silu_error_body_read_json (guint status, JsonObject *root, SiluErrorCode *code, char **detail)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *error = silu_json_get_object (root, "error");
  JsonObject *base = silu_json_get_object (root, "base_resp");
  gint64 inner = silu_json_get_int (error, "code", 0);

  if (error != NULL)
    add_error_object (text, error);
  add_word (text, silu_json_get_string (root, "error"));
  add_word (text, silu_json_get_string (root, "error_msg"));
  if (silu_json_get_int (base, "status_code", 0) != 0)
    add_word (text, silu_json_get_string (base, "status_msg"));
  if (status >= 400)
    {
      add_word (text, silu_json_get_string (root, "message"));
      add_details (text, root);
    }

  if (error == NULL && text->len == 0)
    return FALSE;

  /* Inside a stream the status was 200, and the object says which it should have been. */
  if (status < 400 && inner >= 400 && inner < 600)
    status = (guint) inner;

  *code = classify (status, text->str);
  if (*code == SILU_ERROR_BALANCE && is_rate_of_google (error, text->str))
    *code = SILU_ERROR_RATE_LIMIT;
  *detail = tidy (text->str, text->len);

  return TRUE;
}

SiluErrorCode
silu_error_body_read (guint status, const char *body, gsize length, char **detail)
{
  g_autoptr (JsonNode) node = silu_json_parse (body, length, NULL);
  g_autofree char *text = NULL;
  SiluErrorCode code = SILU_ERROR_FAILED;

  *detail = NULL;
  if (silu_error_body_read_json (status, silu_json_root (node), &code, detail))
    return code;

  if (looks_like_html (body, length))
    text = reduce_html (body, MIN (length, 64 * 1024));
  else
    text = g_strndup (body, length);

  *detail = tidy (text, strlen (text));

  /* A page's prose says nothing of quotas: only its status counts. */
  return classify (status, NULL);
}
