/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as the words of cues. */
#include "silu-words.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *words; /* each followed by | */
} Case;

static const Case cases[] = {
  { "", "" },
  { "Wait, it’s 3.14!", "wait|,|it's|0|!|" },
  { "It's  SO\n1,000", "it's|so|0|" },
  { "等等，不对。", "等|等|,|不|对|.|" },
  { "用 asyncio 写", "用|asyncio|写|" },
  { "a='b'", "a|=|'|b|'|" },
  { "x\xe2\x80", "x|\xe2|\x80|" },
  { "2−1", "0|-|0|" },
};

static char *
split (const SiluWords *words)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < words->n; i++)
    {
      g_string_append_len (out, words->bytes + words->begins[i], words->ends[i] - words->begins[i]);
      g_string_append_c (out, '|');
    }

  return g_string_free (out, FALSE);
}

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = NULL;
      SiluWords words;

      silu_words_read (&words, cases[i].text, strlen (cases[i].text));
      out = split (&words);
      g_assert_cmpstr (out, ==, cases[i].words);
    }
}

/* Rows of words are pieces of one text. */
static void
test_rows (void)
{
  SiluWords words;

  silu_words_read (&words, "So, 那就 let  ME", strlen ("So, 那就 let  ME"));
  g_assert_cmpuint (words.n, ==, 6);
  g_assert_cmpmem (words.bytes + words.begins[0], words.ends[5], "so , 那就 let me", 18);
  g_assert_true (silu_words_is (&words, 4, "let"));
  g_assert_false (silu_words_is (&words, 4, "le"));
  g_assert_false (silu_words_is (&words, 6, "x"));
  g_assert_cmpuint (silu_words_get_mark (&words, 1), ==, ',');
  g_assert_cmpuint (silu_words_get_mark (&words, 2), ==, 0);
}

/* What does not fit is left out, and nothing is read or written beyond. */
static void
test_limits (void)
{
  static const char *const pieces[] = { "a ", "’", "我", "\xff", "é", "long-words ", "0 " };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *text = g_string_new (NULL);
      SiluWords words;

      while (text->len < 8000)
        g_string_append (text, pieces[i]);
      silu_words_read (&words, text->str, text->len);
      g_assert_cmpuint (words.n, >, 0);
      g_assert_cmpuint (words.n, <=, SILU_WORDS_MAX);
      g_assert_cmpuint (words.ends[words.n - 1], <=, SILU_WORDS_BYTES);
      g_string_free (text, TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/words", test_words);
  g_test_add_func ("/words/rows", test_rows);
  g_test_add_func ("/words/limits", test_limits);

  return g_test_run ();
}
