/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a script server is to do for one request, written down beforehand. */
#include "silu-script-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

struct _SiluScript
{
  guint status;
  GPtrArray *headers; /* of char *: name, value, name, value, … */
  GArray *steps;      /* of SiluScriptStep */
};

static void
clear_step (gpointer data)
{
  SiluScriptStep *step = data;

  g_clear_pointer (&step->bytes, g_bytes_unref);
}

SiluScript *
silu_script_new (void)
{
  SiluScript *self = g_new0 (SiluScript, 1);

  self->status = 200;
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->steps = g_array_new (FALSE, FALSE, sizeof (SiluScriptStep));
  g_array_set_clear_func (self->steps, clear_step);
  silu_script_set_header (self, "Content-Type", "text/event-stream");

  return self;
}

void
silu_script_free (SiluScript *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->headers);
  g_array_unref (self->steps);
  g_free (self);
}

void
silu_script_set_status (SiluScript *self, guint status)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (status >= 200 && status <= 599);

  self->status = status;
}

static gboolean
find_header (SiluScript *self, const char *name, guint *index)
{
  for (*index = 0; *index < self->headers->len; *index += 2)
    {
      if (g_ascii_strcasecmp (g_ptr_array_index (self->headers, *index), name) == 0)
        return TRUE;
    }

  return FALSE;
}

void
silu_script_set_header (SiluScript *self, const char *name, const char *value)
{
  guint index = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  if (find_header (self, name, &index))
    g_ptr_array_remove_range (self->headers, index, 2);
  if (value == NULL)
    return;

  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
silu_script_send (SiluScript *self, const char *bytes, gssize length)
{
  SiluScriptStep step = { .kind = SILU_SCRIPT_SEND };
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;

  g_return_if_fail (self != NULL);
  g_return_if_fail (size > 0); /* an empty chunk would end the body */

  step.bytes = g_bytes_new (bytes, size);
  g_array_append_val (self->steps, step);
}

void
silu_script_pause (SiluScript *self, guint milliseconds)
{
  SiluScriptStep step = { .kind = SILU_SCRIPT_PAUSE, .milliseconds = milliseconds };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->steps, step);
}

void
silu_script_hold (SiluScript *self)
{
  SiluScriptStep step = { .kind = SILU_SCRIPT_HOLD };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->steps, step);
}

void
silu_script_cut (SiluScript *self)
{
  SiluScriptStep step = { .kind = SILU_SCRIPT_CUT };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->steps, step);
}

static void
add_string_or_null (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/* Opens a chunk up to the end of its only choice; usage is to follow. */
static JsonBuilder *
begin_chunk (const char *reasoning, const char *text, const char *finish_reason)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string_or_null (builder, "id", "silu-script");
  add_string_or_null (builder, "object", "chat.completion.chunk");
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "index");
  json_builder_add_int_value (builder, 0);
  json_builder_set_member_name (builder, "delta");
  json_builder_begin_object (builder);
  add_string_or_null (builder, "content", text);
  add_string_or_null (builder, "reasoning_content", reasoning);
  json_builder_end_object (builder);
  add_string_or_null (builder, "finish_reason", finish_reason);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "usage");

  return builder;
}

static void
send_chunk (SiluScript *self, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  g_autofree char *event = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  event = g_strdup_printf ("data: %s\n\n", json);
  silu_script_send (self, event, -1);
}

void
silu_script_send_delta (SiluScript *self, const char *reasoning, const char *text)
{
  g_autoptr (JsonBuilder) builder = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail ((reasoning == NULL) != (text == NULL));

  builder = begin_chunk (reasoning, text, NULL);
  json_builder_add_null_value (builder);
  send_chunk (self, builder);
}

void
silu_script_send_end (SiluScript *self,
                      const char *finish_reason,
                      guint prompt,
                      guint completion,
                      guint reasoning)
{
  g_autoptr (JsonBuilder) builder = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (finish_reason != NULL);

  builder = begin_chunk (NULL, "", finish_reason);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "prompt_tokens");
  json_builder_add_int_value (builder, prompt);
  json_builder_set_member_name (builder, "completion_tokens");
  json_builder_add_int_value (builder, completion);
  json_builder_set_member_name (builder, "total_tokens");
  json_builder_add_int_value (builder, (gint64) prompt + completion);
  json_builder_set_member_name (builder, "completion_tokens_details");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "reasoning_tokens");
  json_builder_add_int_value (builder, reasoning);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  send_chunk (self, builder);
  silu_script_send (self, "data: [DONE]\n\n", -1);
}

guint
silu_script_get_status (SiluScript *self)
{
  return self->status;
}

const SiluScriptStep *
silu_script_get_step (SiluScript *self, guint index)
{
  return index < self->steps->len ? &g_array_index (self->steps, SiluScriptStep, index) : NULL;
}

const char *
silu_script_get_header (SiluScript *self, guint index, const char **name)
{
  if (index * 2 >= self->headers->len)
    return NULL;

  *name = g_ptr_array_index (self->headers, index * 2);

  return g_ptr_array_index (self->headers, index * 2 + 1);
}
