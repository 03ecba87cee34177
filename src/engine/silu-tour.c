/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Tour: Silu's guide behind a server of its own, so that it takes the very way that a model's
 * answer takes. */
#include "silu-tour.h"

#include "silu-json.h"
#include "silu-script-server.h"
#include "silu-tour-guide.h"

#define DEFAULT_SPEED 60 /* tokens a second: a good pace to read along */
#define MAX_SPEED 100000

#define NOT_ALLOWED                                                                                \
  "{\"error\":{\"message\":\"the token of this run is missing\",\"code\":\"auth\"}}"
#define MODELS "{\"object\":\"list\",\"data\":[{\"id\":\"silu-guide\",\"object\":\"model\"}]}"

struct _SiluTour
{
  GObject parent_instance;

  SiluScriptServer *server; /* NULL until it is needed */
  guint speed;
};

G_DEFINE_FINAL_TYPE (SiluTour, silu_tour, G_TYPE_OBJECT)

static SiluScript *
make_json (guint status, const char *body)
{
  SiluScript *script = silu_script_new ();

  silu_script_set_status (script, status);
  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_send (script, body, -1);

  return script;
}

/* The user's last message, "" if there is none. */
static char *
dup_question (JsonObject *request)
{
  JsonArray *messages = silu_json_get_array (request, "messages");
  guint length = messages != NULL ? json_array_get_length (messages) : 0;
  JsonObject *last = length > 0 ? silu_json_element_object (messages, length - 1) : NULL;
  const char *content = silu_json_get_string (last, "content");

  return g_strdup (content != NULL ? content : "");
}

static gboolean
wants_thinking (JsonObject *request)
{
  JsonObject *thinking = silu_json_get_object (request, "thinking");

  return g_strcmp0 (silu_json_get_string (thinking, "type"), "disabled") != 0;
}

/* The end of a piece about as long as a token: a CJK character, or a few letters up to a space. */
static const char *
find_piece_end (const char *at)
{
  for (guint letters = 0; *at != '\0' && letters < 5; letters++)
    {
      gunichar character = g_utf8_get_char (at);

      at = g_utf8_next_char (at);
      if (g_unichar_iswide (character) || g_unichar_isspace (character))
        break;
    }

  return at;
}

/* Streams @text piece by piece; returns how many there were. */
static guint
stream_text (SiluTour *self, SiluScript *script, const char *text, gboolean reasoning)
{
  guint n_pieces = 0;

  for (const char *at = text; *at != '\0'; n_pieces++)
    {
      const char *end = find_piece_end (at);
      g_autofree char *piece = g_strndup (at, (gsize) (end - at));

      silu_script_send_delta (script, reasoning ? piece : NULL, reasoning ? NULL : piece);
      if (self->speed > 0)
        silu_script_pause (script, 1000 / self->speed);
      at = end;
    }

  return n_pieces;
}

static SiluScript *
make_answer (SiluTour *self, const char *body)
{
  g_autoptr (JsonNode) node = silu_json_parse (body, strlen (body), NULL);
  JsonObject *request = silu_json_root (node);
  g_autofree char *question = dup_question (request);
  g_autoptr (SiluTourPage) page = silu_tour_page_find (question);
  SiluScript *script = silu_script_new ();
  guint reasoning = 0;
  guint text;

  if (wants_thinking (request))
    reasoning = stream_text (self, script, page->thought, TRUE);
  text = stream_text (self, script, page->answer, FALSE);
  silu_script_send_end (script, "stop", (guint) g_utf8_strlen (question, -1) / 4 + 1,
                        reasoning + text, reasoning);

  return script;
}

static SiluScript *
answer_cb (const char *method,
           const char *path,
           const char *body,
           const char *token,
           gpointer user_data)
{
  SiluTour *self = user_data;

  if (g_strcmp0 (token, silu_script_server_get_token (self->server)) != 0)
    return make_json (401, NOT_ALLOWED);

  if (g_str_equal (method, "POST") && g_str_has_suffix (path, "/chat/completions"))
    return make_answer (self, body);

  if (g_str_equal (method, "GET") && g_str_has_suffix (path, "/models"))
    return make_json (200, MODELS);

  return NULL;
}

static void
silu_tour_finalize (GObject *object)
{
  SiluTour *self = SILU_TOUR (object);

  if (self->server != NULL)
    silu_script_server_stop (self->server);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (silu_tour_parent_class)->finalize (object);
}

static void
silu_tour_class_init (SiluTourClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_tour_finalize;
}

static void
silu_tour_init (SiluTour *self)
{
  const char *speed = g_getenv ("SILU_TOUR_SPEED");
  guint64 value = DEFAULT_SPEED;

  if (speed != NULL)
    g_ascii_string_to_unsigned (speed, 10, 0, MAX_SPEED, &value, NULL);
  self->speed = (guint) value;
}

SiluTour *
silu_tour_new (void)
{
  return g_object_new (SILU_TYPE_TOUR, NULL);
}

const char *
silu_tour_get_base_url (SiluTour *self, GError **error)
{
  g_return_val_if_fail (SILU_IS_TOUR (self), NULL);

  if (self->server == NULL)
    self->server = silu_script_server_new (answer_cb, self, error);

  return self->server != NULL ? silu_script_server_get_base_url (self->server) : NULL;
}

const char *
silu_tour_get_token (SiluTour *self)
{
  g_return_val_if_fail (SILU_IS_TOUR (self), NULL);

  return self->server != NULL ? silu_script_server_get_token (self->server) : NULL;
}

void
silu_tour_set_speed (SiluTour *self, guint tokens_per_second)
{
  g_return_if_fail (SILU_IS_TOUR (self));

  self->speed = MIN (tokens_per_second, MAX_SPEED);
}
