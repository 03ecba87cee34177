/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for kinds, and titles. */
#include "silu-step.h"

#include <string.h>

/* Columns, of which a Chinese character takes two: a clause is cut after the first comma behind
 * MIN, any text at MAX. */
#define MIN_COLUMNS 12
#define MAX_COLUMNS 56

/* Bytes that are looked at for a title. */
#define MAX_BYTES 1024

static const char *const words[SILU_N_STEP_KINDS] = {
  [SILU_STEP_UNDERSTAND] = "understand",
  [SILU_STEP_PLAN] = "plan",
  [SILU_STEP_DERIVE] = "derive",
  [SILU_STEP_COMPUTE] = "compute",
  [SILU_STEP_CHECK] = "check",
  [SILU_STEP_DOUBT] = "doubt",
  [SILU_STEP_ALTERNATIVE] = "alternative",
  [SILU_STEP_CONCLUDE] = "conclude",
  [SILU_STEP_DRAFT_CODE] = "draft-code",
};

const char *
silu_step_kind_to_string (SiluStepKind kind)
{
  g_return_val_if_fail (kind >= 0 && kind < SILU_N_STEP_KINDS, NULL);

  return words[kind];
}

gboolean
silu_step_kind_from_string (const char *word, SiluStepKind *kind)
{
  for (guint i = 0; i < SILU_N_STEP_KINDS; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      {
        *kind = (SiluStepKind) i;
        return TRUE;
      }

  return FALSE;
}

/* Marks of Markdown say nothing in a title, wherever they stand. */
static gboolean
is_mark (gunichar c)
{
  return c == '*' || c == '`' || c == '#' || c == '>' || c == '$';
}

/* Ends a clause: all of them where the title may be over, the first four wherever they are. */
static gboolean
ends_clause (gunichar c, gunichar next, guint columns)
{
  switch (c)
    {
    case 0x3002: /* 。 */
    case 0xff01: /* ！ */
    case 0xff1f: /* ？ */
    case 0xff1b: /* ； */
    case 0xff1a: /* ： */
    case 0xff0c: /* ， */
      return columns >= MIN_COLUMNS;
    case '.':
    case '!':
    case '?':
    case ';':
    case ':':
    case ',':
      return columns >= MIN_COLUMNS && (next == 0 || g_unichar_isspace (next));
    default:
      return FALSE;
    }
}

/* Asks and exclamations stay in the title, other ends do not. */
static gboolean
is_telling (gunichar c)
{
  return c == '?' || c == '!' || c == 0xff1f || c == 0xff01;
}

/* A text that was over before its clause was. */
static void
drop_end (GString *title)
{
  while (title->len > 0)
    {
      const char *last = g_utf8_prev_char (title->str + title->len);
      gunichar c = g_utf8_get_char (last);

      if (!g_unichar_isspace (c) && (!ends_clause (c, 0, MIN_COLUMNS) || is_telling (c)))
        return;
      g_string_truncate (title, (gsize) (last - title->str));
    }
}

static char *
make_title (const char *text, gsize length, gboolean is_code)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, MAX_BYTES));
  GString *title = g_string_new (NULL);
  gsize space = 0; /* where the last one is, in the title */
  guint columns = 0;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gunichar next = g_utf8_get_char (g_utf8_next_char (at));

      if ((is_mark (c) && !is_code) || (g_unichar_iscntrl (c) && c != '\n' && c != '\t'))
        continue;
      if (!is_code && ends_clause (c, next, columns))
        {
          if (is_telling (c))
            g_string_append_unichar (title, c);
          break;
        }
      if (columns >= MAX_COLUMNS)
        {
          g_string_truncate (title, space > title->len / 2 ? space : title->len);
          g_string_append (title, "…");
          break;
        }

      if (!g_unichar_isspace (c))
        g_string_append_unichar (title, c);
      else if (title->len > 0 && title->str[title->len - 1] != ' ')
        {
          space = title->len;
          g_string_append_c (title, ' ');
        }
      columns += g_unichar_iswide (c) ? 2 : 1;
    }

  if (!is_code)
    drop_end (title);
  if (title->len == 0)
    g_string_append (title, "…");

  return g_string_free (title, FALSE);
}

char *
silu_step_make_title (const char *text, gsize length)
{
  return make_title (text, length, FALSE);
}

char *
silu_step_make_code_title (const char *text, gsize length)
{
  return make_title (text, length, TRUE);
}
