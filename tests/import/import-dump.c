/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each message, with what is not as usual, and one for each of its parts. */
#include "import-dump.h"

#include "silu-import-reader.h"
#include "silu-test.h"
#include <string.h>

void
import_output_init (SiluImportOutput *output)
{
  memset (output, 0, sizeof *output);
  output->now = IMPORT_NOW;
  output->bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);
  output->skips = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_import_skip_free);
}

void
import_output_clear (SiluImportOutput *output)
{
  g_ptr_array_unref (output->bundles);
  g_ptr_array_unref (output->skips);
}

static void
add_time (GString *dump, const char *name, gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");

  if (time != 0)
    g_string_append_printf (dump, " %s=%s.%06d", name, text, (int) (time % G_USEC_PER_SEC));
}

static void
add_word (GString *dump, const char *name, const char *word)
{
  if (word != NULL && *word != '\0')
    g_string_append_printf (dump, " %s=%s", name, word);
}

static void
add_message (GString *dump, const SiluMessageRecord *record, const char *leaf)
{
  g_string_append_printf (dump, "  %s %.8s under %.8s%s", silu_role_to_string (record->role),
                          record->id, record->parent != NULL ? record->parent : "-",
                          g_strcmp0 (record->id, leaf) == 0 ? " *" : "");
  if (record->state != SILU_MESSAGE_COMPLETE)
    add_word (dump, "state", silu_message_state_to_string (record->state));
  add_word (dump, "model", record->model);
  add_word (dump, "account", record->account);
  if (record->think != SILU_THINK_AUTO)
    add_word (dump, "think", silu_think_level_to_string (record->think));
  if (record->finish != SILU_FINISH_NONE)
    add_word (dump, "finish", silu_finish_to_string (record->finish));
  add_word (dump, "error", record->error_message);
  add_word (dump, "detail", record->error_detail);
  if (record->rating != SILU_RATING_NONE)
    add_word (dump, "rating", silu_rating_to_string (record->rating));
  add_time (dump, "start", record->times.start);
  add_time (dump, "reasoning", record->times.first_reasoning);
  add_time (dump, "text", record->times.first_text);
  add_time (dump, "end", record->times.end);
  if (silu_usage_is_known (&record->usage))
    g_string_append_printf (dump, " usage=%d/%d/%d/%d/%d/%g", (int) record->usage.prompt,
                            (int) record->usage.completion, (int) record->usage.reasoning,
                            (int) record->usage.cached, (int) record->usage.load,
                            record->usage.cost);
  g_string_append_c (dump, '\n');

  for (guint i = 0; i < record->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (record->parts, i);
      g_autofree char *text = g_strescape (part->text->str, NULL);
      g_autofree char *readable = g_strcompress (text);
      g_autofree char *pace = silu_marks_to_string (part->marks);

      g_string_append_printf (dump, "    %s/%s: ", silu_part_kind_to_string (part->kind),
                              silu_channel_to_string (part->channel));
      for (const char *at = readable; *at != '\0'; at++)
        g_string_append_printf (dump, *at == '\n' ? "\\n" : "%c", *at);
      if (*pace != '\0')
        g_string_append_printf (dump, " [%s]", pace);
      g_string_append_c (dump, '\n');
    }

  for (guint i = 0; record->notes != NULL && i < record->notes->len; i++)
    {
      const SiluNote *note = g_ptr_array_index (record->notes, i);

      g_string_append_printf (dump, "    %s at %u/%" G_GSIZE_FORMAT ": %s\n",
                              silu_note_kind_to_string (note->kind), note->part, note->start,
                              note->text);
    }
}

static void
add_bundle (GString *dump, const SiluBundle *bundle)
{
  const SiluConversationRecord *header = bundle->conversation;
  g_autofree char *tags = header->tags != NULL ? g_strjoinv (",", header->tags) : NULL;

  g_string_append_printf (dump, "%s “%s” (%s)", header->id != NULL ? header->id : "folder",
                          header->title, silu_title_kind_to_string (header->title_kind));
  add_word (dump, "source", header->source);
  add_word (dump, "model", header->model);
  add_word (dump, "account", header->account);
  add_word (dump, "folder", header->folder);
  add_word (dump, "named", bundle->folder_name);
  add_word (dump, "tags", tags);
  add_time (dump, "created", header->created);
  add_time (dump, "updated", header->updated);
  add_time (dump, "archived", header->archived);
  g_string_append_printf (dump, "%s%s\n", header->pinned ? " pinned" : "",
                          header->unread ? " unread" : "");
  for (guint i = 0; i < bundle->messages->len; i++)
    add_message (dump, g_ptr_array_index (bundle->messages, i), header->leaf);
}

char *
import_dump (const SiluImportOutput *output)
{
  GString *dump = g_string_new (NULL);

  for (guint i = 0; i < output->bundles->len; i++)
    add_bundle (dump, g_ptr_array_index (output->bundles, i));
  for (guint i = 0; i < output->skips->len; i++)
    {
      const SiluImportSkip *skip = g_ptr_array_index (output->skips, i);

      g_string_append_printf (dump, "skipped “%s”: %s\n", skip->title, skip->reason);
    }

  return g_string_free (dump, FALSE);
}

char *
import_dump_json (const char *text, gsize length, gsize piece)
{
  SiluImportOutput output;
  g_autoptr (SiluImportReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  gboolean sound = TRUE;

  import_output_init (&output);
  reader = silu_import_reader_new (&output);
  for (gsize at = 0; sound && at < length; at += piece)
    sound = silu_import_reader_feed (reader, text + at, MIN (piece, length - at), &error);
  if (sound)
    silu_import_reader_finish (reader, &error);
  while (silu_import_reader_go_on (reader))
    ;

  dump = import_dump (&output);
  import_output_clear (&output);

  return g_strconcat (dump, error != NULL ? "error: " : "", error != NULL ? error->message : "",
                      error != NULL ? "\n" : NULL, NULL);
}

void
import_compare_to_golden (const char *name, char *dump)
{
  g_autofree char *owned = dump;
  g_autofree char *path = g_strconcat ("tests/import/", name, ".txt", NULL);
  g_autofree char *full = g_build_filename (g_getenv ("SILU_SOURCE_DIR"), path, NULL);
  g_autofree char *golden = NULL;

  g_assert_null (strstr (dump, "never-read-this"));
  if (g_getenv ("SILU_UPDATE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (full, dump, -1, NULL));

  golden = silu_test_read_file (path, NULL);
  g_assert_cmpstr (dump, ==, golden);
}
