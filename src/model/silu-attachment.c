/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of a question: what they may be, and how they are written down. */
#include "silu-attachment.h"

#include "silu-json.h"
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static void
attachment_clear (gpointer data)
{
  SiluAttachment *self = data;

  g_free ((char *) self->name);
  g_free ((char *) self->type);
  g_free ((char *) self->text);
}

/* A line of its own in a prompt, and a label: it must not be able to begin another one. */
static char *
clean_name (const char *name)
{
  GString *cleaned = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gsize length = (gsize) (g_utf8_next_char (at) - at);

      if (cleaned->len + length > SILU_ATTACHMENT_MAX_NAME)
        break;
      if (g_unichar_iscntrl (character) || character == 0x2028 || character == 0x2029)
        g_string_append_c (cleaned, ' ');
      else
        g_string_append_len (cleaned, at, (gssize) length);
    }

  return g_strstrip (g_string_free (cleaned, FALSE));
}

/* Takes @text. */
static SiluAttachment *
make (const char *name, const char *type, char *text, gsize length)
{
  SiluAttachment *self = g_atomic_rc_box_new0 (SiluAttachment);

  self->name = clean_name (name);
  self->type = g_strdup (type);
  self->text = text;
  self->length = length;

  return self;
}

SiluAttachment *
silu_attachment_new (const char *name, const char *type, const char *text)
{
  const char *content = text != NULL ? text : "";

  return make (name != NULL ? name : "", type != NULL ? type : "", g_strdup (content),
               strlen (content));
}

SiluAttachment *
silu_attachment_new_from_data (const char *name,
                               const char *data,
                               gsize length,
                               SiluAttachmentFault *fault)
{
  gsize mark = length >= 3 && memcmp (data, BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;
  g_autofree char *base = g_path_get_basename (name);

  if (length - mark > SILU_ATTACHMENT_MAX_SIZE)
    *fault = SILU_ATTACHMENT_TOO_LARGE;
  else if (length == mark)
    *fault = SILU_ATTACHMENT_EMPTY;
  else if (!g_utf8_validate_len (data + mark, length - mark, NULL))
    *fault = SILU_ATTACHMENT_NOT_TEXT;
  else
    *fault = SILU_ATTACHMENT_FINE;

  if (*fault != SILU_ATTACHMENT_FINE)
    return NULL;

  return make (base, "", g_strndup (data + mark, length - mark), length - mark);
}

SiluAttachment *
silu_attachment_ref (SiluAttachment *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
silu_attachment_unref (SiluAttachment *self)
{
  g_atomic_rc_box_release_full (self, attachment_clear);
}

SiluAttachment *
silu_attachment_new_from_json (const char *json, gsize length)
{
  g_autoptr (JsonNode) node = silu_json_parse (json, length, NULL);
  JsonObject *object = node != NULL ? silu_json_root (node) : NULL;

  if (object == NULL)
    return NULL;

  return silu_attachment_new (silu_json_get_string (object, "name"),
                              silu_json_get_string (object, "type"),
                              silu_json_get_string (object, "text"));
}

char *
silu_attachment_to_json (const SiluAttachment *self)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonObject *object = json_object_new ();

  json_node_init_object (node, object);
  json_object_unref (object);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "type", self->type);
  json_object_set_string_member (object, "text", self->text);

  return json_to_string (node, FALSE);
}

void
silu_attachment_write_prompt (const SiluAttachment *self, GString *prompt)
{
  g_string_append_printf (prompt, "[file name]: %s\n[file content begin]\n", self->name);
  g_string_append_len (prompt, self->text, (gssize) self->length);
  if (!g_str_has_suffix (self->text, "\n"))
    g_string_append_c (prompt, '\n');
  g_string_append (prompt, "[file content end]\n");
}

GPtrArray *
silu_attachments_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) silu_attachment_unref);
}

GPtrArray *
silu_attachments_copy (GPtrArray *attachments)
{
  GPtrArray *copy = silu_attachments_new ();

  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    g_ptr_array_add (copy, silu_attachment_ref (g_ptr_array_index (attachments, i)));

  return copy;
}

SiluAttachmentFault
silu_attachments_check (GPtrArray *attachments, const SiluAttachment *next)
{
  gsize total = next->length;

  if (attachments->len >= SILU_ATTACHMENTS_MAX)
    return SILU_ATTACHMENT_TOO_MANY;

  for (guint i = 0; i < attachments->len; i++)
    total += ((SiluAttachment *) g_ptr_array_index (attachments, i))->length;

  return total > SILU_ATTACHMENTS_MAX_SIZE ? SILU_ATTACHMENT_TOO_MUCH : SILU_ATTACHMENT_FINE;
}

gboolean
silu_attachments_equal (GPtrArray *first, GPtrArray *second)
{
  guint n_first = first != NULL ? first->len : 0;
  guint n_second = second != NULL ? second->len : 0;

  if (n_first != n_second)
    return FALSE;

  for (guint i = 0; i < n_first; i++)
    if (g_ptr_array_index (first, i) != g_ptr_array_index (second, i))
      return FALSE;

  return TRUE;
}

gboolean
silu_attachments_have_text (GPtrArray *attachments)
{
  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    if (((SiluAttachment *) g_ptr_array_index (attachments, i))->length > 0)
      return TRUE;

  return FALSE;
}

GPtrArray *
silu_attachments_list (SiluMessage *message)
{
  GPtrArray *attachments = silu_attachments_new ();

  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    {
      const SiluPart *part = silu_message_get_part (message, i);
      SiluAttachment *attachment = NULL;

      if (part->kind == SILU_PART_ATTACHMENT)
        attachment = silu_attachment_new_from_json (part->text->str, part->text->len);
      if (attachment != NULL)
        g_ptr_array_add (attachments, attachment);
    }

  return attachments;
}

void
silu_attachments_append_to (GPtrArray *attachments, SiluMessage *message)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      g_autofree char *json = silu_attachment_to_json (g_ptr_array_index (attachments, i));

      silu_message_append (message, SILU_PART_ATTACHMENT, SILU_CHANNEL_NONE, json);
    }
}

char *
silu_attachments_dup_gist (SiluMessage *message)
{
  g_autoptr (GPtrArray) attachments = NULL;
  GString *names = NULL;

  if (silu_message_has_text (message, SILU_PART_TEXT))
    return silu_message_dup_text (message, SILU_PART_TEXT);

  attachments = silu_attachments_list (message);
  names = g_string_new (NULL);
  for (guint i = 0; i < attachments->len; i++)
    {
      const SiluAttachment *attachment = g_ptr_array_index (attachments, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", attachment->name);
    }

  return g_string_free (names, FALSE);
}
