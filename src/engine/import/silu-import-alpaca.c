/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alpaca's chats, as silu-foreign.h takes them out of its database: messages one after the other.
 * Thoughts are attachments of the type "thought", and were tags in the text before that. */
#include "silu-import-format.h"

#include "silu-import-util.h"
#include "silu-json.h"

static void
add_attachments (SiluMessageRecord *record, JsonArray *attachments, gboolean thoughts)
{
  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = silu_json_element_object (attachments, i);
      const char *type = silu_json_get_string (attachment, "type");
      const char *content = silu_json_get_string (attachment, "content");
      gboolean is_image = g_strcmp0 (type, "image") == 0;

      if ((g_strcmp0 (type, "thought") == 0) != thoughts)
        continue;
      if (thoughts)
        silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_THINKING, content);
      else
        silu_import_add_attachment (record, silu_json_get_string (attachment, "name"), type,
                                    is_image ? NULL : content);
    }
}

static void
read_chat (JsonObject *element, SiluImportOutput *output)
{
  SiluImportTree *tree =
      silu_import_tree_new (silu_import_alpaca.name, silu_json_get_string (element, "id"));
  JsonArray *messages = silu_json_get_array (element, "messages");
  const char *before = NULL;

  silu_import_tree_get_header (tree)->title = g_strdup (silu_json_get_string (element, "name"));
  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonObject *message = silu_json_element_object (messages, i);
      JsonArray *attachments = silu_json_get_array (message, "attachments");
      const char *content = silu_json_get_string (message, "content");
      SiluRole role = SILU_ROLE_ASSISTANT;
      SiluMessageRecord *record;

      silu_import_read_role (silu_json_get_string (message, "role"), &role);
      record = silu_import_tree_add (tree, silu_json_get_string (message, "id"), before, role);
      record->times.start = silu_import_get_time (message, "date_time");
      if (role == SILU_ROLE_ASSISTANT)
        {
          record->model = g_strdup (silu_json_get_string (message, "model"));
          add_attachments (record, attachments, TRUE);
          silu_import_add_answer (record, content);
        }
      else
        {
          silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, content);
        }
      add_attachments (record, attachments, FALSE);
      before = silu_json_get_string (message, "id");
    }

  silu_import_output_add (output, tree);
}

const SiluImportFormat silu_import_alpaca = { "alpaca", "Alpaca", NULL, read_chat };
