/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as a word. */
#include "silu-tokenizer.h"

#include <string.h>

typedef struct
{
  const char *text;
  GString *words; /* "|" between words, "/" before a half of one */
} Walk;

static int
token_cb (void *context, int flags, const char *token, int length, int start, int end)
{
  Walk *walk = context;

  g_assert_cmpint (start, <, end);
  g_assert_cmpint (end, <=, (int) strlen (walk->text));
  g_assert_true (g_utf8_validate (token, length, NULL));
  if (walk->words->len > 0)
    g_string_append_c (walk->words, flags == FTS5_TOKEN_COLOCATED ? '/' : '|');
  g_string_append_len (walk->words, token, length);

  return SQLITE_OK;
}

static char *
tokenize (const char *text, gboolean is_query)
{
  Walk walk = { text, g_string_new (NULL) };

  g_assert_cmpint (silu_tokenize (text, strlen (text), is_query, token_cb, &walk), ==, SQLITE_OK);

  return g_string_free (walk.words, FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *words;
  const char *query; /* NULL: the same */
} Case;

static const Case cases[] = {
  { "words", "The  quick, brown\tfox.", "the|quick|brown|fox", NULL },
  { "empty", " ,;!? ", "", NULL },
  { "chinese", "数据库很快", "数|据|库|很|快", NULL },
  { "mixed", "用Python写", "用|python|写", NULL },
  { "japanese", "がか カ", "が|か|カ", NULL },
  { "korean", "한국어 문장", "한국어|문장", NULL },
  { "snake", "foo_bar_1 x_1", "foo_bar_1/foo/bar/bar_1|x_1", "foo_bar_1|x_1" },
  { "tail", "gtk_list_view scrollToRow",
    "gtk_list_view/gtk/list/list_view/view|scrolltorow/scroll/to/torow/row",
    "gtk_list_view|scrolltorow" },
  { "dunder", "__init__ _x_ ___", "__init__/init|_x_", "__init__|_x_" },
  { "camel", "parseJSON HttpServer iOS", "parsejson/parse/json|httpserver/http/server|ios/os",
    "parsejson|httpserver|ios" },
  { "names", "C++ c# F#, a++ count++;", "c++|c#|f#|a++|count++/count", "c++|c#|f#|a++|count++" },
  { "no-names", "# C a#b 1++ C+", "c|a|b|1|c", NULL },
  { "accents", "Café naïve e\xcc\x81t", "cafe|naive|et", NULL },
  { "width", "ＡＢＣ１", "abc1", NULL },
  { "case", "ÄÖ ИМЯ Σ", "ao|имя|σ", NULL },
  { "symbols", "a → b 🎈", "a|→|b|🎈", NULL },
  { "invalid", "a\xff\xe4\xbd b", "a|b", NULL },
  { "code", "std::vector<int> foo.bar()", "std|vector|int|foo|bar", NULL },
};

static void
test_words (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *words = tokenize (c->text, FALSE);
  g_autofree char *query = tokenize (c->text, TRUE);

  g_assert_cmpstr (words, ==, c->words);
  g_assert_cmpstr (query, ==, c->query != NULL ? c->query : c->words);
}

/* What goes on and on without a space is one word, and its end does not count. */
static void
test_long (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autofree char *words = tokenize (text, FALSE);
  g_autofree char *wide = NULL;

  g_assert_cmpuint (strlen (words), ==, 96);

  g_free (g_steal_pointer (&text));
  text = g_strdup_printf ("%095d\xf0\x90\x90\x80\xf0\x90\x90\x80_a++", 0);
  wide = tokenize (text, TRUE);
  g_assert_cmpuint (strlen (wide), <, 104);
}

static int
refuse_cb (void *context, int flags, const char *token, int length, int start, int end)
{
  (*(int *) context)++;

  return SQLITE_NOMEM;
}

static void
test_refused (void)
{
  int n = 0;

  g_assert_cmpint (silu_tokenize ("a_bc 数 d", 10, FALSE, refuse_cb, &n), ==, SQLITE_NOMEM);
  g_assert_cmpint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tokenizer/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_words);
    }
  g_test_add_func ("/tokenizer/long", test_long);
  g_test_add_func ("/tokenizer/refused", test_refused);

  return g_test_run ();
}
