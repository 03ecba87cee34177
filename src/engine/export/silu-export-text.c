/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said around the texts in a file for people. */
#include "silu-export-private.h"

#include "silu-attachment.h"
#include "silu-json.h"
#include <glib/gi18n-lib.h>

char *
silu_export_dup_time (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL && time != 0 ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

char *
silu_export_dup_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);
      gboolean breaks = type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
                        type == G_UNICODE_PARAGRAPH_SEPARATOR;

      g_string_append_unichar (line, breaks ? ' ' : c);
    }

  return g_strstrip (g_string_free (line, FALSE));
}

char *
silu_export_dup_title (const SiluConversationRecord *conversation)
{
  g_autofree char *title = silu_export_dup_line (conversation->title);

  return *title != '\0' ? g_steal_pointer (&title) : g_strdup (_ ("Untitled"));
}

char *
silu_export_dup_speaker (const SiluMessageRecord *message)
{
  g_autofree char *model = silu_export_dup_line (message->model);

  switch (message->role)
    {
    case SILU_ROLE_USER:
      return g_strdup (_ ("You"));
    case SILU_ROLE_SYSTEM:
      /* Translators: who speaks: the instructions that a chat begins with. */
      return g_strdup (_ ("System prompt"));
    case SILU_ROLE_TOOL:
      /* Translators: who speaks: a program that the model has called. */
      return g_strdup (_ ("Tool"));
    case SILU_ROLE_ASSISTANT:
    default:
      return *model != '\0' ? g_steal_pointer (&model) : g_strdup (_ ("Answer"));
    }
}

char *
silu_export_dup_end (const SiluMessageRecord *message)
{
  switch (message->state)
    {
    case SILU_MESSAGE_STREAMING:
      return g_strdup (_ ("Still being written"));
    case SILU_MESSAGE_STOPPED:
      return g_strdup (_ ("Stopped"));
    case SILU_MESSAGE_INTERRUPTED:
    case SILU_MESSAGE_FAILED:
      if (message->error_message != NULL)
        return silu_export_dup_line (message->error_message);
      return g_strdup (_ ("Interrupted"));
    case SILU_MESSAGE_COMPLETE:
    default:
      return NULL;
    }
}

char *
silu_export_dup_place (const SiluExportTurn *turn)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (turn->parent + 1 != turn->number)
    g_ptr_array_add (words, turn->parent == 0
                                ? g_strdup (_ ("Another beginning"))
                                /* Translators: the number of the message that this one follows. */
                                : g_strdup_printf (_ ("Follows %u"), turn->parent));
  if (turn->n_versions > 1)
    {
      /* Translators: of one message: "Version 1 of 2". */
      g_ptr_array_add (words,
                       g_strdup_printf (_ ("Version %u of %u"), turn->version, turn->n_versions));
      if (turn->is_current)
        g_ptr_array_add (words, g_strdup (_ ("current branch")));
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

/* The models that answered, each once, as they came. */
static char *
dup_models (GPtrArray *messages)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < messages->len; i++)
    {
      const SiluMessageRecord *message = g_ptr_array_index (messages, i);

      if (message->model != NULL && *message->model != '\0' &&
          g_hash_table_add (seen, message->model))
        g_ptr_array_add (models, silu_export_dup_line (message->model));
    }
  g_ptr_array_add (models, NULL);

  return g_strjoinv (", ", (char **) models->pdata);
}

/* Takes @fact, which says @value; nothing if there is none. */
static void
add_fact (GPtrArray *facts, const char *value, char *fact)
{
  if (*value != '\0')
    g_ptr_array_add (facts, fact);
  else
    g_free (fact);
}

GPtrArray *
silu_export_list_facts (const SiluBundle *bundle)
{
  const SiluConversationRecord *header = bundle->conversation;
  GPtrArray *facts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *created = silu_export_dup_time (header->created);
  g_autofree char *updated = silu_export_dup_time (header->updated);
  g_autofree char *models = dup_models (bundle->messages);
  g_autofree char *joined = header->tags != NULL ? g_strjoinv (", ", header->tags) : NULL;
  g_autofree char *tags = silu_export_dup_line (joined);

  add_fact (facts, created, g_strdup_printf (_ ("Begun: %s"), created));
  add_fact (facts, updated, g_strdup_printf (_ ("Last message: %s"), updated));
  add_fact (facts, models, g_strdup_printf (_ ("Model: %s"), models));
  add_fact (facts, tags, g_strdup_printf (_ ("Tags: %s"), tags));

  return facts;
}

static char *
dup_name (const char *name)
{
  g_autofree char *line = silu_export_dup_line (name);

  if (*line != '\0')
    return g_steal_pointer (&line);

  /* Translators: in place of the name of an attachment or a tool. */
  return g_strdup (_ ("without a name"));
}

static void
read_tool_call (const SiluPart *part, char **label, char **content)
{
  g_autoptr (JsonNode) node = silu_json_parse (part->text->str, part->text->len, NULL);
  JsonObject *object = node != NULL ? silu_json_root (node) : NULL;
  g_autofree char *name = dup_name (silu_json_get_string (object, "name"));

  *label = g_strdup_printf (_ ("Call of a tool: %s"), name);
  *content =
      g_strdup (object != NULL ? silu_json_get_string (object, "arguments") : part->text->str);
}

static void
read_attachment (const SiluPart *part, char **label, char **content)
{
  g_autoptr (SiluAttachment) attachment =
      silu_attachment_new_from_json (part->text->str, part->text->len);
  g_autofree char *name = dup_name (attachment != NULL ? attachment->name : NULL);

  *label = g_strdup_printf (_ ("Attachment: %s"), name);
  *content = g_strdup (attachment != NULL ? attachment->text : part->text->str);
}

/* What is of another shape than it should be is not lost: it is the content. */
void
silu_export_read_extra (const SiluPart *part, char **label, char **content)
{
  switch (part->kind)
    {
    case SILU_PART_TOOL_RESULT:
      *label = g_strdup (_ ("Result of a tool"));
      *content = g_strdup (part->text->str);
      break;

    case SILU_PART_TOOL_CALL:
      read_tool_call (part, label, content);
      break;

    case SILU_PART_ATTACHMENT:
    case SILU_PART_REASONING:
    case SILU_PART_TEXT:
    case SILU_PART_REPLAY:
    default:
      read_attachment (part, label, content);
      break;
    }
}

gboolean
silu_export_has_part (const SiluPart *part, SiluExportFlags flags)
{
  if (part->kind == SILU_PART_REPLAY)
    return FALSE;

  return part->kind != SILU_PART_REASONING || (flags & SILU_EXPORT_REASONING) != 0;
}
