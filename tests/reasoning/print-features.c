/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests/tools/fit-steps.py learns from: a line for each unit of a chain on standard input,
 * with its place, its features that are no single cue, and its words. The marks ⟦kind⟧ of the chain
 * must have been taken out. */
#include "silu-features.h"
#include "silu-words.h"

#include <stdio.h>

typedef struct
{
  GArray *features;
  GArray *starts;
  GPtrArray *words;
} Units;

static char *
join_words (const SiluUnit *unit)
{
  GString *joined = g_string_new (NULL);
  SiluWords words;

  silu_words_read (&words, unit->text + unit->mark, unit->length - unit->mark);
  for (guint i = 0; unit->kind != SILU_UNIT_CODE && i < words.n; i++)
    {
      g_string_append_c (joined, '\t');
      g_string_append_len (joined, words.bytes + words.begins[i], words.ends[i] - words.begins[i]);
    }

  return g_string_free (joined, FALSE);
}

static void
take_unit (const SiluUnit *unit, gpointer user_data)
{
  Units *units = user_data;
  SiluFeatures features;
  guint n = units->features->len;

  silu_features_read (&features, unit);
  silu_features_join (n > 0 ? &g_array_index (units->features, SiluFeatures, n - 1) : NULL,
                      &features);
  g_array_append_val (units->features, features);
  g_array_append_val (units->starts, unit->start);
  g_ptr_array_add (units->words, join_words (unit));
}

static void
print_unit (const SiluFeatures *features, gsize start, const char *words)
{
  const char *separator = "";

  printf ("%" G_GSIZE_FORMAT "\t", start);
  for (guint i = 0; i < features->n; i++)
    if (silu_features_get_name (features->ids[i]) != NULL)
      {
        printf ("%s%s", separator, silu_features_get_name (features->ids[i]));
        separator = "|";
      }
  printf ("%s\n", words);
}

int
main (void)
{
  Units all = { g_array_new (FALSE, FALSE, sizeof (SiluFeatures)),
                g_array_new (FALSE, FALSE, sizeof (gsize)), g_ptr_array_new () };
  g_autoptr (SiluUnits) units = silu_units_new (take_unit, &all);
  char buffer[65536];
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    silu_units_feed (units, buffer, n, 0);
  silu_units_finish (units);

  for (guint i = 0; i < all.features->len; i++)
    print_unit (&g_array_index (all.features, SiluFeatures, i),
                g_array_index (all.starts, gsize, i), g_ptr_array_index (all.words, i));

  return 0;
}
