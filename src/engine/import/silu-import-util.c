/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times, ids and texts of other programs. */
#include "silu-import-util.h"

#include "silu-attachment.h"
#include "silu-json.h"
#include "silu-think.h"
#include <math.h>
#include <string.h>

/* No time is later than this year 9999, in seconds. */
#define MAX_SECONDS 253402300800.0

/* Thoughts of more than a month were not measured. */
#define MAX_THOUGHT (G_GINT64_CONSTANT (31) * 24 * 3600 * G_USEC_PER_SEC)

static char *
id_from_checksum (GChecksum *checksum)
{
  guint8 b[32];
  gsize length = sizeof b;

  g_checksum_get_digest (checksum, b, &length);
  b[6] = (b[6] & 0x0f) | 0x80; /* a UUID of version 8: of somebody's own making */
  b[8] = (b[8] & 0x3f) | 0x80;

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

/* With its end, so that "a", "bc" is not "ab", "c". */
static void
update (GChecksum *checksum, const char *text)
{
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

char *
silu_import_make_id (const char *format, const char *conversation, const char *message)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  update (checksum, "silu");
  update (checksum, format);
  update (checksum, conversation);
  update (checksum, message);

  return id_from_checksum (checksum);
}

char *
silu_import_hash (const SiluBundle *bundle)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const SiluMessageRecord *first = g_ptr_array_index (bundle->messages, 0);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, first->times.start);

  update (checksum, bundle->conversation->title);
  update (checksum, time);
  for (guint i = 0; i < first->parts->len; i++)
    update (checksum, ((SiluPart *) g_ptr_array_index (first->parts, i))->text->str);

  return id_from_checksum (checksum);
}

static gint64
time_from_number (double number)
{
  if (!(number > 0))
    return 0;

  for (int i = 0; i < 3 && number > MAX_SECONDS / 2; i++)
    number /= 1000;

  return number <= MAX_SECONDS ? llround (number * G_USEC_PER_SEC) : 0;
}

/* "2025/01/31 12:00:00" */
static GDateTime *
read_local_time (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *iso = g_strdup (text);

  if (strlen (iso) != 19 || iso[4] != '/' || iso[7] != '/')
    return NULL;

  iso[4] = iso[7] = '-';
  iso[10] = 'T';

  return g_date_time_new_from_iso8601 (iso, zone);
}

gint64
silu_import_time_from_text (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  char *end = NULL;
  double number;

  if (text == NULL || strlen (text) > 64)
    return 0;

  number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0')
    return time_from_number (number);

  time = read_local_time (text);
  if (time == NULL)
    time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL || g_date_time_to_unix (time) <= 0)
    return 0;

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

gint64
silu_import_get_time (JsonObject *object, const char *member)
{
  const char *text = silu_json_get_string (object, member);

  return text != NULL ? silu_import_time_from_text (text)
                      : time_from_number (silu_json_get_double (object, member, 0));
}

gboolean
silu_import_read_role (const char *word, SiluRole *role)
{
  static const struct
  {
    const char *word;
    SiluRole role;
  } others[] = {
    { "human", SILU_ROLE_USER },
    { "bot", SILU_ROLE_ASSISTANT },
    { "ai", SILU_ROLE_ASSISTANT },
    { "developer", SILU_ROLE_SYSTEM },
  };

  if (silu_role_from_string (word, role))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (others[i].word, word) == 0)
      {
        *role = others[i].role;
        return TRUE;
      }

  return FALSE;
}

/* ChatGPT writes "\ue200cite\ue202turn0search3\ue201" where it shows a link. */
#define MARK_BEGIN "\xee\x88\x80"
#define MARK_END "\xee\x88\x81"

static char *
remove_marks (const char *text)
{
  GString *clean = g_string_new (NULL);
  const char *begin;

  while ((begin = strstr (text, MARK_BEGIN)) != NULL)
    {
      const char *end = strstr (begin, MARK_END);

      g_string_append_len (clean, text, begin - text);
      text = end != NULL ? end + strlen (MARK_END) : begin + strlen (MARK_BEGIN);
    }
  g_string_append (clean, text);

  return g_string_free (clean, FALSE);
}

void
silu_import_add_text (SiluMessageRecord *record,
                      SiluPartKind kind,
                      SiluChannel channel,
                      const char *text)
{
  g_autofree char *clean = NULL;

  if (text == NULL || *text == '\0')
    return;

  if (strstr (text, MARK_BEGIN) != NULL)
    text = clean = remove_marks (text);
  silu_parts_append (record->parts, kind, channel, text, strlen (text));
}

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  SiluMessageRecord *record = user_data;

  if (delta->kind == SILU_DELTA_RECLASSIFY)
    silu_parts_reclassify (record->parts);
  else
    silu_import_add_text (
        record, delta->kind == SILU_DELTA_REASONING ? SILU_PART_REASONING : SILU_PART_TEXT,
        delta->channel, delta->text);
}

static gboolean
has_thoughts (const SiluMessageRecord *record)
{
  for (guint i = 0; i < record->parts->len; i++)
    if (((SiluPart *) g_ptr_array_index (record->parts, i))->kind == SILU_PART_REASONING)
      return TRUE;

  return FALSE;
}

void
silu_import_add_answer (SiluMessageRecord *record, const char *text)
{
  g_autoptr (SiluThink) think = NULL;

  /* Tags in an answer whose thoughts came beside it are part of the answer. */
  if (text == NULL || *text == '\0' || has_thoughts (record))
    {
      silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
      return;
    }

  think = silu_think_new (delta_cb, record);
  silu_think_feed (think, text, strlen (text));
  silu_think_finish (think);
}

void
silu_import_add_attachment (SiluMessageRecord *record,
                            const char *name,
                            const char *type,
                            const char *text)
{
  g_autoptr (SiluAttachment) attachment = silu_attachment_new (name, type, text);
  g_autofree char *json = silu_attachment_to_json (attachment);

  silu_parts_append (record->parts, SILU_PART_ATTACHMENT, SILU_CHANNEL_NONE, json, strlen (json));
}

void
silu_import_set_thought (SiluMessageRecord *record, gint64 duration)
{
  if (duration <= 0 || duration > MAX_THOUGHT || record->times.start <= 0)
    return;

  record->times.first_reasoning = record->times.start;
  record->times.first_text = record->times.start + duration;
  record->times.end = MAX (record->times.end, record->times.first_text);
}
