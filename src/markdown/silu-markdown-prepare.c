/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where CommonMark reads something else than models mean, md4c gets noncharacters to see that the
 * text does not hold itself. They are taken out again wherever they turn up, so that no genuine
 * character is ever touched. */
#include "silu-markdown-private.h"

#include <string.h>

/* For each link md4c looks through the lines and marks of the paragraph. Beyond so many lines, and
 * so many bare addresses, brackets and addresses are text, so that all looking is linear. */
#define MAX_PARAGRAPH 1000

/* The noncharacters U+FDD0 to U+FDEF are EF B7 90 to EF B7 AF. */
#define N_NONCHARACTERS 32

/* A bit for each noncharacter that @text holds. */
static guint32
find_taken (const char *text, gsize length)
{
  const char *end = text + length;
  guint32 taken = 0;

  for (const char *at = text; (at = memchr (at, '\xef', (gsize) (end - at))) != NULL; at++)
    if (end - at >= 3 && (guchar) at[1] == 0xb7 && (guchar) at[2] >= 0x90 && (guchar) at[2] <= 0xaf)
      taken |= 1u << ((guchar) at[2] - 0x90);

  return taken;
}

static gboolean
choose (char *bytes, guint32 *taken)
{
  int free_bit = g_bit_nth_lsf (~(gulong) *taken, -1);

  if (free_bit < 0 || free_bit >= N_NONCHARACTERS)
    return FALSE;

  *taken |= 1u << free_bit;
  bytes[0] = '\xef';
  bytes[1] = '\xb7';
  bytes[2] = (char) (0x90 + free_bit);

  return TRUE;
}

static gboolean
is_space (gunichar character)
{
  return character == 0 || g_unichar_isspace (character);
}

static gboolean
is_mark (gunichar character)
{
  return g_unichar_ispunct (character);
}

static gboolean
is_letter (gunichar character)
{
  return !is_space (character) && !is_mark (character);
}

/* Characters of Chinese, Japanese and Korean text, and the quotation marks, dots and dashes that it
 * shares with others. */
static gboolean
is_wide (gunichar character)
{
  return g_unichar_iswide (character) || (character >= 0x2018 && character <= 0x201f) ||
         character == 0x2026 || character == 0x2014;
}

static gboolean
is_digit (gunichar character)
{
  return character >= '0' && character <= '9';
}

static gunichar
get_char_before (const char *text, const char *at)
{
  return at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : 0;
}

static void
append_times (GString *text, const char *bytes, gsize times)
{
  for (gsize i = 0; i < times; i++)
    g_string_append (text, bytes);
}

/* A run of "*" can open an emphasis and close one where it stands between letters. Next to CJK text
 * punctuation is as good as a letter: "**中文：**后文" closes there, "他说**“好”**" opens. */
static void
add_stars (SiluPrepared *self, gunichar before, const char *at, gsize run, gunichar after)
{
  gboolean wide = is_wide (before) || is_wide (after);

  if (is_digit (before) && is_digit (after))
    {
      append_times (self->text, self->star, run); /* "2*3*4" is a product */
      return;
    }

  if (wide && is_mark (before) && is_letter (after))
    g_string_append (self->text, self->letter);
  g_string_append_len (self->text, at, (gssize) run);
  if (wide && is_letter (before) && is_mark (after))
    g_string_append (self->text, self->letter);
}

static void
add_run (SiluPrepared *self, const char *text, const char *at, gsize run, const char *end)
{
  gunichar before = get_char_before (text, at);
  gunichar after = at + run < end ? g_utf8_get_char (at + run) : 0;

  if (*at == '*')
    add_stars (self, before, at, run, after);
  else if (run == 1 && is_letter (before) && is_letter (after))
    g_string_append (self->text, self->tilde); /* "5~10" is a range */
  else
    g_string_append_len (self->text, at, (gssize) run);
}

static gboolean
begins_note (const char *label, const char *end)
{
  while (label < end && *label == ' ')
    label++;

  return label < end && *label == '^';
}

/* --- formulas --- */

static void
formula_clear (gpointer data)
{
  g_free (((SiluFormulaSource *) data)->text);
}

/* A formula at @at becomes a word that md4c finds nothing in. Returns its length in the text. */
static gsize
take_formula (SiluPrepared *self, SiluFormulaScanner *scanner, const char *at)
{
  SiluFormulaSource formula = { 0 };
  gsize length = silu_formula_scanner_match (scanner, at, &formula);

  if (length == 0)
    return 0;

  g_string_append_printf (self->text, "%s%u%s", self->math, self->formulas->len, self->math);
  g_array_append_val (self->formulas, formula);
  for (gsize i = 0; i < length; i++)
    if (at[i] == '\n')
      scanner->line = at + i + 1;

  return length;
}

const SiluFormulaSource *
silu_prepared_find_formula (const SiluPrepared *self,
                            const char *text,
                            gsize length,
                            gsize *start,
                            gsize *end)
{
  const char *mark;
  char *after = NULL;
  guint64 index;

  if (self->formulas->len == 0)
    return NULL;

  mark = g_strstr_len (text, (gssize) length, self->math);
  if (mark == NULL)
    return NULL;

  index = g_ascii_strtoull (mark + 3, &after, 10);
  if (index >= self->formulas->len || (gsize) (after - text) + 3 > length)
    return NULL;
  *start = (gsize) (mark - text);
  *end = (gsize) (after - text) + 3;

  return &g_array_index (self->formulas, SiluFormulaSource, index);
}

/* --- all of it --- */

typedef struct
{
  SiluPrepared *prepared;
  SiluFormulaScanner scanner;
  const char *text;
  const char *end;
  gboolean in_note; /* in the label of a footnote */
  gboolean first;   /* the line is the first of its block */
  gboolean html;    /* the block began with a tag */
  gsize line_at;    /* where the line is in what is prepared */
  guint lines;      /* since what certainly began a block */
  guint addresses;  /* in them */
} Reader;

/* A blank line, or the item of a list, which ends a paragraph. */
static gboolean
begins_block (const char *line, const char *end)
{
  const char *text = line;

  while (text < end && (*text == ' ' || *text == '\t'))
    text++;
  if (text == end || *text == '\n')
    return TRUE;

  return text - line <= 3 && memchr (line, '\t', (gsize) (text - line)) == NULL &&
         end - text >= 3 && strchr ("-+*", *text) != NULL && text[1] == ' ' &&
         strchr (" \t\n", text[2]) == NULL;
}

/* The columns that a line like "| --- | :-: |" makes of a table; 0 for any other. */
static guint
count_columns (const char *line, gsize length)
{
  guint columns = 0;

  if (memchr (line, '|', length) == NULL)
    return 0;

  for (gsize i = 0; i < length; i++)
    {
      if (strchr ("|:- \t", line[i]) == NULL)
        return 0;
      if (line[i] == '-' && (i == 0 || line[i - 1] != '-'))
        columns++;
    }

  return columns;
}

/* The least cells that a line is; 1 where its bars may be in code or formulas. */
static guint
count_cells (const char *line, gsize length)
{
  guint cells = 1;

  while (length > 0 && strchr (" \t|", line[length - 1]) != NULL)
    length--;
  if (length > 0 && *line == '|')
    line++, length--;

  for (gsize i = 0; i < length; i++)
    {
      if (strchr ("`$\\", line[i]) != NULL)
        return 1;
      if (line[i] == '|')
        cells++;
    }

  return cells;
}

static gsize
get_length (const char *line, const char *end)
{
  const char *line_end = memchr (line, '\n', (gsize) (end - line));

  return (gsize) ((line_end != NULL ? line_end : end) - line);
}

/* Whether it is text that is not in an item, @quotes deep. */
static gboolean
is_plain (const SiluLinePrefix *prefix, guint quotes)
{
  return prefix->item < 0 && prefix->quotes == quotes && prefix->indent < 4 &&
         strchr ("#`~<=", *prefix->content) == NULL;
}

/* md4c wants three marks for a column, where GFM has one do. The line is not shown. */
static void
add_columns (GString *text, const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (line[i] == '-' && (i == 0 || line[i - 1] != '-'))
        g_string_append (text, "--");
      g_string_append_c (text, line[i]);
    }
}

/* Models begin a table right below a line of text, where md4c would go on with it: a blank line
 * parts them. FALSE if it is no table all the same. */
static gboolean
part_table (Reader *self, const SiluLinePrefix *head, gsize length, guint columns)
{
  guint cells = count_cells (head->content, length);
  g_autofree char *blank = NULL;

  if (self->html || (cells != columns && (cells != 1 || *head->content != '|')))
    return FALSE;

  blank = g_strdup_printf ("%.*s\n", (int) (head->content - head->line), head->line);
  g_string_insert (self->prepared->text, (gssize) self->line_at, blank);

  return TRUE;
}

/* Takes a line break and maybe what the next line begins with; returns how many bytes that were. A
 * head with more cells than there are columns would lose some: GFM makes no table of it. */
static gsize
take_break (Reader *self, const char *at)
{
  const char *line = at + 1;
  SiluLinePrefix head = *silu_formula_scanner_get_prefix (&self->scanner);
  const SiluLinePrefix *row;
  gboolean first = self->first;
  gsize length;
  guint columns;

  silu_formula_scanner_go_to_line (&self->scanner, line);
  self->in_note = FALSE;
  self->lines++;
  if (begins_block (line, self->end))
    self->lines = self->addresses = 0;

  if (first)
    self->html = *head.content == '<';
  self->first = head.content == at || *head.content == '#';
  row = silu_formula_scanner_get_prefix (&self->scanner);
  length = get_length (row->content, self->end);
  columns = count_columns (row->content, length);
  if (columns == 0 || self->scanner.fence != 0 || !is_plain (row, row->quotes))
    {
      g_string_append_c (self->prepared->text, '\n');
      self->line_at = self->prepared->text->len;
      return 1;
    }

  if (!first && is_plain (&head, row->quotes))
    first = part_table (self, &head, (gsize) (at - head.content), columns);
  g_string_append_len (self->prepared->text, at, row->content - at);
  self->line_at = self->prepared->text->len - (gsize) (row->content - line);
  if (columns < count_cells (head.content, (gsize) (at - head.content)))
    g_string_append (self->prepared->text, self->prepared->letter);
  else if (first && is_plain (&head, row->quotes))
    {
      add_columns (self->prepared->text, row->content, length);
      return (gsize) (row->content - at) + length;
    }

  return (gsize) (row->content - at);
}

/* Takes a ":" or ".", with which a bare address may begin. */
static void
add_address_mark (Reader *self, const char *at)
{
  static const char *const starts[] = { "http:", "https:", "ftp:", "www." };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      gsize length = strlen (starts[i]);

      if ((gsize) (at + 1 - self->text) < length ||
          memcmp (at + 1 - length, starts[i], length) != 0)
        continue;
      if (self->addresses++ >= MAX_PARAGRAPH)
        g_string_append (self->prepared->text, self->prepared->letter);
      break;
    }
  g_string_append_c (self->prepared->text, *at);
}

/* Takes a bracket. */
static void
add_mark (Reader *self, const char *at)
{
  if (*at == '[')
    self->in_note = begins_note (at + 1, self->end);
  if (*at == '[' && self->lines > MAX_PARAGRAPH)
    g_string_append (self->prepared->text, self->prepared->bracket);
  else
    g_string_append_c (self->prepared->text, *at);

  /* "[^1]: Word" would be the definition of a link and vanish. */
  if (*at == ']' && self->in_note && at + 1 < self->end && at[1] == ':')
    g_string_append (self->prepared->text, self->prepared->letter);
}

/* Takes the mark at @at and what belongs to it; returns how many bytes that were. */
static gsize
take_mark (Reader *self, const char *at)
{
  gsize run = 1;

  if (*at == '$' || *at == '\\')
    {
      gsize formula = take_formula (self->prepared, &self->scanner, at);

      if (formula > 0)
        return formula;
    }

  if (*at == '\\' && at + 1 < self->end && strchr ("*~\\[]$`", at[1]) != NULL)
    {
      g_string_append_len (self->prepared->text, at, 2);
      return 2;
    }

  if (*at == '\n')
    return take_break (self, at);

  if (*at == ':' || *at == '.')
    {
      add_address_mark (self, at);
      return 1;
    }

  if (strchr ("*~`", *at) == NULL)
    {
      add_mark (self, at);
      return 1;
    }

  while (at + run < self->end && at[run] == *at)
    run++;
  if (*at == '`')
    {
      silu_formula_scanner_pass_ticks (&self->scanner, at, run);
      g_string_append_len (self->prepared->text, at, (gssize) run);
    }
  else
    {
      add_run (self->prepared, self->text, at, run, self->end);
    }

  return run;
}

static void
prepare (SiluPrepared *self, const char *text, gsize length, gboolean growing)
{
  Reader reader = { .prepared = self, .text = text, .end = text + length, .first = TRUE };

  silu_formula_scanner_init (&reader.scanner, text, length, growing);
  for (const char *at = text; at < reader.end;)
    {
      const char *plain = at;

      while (at < reader.end && strchr ("*~\\[]\n$`:.", *at) == NULL)
        at++;
      g_string_append_len (self->text, plain, at - plain);
      if (at < reader.end)
        at += take_mark (&reader, at);
    }
  silu_formula_scanner_clear (&reader.scanner);
}

void
silu_prepared_init (SiluPrepared *self, const char *text, gsize length, gboolean growing)
{
  guint32 taken = find_taken (text, length);

  *self = (SiluPrepared){ .text = g_string_sized_new (length + 64) };
  self->formulas = g_array_new (FALSE, FALSE, sizeof (SiluFormulaSource));
  g_array_set_clear_func (self->formulas, formula_clear);

  if (choose (self->letter, &taken) && choose (self->star, &taken) &&
      choose (self->tilde, &taken) && choose (self->bracket, &taken) && choose (self->math, &taken))
    {
      prepare (self, text, length, growing);
    }
  else
    {
      self->letter[0] = '\0';
      g_string_append_len (self->text, text, (gssize) length);
    }
}

void
silu_prepared_clear (SiluPrepared *self)
{
  g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->formulas, g_array_unref);
}

/* What the noncharacter at @at stood for, and how long it is. NULL for a genuine one. */
static const char *
read_mark (const SiluPrepared *self, const char *at, const char *end, gsize *length)
{
  const SiluFormulaSource *formula;
  gsize start;

  *length = 3;
  if (end - at < 3)
    return NULL;
  if (memcmp (at, self->letter, 3) == 0)
    return "";
  if (memcmp (at, self->star, 3) == 0)
    return "*";
  if (memcmp (at, self->tilde, 3) == 0)
    return "~";
  if (memcmp (at, self->bracket, 3) == 0)
    return "[";
  if (memcmp (at, self->math, 3) != 0)
    return NULL;

  formula = silu_prepared_find_formula (self, at, (gsize) (end - at), &start, length);

  return formula != NULL ? formula->text : NULL;
}

void
silu_prepared_restore (const SiluPrepared *self, GString *out, const char *text, gsize length)
{
  const char *end = text + length;
  const char *from = text;

  for (const char *at = text;
       self->letter[0] != '\0' && (at = memchr (at, '\xef', (gsize) (end - at))) != NULL;)
    {
      gsize mark;
      const char *instead = read_mark (self, at, end, &mark);

      if (instead == NULL)
        {
          at++;
          continue;
        }
      g_string_append_len (out, from, at - from);
      g_string_append (out, instead);
      at += mark;
      from = at;
    }

  g_string_append_len (out, from, end - from);
}
