/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search: what the window's search finds, as lines or as JSON. */
#include "silu-cli-verbs.h"

#include "silu-cli-session.h"
#include <glib/gi18n-lib.h>

/* Enough of an id to tell conversations apart on a screen. */
#define SHORT_ID 8

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 1000

typedef struct
{
  const char *query; /* with what --in says */
  int limit;
  gboolean json;
  SiluCliSession *session;
} Search;

static const char *
place_to_string (SiluSearchPlace place)
{
  switch (place)
    {
    case SILU_SEARCH_QUESTION:
      return "question";
    case SILU_SEARCH_ANSWER:
      return "answer";
    case SILU_SEARCH_THOUGHTS:
      return "reasoning";
    case SILU_SEARCH_CODE:
      return "code";
    case SILU_SEARCH_ATTACHMENT:
      return "attachment";
    case SILU_SEARCH_NOTES:
      return "notes";
    case SILU_SEARCH_TITLE:
    default:
      return "title";
    }
}

static gboolean
print_hit (const SiluSearchHit *hit)
{
  g_autofree char *time = silu_cli_format_time (hit->time);
  g_autofree char *title = silu_cli_clean_line (hit->title);
  g_autofree char *snippet = silu_cli_clean_line (hit->snippet);

  if (!silu_cli_print ("%.*s  %s  %s\n", SHORT_ID, hit->conversation, time,
                       *title != '\0' ? title : _ ("Untitled")))
    return FALSE;

  return hit->message == NULL ||
         silu_cli_print ("          %s: %s\n", place_to_string (hit->place), snippet);
}

static void
add_ranges (JsonBuilder *builder, GArray *ranges)
{
  json_builder_set_member_name (builder, "ranges");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ranges->len; i++)
    {
      SiluSearchRange range = g_array_index (ranges, SiluSearchRange, i);

      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, range.start);
      json_builder_add_int_value (builder, range.end);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static gboolean
print_json (GPtrArray *hits)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < hits->len; i++)
    {
      const SiluSearchHit *hit = g_ptr_array_index (hits, i);

      json_builder_begin_object (builder);
      silu_cli_json_string (builder, "conversation", hit->conversation);
      silu_cli_json_string (builder, "title", hit->title);
      silu_cli_json_string (builder, "message", hit->message);
      silu_cli_json_string (builder, "in", place_to_string (hit->place));
      silu_cli_json_string (builder, "model", hit->model);
      silu_cli_json_count (builder, "time", hit->time > 0 ? hit->time : -1);
      json_builder_set_member_name (builder, "archived");
      json_builder_add_boolean_value (builder, hit->is_archived);
      silu_cli_json_string (builder, "snippet", hit->snippet);
      add_ranges (builder, hit->ranges);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return silu_cli_print_json (builder, TRUE);
}

static void
searched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Search *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = silu_store_search_finish (SILU_STORE (object), result, &error);
  gboolean written = TRUE;

  if (hits == NULL)
    {
      silu_cli_session_finish (self->session, silu_cli_complain_of (error));
      return;
    }

  if (self->json)
    print_json (hits);
  for (guint i = 0; !self->json && written && i < hits->len; i++)
    written = print_hit (g_ptr_array_index (hits, i));

  silu_cli_session_finish (self->session, SILU_CLI_OK);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Search *self = data;
  SiluStore *store = silu_engine_get_store (silu_cli_session_get_engine (session));

  self->session = session;
  silu_store_search_async (store, self->query, FALSE, (guint) self->limit, NULL, searched_cb, self);
}

/* The contract's words as those of a query; NULL for others. */
static const char *
get_filter (const char *where)
{
  if (where == NULL)
    return "";
  if (g_str_equal (where, "text"))
    return "in:questions in:answers ";
  if (g_str_equal (where, "reasoning") || g_str_equal (where, "thoughts"))
    return "in:thoughts ";
  if (g_str_equal (where, "notes"))
    return "in:notes ";
  if (g_str_equal (where, "code"))
    return "in:code ";

  return NULL;
}

SiluCliExit
silu_cli_search (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "search",
    .usage = "QUERY…",
    .summary =
        N_ ("Searches titles, questions, answers, thoughts, code, attachments and notes. Words, "
            "“phrases”, -without; model:, tag:, in:, has:, before:, after:, on:."),
    .n_min = 1,
    .n_max = -1,
  };
  g_autofree char *where = NULL;
  Search self = { .limit = DEFAULT_LIMIT };
  const GOptionEntry entries[] = {
    { "in", 0, 0, G_OPTION_ARG_FILENAME, &where, N_ ("Only there"), "text|reasoning|code|notes" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &self.limit, N_ ("At most so many hits"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self.json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autofree char *words = NULL;
  g_autofree char *query = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;
  if (get_filter (where) == NULL)
    return silu_cli_complain_usage (
        _ ("“%s” is no place to search in: text, reasoning, code, notes."), where);
  if (self.limit < 1 || self.limit > MAX_LIMIT)
    return silu_cli_complain_usage (_ ("The limit is a number from 1 to %d."), MAX_LIMIT);

  words = g_strjoinv (" ", rest);
  query = g_strconcat (get_filter (where), words, NULL);
  self.query = query;

  return silu_cli_session_run_reader (begin, &self);
}
