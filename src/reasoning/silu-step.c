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

/* Alone they say nothing of a step. The longer stand before what they begin with. */
static const char *const leads[] = {
  "alternatively",
  "actually",
  "another thought",
  "alright",
  "also",
  "ah",
  "but",
  "finally",
  "firstly",
  "first of all",
  "first",
  "hang on",
  "hmmm",
  "hmm",
  "hm",
  "hold on a moment",
  "hold on a second",
  "hold on",
  "however",
  "in conclusion",
  "instead",
  "in summary",
  "let me see",
  "let me think",
  "let's see",
  "next",
  "now",
  "no",
  "oh",
  "okay",
  "ok",
  "on second thought",
  "on the other hand",
  "oops",
  "or",
  "right",
  "secondly",
  "second",
  "so",
  "then",
  "therefore",
  "thus",
  "wait a minute",
  "wait a moment",
  "wait a second",
  "wait",
  "well",
  "yes",
  "等一下",
  "等一等",
  "等等",
  "等下",
  "不对",
  "不过",
  "不",
  "另外",
  "但是",
  "但",
  "或者",
  "接下来",
  "接着",
  "那么",
  "那",
  "好的",
  "好",
  "换个思路",
  "哦",
  "嗯",
  "咦",
  "啊",
  "然后",
  "首先",
  "其次",
  "其实",
  "所以",
  "因此",
  "综上所述",
  "综上",
  "总之",
  "最后",
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

static gboolean
is_dash (gunichar c)
{
  return c == 0x2014 || c == 0x2013; /* — – */
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

/* The bytes of the lead at @text, 0 if there is none. */
static gsize
match_lead (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    {
      gsize length = strlen (leads[i]);

      if (g_ascii_strncasecmp (text, leads[i], length) == 0 &&
          (!g_ascii_isalnum (leads[i][0]) || !g_unichar_isalnum (g_utf8_get_char (text + length))))
        return length;
    }

  return 0;
}

/* Behind all leads, and what is between them. */
static const char *
skip_leads (const char *text)
{
  for (;;)
    {
      gsize lead = match_lead (text);
      gunichar c = g_utf8_get_char (text);

      if (lead > 0)
        text += lead;
      else if (c != 0 && (g_unichar_isspace (c) || g_unichar_ispunct (c)))
        text = g_utf8_next_char (text);
      else
        return text;
    }
}

static char *
cut_title (const char *valid, gboolean is_code, const char **rest)
{
  GString *title = g_string_new (NULL);
  const char *at;
  gsize space = 0; /* where the last one is, in the title */
  guint columns = 0;

  for (at = valid; *at != '\0'; at = g_utf8_next_char (at))
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
      if (is_dash (c) && title->len > 0 && silu_step_is_bare_title (title->str))
        break;
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
  *rest = at;

  return g_string_free (title, FALSE);
}

/* To the next clause: a minus or a bracket is its own. */
static const char *
skip_between (const char *text)
{
  gunichar c;

  while ((c = g_utf8_get_char (text)) != 0 &&
         (g_unichar_isspace (c) || g_utf8_strchr (",.;:!?*_\"”—–…，。；：！？", -1, c) != NULL ||
          (c == '-' && (text[1] == '-' || text[1] == ' '))))
    text = g_utf8_next_char (text);

  return text;
}

/* What comes behind a title that is all lead is the title, if there is anything. */
static char *
make_title (const char *text, gsize length, gboolean is_code)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, MAX_BYTES));
  const char *at = valid;
  char *title = cut_title (at, is_code, &at);

  while (!is_code && silu_step_is_bare_title (title))
    {
      at = skip_between (at);
      if (*at == '\0')
        break;
      g_free (title);
      title = cut_title (at, is_code, &at);
    }

  return title;
}

gboolean
silu_step_is_bare_title (const char *title)
{
  return *skip_leads (title) == '\0';
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
