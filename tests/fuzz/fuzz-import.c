/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of other programs: the same chats however the bytes are cut, and bundles as the store wants
 * them, whatever is in the file. */
#include "fuzz.h"
#include "import-dump.h"
#include "silu-import-reader.h"

static void
check_bundle (const SiluBundle *bundle)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < bundle->messages->len; i++)
    {
      const SiluMessageRecord *record = g_ptr_array_index (bundle->messages, i);

      g_assert_true (record->parent == NULL || g_hash_table_contains (ids, record->parent));
      g_assert_true (g_hash_table_add (ids, record->id));
      g_assert_cmpstr (record->conversation, ==, bundle->conversation->id);
      for (guint j = 0; j < record->parts->len; j++)
        g_assert_true (g_utf8_validate (
            ((SiluPart *) g_ptr_array_index (record->parts, j))->text->str, -1, NULL));
    }

  if (bundle->conversation->leaf != NULL)
    g_assert_true (g_hash_table_contains (ids, bundle->conversation->leaf));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = fuzz_input (data, size);
  SiluImportOutput output;
  g_autoptr (SiluImportReader) reader = NULL;
  g_autofree char *whole = import_dump_json (input.text, input.length, MAX (input.length, 1));
  g_autofree char *pieces = import_dump_json (input.text, input.length, 1 + input.seed % 16);

  g_assert_cmpstr (whole, ==, pieces);

  import_output_init (&output);
  reader = silu_import_reader_new (&output);
  if (silu_import_reader_feed (reader, input.text, input.length, NULL))
    silu_import_reader_finish (reader, NULL);
  while (silu_import_reader_go_on (reader))
    ;
  for (guint i = 0; i < output.bundles->len; i++)
    check_bundle (g_ptr_array_index (output.bundles, i));
  import_output_clear (&output);

  return 0;
}
