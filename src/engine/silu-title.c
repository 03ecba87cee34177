/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conversation's name from its first question: known at once, in any script, with no model. */
#include "silu-title.h"

#include <string.h>

#define MAX_COLUMNS 60

/* Marks that begin a line of Markdown and say nothing in a list of names. */
#define LINE_MARKS "#>*-`~= \t"

static char *
find_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i] + strspn (lines[i], LINE_MARKS);
      g_autofree char *stripped = g_strstrip (g_strdup (line));

      if (*stripped != '\0')
        return g_steal_pointer (&stripped);
    }

  return g_strdup ("");
}

/* Where to cut so that the columns fit, at a space if there is one in the second half; NULL if all
 * of it fits. */
static const char *
find_cut (const char *line)
{
  const char *space = NULL;
  guint columns = 0;

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      columns += g_unichar_iswide (character) ? 2 : 1;
      if (columns > MAX_COLUMNS)
        return space != NULL ? space : at;
      if (g_unichar_isspace (character) && columns > MAX_COLUMNS / 2)
        space = at;
    }

  return NULL;
}

char *
silu_title_from_text (const char *text)
{
  g_autofree char *line = NULL;
  g_autofree char *head = NULL;
  const char *cut;

  g_return_val_if_fail (text != NULL, NULL);

  line = find_line (text);
  cut = find_cut (line);
  if (cut == NULL)
    return g_steal_pointer (&line);

  head = g_strchomp (g_strndup (line, (gsize) (cut - line)));

  return g_strconcat (head, "…", NULL);
}
