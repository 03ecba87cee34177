/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parts of a file are looked at, and by whom. Everything else, settings and keys among it, is
 * never parsed. */
#include "silu-import-reader.h"

#include "silu-import-cherry.h"
#include "silu-import-splitter.h"
#include "silu-json.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* The version of Silu's own files that is understood. */
#define SILU_VERSION_MAX 1

struct _SiluImportReader
{
  SiluImportSplitter *splitter;
  SiluImportOutput *output;
  const SiluImportFormat *format; /* of what was recognized first */
  SiluImportCherry *cherry;
  GError *error; /* why the rest is not read */
  guint n_elements;
  guint n_unknown;
  gboolean is_silu;
};

/* Those that are known by the shape of an element of the root, the more special ones first. */
static const SiluImportFormat *const formats[] = {
  &silu_import_deepseek,
  &silu_import_chatgpt,
  &silu_import_claude,
  &silu_import_openwebui,
};

/* Where what stands: a path, or the beginning of one. */
typedef enum
{
  ANY_FORMAT,
  CHATBOX_SESSION,
  CHERRY_SETTINGS,
  CHERRY_TOPIC,
  CHERRY_BLOCK,
  OWN_FORMAT,
  OWN_VERSION,
  OWN_FOLDER,
  OWN_CONVERSATION,
  NOWHERE,
} Content;

static const struct
{
  const char *path;
  gboolean is_prefix;
  SiluImportChoice choice;
  Content content;
} places[] = {
  { "/*", FALSE, SILU_IMPORT_TAKE, ANY_FORMAT },
  { "", FALSE, SILU_IMPORT_TAKE, ANY_FORMAT },
  { "/session:", TRUE, SILU_IMPORT_TAKE, CHATBOX_SESSION },
  { "/chat-sessions", FALSE, SILU_IMPORT_ENTER, NOWHERE },
  { "/chat-sessions/*", FALSE, SILU_IMPORT_TAKE, CHATBOX_SESSION },
  { "/localStorage", FALSE, SILU_IMPORT_ENTER, NOWHERE },
  { "/localStorage/persist:cherry-studio", FALSE, SILU_IMPORT_TAKE, CHERRY_SETTINGS },
  { "/indexedDB", FALSE, SILU_IMPORT_ENTER, NOWHERE },
  { "/indexedDB/topics", FALSE, SILU_IMPORT_ENTER, NOWHERE },
  { "/indexedDB/topics/*", FALSE, SILU_IMPORT_TAKE, CHERRY_TOPIC },
  { "/indexedDB/topic:", TRUE, SILU_IMPORT_TAKE, CHERRY_TOPIC },
  { "/indexedDB/message_blocks", FALSE, SILU_IMPORT_ENTER, NOWHERE },
  { "/indexedDB/message_blocks/*", FALSE, SILU_IMPORT_TAKE, CHERRY_BLOCK },
  { "/format", FALSE, SILU_IMPORT_TAKE, OWN_FORMAT },
  { "/version", FALSE, SILU_IMPORT_TAKE, OWN_VERSION },
  { "/folders", FALSE, SILU_IMPORT_ENTER, NOWHERE },
  { "/folders/*", FALSE, SILU_IMPORT_TAKE, OWN_FOLDER },
  { "/conversations", FALSE, SILU_IMPORT_ENTER, NOWHERE },
  { "/conversations/*", FALSE, SILU_IMPORT_TAKE, OWN_CONVERSATION },
};

static Content
find_place (const char *path, SiluImportChoice *choice)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].is_prefix ? g_str_has_prefix (path, places[i].path)
                            : g_str_equal (path, places[i].path))
      {
        *choice = places[i].choice;
        return places[i].content;
      }

  *choice = SILU_IMPORT_PASS;

  return NOWHERE;
}

static SiluImportChoice
choose_cb (const char *path, gpointer user_data)
{
  SiluImportChoice choice;

  find_place (path, &choice);

  return choice;
}

static void
skip_here (SiluImportReader *self, const char *reason)
{
  g_autofree char *place = g_strdup_printf (_ ("No. %u in the file"), self->n_elements);

  silu_import_output_skip (self->output, place, reason);
}

static void
recognize (SiluImportReader *self, const SiluImportFormat *format)
{
  if (self->format != NULL)
    return;

  self->format = format;
  for (; self->n_unknown > 0; self->n_unknown--)
    silu_import_output_skip (self->output, NULL, _ ("It is no conversation."));
}

static void
read_any (SiluImportReader *self, JsonObject *element)
{
  for (gsize i = 0; element != NULL && i < G_N_ELEMENTS (formats); i++)
    if (formats[i]->matches (element))
      {
        recognize (self, formats[i]);
        formats[i]->read (element, self->output);
        return;
      }

  if (self->format != NULL)
    skip_here (self, _ ("It is no conversation."));
  else
    self->n_unknown++;
}

static void
read_known (SiluImportReader *self, JsonObject *element, const SiluImportFormat *format)
{
  if (element == NULL || (format->matches != NULL && !format->matches (element)))
    {
      skip_here (self, _ ("It is no conversation."));
      return;
    }

  recognize (self, format);
  format->read (element, self->output);
}

static void
read_silu_version (SiluImportReader *self, const char *text, gsize length)
{
  g_autofree char *number = g_strndup (text, MIN (length, 20));

  if (self->is_silu && g_ascii_strtoll (number, NULL, 10) > SILU_VERSION_MAX)
    self->error = silu_error_new (
        SILU_ERROR_REQUEST, _ ("The file was written by a newer Silu. Update Silu to import it."),
        NULL, -1);
}

static void
read_element (SiluImportReader *self, Content content, JsonObject *element)
{
  switch (content)
    {
    case CHATBOX_SESSION:
      read_known (self, element, &silu_import_chatbox);
      break;
    case OWN_CONVERSATION:
      if (self->is_silu)
        read_known (self, element, &silu_import_silu);
      else
        read_any (self, element);
      break;
    case OWN_FOLDER:
      if (self->is_silu && element != NULL)
        silu_import_silu_read_folder (element, self->output);
      break;
    default:
      read_any (self, element);
      break;
    }
}

static void
parse_element (SiluImportReader *self, Content content, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = silu_json_parse (text, length, &error);

  self->n_elements += content != OWN_FOLDER;
  if (node == NULL)
    skip_here (self, _ ("It is damaged, or nested too deeply."));
  else
    read_element (self, content, silu_json_root (node));
}

static void
add_to_cherry (SiluImportReader *self, Content content, const char *text, gsize length)
{
  if (self->cherry == NULL)
    self->cherry = silu_import_cherry_new ();
  recognize (self, &silu_import_cherry);

  if (content == CHERRY_SETTINGS)
    silu_import_cherry_add_settings (self->cherry, text, length);
  else if (content == CHERRY_TOPIC)
    silu_import_cherry_add_topic (self->cherry, text, length, &self->error);
  else
    silu_import_cherry_add_block (self->cherry, text, length, &self->error);
}

static void
take_cb (const char *path, const char *text, gsize length, gpointer user_data)
{
  SiluImportReader *self = user_data;
  SiluImportChoice choice;
  Content content = find_place (path, &choice);

  if (self->error != NULL)
    return;

  switch (content)
    {
    case OWN_FORMAT:
      self->is_silu = length == strlen ("\"silu\"") && memcmp (text, "\"silu\"", length) == 0;
      break;
    case OWN_VERSION:
      read_silu_version (self, text, length);
      break;
    case CHERRY_SETTINGS:
    case CHERRY_TOPIC:
    case CHERRY_BLOCK:
      add_to_cherry (self, content, text, length);
      break;
    default:
      parse_element (self, content, text, length);
      break;
    }
}

static void
too_large_cb (const char *path, gpointer user_data)
{
  SiluImportReader *self = user_data;

  self->n_elements++;
  skip_here (self, _ ("It is too large: more than 32 MB, or too many parts."));
}

SiluImportReader *
silu_import_reader_new (SiluImportOutput *output)
{
  const SiluImportSplitterFuncs funcs = { choose_cb, take_cb, too_large_cb };
  SiluImportReader *self = g_new0 (SiluImportReader, 1);

  self->splitter = silu_import_splitter_new (SILU_IMPORT_MAX_SIZE, &funcs, self);
  self->output = output;

  return self;
}

void
silu_import_reader_free (SiluImportReader *self)
{
  silu_import_splitter_free (self->splitter);
  g_clear_pointer (&self->cherry, silu_import_cherry_free);
  g_clear_error (&self->error);
  g_free (self);
}

static GError *
make_error (SiluImportReader *self, SiluImportFault fault)
{
  const char *sentence = _ ("There are no chats of a program that Silu knows in it.");

  if (fault == SILU_IMPORT_TRUNCATED)
    sentence = _ ("The file ends too early. What came before that was imported.");
  else if (self->format != NULL)
    sentence = _ ("The file is damaged. What came before that was imported.");

  return silu_error_new (SILU_ERROR_REQUEST, sentence, NULL, -1);
}

/* The first reason is the one that is told. */
static gboolean
check (SiluImportReader *self, SiluImportFault fault, GError **error)
{
  if (self->error == NULL && fault != SILU_IMPORT_SOUND)
    self->error = make_error (self, fault);
  if (self->error != NULL && error != NULL)
    *error = g_error_copy (self->error);

  return self->error == NULL;
}

gboolean
silu_import_reader_feed (SiluImportReader *self, const char *text, gsize length, GError **error)
{
  return check (self, silu_import_splitter_feed (self->splitter, text, length), error);
}

gboolean
silu_import_reader_finish (SiluImportReader *self, GError **error)
{
  SiluImportFault fault = silu_import_splitter_finish (self->splitter);

  if (fault == SILU_IMPORT_SOUND && self->format == NULL && self->error == NULL && !self->is_silu)
    self->error = make_error (self, fault);
  if (self->is_silu)
    recognize (self, &silu_import_silu);

  return check (self, fault, error);
}

gboolean
silu_import_reader_go_on (SiluImportReader *self)
{
  return self->cherry != NULL && silu_import_cherry_next (self->cherry, self->output);
}

const SiluImportFormat *
silu_import_reader_get_format (SiluImportReader *self)
{
  return self->format;
}
