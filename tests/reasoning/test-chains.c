/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well the segmenter cuts: chains/ has chains as models write them, with a mark ⟦kind⟧ before
 * each step that a reader sees. The readers have not seen the segmenter, nor it them.
 *
 * A boundary is right where a step begins at the same place, or where nothing but white space and
 * markup is between. F1 and accuracy are means over the files: a long chain counts as much as a
 * short one. The kind is compared for each byte: a chain's outline is right for that share of it.
 */
#include "silu-segmenter.h"
#include "silu-test.h"

#include <stdio.h>
#include <string.h>

#define OPEN "⟦"
#define CLOSE "⟧"

#define LEAST_F1 0.85
#define LEAST_ACCURACY 0.75

typedef struct
{
  gsize start;
  SiluStepKind kind;
} Mark;

typedef struct
{
  double f1;
  double accuracy;
  double precision;
  double recall;
} Score;

/* The chain without its marks, and those. */
static char *
read_chain (const char *path, GArray *marks)
{
  g_autofree char *contents = NULL;
  GString *text = g_string_new (NULL);
  const char *at;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  for (at = contents; *at != '\0';)
    {
      const char *open = strstr (at, OPEN);
      const char *close = open != NULL ? strstr (open, CLOSE) : NULL;
      g_autofree char *word = NULL;
      Mark mark;

      if (open == NULL)
        {
          g_string_append (text, at);
          break;
        }
      g_assert_nonnull (close);
      g_string_append_len (text, at, open - at);
      word = g_strndup (open + strlen (OPEN), (gsize) (close - open) - strlen (OPEN));
      mark.start = text->len;
      g_assert_true (silu_step_kind_from_string (word, &mark.kind));
      g_array_append_val (marks, mark);
      at = close + strlen (CLOSE);
    }

  return g_string_free (text, FALSE);
}

static gboolean
is_filler (char c)
{
  return g_ascii_isspace (c) || strchr ("*_#>-", c) != NULL;
}

/* Behind white space and markup: the same for both. */
static gsize
skip (const char *text, gsize place)
{
  while (text[place] != '\0' && is_filler (text[place]))
    place++;

  return place;
}

static gboolean
has_boundary (const GArray *marks, const char *text, gsize place)
{
  for (guint i = 1; i < marks->len; i++)
    if (skip (text, g_array_index (marks, Mark, i).start) == place)
      return TRUE;

  return FALSE;
}

/* All but the first, which is always right. */
static guint
count_in (const GArray *marks, const GArray *others, const char *text)
{
  guint count = 0;

  for (guint i = 1; i < marks->len; i++)
    count += has_boundary (others, text, skip (text, g_array_index (marks, Mark, i).start));

  return count;
}

static SiluStepKind
kind_at (const GArray *marks, gsize place, guint *index)
{
  while (*index + 1 < marks->len && g_array_index (marks, Mark, *index + 1).start <= place)
    (*index)++;

  return g_array_index (marks, Mark, *index).kind;
}

static Score
compare (const char *text, const GArray *expected, const GArray *found)
{
  gsize length = strlen (text);
  guint n_expected = expected->len - 1;
  guint n_found = found->len - 1;
  guint hits = count_in (found, expected, text);
  guint a = 0;
  guint b = 0;
  gsize same = 0;
  Score score = { 1, 0, 1, 1 };

  if (n_found > 0)
    score.precision = (double) hits / n_found;
  if (n_expected > 0)
    score.recall = (double) hits / n_expected;
  score.f1 = score.precision + score.recall > 0
                 ? 2 * score.precision * score.recall / (score.precision + score.recall)
                 : 0;
  for (gsize i = 0; i < length; i++)
    same += kind_at (expected, i, &a) == kind_at (found, i, &b);
  score.accuracy = (double) same / (double) MAX (length, 1);

  return score;
}

static GArray *
cut (const char *text)
{
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (Mark));

  silu_segmenter_feed (segmenter, text, strlen (text), 0);
  silu_segmenter_finish (segmenter);
  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    {
      const SiluStep *step = silu_segmenter_get_step (segmenter, i);
      const Mark mark = { step->start, step->kind };

      g_array_append_val (marks, mark);
    }

  return marks;
}

/* For whoever works on the cues: SILU_SHOW_CHAIN=NAME prints where they differ. */
static void
show (const char *name, const char *text, const GArray *expected, const GArray *found)
{
  guint a = 0;
  guint b = 0;

  if (g_strcmp0 (g_getenv ("SILU_SHOW_CHAIN"), name) != 0)
    return;

  while (a < expected->len || b < found->len)
    {
      gsize place_a = a < expected->len ? g_array_index (expected, Mark, a).start : G_MAXSIZE;
      gsize place_b = b < found->len ? g_array_index (found, Mark, b).start : G_MAXSIZE;
      gboolean is_a =
          skip (text, MIN (place_a, strlen (text))) <= skip (text, MIN (place_b, strlen (text)));
      gboolean is_b =
          skip (text, MIN (place_b, strlen (text))) <= skip (text, MIN (place_a, strlen (text)));
      gsize place = is_a ? place_a : place_b;
      g_autofree char *line =
          g_utf8_substring (text + place, 0, MIN (g_utf8_strlen (text + place, -1), 70));

      printf ("# %-11s %-11s %s\n",
              is_a ? silu_step_kind_to_string (g_array_index (expected, Mark, a).kind) : "",
              is_b ? silu_step_kind_to_string (g_array_index (found, Mark, b).kind) : "",
              g_strdelimit (line, "\r\n", ' '));
      a += is_a;
      b += is_b;
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
list_chains (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".chain"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

static void
test_chains (void)
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("SILU_SOURCE_DIR"), "tests", "reasoning", "chains", NULL);
  g_autoptr (GPtrArray) names = list_chains (folder);
  Score sum = { 0 };

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (Mark));
      g_autofree char *text = read_chain (path, expected);
      g_autoptr (GArray) found = cut (text);
      Score score = compare (text, expected, found);

      g_test_message ("%-40s F1 %.2f (precision %.2f, recall %.2f), kinds %.2f, steps %u of %u",
                      name, score.f1, score.precision, score.recall, score.accuracy, found->len,
                      expected->len);
      show (name, text, expected, found);
      sum.f1 += score.f1 / names->len;
      sum.accuracy += score.accuracy / names->len;
    }

  printf ("# %u chains: boundary F1 %.3f, kind accuracy %.3f\n", names->len, sum.f1, sum.accuracy);
  g_assert_cmpuint (names->len, >=, 80);
  g_assert_cmpfloat (sum.f1, >=, LEAST_F1);
  g_assert_cmpfloat (sum.accuracy, >=, LEAST_ACCURACY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chains/corpus", test_chains);

  return g_test_run ();
}
