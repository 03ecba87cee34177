/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is streamed and stored: pieces of all kinds in a fixed order, none of them random. */
#include "bench-text.h"

/* About as many as a token has. */
#define TOKEN_BYTES 4

static const char *const PIECES[] = {
  "The invariant holds before the loop and after each step, so it holds at the end. Note that "
  "`tail_index` never passes `head_index`, and **that is the whole proof**.\n\n",
  "## What to do next\n\n",
  "- read the header first\n- then `main.c`, line by line\n  - and the tests\n- run it\n\n",
  "```c\nstatic int\ncompare (const void *a, const void *b)\n{\n  const int *x = a;\n  const int "
  "*y = b;\n\n  return (*x > *y) - (*x < *y); /* no overflow */\n}\n```\n\n",
  "首先，我们把问题拆成两个部分：**解析**和**执行**"
  "。解析器只关心文本，执行器只关心语法树，两者之间用一个不可变的"
  "结构传递。\n\n",
  "| model | tokens | share |\n|:------|-------:|------:|\n| distilled 7B | 812 | 14 % |\n| 蒸馏 "
  "14B | 1,204 | 21 % |\n| full | 3,871 | 65 % |\n\n",
  "> A quotation that takes more than one line when the window is narrow, which it often is on a "
  "laptop beside an editor.\n\n",
  "1. 打开文件并检查返回值；\n2. 逐行读取，遇到空行跳过；\n3. 关闭文件。\n\n",
  "```python\nimport sys\n\nfor line in sys.stdin:\n    print(line.strip().upper())\n```\n\n",
  "综上所述，复杂度是 O(n log n)，其中 `n` 是记录数；空间是常数。See [the "
  "notes](https://example.org/notes) for "
  "the details, or ask again.\n\n",
};

char *
bench_make_answer (guint seed, gsize least_bytes)
{
  GString *text = g_string_new (NULL);

  for (guint i = seed; text->len < least_bytes; i++)
    g_string_append (text, PIECES[(i * 7 + seed) % G_N_ELEMENTS (PIECES)]);

  return g_string_free (text, FALSE);
}

GPtrArray *
bench_make_tokens (guint n_tokens)
{
  /* A Chinese character may make a token longer than it is to be. */
  g_autofree char *text = bench_make_answer (0, (gsize) n_tokens * (TOKEN_BYTES + 2));
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;

  while (tokens->len < n_tokens)
    {
      const char *end = start;

      while (end - start < TOKEN_BYTES)
        end = g_utf8_next_char (end);
      g_ptr_array_add (tokens, g_strndup (start, (gsize) (end - start)));
      start = end;
    }

  return tokens;
}
