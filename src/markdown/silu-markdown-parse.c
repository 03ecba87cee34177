/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slice of Markdown → blocks, by md4c. */
#include "silu-markdown-private.h"

#include <md4c-html.h>
#include <md4c.h>
#include <string.h>

/* One block that md4c has entered. */
typedef struct
{
  SiluBlock *block; /* borrowed. Below the deepest level: the one that its contents go to */
  gboolean real;    /* it is that block itself */
} Level;

typedef struct
{
  const SiluPrepared *source;

  GPtrArray *top; /* of SiluBlock: the result */
  GArray *levels; /* of Level */
  guint depth;    /* how many of them are real */

  GString *text; /* of the open leaf */
  GArray *spans;
  GString *scratch;
  gsize indent; /* columns before the next text of a literal block */
  SiluSpanFlags flags;
  gboolean fresh;  /* the next text begins a span of its own */
  guint nested[8]; /* how often each flag is open, by its bit */
  guint targets;   /* how many links and images are open; the outermost counts */
  char *url;
  char *title;
} Builder;

static SiluBlock *
get_open (Builder *self)
{
  return self->levels->len > 0 ? g_array_index (self->levels, Level, self->levels->len - 1).block
                               : NULL;
}

static GPtrArray *
get_place (Builder *self)
{
  SiluBlock *open = get_open (self);

  if (open == NULL)
    return self->top;
  if (open->children == NULL)
    open->children = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);

  return open->children;
}

static gboolean
continues (const SiluSpan *span, SiluSpanFlags flags, const char *url, const char *title)
{
  return span->flags == flags && (flags & SILU_SPAN_BREAK) == 0 &&
         g_strcmp0 (span->url, url) == 0 && g_strcmp0 (span->title, title) == 0;
}

static void
append (Builder *self, const char *text, gsize length, SiluSpanFlags extra)
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
append_source (Builder *self, const char *text, gsize length)
{
  g_string_truncate (self->scratch, 0);
  silu_prepared_restore (self->source, self->scratch, text, length);
  append (self, self->scratch->str, self->scratch->len, 0);
}

static gsize
next_column (gsize column, char character)
{
  return character == '\t' ? column + 4 - column % 4 : column + 1;
}

/* md4c gives the white space before @text as so many columns. Where that is whole tabs of the
 * source, returns where they begin; else NULL. */
static const char *
find_indent (Builder *self, const char *text, gsize columns)
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
static void
append_literal (Builder *self, const char *text, gsize length)
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

  append_source (self, text, length);
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

static char *
read_attribute (Builder *self, const MD_ATTRIBUTE *attribute)
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
          silu_prepared_restore (self->source, value, text, length);
        }
    }

  return g_string_free (value, FALSE);
}

static void
read_code (Builder *self, SiluBlock *block, const MD_BLOCK_CODE_DETAIL *detail)
{
  g_autofree char *language = read_attribute (self, &detail->lang);

  block->fenced = detail->fence_char != 0;
  block->info = read_attribute (self, &detail->info);
  if (language != NULL && *language != '\0')
    block->language = g_utf8_strdown (language, -1);
  if (block->info != NULL && *block->info == '\0')
    g_clear_pointer (&block->info, g_free);
}

static SiluAlign
read_align (MD_ALIGN align)
{
  switch (align)
    {
    case MD_ALIGN_LEFT:
      return SILU_ALIGN_LEFT;
    case MD_ALIGN_CENTER:
      return SILU_ALIGN_CENTER;
    case MD_ALIGN_RIGHT:
      return SILU_ALIGN_RIGHT;
    case MD_ALIGN_DEFAULT:
    default:
      return SILU_ALIGN_DEFAULT;
    }
}

/* The table above the open row learns its columns from the cells of its head. */
static void
read_cell (Builder *self, const MD_BLOCK_TD_DETAIL *detail)
{
  SiluAlign align = read_align (detail->align);
  SiluBlock *table;

  if (self->levels->len < 2)
    return;
  table = g_array_index (self->levels, Level, self->levels->len - 2).block;
  if (table->kind != SILU_BLOCK_TABLE)
    return;

  if (table->aligns == NULL)
    table->aligns = g_array_new (FALSE, FALSE, sizeof (SiluAlign));
  g_array_append_val (table->aligns, align);
}

static SiluBlock *
make_block (Builder *self, MD_BLOCKTYPE type, void *detail)
{
  SiluBlock *block;

  switch (type)
    {
    case MD_BLOCK_QUOTE:
      return silu_block_new (SILU_BLOCK_QUOTE);

    case MD_BLOCK_UL:
      block = silu_block_new (SILU_BLOCK_LIST);
      block->tight = ((MD_BLOCK_UL_DETAIL *) detail)->is_tight;
      return block;

    case MD_BLOCK_OL:
      block = silu_block_new (SILU_BLOCK_LIST);
      block->ordered = TRUE;
      block->tight = ((MD_BLOCK_OL_DETAIL *) detail)->is_tight;
      block->first = ((MD_BLOCK_OL_DETAIL *) detail)->start;
      return block;

    case MD_BLOCK_LI:
      block = silu_block_new (SILU_BLOCK_ITEM);
      if (((MD_BLOCK_LI_DETAIL *) detail)->is_task)
        block->task =
            ((MD_BLOCK_LI_DETAIL *) detail)->task_mark == ' ' ? SILU_TASK_OPEN : SILU_TASK_DONE;
      return block;

    case MD_BLOCK_HR:
      return silu_block_new (SILU_BLOCK_RULE);

    case MD_BLOCK_H:
      block = silu_block_new (SILU_BLOCK_HEADING);
      block->level = ((MD_BLOCK_H_DETAIL *) detail)->level;
      return block;

    case MD_BLOCK_CODE:
      block = silu_block_new (SILU_BLOCK_CODE);
      read_code (self, block, detail);
      return block;

    case MD_BLOCK_HTML:
      return silu_block_new (SILU_BLOCK_HTML);

    case MD_BLOCK_TABLE:
      return silu_block_new (SILU_BLOCK_TABLE);

    case MD_BLOCK_TR:
      return silu_block_new (SILU_BLOCK_ROW);

    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      if (type == MD_BLOCK_TH)
        read_cell (self, detail);
      return silu_block_new (SILU_BLOCK_CELL);

    case MD_BLOCK_P:
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    default:
      return silu_block_new (SILU_BLOCK_PARAGRAPH);
    }
}

static gboolean
is_leaf (SiluBlockKind kind)
{
  switch (kind)
    {
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_HEADING:
    case SILU_BLOCK_CODE:
    case SILU_BLOCK_CELL:
    case SILU_BLOCK_HTML:
      return TRUE;
    case SILU_BLOCK_QUOTE:
    case SILU_BLOCK_LIST:
    case SILU_BLOCK_ITEM:
    case SILU_BLOCK_TABLE:
    case SILU_BLOCK_ROW:
    case SILU_BLOCK_RULE:
    default:
      return FALSE;
    }
}

/* What md4c opens and forgets to close, as in "*[](*)", ends with its leaf. */
static void
begin_leaf (Builder *self)
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
trim_tabs (Builder *self)
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

static void
end_leaf (Builder *self, SiluBlock *block)
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

/* md4c gives the text of a tight item without a paragraph around it. */
static void
close_loose_text (Builder *self)
{
  SiluBlock *open = get_open (self);

  if (self->text == NULL || (open != NULL && is_leaf (open->kind)))
    return;

  if (self->text->len > 0 || self->spans->len > 0)
    {
      SiluBlock *paragraph = silu_block_new (SILU_BLOCK_PARAGRAPH);

      g_ptr_array_add (get_place (self), paragraph);
      end_leaf (self, paragraph);
    }
  else
    {
      g_string_free (g_steal_pointer (&self->text), TRUE);
      g_clear_pointer (&self->spans, g_array_unref);
    }
}

/* Whether there is room for a block and for what it cannot be without. */
static gboolean
fits (Builder *self, SiluBlockKind kind)
{
  gboolean parent_real =
      self->levels->len == 0 || g_array_index (self->levels, Level, self->levels->len - 1).real;

  switch (kind)
    {
    case SILU_BLOCK_LIST:
    case SILU_BLOCK_TABLE:
      return parent_real && self->depth + 3 <= SILU_MARKDOWN_MAX_DEPTH;
    case SILU_BLOCK_QUOTE:
      return parent_real && self->depth + 2 <= SILU_MARKDOWN_MAX_DEPTH;
    case SILU_BLOCK_ITEM:
    case SILU_BLOCK_ROW:
      return parent_real;
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_HEADING:
    case SILU_BLOCK_CODE:
    case SILU_BLOCK_CELL:
    case SILU_BLOCK_RULE:
    case SILU_BLOCK_HTML:
    default:
      return TRUE;
    }
}

static gboolean
is_frame (MD_BLOCKTYPE type)
{
  return type == MD_BLOCK_DOC || type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY;
}

static int
enter_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  g_autoptr (SiluBlock) block = NULL;
  Level level = { NULL, TRUE };

  if (is_frame (type))
    return 0;

  close_loose_text (self);
  block = make_block (self, type, detail);
  level.real = fits (self, block->kind);
  if (level.real)
    {
      /* The cell of a table that did not fit is a line of text like any other. */
      if (block->kind == SILU_BLOCK_CELL &&
          !g_array_index (self->levels, Level, self->levels->len - 1).real)
        block->kind = SILU_BLOCK_PARAGRAPH;
      g_ptr_array_add (get_place (self), silu_block_ref (block));
      self->depth++;
    }
  level.block = level.real ? block : get_open (self);
  g_array_append_val (self->levels, level);
  if (is_leaf (block->kind))
    begin_leaf (self);

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  Level level;

  if (is_frame (type))
    return 0;

  close_loose_text (self);
  level = g_array_index (self->levels, Level, self->levels->len - 1);
  g_array_set_size (self->levels, self->levels->len - 1);
  if (!level.real)
    return 0;

  self->depth--;
  if (is_leaf (level.block->kind))
    end_leaf (self, level.block);

  return 0;
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
count_span (Builder *self, SiluSpanFlags flag, int step)
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

/* The text of a tight item begins without a block of its own. */
static void
need_leaf (Builder *self)
{
  if (self->text == NULL)
    begin_leaf (self);
}

static void
enter_target (Builder *self, SiluSpanFlags flag, char *url, char *title)
{
  if (self->targets++ > 0)
    {
      g_free (url);
      g_free (title);
      return;
    }

  self->url = url != NULL ? url : g_strdup ("");
  self->title = title;
  self->fresh = TRUE;
  count_span (self, flag, 1);
}

static void
leave_target (Builder *self, SiluSpanFlags flag)
{
  if (self->targets == 0 || --self->targets > 0)
    return;

  /* An image without a text is still one, and so is a link. */
  append (self, "", 0, flag);
  count_span (self, flag, -1);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->title, g_free);
  self->fresh = TRUE;
}

static int
enter_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  SiluSpanFlags flag = read_span (type);
  const MD_SPAN_A_DETAIL *link = detail;
  const MD_SPAN_IMG_DETAIL *image = detail;

  need_leaf (self);
  if (flag == SILU_SPAN_LINK)
    enter_target (self, flag, read_attribute (self, &link->href),
                  read_attribute (self, &link->title));
  else if (flag == SILU_SPAN_IMAGE)
    enter_target (self, flag, read_attribute (self, &image->src),
                  read_attribute (self, &image->title));
  else if (flag != 0)
    count_span (self, flag, 1);

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  SiluSpanFlags flag = read_span (type);

  if (flag == SILU_SPAN_LINK || flag == SILU_SPAN_IMAGE)
    leave_target (self, flag);
  else if (flag != 0)
    count_span (self, flag, -1);

  return 0;
}

static int
text_cb (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user_data)
{
  Builder *self = user_data;
  const SiluBlock *open = get_open (self);
  g_autofree char *decoded = NULL;

  need_leaf (self);
  if (open != NULL && (open->kind == SILU_BLOCK_CODE || open->kind == SILU_BLOCK_HTML))
    {
      append_literal (self, text, size);
      return 0;
    }

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
      decoded = decode_entity (text, size);
      append (self, decoded, strlen (decoded), 0);
      break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
    default:
      append_source (self, text, size);
      break;
    }

  return 0;
}

GPtrArray *
silu_markdown_parse (const char *text, gsize length)
{
  const MD_PARSER parser = {
    .abi_version = 0,
    .flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  SiluPrepared source;
  Builder builder = { .source = &source };

  builder.top = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);
  builder.levels = g_array_new (FALSE, FALSE, sizeof (Level));
  builder.scratch = g_string_new (NULL);

  silu_prepared_init (&source, text, length);
  md_parse (source.text->str, (MD_SIZE) source.text->len, &parser, &builder);

  g_array_unref (builder.levels);
  g_string_free (builder.scratch, TRUE);
  g_free (builder.url);
  g_free (builder.title);
  silu_prepared_clear (&source);

  return builder.top;
}
