/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen of units, and that the model's table speaks of nothing else. */
#include "silu-features.h"

#include "silu-step-model.h"
#include <string.h>

static SiluFeatures
read_text (const char *text, SiluPlace place, gsize mark)
{
  SiluUnit unit = { .place = place, .text = text, .length = strlen (text), .mark = mark };
  SiluFeatures features;

  silu_features_read (&features, &unit);

  return features;
}

static gboolean
has (const SiluFeatures *features, const char *name)
{
  for (guint i = 0; i < features->n; i++)
    if (g_strcmp0 (silu_features_get_name (features->ids[i]), name) == 0)
      return TRUE;

  return FALSE;
}

static void
test_read (void)
{
  SiluFeatures features = read_text ("Wait, is 2 + 3 = 6?", SILU_PLACE_SENTENCE, 0);

  g_assert_true (has (&features, "always"));
  g_assert_true (has (&features, "sentence"));
  g_assert_true (has (&features, "opens doubt"));
  g_assert_true (has (&features, "sentence opens doubt"));
  g_assert_true (has (&features, "asks"));
  g_assert_true (has (&features, "equals 1"));
  g_assert_true (has (&features, "operators 1"));
  g_assert_true (has (&features, "length 1"));
  g_assert_false (has (&features, "paragraph"));
  g_assert_false (has (&features, "listed"));

  features = read_text ("- **好，** 首先这样：", SILU_PLACE_LINE, 2);
  g_assert_true (has (&features, "listed"));
  g_assert_true (has (&features, "announces"));
  g_assert_true (has (&features, "has plan"));
}

static void
test_neighbours (void)
{
  SiluFeatures one = read_text ("Is it?", SILU_PLACE_PARAGRAPH, 0);
  SiluFeatures two = read_text ("Wait", SILU_PLACE_SENTENCE, 0);

  silu_features_join (NULL, &one);
  silu_features_join (&one, &two);
  silu_features_close (&two);
  g_assert_true (has (&one, "first"));
  g_assert_true (has (&one, "paragraph 1"));
  g_assert_true (has (&one, "next opens doubt"));
  g_assert_false (has (&two, "first"));
  g_assert_true (has (&two, "paragraph 1"));
  g_assert_true (has (&two, "after question"));
  g_assert_true (has (&two, "sentence after paragraph"));
  g_assert_true (has (&two, "closing"));
}

/* However much there is to see. */
static void
test_full (void)
{
  GString *text = g_string_new (NULL);
  SiluFeatures features;

  for (guint i = 0; i < silu_step_model_length && text->len < SILU_UNIT_MAX - 40; i++)
    if (*silu_step_model[i].feature == '~')
      g_string_append_printf (text, "%s ", silu_step_model[i].feature + 1);
  features = read_text (text->str, SILU_PLACE_PARAGRAPH, 0);
  g_assert_cmpuint (features.n, <=, SILU_FEATURES_MAX);
  g_string_free (text, TRUE);
}

static gboolean
is_known (const char *name)
{
  for (guint id = 0; silu_features_get_name (id) != NULL; id++)
    if (strcmp (silu_features_get_name (id), name) == 0)
      return TRUE;

  return FALSE;
}

static void
test_model (void)
{
  for (guint i = 0; i < silu_step_model_length; i++)
    {
      const char *name = silu_step_model[i].feature;

      g_test_message ("%s", name);
      g_assert_true (*name == '^' || *name == '~' || is_known (name));
    }
}

static void
test_score (void)
{
  SiluFeatures doubt = read_text ("Wait, hmm.", SILU_PLACE_PARAGRAPH, 0);
  SiluScore score;

  silu_features_score (&doubt, &score);
  for (guint kind = 0; kind < SILU_N_STEP_KINDS; kind++)
    if (kind != SILU_STEP_DOUBT)
      g_assert_cmpint (score.kinds[SILU_STEP_DOUBT], >, score.kinds[kind]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/features/read", test_read);
  g_test_add_func ("/features/neighbours", test_neighbours);
  g_test_add_func ("/features/full", test_full);
  g_test_add_func ("/features/model", test_model);
  g_test_add_func ("/features/score", test_score);

  return g_test_run ();
}
