/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a formula stands in Markdown: "$…$", "$$…$$", "\(…\)", "\[…\]" and environments, as models
 * write them. Each kind is looked for once in a paragraph, so that all looking is linear. */
#include "silu-formula-scanner.h"

#include "silu-markdown-private.h"

#include <string.h>

/* Bytes between delimiters; longer ones are text. What typesets them takes no more either. */
#define MAX_LENGTH (64 << 10)

static const char *const environments[] = {
  "align",   "alignat",  "aligned",  "array",       "bmatrix",  "Bmatrix",  "cases",   "CD",
  "dcases",  "eqnarray", "equation", "flalign",     "gather",   "gathered", "matrix",  "multline",
  "pmatrix", "rcases",   "split",    "smallmatrix", "subarray", "vmatrix",  "Vmatrix",
};

static gboolean
has_prefix (const char *at, const char *end, const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (end - at) >= length && memcmp (at, prefix, length) == 0;
}

static gboolean
is_space (char character)
{
  return character == ' ' || character == '\t' || character == '\n';
}

/* --- lines --- */

/* The length of a list marker and the space after it; 0 if there is none. */
static gsize
match_marker (const char *at, const char *end)
{
  gsize length = 0;

  if (at < end && strchr ("-+*", *at) != NULL)
    length = 1;
  else
    while (length < 9 && at + length < end && g_ascii_isdigit (at[length]))
      length++;
  if (length > 0 && g_ascii_isdigit (at[length - 1]))
    length = at + length < end && strchr (".)", at[length]) != NULL ? length + 1 : 0;

  return length > 0 && at + length < end && is_space (at[length]) ? length + 1 : 0;
}

static SiluLinePrefix
read_prefix (const char *line, const char *end)
{
  SiluLinePrefix prefix = { line, line, 0, -1, 0 };

  for (;;)
    {
      gsize marker;

      while (prefix.content < end && (*prefix.content == ' ' || *prefix.content == '\t'))
        prefix.content++;
      if (prefix.content < end && *prefix.content == '>')
        {
          prefix.quotes++;
          prefix.content++;
          continue;
        }
      marker = match_marker (prefix.content, end);
      if (marker == 0)
        return prefix;
      prefix.item = (int) (prefix.content - line);
      prefix.content += marker;
      if (prefix.content[-1] == '\n')
        {
          prefix.content--;
          return prefix;
        }
    }
}

/* The text of the next line of a quote that is @quotes deep. */
static const char *
skip_quotes (const char *line, const char *end, guint quotes)
{
  const char *at = line;

  for (guint i = 0; i < quotes; i++)
    {
      const char *mark = at;

      while (mark < end && *mark == ' ' && mark - at < 3)
        mark++;
      if (mark == end || *mark != '>')
        break;
      at = mark + 1;
      if (at < end && *at == ' ')
        at++;
    }

  return at;
}

/* Read once a line: it may be as long as the line, and is asked for at each mark on it. */
const SiluLinePrefix *
silu_formula_scanner_get_prefix (SiluFormulaScanner *self)
{
  if (self->prefix.line != self->line)
    {
      SiluLinePrefix prefix = read_prefix (self->line, self->end);

      prefix.indent =
          (gsize) (prefix.content - skip_quotes (self->line, prefix.content, prefix.quotes));
      self->prefix = prefix;
    }

  return &self->prefix;
}

/* --- finding the end --- */

typedef enum
{
  KIND_DOLLAR,      /* "$…$" */
  KIND_DOUBLE,      /* "$$…$$" */
  KIND_ROUND,       /* "\(…\)" */
  KIND_SQUARE,      /* "\[…\]" */
  KIND_ENVIRONMENT, /* and the ones after it: one for each name */
} Kind;

G_STATIC_ASSERT (KIND_ENVIRONMENT + G_N_ELEMENTS (environments) <= SILU_FORMULA_SCANNER_KINDS);

typedef struct
{
  Kind kind;
  const char *start; /* of the TeX */
  const char *closer;
  const SiluLinePrefix *prefix;
  gboolean display;
} Opener;

/* Whether a formula cannot go on in the line at @line, because a block ends before it. */
static gboolean
ends_before (SiluFormulaScanner *self, const Opener *opener, const char *line)
{
  const char *text = skip_quotes (line, self->end, opener->prefix->quotes);
  const char *content = text;
  const char *break_at;
  gsize rest;

  while (content < self->end && (*content == ' ' || *content == '\t'))
    content++;
  rest = (gsize) (self->end - content);
  /* What is still to come may be anything. */
  if (rest == 0)
    return FALSE;
  if (*content == '\n')
    return TRUE;

  if (*content == '`' || *content == '~')
    {
      break_at = memchr (content, '\n', rest);
      if (silu_fence_match (content, break_at != NULL ? (gsize) (break_at - content) : rest) > 0)
        return TRUE;
    }

  if (match_marker (content, self->end) > 0)
    return !opener->display ||
           (opener->prefix->item >= 0 && content - text <= opener->prefix->item);

  return !opener->display && strchr ("#>|", *content) != NULL;
}

/* Where the closing delimiter begins, or NULL: then nothing before *@stop closes it. */
static const char *
find_closer (SiluFormulaScanner *self, const Opener *opener, const char **stop)
{
  const char *end = MIN (self->end, opener->start + MAX_LENGTH);
  const char *at = opener->start;

  while (at < end)
    {
      if (has_prefix (at, self->end, opener->closer))
        return at;

      if (*at == '\\' && at + 1 < end && at[1] != '\n')
        {
          at += 2;
          continue;
        }
      if (opener->kind == KIND_DOLLAR && *at == '`')
        break;
      at++;
      if (at[-1] == '\n' && ends_before (self, opener, at))
        break;
    }
  *stop = MIN (at, self->end);

  return NULL;
}

/* --- what is no formula --- */

static gboolean
is_blank (const char *start, const char *end)
{
  for (const char *at = start; at < end; at++)
    if (!is_space (*at) && *at != '\\')
      return FALSE;

  return TRUE;
}

/* It has a mark that TeX has and prose has not. */
static gboolean
looks_like_tex (const char *start, const char *end)
{
  for (const char *at = start; at < end; at++)
    if (strchr ("\\^_{}=", *at) != NULL)
      return TRUE;

  return FALSE;
}

/* "$5 and the rest cost 10$": a number, and then words. */
static gboolean
is_price (const char *start, const char *end)
{
  const char *at = start;

  if (!g_ascii_isdigit (*at) || looks_like_tex (start, end))
    return FALSE;

  while (at < end && (g_ascii_isdigit (*at) || *at == '.' || *at == ','))
    at++;
  for (; at + 1 < end; at++)
    if ((guchar) *at >= 0x80 || (g_ascii_isalpha (*at) && g_ascii_isalpha (at[1])))
      return TRUE;

  return FALSE;
}

/* "$n$th" and "$x$s" are formulas with an ending, "$HOME/$USER" is none. */
static gboolean
may_stand_before (const char *start, const char *closer, char next)
{
  if (g_ascii_isdigit (next))
    return FALSE;

  return !g_ascii_isalpha (next) || closer - start == 1 || looks_like_tex (start, closer);
}

static gboolean
is_dollar_formula (SiluFormulaScanner *self, const Opener *opener, const char *closer)
{
  const char *before = opener->start - 1;
  char next = closer + 1 < self->end ? closer[1] : '\0';

  if (before > self->text && (g_ascii_isalnum (before[-1]) || before[-1] == '$'))
    return FALSE;

  return !is_space (*opener->start) && !is_space (closer[-1]) && next != '$' &&
         may_stand_before (opener->start, closer, next) && !is_price (opener->start, closer);
}

/* "\[1\]" and "\[^1\]" in the middle of a line are two brackets. */
static gboolean
is_square_formula (SiluFormulaScanner *self, const Opener *opener, const char *closer)
{
  const char *after = closer + 2;
  gboolean alone = opener->start - 2 <= opener->prefix->content || *opener->start == '\n';

  while (after < self->end && (*after == ' ' || *after == '\t'))
    after++;

  return (alone && (after == self->end || *after == '\n')) ||
         (*opener->start != '^' && looks_like_tex (opener->start, closer));
}

static gboolean
is_formula (SiluFormulaScanner *self, const Opener *opener, const char *closer)
{
  if (is_blank (opener->start, closer))
    return FALSE;

  switch (opener->kind)
    {
    case KIND_DOLLAR:
      return is_dollar_formula (self, opener, closer);
    case KIND_SQUARE:
      return is_square_formula (self, opener, closer);
    case KIND_DOUBLE:
    case KIND_ROUND:
    case KIND_ENVIRONMENT:
    default:
      return TRUE;
    }
}

/* --- openers --- */

static gboolean
open_environment (SiluFormulaScanner *self, const char *at, Opener *opener)
{
  for (guint i = 0; i < G_N_ELEMENTS (environments); i++)
    {
      const char *name = at + strlen ("\\begin{");
      gsize length = strlen (environments[i]);

      if (!has_prefix (name, self->end, environments[i]))
        continue;
      if (has_prefix (name + length, self->end, "*"))
        length++;
      if (!has_prefix (name + length, self->end, "}"))
        continue;

      opener->kind = (Kind) (KIND_ENVIRONMENT + i);
      opener->start = name + length + 1;
      opener->display = TRUE;
      g_free (self->closer);
      self->closer = g_strdup_printf ("\\end{%.*s}", (int) length, name);
      opener->closer = self->closer;
      return at <= opener->prefix->content;
    }

  return FALSE;
}

static gboolean
open_at (SiluFormulaScanner *self, const char *at, Opener *opener)
{
  opener->prefix = silu_formula_scanner_get_prefix (self);

  if (has_prefix (at, self->end, "$$"))
    *opener = (Opener){ KIND_DOUBLE, at + 2, "$$", opener->prefix, TRUE };
  else if (has_prefix (at, self->end, "$"))
    *opener = (Opener){ KIND_DOLLAR, at + 1, "$", opener->prefix, FALSE };
  else if (has_prefix (at, self->end, "\\("))
    *opener = (Opener){ KIND_ROUND, at + 2, "\\)", opener->prefix, FALSE };
  else if (has_prefix (at, self->end, "\\["))
    *opener = (Opener){ KIND_SQUARE, at + 2, "\\]", opener->prefix, TRUE };
  else
    return has_prefix (at, self->end, "\\begin{") && open_environment (self, at, opener);

  return opener->start < self->end;
}

/* --- code --- */

static gsize
count_marks (const char *at, const char *end)
{
  gsize run = 0;

  while (at + run < end && at[run] == *at)
    run++;

  return run;
}

static gboolean
closes_fence (SiluFormulaScanner *self, const char *content)
{
  gsize run;

  if (content == self->end || *content != self->fence)
    return FALSE;

  run = count_marks (content, self->end);
  content += run;
  while (content < self->end && (*content == ' ' || *content == '\t'))
    content++;

  return run >= self->fence_length && (content == self->end || *content == '\n');
}

void
silu_formula_scanner_go_to_line (SiluFormulaScanner *self, const char *line)
{
  const char *content;
  const char *line_end;
  gsize length;

  self->line = line;
  content = silu_formula_scanner_get_prefix (self)->content;
  line_end = memchr (content, '\n', (gsize) (self->end - content));
  length = (gsize) ((line_end != NULL ? line_end : self->end) - content);
  if (self->fence != 0)
    {
      if (closes_fence (self, content))
        self->fence = 0;
    }
  else
    {
      self->fence_length = silu_fence_match (content, length);
      self->fence = self->fence_length > 0 ? *content : 0;
    }
}

void
silu_formula_scanner_pass_ticks (SiluFormulaScanner *self, const char *at, gsize run)
{
  Opener opener = { 0 };
  const char *next = at + run;

  if (self->fence != 0 || at < self->code_end || run >= G_N_ELEMENTS (self->ticks) ||
      next < self->ticks[run])
    return;

  opener.prefix = silu_formula_scanner_get_prefix (self);
  while (next < self->end)
    {
      gsize length = *next == '`' ? count_marks (next, self->end) : 1;

      if (*next == '`' && length == run)
        {
          self->code_end = next + length;
          return;
        }
      next += length;
      if (next[-1] == '\n' && ends_before (self, &opener, next))
        break;
    }
  self->ticks[run] = next;
}

/* --- formulas --- */

/* Without what its lines stand in: the marks of quotes, and the indent of the first one. */
static char *
dup_source (const SiluLinePrefix *prefix, const char *start, const char *end)
{
  GString *source = g_string_sized_new ((gsize) (end - start));

  for (const char *at = start; at < end;)
    {
      const char *line_end = memchr (at, '\n', (gsize) (end - at));
      const char *next = line_end != NULL ? line_end + 1 : end;

      g_string_append_len (source, at, next - at);
      at = skip_quotes (next, end, prefix->quotes);
      for (gsize i = 0; i < prefix->indent && at < end && *at == ' '; i++)
        at++;
    }

  return g_string_free (source, FALSE);
}

void
silu_formula_scanner_init (SiluFormulaScanner *self,
                           const char *text,
                           gsize length,
                           gboolean growing)
{
  *self = (SiluFormulaScanner){ .text = text, .end = text + length, .growing = growing };
  self->code_end = text;
  for (gsize i = 0; i < G_N_ELEMENTS (self->searched); i++)
    self->searched[i] = text;
  for (gsize i = 0; i < G_N_ELEMENTS (self->ticks); i++)
    self->ticks[i] = text;
  silu_formula_scanner_go_to_line (self, text);
}

void
silu_formula_scanner_clear (SiluFormulaScanner *self)
{
  g_clear_pointer (&self->closer, g_free);
}

gsize
silu_formula_scanner_match (SiluFormulaScanner *self, const char *at, SiluFormulaSource *found)
{
  Opener opener;
  const char *closer;
  const char *stop = NULL;
  const char *end;

  if (self->fence != 0 || at < self->code_end || !open_at (self, at, &opener) ||
      opener.start < self->searched[opener.kind])
    return 0;

  closer = find_closer (self, &opener, &stop);
  if (closer == NULL)
    {
      self->searched[opener.kind] = stop;
      if (!self->growing || stop < self->end || opener.kind == KIND_DOLLAR ||
          (opener.kind == KIND_DOUBLE && at > opener.prefix->content))
        return 0;
    }
  else if (!is_formula (self, &opener, closer))
    {
      return 0;
    }

  end = closer != NULL ? closer + strlen (opener.closer) : self->end;
  found->text = dup_source (opener.prefix, at, end);
  found->flags = 0;
  if (closer != NULL)
    found->flags = SILU_SPAN_MATH | (opener.display ? SILU_SPAN_DISPLAY : 0);

  return (gsize) (end - at);
}

gboolean
silu_formula_source_get_tex (const char *source,
                             gsize length,
                             gsize *start,
                             gsize *end,
                             gboolean *display)
{
  static const struct
  {
    const char *opener;
    const char *closer;
    gboolean display;
  } delimiters[] = {
    { "$$", "$$", TRUE },
    { "$", "$", FALSE },
    { "\\(", "\\)", FALSE },
    { "\\[", "\\]", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      gsize mark = strlen (delimiters[i].opener);

      if (length <= 2 * mark || memcmp (source, delimiters[i].opener, mark) != 0 ||
          memcmp (source + length - mark, delimiters[i].closer, mark) != 0)
        continue;
      *start = mark;
      *end = length - mark;
      *display = delimiters[i].display;
      return TRUE;
    }

  *start = 0;
  *end = length;
  *display = TRUE;

  return has_prefix (source, source + length, "\\begin{") && source[length - 1] == '}';
}
