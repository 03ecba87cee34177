/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Code without a name: told where it is plain, left alone where it is not. */
#include "silu-code-guess.h"

static void
test_guess (void)
{
  static const struct
  {
    const char *code;
    const char *id;
  } cases[] = {
    { "", NULL },
    { "x = 1", NULL },
    { "Just some words.\nAnd more of them.", NULL },
    { "这里没有代码", NULL },
    { "+---+---+\n| a | b |\n+---+---+", NULL },
    { "{\n  \"a\": [1, 2],\n  \"b\": null\n}", "json" },
    { "[{\"a\":1}]", "json" },
    { "{ int a; }", NULL },
    { "#include <stdio.h>\n\nint main (void)\n{\n}", "c" },
    { "#include <iostream>\n\nint main () {\n  std::cout << 1;\n}", "cpp" },
    { "def f(x):\n    return x\n\nprint(f(1))", "python3" },
    { "import os\nfrom pathlib import Path", "python3" },
    { "fn main() {\n    let mut x = 1;\n}", "rust" },
    { "package main\n\nfunc main() {\n}", "go" },
    { "const a = 1;\nlet b = 2;\nconsole.log(a)", "js" },
    { "SELECT *\nFROM t\nWHERE a = 1;", "sql" },
    { "select *\nfrom t", "sql" },
    { "#!/bin/sh\necho hi", "sh" },
    { "sudo apt update\nsudo apt install foo", "sh" },
    { "git clone x\ncd x\nmkdir build", "sh" },
    { "<?xml version=\"1.0\"?>\n<a/>", "xml" },
    { "<!DOCTYPE html>\n<html>\n</html>", "html" },
    { "public class A {\n  public static void main(String[] a) {}\n}", "java" },
    { "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b", "diff" },
    { "\\documentclass{article}\n\\begin{document}", "latex" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpstr (silu_code_guess (cases[i].code), ==, cases[i].id);
    }
}

/* However much there is, only the beginning is looked at. */
static void
test_long (void)
{
  g_autofree char *line = g_strnfill (1 << 22, 'x');
  g_autofree char *code = g_strconcat (line, "\n#include <stdio.h>\n", NULL);

  g_assert_cmpstr (silu_code_guess (line), ==, NULL);
  g_assert_cmpstr (silu_code_guess (code), ==, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code-guess/guess", test_guess);
  g_test_add_func ("/code-guess/long", test_long);

  return g_test_run ();
}
