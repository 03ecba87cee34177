/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fences and spans of backticks: whether a '<' would stand in code at each place marked in a text,
 * fed by the byte and by the run. */
#include "silu-code-tracker.h"
#include "silu-test.h"
#include <string.h>

typedef struct
{
  const char *name;
  const char *text; /* + is a place in code, - one outside; neither is fed */
} Case;

static const Case cases[] = {
  { "text", "-plain- text-\n- more" },
  { "span", "a -`+x+` b-" },
  { "long-span", "-``+a ` b+`` c-" },
  { "span-over-lines", "`a+\nb+` c-" },
  { "span-ends-with-paragraph", "`a+\n\nb-" },
  { "line-start-counts", "`a+\n-b+" },
  { "tilde-is-no-span", "~a- b~~-c-" },
  { "fence", "-```c\n+x+\n+```\n-y-" },
  { "tilde-fence", "~~~\n+```\n+x\n~~~\n-y" },
  { "fence-length", "````\n+x\n```\n+````\n-y" },
  { "longer-close", "```\n+x\n`````\n-y" },
  { "close-then-blank", "```\n+x\n```  \n-y" },
  { "close-then-text", "```\n+x\n``` y\n+z" },
  { "close-then-other-mark", "```\n+x\n```~\n+y" },
  { "indented-fence", "   ```\n+x\n" },
  { "too-far-in", "    ```\n-x+```\n-y-" },
  { "tab-in", "\t```\n-x+```\n-y-" },
  { "not-at-start", "a ```\nb+``` c-\n" },
  { "fence-ends-span", "`a+\n```\n+x\n```\n-y" },
};

static void
check (const char *name, const char *text, gboolean by_byte)
{
  SiluCodeTracker code;
  gsize begun = 0;

  silu_code_tracker_init (&code);
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      gboolean place = text[i] == '+' || text[i] == '-';

      if (place || by_byte)
        {
          silu_code_tracker_feed (&code, text + begun, i - begun);
          begun = place ? i + 1 : i;
        }
      if (place && silu_code_tracker_in_code (&code) != (text[i] == '+'))
        g_error ("%s: place %" G_GSIZE_FORMAT " is wrong", name, i);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;

  check (expected->name, expected->text, FALSE);
  check (expected->name, expected->text, TRUE);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/code-tracker/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
