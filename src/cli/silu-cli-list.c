/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list: conversations as lines or as JSON, the newest first. */
#include "silu-cli-verbs.h"

#include "silu-cli-session.h"
#include "silu-cli-words.h"
#include <glib/gi18n-lib.h>

/* Enough of an id to tell conversations apart on a screen. */
#define SHORT_ID 8

typedef struct
{
  gboolean json;
  gboolean archived;
  gboolean trash;
  SiluCliSession *session;
} List;

static gboolean
print_line (SiluConversation *conversation)
{
  g_autofree char *time = silu_cli_format_time (silu_conversation_get_updated (conversation));
  g_autofree char *title = silu_cli_clean_line (silu_conversation_get_title (conversation));

  return silu_cli_print ("%.*s  %s  %s\n", SHORT_ID, silu_conversation_get_id (conversation), time,
                         *title != '\0' ? title : _ ("Untitled"));
}

static gboolean
print_json (GPtrArray *conversations)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < conversations->len; i++)
    {
      json_builder_begin_object (builder);
      silu_cli_json_conversation (builder, g_ptr_array_index (conversations, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return silu_cli_print_json (builder, TRUE);
}

static void
print (List *self, GPtrArray *conversations)
{
  gboolean written = TRUE;

  if (self->json)
    print_json (conversations);
  for (guint i = 0; !self->json && written && i < conversations->len; i++)
    written = print_line (g_ptr_array_index (conversations, i));

  silu_cli_session_finish (self->session, SILU_CLI_OK);
}

static void
trash_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  List *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) trash = silu_store_list_finish (SILU_STORE (object), result, &error);

  if (trash != NULL)
    print (self, trash);
  else
    silu_cli_session_finish (self->session, silu_cli_complain_of (error));
}

static void
begin (SiluCliSession *session, gpointer data)
{
  List *self = data;
  SiluEngine *engine = silu_cli_session_get_engine (session);
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (engine));
  g_autoptr (GPtrArray) conversations = g_ptr_array_new_with_free_func (g_object_unref);

  self->session = session;
  if (self->trash)
    {
      silu_store_list_async (silu_engine_get_store (engine), TRUE, trash_listed_cb, self);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (SiluConversation) conversation = g_list_model_get_item (list, i);

      if ((silu_conversation_get_archived (conversation) != 0) == self->archived)
        g_ptr_array_add (conversations, g_steal_pointer (&conversation));
    }
  print (self, conversations);
}

SiluCliExit
silu_cli_list (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "list",
    .usage = "",
    .summary = N_ ("Lists conversations: the beginning of the id, the time of the last change, the "
                   "title."),
  };
  List self = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self.json, N_ ("Print JSON"), NULL },
    { "archived", 0, 0, G_OPTION_ARG_NONE, &self.archived, N_ ("Those in the archive instead"),
      NULL },
    { "trash", 0, 0, G_OPTION_ARG_NONE, &self.trash, N_ ("Those in the trash instead"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;
  if (self.archived && self.trash)
    return silu_cli_complain_usage (_ ("Give either --archived or --trash."));

  return silu_cli_session_run_reader (begin, &self);
}
