/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: the active branch to read, or the whole tree for a script. */
#include "silu-cli-verbs.h"

#include "silu-cli-session.h"
#include "silu-cli-words.h"
#include "silu-export-turns.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *id;
  gboolean json;
} Show;

static void
show_clear (Show *self)
{
  g_free (self->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Show, show_clear)

static void
print_json (SiluConversation *conversation)
{
  SiluMessage *leaf = silu_conversation_get_leaf (conversation);
  g_autoptr (GPtrArray) messages = silu_conversation_list_all (conversation);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  silu_cli_json_conversation (builder, conversation);
  silu_cli_json_string (builder, "leaf", leaf != NULL ? silu_message_get_id (leaf) : NULL);

  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < messages->len; i++)
    {
      json_builder_begin_object (builder);
      silu_cli_json_message (builder, conversation, g_ptr_array_index (messages, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  silu_cli_print_json (builder, TRUE);
}

static void
print_heading (SiluMessage *message)
{
  g_autofree char *time = silu_cli_format_time (silu_message_get_times (message)->start);
  g_autofree char *model = NULL;

  switch (silu_message_get_role (message))
    {
    case SILU_ROLE_USER:
      silu_cli_print ("## %s · %s\n\n", _ ("You"), time);
      break;

    case SILU_ROLE_ASSISTANT:
      model = silu_cli_clean_line (
          silu_message_get_model (message) != NULL ? silu_message_get_model (message) : "");
      silu_cli_print ("## %s · %s\n\n", *model != '\0' ? model : _ ("Answer"), time);
      break;

    case SILU_ROLE_SYSTEM:
    case SILU_ROLE_TOOL:
    default:
      silu_cli_print ("## %s · %s\n\n", silu_role_to_string (silu_message_get_role (message)),
                      time);
      break;
    }
}

/* Set off from the answer also where nothing can be dimmed: in a file, in a pipe. */
static void
print_thought (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  fputs (silu_cli_dim_begin (stdout), stdout);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' || lines[i + 1] != NULL)
      silu_cli_print ("  │ %s\n", lines[i]);
  fputs (silu_cli_dim_end (stdout), stdout);
  silu_cli_print ("\n");
}

static void
print_end (SiluMessage *message)
{
  const GError *error = silu_message_get_error (message);

  switch (silu_message_get_state (message))
    {
    case SILU_MESSAGE_STREAMING:
      silu_cli_print ("[%s]\n\n", _ ("Still being written"));
      break;

    case SILU_MESSAGE_STOPPED:
      silu_cli_print ("[%s]\n\n", _ ("Stopped"));
      break;

    case SILU_MESSAGE_INTERRUPTED:
    case SILU_MESSAGE_FAILED:
      silu_cli_print ("[%s]\n\n", error != NULL ? error->message : _ ("Interrupted"));
      break;

    case SILU_MESSAGE_COMPLETE:
    default:
      break;
    }
}

/* A file, or what a tool was asked and has said. */
static void
print_extra (const SiluPart *part)
{
  g_autofree char *label = NULL;
  g_autofree char *content = NULL;

  silu_export_read_extra (part, &label, &content);
  silu_cli_print ("[%s]\n", label);
  if (content != NULL && *content != '\0')
    silu_cli_print (g_str_has_suffix (content, "\n") ? "%s" : "%s\n", content);
  silu_cli_print ("\n");
}

static void
print_message (SiluMessage *message)
{
  print_heading (message);
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    {
      const SiluPart *part = silu_message_get_part (message, i);
      const char *text = part->text->str;

      if (part->kind == SILU_PART_REASONING)
        print_thought (text);
      else if (part->kind != SILU_PART_TEXT)
        print_extra (part);
      else
        silu_cli_print (g_str_has_suffix (text, "\n") ? "%s\n" : "%s\n\n", text);
    }
  print_end (message);
}

static void
print_text (SiluConversation *conversation)
{
  GListModel *branch = G_LIST_MODEL (conversation);
  g_autofree char *title = silu_cli_clean_line (silu_conversation_get_title (conversation));

  silu_cli_print ("# %s\n\n", *title != '\0' ? title : _ ("Untitled"));
  for (guint i = 0; i < g_list_model_get_n_items (branch); i++)
    {
      g_autoptr (SiluMessage) message = g_list_model_get_item (branch, i);

      print_message (message);
    }
}

static void
found_cb (SiluCliSession *session, SiluConversation *conversation, gpointer data)
{
  Show *self = data;

  if (self->json)
    print_json (conversation);
  else
    print_text (conversation);

  silu_cli_session_finish (session, SILU_CLI_OK);
}

static void
begin (SiluCliSession *session, gpointer data)
{
  Show *self = data;

  silu_cli_session_find (session, self->id, SILU_CLI_IN_LIST | SILU_CLI_IN_TRASH, found_cb, self);
}

SiluCliExit
silu_cli_show (char **arguments)
{
  static const SiluCliSyntax syntax = {
    .verb = "show",
    .usage = "ID",
    .summary = N_ ("Prints a conversation: the active branch, or with --json all of it."),
    .n_min = 1,
    .n_max = 1,
  };
  g_auto (Show) self = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self.json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  SiluCliExit status = SILU_CLI_OK;

  if (!silu_cli_parse (&syntax, entries, arguments, &rest, &status))
    return status;

  self.id = g_strdup (rest[0]);

  return silu_cli_session_run_reader (begin, &self);
}
