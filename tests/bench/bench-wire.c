/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decoding costs beyond reading the JSON: the whole way from bytes to deltas against json-glib
 * alone over the same payloads. Both in the same run, turn by turn, the best round of each, in CPU
 * time: what else the machine does should not show. */
#include "bench-run.h"
#include "silu-json.h"
#include "silu-sse.h"
#include "silu-stream.h"
#include "silu-test.h"
#include <string.h>
#include <time.h>

#define LIMIT 1.5
#define ROUNDS 40
#define READ_SIZE 16384

/* A short stream is decoded so often in one measurement that it has this many events. */
#define MIN_EVENTS 400

typedef enum
{
  WAY_JSON,   /* json-glib alone */
  WAY_READS,  /* silu_stream_feed, in reads of READ_SIZE */
  WAY_EVENTS, /* silu_stream_feed, a read an event */
  N_WAYS,
} Way;

typedef struct
{
  char *name;
  GPtrArray *payloads; /* of char *: the JSON */
  GPtrArray *frames;   /* of char *: the same as it comes, an event each */
  GString *bytes;      /* the frames joined */
  gboolean fits;       /* all payloads are JSON of this dialect, and read rightly by both */
  gboolean has_tags;   /* what is found in a tag, or beside it, is not all text */
  gsize text;          /* bytes of reasoning and text in the payloads */
  double best[N_WAYS]; /* seconds for the whole stream */
} Recording;

static void
recording_free (gpointer data)
{
  Recording *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->payloads);
  g_ptr_array_unref (self->frames);
  g_string_free (self->bytes, TRUE);
  g_free (self);
}

static void
count_text (Recording *self, const char *text)
{
  if (text == NULL)
    return;

  self->text += strlen (text);
  if (strstr (text, "think>") != NULL)
    self->has_tags = TRUE;
}

/* PROTOCOLS 2.11: content may be parts. */
static void
count_parts (Recording *self, JsonArray *parts)
{
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = silu_json_element_object (parts, i);

      count_text (self, silu_json_get_string (part, "text"));
      count_parts (self, silu_json_get_array (part, "thinking"));
    }
}

static void
count_payload (Recording *self, JsonObject *root)
{
  JsonArray *choices = silu_json_get_array (root, "choices");
  JsonObject *choice = silu_json_element_object (choices, 0);
  JsonObject *delta = silu_json_get_object (choice, "delta");
  const char *reasoning = silu_json_get_string (delta, "reasoning_content");

  if (choices == NULL)
    self->fits = FALSE;
  if (reasoning == NULL || *reasoning == '\0')
    reasoning = silu_json_get_string (delta, "reasoning");

  count_text (self, reasoning);
  count_text (self, silu_json_get_string (delta, "content"));
  count_parts (self, silu_json_get_array (delta, "content"));
}

static void
event_cb (const char *type, const char *data, gsize length, gpointer user_data)
{
  Recording *self = user_data;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  char *frame = g_strdup_printf ("data: %s\n\n", data);

  g_ptr_array_add (self->frames, frame);
  g_string_append (self->bytes, frame);
  if (g_str_equal (data, "[DONE]"))
    return;

  g_ptr_array_add (self->payloads, g_strdup (data));
  if (strstr (data, "\\u0000") != NULL)
    self->fits = FALSE; /* for json-glib alone the text ends there */
  if (*type != '\0' || !json_parser_load_from_data (parser, data, (gssize) length, NULL))
    self->fits = FALSE;
  else
    count_payload (self, silu_json_root (json_parser_get_root (parser)));
}

static Recording *
recording_new (const char *name)
{
  Recording *self = g_new0 (Recording, 1);

  self->name = g_strdup (name);
  self->payloads = g_ptr_array_new_with_free_func (g_free);
  self->frames = g_ptr_array_new_with_free_func (g_free);
  self->bytes = g_string_new (NULL);
  self->fits = TRUE;
  for (int way = 0; way < N_WAYS; way++)
    self->best[way] = G_MAXDOUBLE;

  return self;
}

/* Server-sent events; comments and fields other than the data are left behind. */
static Recording *
read_events (const char *name, const char *bytes, gsize length)
{
  Recording *self = recording_new (name);
  g_autoptr (SiluSse) sse = silu_sse_new (SILU_SSE_MAX_SIZE, event_cb, self);

  silu_sse_feed (sse, bytes, length);
  silu_sse_finish (sse);

  return self;
}

/* A payload a line. */
static Recording *
read_lines (const char *name, const char *bytes)
{
  Recording *self = recording_new (name);
  g_auto (GStrv) lines = g_strsplit (bytes, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      event_cb ("", lines[i], strlen (lines[i]), self);
  event_cb ("", "[DONE]", strlen ("[DONE]"), self);

  return self;
}

static void
add_recording (GPtrArray *recordings, Recording *recording)
{
  if (recording->fits && recording->payloads->len > 0)
    g_ptr_array_add (recordings, recording);
  else
    recording_free (recording);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
add_own (GPtrArray *recordings)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("SILU_SOURCE_DIR"), "tests/corpus/streams", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".sse"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_build_filename ("tests/corpus/streams", names->pdata[i], NULL);
      gsize length = 0;
      g_autofree char *bytes = silu_test_read_file (file, &length);

      if (bytes != NULL)
        add_recording (recordings, read_events (names->pdata[i], bytes, length));
    }
}

/* Longer ones of real servers, where they are. */
static void
add_shared (GPtrArray *recordings)
{
  const char *const names[] = {
    "alibaba-reasoning",
    "alibaba-text",
    "alibaba-tool-call",
    "deepseek-reasoning",
    "deepseek-text",
    "deepseek-tool-call",
    "groq-reasoning",
    "groq-text",
    "groq-tool-call",
    "mistral-reasoning",
    "mistral-text",
    "mistral-tool-call",
    "mistral-incremental-tool-call",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("streams/%s.jsonl", names[i]);
      gsize length = 0;
      g_autofree char *bytes = silu_test_read_shared (path, &length);

      if (bytes != NULL)
        add_recording (recordings, read_lines (names[i], bytes));
    }
}

static void
decode_json (Recording *self)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  for (guint i = 0; i < self->payloads->len; i++)
    {
      const char *payload = self->payloads->pdata[i];

      if (!json_parser_load_from_data (parser, payload, (gssize) strlen (payload), NULL))
        g_error ("%s: json-glib does not read event %u", self->name, i);
    }
}

static void
count_cb (const SiluDelta *delta, gpointer user_data)
{
  gsize *text = user_data;

  if (delta->kind == SILU_DELTA_TEXT || delta->kind == SILU_DELTA_REASONING)
    *text += delta->length;
  else if (delta->kind == SILU_DELTA_ERROR)
    g_error ("an error in a sound stream: %s", delta->detail);
}

static void
decode_stream (Recording *self, SiluProfile *profile, Way way)
{
  gsize text = 0;
  g_autoptr (SiluStream) stream =
      silu_stream_new (silu_dialect_find ("openai"), profile, SILU_BODY_STREAM, count_cb, &text);

  if (way == WAY_EVENTS)
    {
      for (guint i = 0; i < self->frames->len; i++)
        silu_stream_feed (stream, self->frames->pdata[i], strlen (self->frames->pdata[i]));
    }
  else
    {
      for (gsize i = 0; i < self->bytes->len; i += READ_SIZE)
        silu_stream_feed (stream, self->bytes->str + i, MIN (READ_SIZE, self->bytes->len - i));
    }
  silu_stream_finish (stream);

  if (self->has_tags ? text > self->text || text == 0 : text != self->text)
    g_error ("%s: %" G_GSIZE_FORMAT " bytes were decoded, %" G_GSIZE_FORMAT " are there",
             self->name, text, self->text);
}

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
measure (Recording *self, SiluProfile *profile, Way way)
{
  guint passes = 1 + MIN_EVENTS / self->payloads->len;
  double begun = read_clock ();

  for (guint i = 0; i < passes; i++)
    {
      if (way == WAY_JSON)
        decode_json (self);
      else
        decode_stream (self, profile, way);
    }

  self->best[way] = MIN (self->best[way], (read_clock () - begun) / passes);
}

static void
print_row (const char *name, guint events, const double best[N_WAYS])
{
  g_print ("%-32s %6u %8.0f %8.0f %6.2f %8.0f %6.2f\n", name, events, 1e9 * best[WAY_JSON] / events,
           1e9 * best[WAY_READS] / events, best[WAY_READS] / best[WAY_JSON],
           1e9 * best[WAY_EVENTS] / events, best[WAY_EVENTS] / best[WAY_JSON]);
}

int
main (void)
{
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  g_autoptr (GPtrArray) recordings = g_ptr_array_new_with_free_func (recording_free);
  g_autofree char *more = NULL;
  double total[N_WAYS] = { 0 };
  double worst;
  guint events = 0;

  add_own (recordings);
  add_shared (recordings);
  if (recordings->len == 0)
    g_error ("no recorded streams in tests/corpus/streams");

  for (int round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < recordings->len; i++)
      for (Way way = 0; way < N_WAYS; way++)
        measure (recordings->pdata[i], profile, way);

  g_print ("%-32s %6s %8s %8s %6s %8s %6s\n", "ns an event", "events", "json", "16 KiB", "ratio",
           "single", "ratio");
  for (guint i = 0; i < recordings->len; i++)
    {
      Recording *recording = recordings->pdata[i];

      print_row (recording->name, recording->payloads->len, recording->best);
      events += recording->payloads->len;
      for (Way way = 0; way < N_WAYS; way++)
        total[way] += recording->best[way];
    }
  print_row ("all", events, total);

  worst = MAX (total[WAY_READS], total[WAY_EVENTS]) / total[WAY_JSON];
  more = g_strdup_printf ("\"json_ns\":%.0f,\"reads_ns\":%.0f,\"events_ns\":%.0f",
                          1e9 * total[WAY_JSON] / events, 1e9 * total[WAY_READS] / events,
                          1e9 * total[WAY_EVENTS] / events);
  bench_print ("wire", "cpu-ratio", worst, LIMIT, more);

  return 0;
}
