/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models that are told to go on often begin with the last words once more, or open the code block
 * again in which they were cut. */
#include "silu-seam.h"

#include <string.h>

/* Bytes: a shorter repetition is taken for chance, a longer one is not looked for. */
#define MIN_OVERLAP 12
#define MAX_OVERLAP 400

struct _SiluSeam
{
  char *tail;       /* the end of the text so far */
  gboolean in_code; /* it ended inside a fenced block */
  GString *held;
  gboolean over;
};

static gboolean
ends_in_code (const char *text)
{
  gboolean in_code = FALSE;

  for (const char *line = text; line != NULL && *line != '\0';)
    {
      const char *end = strchr (line, '\n');

      if (g_str_has_prefix (line, "```"))
        in_code = !in_code;
      line = end != NULL ? end + 1 : NULL;
    }

  return in_code;
}

SiluSeam *
silu_seam_new (const char *before)
{
  SiluSeam *self = g_new0 (SiluSeam, 1);
  gsize length = strlen (before);

  self->tail = g_strdup (before + (length > MAX_OVERLAP ? length - MAX_OVERLAP : 0));
  self->in_code = ends_in_code (before);
  self->held = g_string_new (NULL);

  return self;
}

void
silu_seam_free (SiluSeam *self)
{
  g_free (self->tail);
  g_string_free (self->held, TRUE);
  g_free (self);
}

/* The longest beginning of @text that @tail ends with; @whole: all of @text is such a beginning of
 * one of the tail's ends, so that more may come. */
static gsize
find_overlap (const char *tail, const char *text, gboolean *may_grow)
{
  gsize tail_length = strlen (tail);
  gsize length = strlen (text);
  gsize best = 0;

  *may_grow = FALSE;
  for (gsize start = 0; start < tail_length; start++)
    {
      gsize left = tail_length - start;
      gsize run = MIN (left, length);

      if (memcmp (tail + start, text, run) != 0)
        continue;
      if (left <= length)
        best = MAX (best, left);
      else
        *may_grow = TRUE;
    }

  return best;
}

/* The fence that opens the block again; NULL while its line is not whole. */
static const char *
skip_fence (const SiluSeam *self, const char *text, gboolean *wait)
{
  const char *at = text + strspn (text, "\n");
  const char *end;

  *wait = FALSE;
  if (!self->in_code)
    return text;
  if (strncmp (at, "```", MIN (strlen (at), 3)) != 0)
    return text;

  end = strchr (at, '\n');
  if (end == NULL)
    *wait = strlen (at) < 3 || strlen (at) < 40;
  else if (end - at > 3) /* with a language: it opens; without one it closes */
    return end + 1;

  return text;
}

/* Decides; NULL: not yet. */
static const char *
judge (SiluSeam *self, gboolean last)
{
  gboolean may_grow = FALSE;
  gboolean wait = FALSE;
  const char *text = skip_fence (self, self->held->str, &wait);
  gsize overlap = 0;

  if (wait && !last)
    return NULL;

  overlap = find_overlap (self->tail, text, &may_grow);
  if (may_grow && !last)
    return NULL;

  return text + (overlap >= MIN_OVERLAP ? overlap : 0);
}

static char *
give (SiluSeam *self, gboolean last)
{
  const char *text = judge (self, last);

  if (text == NULL)
    return g_strdup ("");

  self->over = TRUE;

  return g_strdup (text);
}

char *
silu_seam_feed (SiluSeam *self, const char *text)
{
  if (self->over)
    return g_strdup (text);

  g_string_append (self->held, text);

  return give (self, FALSE);
}

char *
silu_seam_finish (SiluSeam *self)
{
  return self->over ? g_strdup ("") : give (self, TRUE);
}
