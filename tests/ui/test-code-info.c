/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fence says about its code. */
#include "silu-code-info.h"

typedef struct
{
  const char *info;
  const char *word;
  const char *file;
  const char *language; /* its id */
  const char *title;
  const char *save_name;
} Case;

static const Case cases[] = {
  { NULL, NULL, NULL, NULL, "Code", "code.txt" },
  { "", NULL, NULL, NULL, "Code", "code.txt" },
  { "c", "c", NULL, "c", "C", "code.c" },
  { "C", "C", NULL, "c", "C", "code.c" },
  { "c title=\"snake.c\"", "c", "snake.c", "c", "C · snake.c", "snake.c" },
  { "c title='my snake.c'", "c", "my snake.c", "c", "C · my snake.c", "my snake.c" },
  { "c filename=src/snake.c", "c", "src/snake.c", "c", "C · src/snake.c", "snake.c" },
  { "c:snake.c", "c", "snake.c", "c", "C · snake.c", "snake.c" },
  { "snake.c", NULL, "snake.c", "c", "C · snake.c", "snake.c" },
  { "c snake.c", "c", "snake.c", "c", "C · snake.c", "snake.c" },
  { "c {1,3-4} showLineNumbers", "c", NULL, "c", "C", "code.c" },
  { "{.python .numberLines}", "python", NULL, "python3", "Python", "code.py" },
  { "py", "py", NULL, "python3", "Python", "code.py" },
  { "tool.py", NULL, "tool.py", "python3", "Python · tool.py", "tool.py" },
  { "js", "js", NULL, "js", "JavaScript", "code.js" },
  { "JavaScript", "JavaScript", NULL, "js", "JavaScript", "code.js" },
  { "node.js", "node.js", NULL, "js", "JavaScript", "code.js" },
  { "ts", "ts", NULL, "typescript", "TypeScript", "code.ts" },
  { "c++", "c++", NULL, "cpp", "C++", "code.cpp" },
  { "c#", "c#", NULL, "c-sharp", "C#", "code.cs" },
  { "rs", "rs", NULL, "rust", "Rust", "code.rs" },
  { "golang", "golang", NULL, "go", "Go", "code.go" },
  { "yml", "yml", NULL, "yaml", "YAML", "code.yaml" },
  { "bash", "bash", NULL, "sh", "sh", "code.sh" },
  { "Makefile", NULL, "Makefile", "makefile", "Makefile", "Makefile" },
  { "docker Dockerfile", "docker", "Dockerfile", "docker", "Dockerfile", "Dockerfile" },
  { "text", "text", NULL, NULL, "text", "code.txt" },
  { "text notes.md", "text", "notes.md", "markdown", "Markdown · notes.md", "notes.md" },
  { "brainfuck", "brainfuck", NULL, NULL, "brainfuck", "code.txt" },
  { "a.unknownext", NULL, "a.unknownext", NULL, "a.unknownext", "a.unknownext" },
  { "c title=\"../../etc/passwd.c\"", "c", "../../etc/passwd.c", "c", "C · ../../etc/passwd.c",
    "passwd.c" },
  { "c https://example.org/a.c", "c", NULL, "c", "C", "code.c" },
  { "c title=\"unclosed.c", "c", "unclosed.c", "c", "C · unclosed.c", "unclosed.c" },
  { "c 1.5", "c", NULL, "c", "C", "code.c" },
  { "c 蛇.c", "c", "蛇.c", "c", "C · 蛇.c", "蛇.c" },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (SiluCodeInfo) info = silu_code_info_new (expected->info);
  GtkSourceLanguage *language = silu_code_info_guess_language (info);
  g_autofree char *title = silu_code_info_get_title (info, language);
  g_autofree char *save_name = silu_code_info_get_save_name (info, language);

  g_assert_cmpstr (info->word, ==, expected->word);
  g_assert_cmpstr (info->file, ==, expected->file);
  g_assert_cmpstr (language != NULL ? gtk_source_language_get_id (language) : NULL, ==,
                   expected->language);
  g_assert_cmpstr (title, ==, expected->title);
  g_assert_cmpstr (save_name, ==, expected->save_name);
}

static void
test_long_word (void)
{
  g_autofree char *word = g_strnfill (5000, 'x');
  g_autofree char *name = g_strconcat (word, ".c", NULL);
  g_autoptr (SiluCodeInfo) info = silu_code_info_new (word);
  g_autoptr (SiluCodeInfo) named = silu_code_info_new (name);
  g_autofree char *title = silu_code_info_get_title (info, NULL);

  g_assert_cmpuint (strlen (title), <, 60);
  g_assert_true (g_utf8_validate (title, -1, NULL));
  g_assert_null (named->file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/code-info/%02zu", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/code-info/long", test_long_word);

  return g_test_run ();
}
