/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slice of Markdown → blocks, by md4c. Where CommonMark reads something else than models mean,
 * bytes are inserted before md4c sees the slice, and taken out again by their position, so that no
 * genuine character is ever touched. */
#include "silu-markdown-private.h"

#include <md4c-html.h>
#include <md4c.h>
#include <string.h>

/* Stands for a letter beside a run of "*": a noncharacter, neither space nor punctuation. */
#define LETTER "\xef\xb7\x90"

/* --- what is inserted --- */

typedef struct
{
  GString *text;
  GArray *inserted; /* of gsize: positions in text of inserted bytes, ascending */
} Prepared;

static void
insert (Prepared *self, const char *bytes)
{
  for (gsize i = 0; bytes[i] != '\0'; i++)
    {
      g_array_append_val (self->inserted, self->text->len);
      g_string_append_c (self->text, bytes[i]);
    }
}

static gboolean
is_space (gunichar character)
{
  return character == 0 || g_unichar_isspace (character);
}

static gboolean
is_mark (gunichar character)
{
  return g_unichar_ispunct (character) || g_unichar_type (character) == G_UNICODE_CURRENCY_SYMBOL ||
         g_unichar_type (character) == G_UNICODE_MATH_SYMBOL ||
         g_unichar_type (character) == G_UNICODE_MODIFIER_SYMBOL ||
         g_unichar_type (character) == G_UNICODE_OTHER_SYMBOL;
}

static gboolean
is_letter (gunichar character)
{
  return !is_space (character) && !is_mark (character);
}

static gboolean
is_wide (gunichar character)
{
  return g_unichar_iswide (character) || (character >= 0x2018 && character <= 0x201f) ||
         character == 0x2026 || character == 0x2014;
}

static gunichar
char_before (const char *text, const char *at)
{
  const char *before = at > text ? g_utf8_find_prev_char (text, at) : NULL;

  return before != NULL ? g_utf8_get_char (before) : 0;
}

/* A run of "*" or "~" at @at. @open: whether an emphasis of this length has begun and not ended in
 * this paragraph; the run that opens one and the run that closes it look alike otherwise. */
static void
prepare_run (Prepared *self, const char *text, const char *at, gsize run, gboolean open)
{
  gunichar before = char_before (text, at);
  gunichar after = g_utf8_get_char (at + run);
  gboolean wide = is_wide (before) || is_wide (after);

  if (*at == '~' && run == 1 && is_letter (before) && is_letter (after))
    insert (self, "\\"); /* "5~10" is a range */
  else if (*at == '*' && run == 1 && before < 128 && after < 128 && g_ascii_isdigit (before) &&
           g_ascii_isdigit (after))
    insert (self, "\\"); /* "2*3*4" is a product */
  else if (*at == '*' && wide && open && is_mark (before) && is_letter (after))
    insert (self, LETTER); /* "**中文：**后文" closes here */

  g_string_append_len (self->text, at, (gssize) run);

  if (*at == '*' && wide && !open && is_letter (before) && is_mark (after))
    insert (self, LETTER); /* "说**“好”**" opens here */
}

static void
prepare (Prepared *self, const char *text, gsize length)
{
  guint open = 0; /* bit n: a run of n has begun */
  const char *end = text + length;

  for (const char *at = text; at < end;)
    {
      gsize run = 1;

      if (*at != '*' && *at != '~')
        {
          if (*at == '\\' && at + 1 < end)
            g_string_append_c (self->text, *at++);
          else if (at[0] == '\n' && at + 1 < end && at[1] == '\n')
            open = 0;
          g_string_append_c (self->text, *at++);
          continue;
        }

      while (at + run < end && at[run] == *at)
        run++;
      prepare_run (self, text, at, run, run < 4 && (open & (1u << run)) != 0);
      if (run < 4)
        open ^= 1u << run;
      at += run;
    }
}

/* --- what comes back --- */

typedef struct
{
  const Prepared *source;
  guint next_inserted; /* of source->inserted, as far as the text has come */

  GPtrArray *top;   /* of SiluBlock: the result */
  GPtrArray *stack; /* of SiluBlock: borrowed, the open containers and leaves */
  guint too_deep;   /* blocks that were entered below the deepest level */

  GString *text; /* of the open leaf */
  GArray *spans;
  SiluSpanFlags flags;
  guint depth[8];  /* how often each flag is open, by its bit */
  GPtrArray *urls; /* char *, of the open links and images */
  GPtrArray *titles;
  guint image; /* of those, the outermost open image's, plus one; 0: none */
} Builder;

static SiluBlock *
get_open (Builder *self)
{
  return self->stack->len > 0 ? g_ptr_array_index (self->stack, self->stack->len - 1) : NULL;
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

/* Of the innermost link; in the text of an image, of the image. */
static const char *
get_target (Builder *self, GPtrArray *targets)
{
  guint index = self->image > 0 ? self->image : targets->len;

  return index > 0 ? g_ptr_array_index (targets, index - 1) : NULL;
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
  gboolean linked = (flags & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0;
  const char *url = linked ? get_target (self, self->urls) : NULL;
  const char *title = linked ? get_target (self, self->titles) : NULL;
  SiluSpan *last = NULL;

  if (self->text == NULL || (length == 0 && extra == 0))
    return;

  /* The text of an image is plain: it stands for the picture. */
  if ((flags & SILU_SPAN_IMAGE) != 0)
    flags &= SILU_SPAN_IMAGE | SILU_SPAN_LINK;

  if (self->spans->len > 0)
    last = &g_array_index (self->spans, SiluSpan, self->spans->len - 1);

  if (last != NULL && continues (last, flags, url, title))
    {
      last->end += length;
    }
  else
    {
      SiluSpan span = { self->text->len, self->text->len + length, flags, g_strdup (url),
                        g_strdup (title) };

      g_array_append_val (self->spans, span);
    }
  g_string_append_len (self->text, text, (gssize) length);
}

/* Text that stands in the source: what was inserted there is left out. */
static void
append_source (Builder *self, const char *text, gsize length, GString *instead)
{
  const char *source = self->source->text->str;
  gsize begin;
  gsize from = 0;

  if (text < source || text >= source + self->source->text->len)
    {
      if (instead != NULL)
        g_string_append_len (instead, text, (gssize) length);
      else
        append (self, text, length, 0);
      return;
    }

  begin = (gsize) (text - source);
  for (guint i = self->next_inserted; i < self->source->inserted->len; i++)
    {
      gsize position = g_array_index (self->source->inserted, gsize, i);

      if (position >= begin + length)
        break;
      if (position < begin)
        {
          /* Text comes in order; only attributes look ahead. */
          if (instead == NULL)
            self->next_inserted = i + 1;
          continue;
        }
      if (instead != NULL)
        g_string_append_len (instead, text + from, (gssize) (position - begin - from));
      else
        append (self, text + from, position - begin - from, 0);
      from = position - begin + 1;
    }

  if (instead != NULL)
    g_string_append_len (instead, text + from, (gssize) (length - from));
  else
    append (self, text + from, length - from, 0);
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
          append_source (self, text, length, value);
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
read_cell (Builder *self, const MD_BLOCK_TD_DETAIL *detail, gboolean head)
{
  SiluBlock *table = NULL;
  SiluAlign align = read_align (detail->align);

  for (guint i = self->stack->len; i > 0 && table == NULL; i--)
    {
      SiluBlock *block = g_ptr_array_index (self->stack, i - 1);

      if (block->kind == SILU_BLOCK_TABLE)
        table = block;
    }

  if (table == NULL || !head)
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

    case MD_BLOCK_P:
      return silu_block_new (SILU_BLOCK_PARAGRAPH);

    case MD_BLOCK_TABLE:
      return silu_block_new (SILU_BLOCK_TABLE);

    case MD_BLOCK_TR:
      return silu_block_new (SILU_BLOCK_ROW);

    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      read_cell (self, detail, type == MD_BLOCK_TH);
      return silu_block_new (SILU_BLOCK_CELL);

    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    default:
      return NULL;
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

static void
begin_leaf (Builder *self)
{
  self->text = g_string_new (NULL);
  self->spans = silu_spans_new ();
}

static void
end_leaf (Builder *self, SiluBlock *block)
{
  gboolean literal = block->kind == SILU_BLOCK_CODE || block->kind == SILU_BLOCK_HTML;

  if (literal && self->text->len > 0 && self->text->str[self->text->len - 1] == '\n')
    g_string_truncate (self->text, self->text->len - 1);

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

  if (self->text == NULL || open == NULL || is_leaf (open->kind))
    return;

  if (self->text->len > 0)
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

static int
enter_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  SiluBlock *block;

  if (type == MD_BLOCK_DOC || type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY)
    return 0;

  close_loose_text (self);
  block = make_block (self, type, detail);
  if (self->stack->len >= SILU_MARKDOWN_MAX_DEPTH && !is_leaf (block->kind))
    {
      /* Flat from here on: the text stays, only the nesting does not show. */
      silu_block_unref (block);
      self->too_deep++;
      return 0;
    }

  g_ptr_array_add (get_place (self), block);
  g_ptr_array_add (self->stack, block);
  if (is_leaf (block->kind))
    begin_leaf (self);

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  SiluBlock *block;

  if (type == MD_BLOCK_DOC || type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY)
    return 0;

  close_loose_text (self);
  block = get_open (self);
  if (self->too_deep > 0 && !(block != NULL && is_leaf (block->kind)))
    {
      self->too_deep--;
      return 0;
    }

  g_assert (block != NULL);
  if (is_leaf (block->kind))
    end_leaf (self, block);
  g_ptr_array_set_size (self->stack, (int) self->stack->len - 1);

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

  self->depth[bit] += (guint) step;
  if (self->depth[bit] > 0)
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

static int
enter_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  SiluSpanFlags flag = read_span (type);

  need_leaf (self);
  if (flag == SILU_SPAN_LINK)
    {
      g_ptr_array_add (self->urls, read_attribute (self, &((MD_SPAN_A_DETAIL *) detail)->href));
      g_ptr_array_add (self->titles, read_attribute (self, &((MD_SPAN_A_DETAIL *) detail)->title));
    }
  else if (flag == SILU_SPAN_IMAGE)
    {
      g_ptr_array_add (self->urls, read_attribute (self, &((MD_SPAN_IMG_DETAIL *) detail)->src));
      g_ptr_array_add (self->titles,
                       read_attribute (self, &((MD_SPAN_IMG_DETAIL *) detail)->title));
    }
  if (flag == SILU_SPAN_IMAGE && self->image == 0)
    self->image = self->urls->len;
  if (flag != 0)
    count_span (self, flag, 1);

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  SiluSpanFlags flag = read_span (type);

  /* An image without a text is still one, and so is a link. */
  if ((flag & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0 &&
      (self->image == 0 || flag == SILU_SPAN_IMAGE))
    append (self, "", 0, flag);
  if (flag != 0)
    count_span (self, flag, -1);
  if (flag == SILU_SPAN_IMAGE && self->image == self->urls->len)
    self->image = 0;
  if ((flag & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0)
    {
      g_ptr_array_remove_index (self->urls, self->urls->len - 1);
      g_ptr_array_remove_index (self->titles, self->titles->len - 1);
    }

  return 0;
}

static int
text_cb (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user_data)
{
  Builder *self = user_data;
  g_autofree char *decoded = NULL;

  need_leaf (self);
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
      append_source (self, text, size, NULL);
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
  Prepared source = { g_string_sized_new (length + 64),
                      g_array_new (FALSE, FALSE, sizeof (gsize)) };
  Builder builder = { .source = &source };

  builder.top = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);
  builder.stack = g_ptr_array_new ();
  builder.urls = g_ptr_array_new_with_free_func (g_free);
  builder.titles = g_ptr_array_new_with_free_func (g_free);

  prepare (&source, text, length);
  md_parse (source.text->str, (MD_SIZE) source.text->len, &parser, &builder);

  g_ptr_array_unref (builder.stack);
  g_ptr_array_unref (builder.urls);
  g_ptr_array_unref (builder.titles);
  g_string_free (source.text, TRUE);
  g_array_unref (source.inserted);

  return builder.top;
}
