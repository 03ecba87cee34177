/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text and the spans of a leaf, as md4c tells them piece by piece. */
#include "silu-inlines.h"

#include <md4c-html.h>
#include <string.h>

/* Bytes that the addresses of a slice may take, or twice its length: one definition may stand
 * behind many links, which would make much out of little. */
#define LEAST_ROOM (100 * 1024)

static gboolean
continues (const SiluSpan *span, SiluSpanFlags flags, const char *url, const char *title)
{
  return span->flags == flags && (flags & SILU_SPAN_BREAK) == 0 &&
         g_strcmp0 (span->url, url) == 0 && g_strcmp0 (span->title, title) == 0;
}

static void
append (SiluInlines *self, const char *text, gsize length, SiluSpanFlags extra)
{
  SiluSpanFlags flags = self->flags | extra;
  SiluSpan *last = NULL;

  if (self->text == NULL || (length == 0 && extra == 0))
    return;

  /* The text of an image is plain: it stands for the picture. */
  if ((flags & SILU_SPAN_IMAGE) != 0)
    flags = SILU_SPAN_IMAGE;

  if (self->spans->len > 0)
    last = &g_array_index (self->spans, SiluSpan, self->spans->len - 1);

  if (last != NULL && !self->fresh && continues (last, flags, self->url, self->title))
    {
      last->end += length;
    }
  else
    {
      SiluSpan span = { self->text->len, self->text->len + length, flags, g_strdup (self->url),
                        g_strdup (self->title) };

      g_array_append_val (self->spans, span);
    }
  g_string_append_len (self->text, text, (gssize) length);
  self->fresh = FALSE;
}

static void
append_restored (SiluInlines *self, const char *text, gsize length)
{
  g_string_truncate (self->scratch, 0);
  silu_prepared_restore (self->source, self->scratch, text, length);
  append (self, self->scratch->str, self->scratch->len, 0);
}

static void
append_formula (SiluInlines *self, const SiluFormulaSource *formula)
{
  self->fresh = formula->flags != 0;
  append (self, formula->text, strlen (formula->text), formula->flags);
  self->fresh = formula->flags != 0;
}

/* In code a formula is what it was. */
static void
append_source (SiluInlines *self, const char *text, gsize length)
{
  const SiluFormulaSource *formula;
  gsize start, end;

  while ((self->flags & SILU_SPAN_CODE) == 0 &&
         (formula = silu_prepared_find_formula (self->source, text, length, &start, &end)) != NULL)
    {
      append_restored (self, text, start);
      append_formula (self, formula);
      text += end;
      length -= end;
    }

  append_restored (self, text, length);
}

static gsize
next_column (gsize column, char character)
{
  return character == '\t' ? column + 4 - column % 4 : column + 1;
}

/* md4c gives the white space before @text as so many columns. Where that is whole tabs of the
 * source, returns where they begin; else NULL. */
static const char *
find_indent (SiluInlines *self, const char *text, gsize columns)
{
  const char *source = self->source->text->str;
  const char *line = text;
  gsize end = 0;
  gsize column = 0;

  while (line > source && line[-1] != '\n')
    line--;
  for (const char *at = line; at < text; at++)
    end = next_column (end, *at);

  for (const char *at = line; at < text; at++)
    {
      if (end - column == columns && strspn (at, " \t") >= (gsize) (text - at))
        return at;
      column = next_column (column, *at);
    }

  return NULL;
}

/* Text of code or HTML: line by line, white space first, then what stands in the source. */
void
silu_inlines_add_literal (SiluInlines *self, const char *text, gsize length)
{
  const char *source = self->source->text->str;
  gboolean genuine = text >= source && text < source + self->source->text->len;
  const char *indent = NULL;

  if (!genuine && *text == ' ')
    {
      self->indent += length;
      return;
    }

  if (genuine && self->indent > 0)
    indent = find_indent (self, text, self->indent);
  if (indent != NULL)
    append (self, indent, (gsize) (text - indent), 0);
  else
    for (gsize i = 0; i < self->indent; i++)
      append (self, " ", 1, 0);
  self->indent = 0;

  append_restored (self, text, length);
}

static void
collect_cb (const MD_CHAR *text, MD_SIZE size, void *user_data)
{
  g_string_append_len (user_data, text, size);
}

/* "&copy;" → "©", by md4c's own table; what is no entity stays as it is. */
static char *
decode_entity (const char *text, gsize length)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char *entity = g_strndup (text, length);

  if (g_str_equal (entity, "&amp;"))
    return g_strdup ("&");
  if (g_str_equal (entity, "&lt;"))
    return g_strdup ("<");
  if (g_str_equal (entity, "&gt;"))
    return g_strdup (">");
  if (g_str_equal (entity, "&quot;"))
    return g_strdup ("\"");

  if (length > 3 && entity[1] == '#')
    {
      gboolean hex = entity[2] == 'x' || entity[2] == 'X';
      guint64 code = g_ascii_strtoull (entity + (hex ? 3 : 2), NULL, hex ? 16 : 10);
      char bytes[8] = { 0 };

      if (code == 0 || code > 0x10ffff || !g_unichar_validate ((gunichar) code))
        code = 0xfffd;
      g_unichar_to_utf8 ((gunichar) code, bytes);
      return g_strdup (bytes);
    }

  md_html (entity, (MD_SIZE) length, collect_cb, html, 0, 0);
  if (g_str_has_prefix (html->str, "<p>") && g_str_has_suffix (html->str, "</p>\n") &&
      html->str[3] != '&')
    return g_strndup (html->str + 3, html->len - 3 - strlen ("</p>\n"));

  return g_steal_pointer (&entity);
}

/* An address holds no formula: what looks like one are escaped characters. */
static void
restore_address (const SiluPrepared *source, GString *value, const char *text, gsize length)
{
  const SiluFormulaSource *formula;
  gsize start, end;

  while ((formula = silu_prepared_find_formula (source, text, length, &start, &end)) != NULL)
    {
      silu_prepared_restore (source, value, text, start);
      for (const char *at = formula->text; *at != '\0'; at++)
        {
          if (*at == '\\' && g_ascii_ispunct (at[1]))
            at++;
          g_string_append_c (value, *at);
        }
      text += end;
      length -= end;
    }

  silu_prepared_restore (source, value, text, length);
}

char *
silu_prepared_read_attribute (const SiluPrepared *source, const MD_ATTRIBUTE *attribute)
{
  GString *value;

  if (attribute->text == NULL)
    return NULL;

  value = g_string_new (NULL);
  for (guint i = 0; attribute->substr_offsets[i] < attribute->size; i++)
    {
      const char *text = attribute->text + attribute->substr_offsets[i];
      gsize length = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];

      if (attribute->substr_types[i] == MD_TEXT_ENTITY)
        {
          g_autofree char *decoded = decode_entity (text, length);

          g_string_append (value, decoded);
        }
      else if (attribute->substr_types[i] == MD_TEXT_NULLCHAR)
        {
          g_string_append (value, "\xef\xbf\xbd");
        }
      else
        {
          restore_address (source, value, text, length);
        }
    }

  return g_string_free (value, FALSE);
}

/* What md4c opens and forgets to close, as in "*[](*)", ends with its leaf. */
void
silu_inlines_begin (SiluInlines *self)
{
  self->flags = 0;
  memset (self->nested, 0, sizeof self->nested);
  self->targets = 0;
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->title, g_free);

  self->text = g_string_new (NULL);
  self->spans = silu_spans_new ();
}

/* md4c leaves tabs around the text of a heading. */
static void
trim_tabs (SiluInlines *self)
{
  gsize leading = strspn (self->text->str, "\t");
  SiluSpan *last;

  if (self->spans->len == 0)
    return;

  last = &g_array_index (self->spans, SiluSpan, self->spans->len - 1);
  while (last->flags == 0 && last->end > MAX (last->start, leading) &&
         self->text->str[last->end - 1] == '\t')
    g_string_truncate (self->text, --last->end);

  g_string_erase (self->text, 0, (gssize) leading);
  for (guint i = 0; i < self->spans->len; i++)
    {
      SiluSpan *span = &g_array_index (self->spans, SiluSpan, i);

      span->start -= MIN (leading, span->start);
      span->end -= MIN (leading, span->end);
    }
}

void
silu_inlines_end (SiluInlines *self, SiluBlock *block)
{
  gboolean literal = block->kind == SILU_BLOCK_CODE || block->kind == SILU_BLOCK_HTML;

  if (literal && self->text->len > 0 && self->text->str[self->text->len - 1] == '\n')
    g_string_truncate (self->text, self->text->len - 1);
  if (block->kind == SILU_BLOCK_HEADING)
    trim_tabs (self);

  block->text = g_string_free (g_steal_pointer (&self->text), FALSE);
  block->spans = g_steal_pointer (&self->spans);
  if (literal)
    g_clear_pointer (&block->spans, g_array_unref);
}

static SiluSpanFlags
read_span (MD_SPANTYPE type)
{
  switch (type)
    {
    case MD_SPAN_EM:
      return SILU_SPAN_EMPHASIS;
    case MD_SPAN_STRONG:
      return SILU_SPAN_STRONG;
    case MD_SPAN_A:
      return SILU_SPAN_LINK;
    case MD_SPAN_IMG:
      return SILU_SPAN_IMAGE;
    case MD_SPAN_CODE:
      return SILU_SPAN_CODE;
    case MD_SPAN_DEL:
      return SILU_SPAN_STRIKE;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
    default:
      return 0;
    }
}

/* A span can open inside its own kind; the flag goes when the last of them closes. */
static void
count_span (SiluInlines *self, SiluSpanFlags flag, int step)
{
  guint bit = (guint) g_bit_nth_lsf (flag, -1);

  if (step < 0 && self->nested[bit] == 0)
    return;

  self->nested[bit] += (guint) step;
  if (self->nested[bit] > 0)
    self->flags |= flag;
  else
    self->flags &= ~flag;
}

static void
enter_target (SiluInlines *self, SiluSpanFlags flag, char *url, char *title)
{
  gsize size = (url != NULL ? strlen (url) : 0) + (title != NULL ? strlen (title) : 0);

  if (self->targets++ > 0 || size > self->room)
    {
      g_free (url);
      g_free (title);
      return;
    }

  self->room -= size;

  self->url = url != NULL ? url : g_strdup ("");
  self->title = title;
  self->fresh = TRUE;
  count_span (self, flag, 1);
}

static void
leave_target (SiluInlines *self, SiluSpanFlags flag)
{
  if (self->targets == 0 || --self->targets > 0 || self->url == NULL)
    return;

  /* An image without a text is still one, and so is a link. */
  append (self, "", 0, flag);
  count_span (self, flag, -1);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->title, g_free);
  self->fresh = TRUE;
}

void
silu_inlines_enter_span (SiluInlines *self, MD_SPANTYPE type, const void *detail)
{
  SiluSpanFlags flag = read_span (type);
  const MD_SPAN_A_DETAIL *link = detail;
  const MD_SPAN_IMG_DETAIL *image = detail;

  if (flag == SILU_SPAN_LINK)
    enter_target (self, flag, silu_prepared_read_attribute (self->source, &link->href),
                  silu_prepared_read_attribute (self->source, &link->title));
  else if (flag == SILU_SPAN_IMAGE)
    enter_target (self, flag, silu_prepared_read_attribute (self->source, &image->src),
                  silu_prepared_read_attribute (self->source, &image->title));
  else if (flag != 0)
    count_span (self, flag, 1);
}

void
silu_inlines_leave_span (SiluInlines *self, MD_SPANTYPE type)
{
  SiluSpanFlags flag = read_span (type);

  if (flag == SILU_SPAN_LINK || flag == SILU_SPAN_IMAGE)
    leave_target (self, flag);
  else if (flag != 0)
    count_span (self, flag, -1);
}

/* In a cell even code has its bars escaped. */
static void
add_cell_code (SiluInlines *self, const char *text, gsize length)
{
  g_autoptr (GString) code = g_string_new_len (text, (gssize) length);

  g_string_replace (code, "\\|", "|", 0);
  append_source (self, code->str, code->len);
}

void
silu_inlines_add_text (SiluInlines *self, MD_TEXTTYPE type, const char *text, gsize length)
{
  g_autofree char *decoded = NULL;

  switch (type)
    {
    case MD_TEXT_NULLCHAR:
      append (self, "\xef\xbf\xbd", 3, 0);
      break;
    case MD_TEXT_BR:
      append (self, "\n", 1, SILU_SPAN_BREAK);
      break;
    case MD_TEXT_SOFTBR:
      append (self, "\n", 1, 0);
      break;
    case MD_TEXT_ENTITY:
      decoded = decode_entity (text, length);
      append (self, decoded, strlen (decoded), 0);
      break;
    case MD_TEXT_CODE:
      if (self->in_cell)
        add_cell_code (self, text, length);
      else
        append_source (self, text, length);
      break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
    default:
      append_source (self, text, length);
      break;
    }
}

void
silu_inlines_init (SiluInlines *self, const SiluPrepared *source)
{
  *self = (SiluInlines){ .source = source, .scratch = g_string_new (NULL) };
  self->room = MAX (LEAST_ROOM, 2 * source->text->len);
}

void
silu_inlines_clear (SiluInlines *self)
{
  g_string_free (g_steal_pointer (&self->scratch), TRUE);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->title, g_free);
}

void
silu_inlines_drop (SiluInlines *self)
{
  g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->spans, g_array_unref);
}
