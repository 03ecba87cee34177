/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a conversation looks like on paper: black on white, code on grey, formulas as their source.
 */
#include "silu-print-flow.h"

#include "silu-long-word.h"
#include "silu-markdown.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_FONT "Sans 10"
#define SMALL_FONT "Sans 9"
#define CODE_FONT "Monospace 8.5"
#define TITLE_FONT "Sans Bold 17"

/* A longer text is laid out in pieces of so many lines: each takes but a moment. */
#define LINES_AT_ONCE 50

#define LIST_INDENT 20.0
#define QUOTE_INDENT 10.0
#define BAR_INDENT 2.0 /* of the line beside a quote */

struct _SiluPrintFlow
{
  const SiluBundle *bundle;
  SiluExportFlags flags;
  PangoContext *context;
  double width;
  GArray *turns; /* NULL until the title is told */
  guint next;

  GPtrArray *boxes; /* that are appended to; borrowed */
  double indent;
  GArray *bars; /* of double: of the quotes that are open */
  gboolean is_thought;
};

SiluPrintFlow *
silu_print_flow_new (const SiluBundle *bundle,
                     SiluExportFlags flags,
                     PangoContext *context,
                     double width)
{
  SiluPrintFlow *self = g_new0 (SiluPrintFlow, 1);

  self->bundle = bundle;
  self->flags = flags;
  self->context = g_object_ref (context);
  self->width = width;
  self->bars = g_array_new (FALSE, FALSE, sizeof (double));

  return self;
}

void
silu_print_flow_free (SiluPrintFlow *self)
{
  g_object_unref (self->context);
  g_array_unref (self->bars);
  g_clear_pointer (&self->turns, g_array_unref);
  g_free (self);
}

static PangoLayout *
make_layout (SiluPrintFlow *self, const char *text, gsize length, const char *font)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, (int) length);
  pango_layout_set_wrap (layout, silu_long_word_get_wrap (text, (gssize) length));

  return layout;
}

static SiluPrintBox *
add_box (SiluPrintFlow *self, PangoLayout *layout, double before)
{
  SiluPrintBox *box = silu_print_box_new ();

  box->layout = layout;
  box->indent = self->indent;
  box->bars = self->bars->len > 0 ? g_array_copy (self->bars) : NULL;
  box->before = before;
  box->width = self->width;
  g_ptr_array_add (self->boxes, box);

  return box;
}

static void
add_attribute (PangoAttrList *attributes, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

static void
add_span (PangoAttrList *attributes, const SiluSpan *span)
{
  gsize start = span->start;
  gsize end = span->end;

  if ((span->flags & SILU_SPAN_STRONG) != 0)
    add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  if ((span->flags & SILU_SPAN_EMPHASIS) != 0)
    add_attribute (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
  if ((span->flags & SILU_SPAN_STRIKE) != 0)
    add_attribute (attributes, pango_attr_strikethrough_new (TRUE), start, end);
  if ((span->flags & SILU_SPAN_LINK) != 0)
    add_attribute (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
  if ((span->flags & (SILU_SPAN_CODE | SILU_SPAN_MATH)) != 0)
    {
      add_attribute (attributes, pango_attr_family_new ("Monospace"), start, end);
      add_attribute (attributes, pango_attr_scale_new (0.92), start, end);
    }
}

static void
dim (PangoAttrList *attributes)
{
  pango_attr_list_insert (attributes, pango_attr_foreground_new (0x5000, 0x5000, 0x5000));
}

/* A leaf of Markdown. */
static PangoLayout *
make_inline (SiluPrintFlow *self, const SiluBlock *block, const char *font)
{
  const char *text = block->text != NULL ? block->text : "";
  PangoLayout *layout = make_layout (self, text, strlen (text), font);
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    add_span (attributes, &g_array_index (block->spans, SiluSpan, i));
  if (self->is_thought)
    dim (attributes);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

/* Lines as they are; what is too long is broken. */
static void
add_lines (SiluPrintFlow *self, const char *text, const char *font, gboolean is_shaded)
{
  double before = 6;

  while (*text != '\0')
    {
      const char *end = text;
      guint n = 0;

      for (; *end != '\0' && n < LINES_AT_ONCE; n++)
        {
          end += strcspn (end, "\n");
          if (*end == '\n' && n + 1 < LINES_AT_ONCE)
            end++;
        }
      add_box (self, make_layout (self, text, (gsize) (end - text), font), before)->is_shaded =
          is_shaded;
      before = 0;
      text = *end == '\n' ? end + 1 : end;
    }
}

static void
add_heading (SiluPrintFlow *self, const SiluBlock *block)
{
  static const char *const fonts[] = { "Sans Bold 14", "Sans Bold 12.5", "Sans Bold 11" };
  guint level = CLAMP (block->level, 1, G_N_ELEMENTS (fonts));

  add_box (self, make_inline (self, block, fonts[level - 1]), 12)->keeps_next = TRUE;
}

static PangoLayout *
make_cell (SiluPrintFlow *self, const SiluBlock *cell, GArray *aligns, guint column, gboolean head)
{
  static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_LEFT,
                                               PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
  PangoLayout *layout = make_inline (self, cell, head ? "Sans Bold 9" : SMALL_FONT);

  if (aligns != NULL && column < aligns->len)
    pango_layout_set_alignment (layout, alignments[g_array_index (aligns, SiluAlign, column)]);

  return layout;
}

static GPtrArray *
make_row (SiluPrintFlow *self, const SiluBlock *table, guint index, GArray *columns)
{
  const SiluBlock *row = g_ptr_array_index (table->children, index);
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      PangoLayout *cell =
          make_cell (self, g_ptr_array_index (row->children, i), table->aligns, i, index == 0);
      PangoRectangle extents;
      double width;

      pango_layout_get_extents (cell, NULL, &extents);
      width = (double) extents.width / PANGO_SCALE + 1;
      if (i >= columns->len)
        g_array_append_val (columns, width);
      else if (width > g_array_index (columns, double, i))
        g_array_index (columns, double, i) = width;
      g_ptr_array_add (cells, cell);
    }

  return cells;
}

static void
add_table (SiluPrintFlow *self, const SiluBlock *table)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (double));
  guint first = self->boxes->len;

  for (guint i = 0; table->children != NULL && i < table->children->len; i++)
    {
      GPtrArray *cells = make_row (self, table, i, columns);
      SiluPrintBox *box = add_box (self, NULL, i == 0 ? 6 : 0);

      box->cells = cells;
      box->keeps_next = i == 0;
    }

  /* Now it is known how wide they are. */
  for (guint i = first; i < self->boxes->len; i++)
    {
      SiluPrintBox *box = g_ptr_array_index (self->boxes, i);

      box->columns = g_array_sized_new (FALSE, FALSE, sizeof (double), columns->len);
      g_array_append_vals (box->columns, columns->data, box->cells->len);
    }
}

static void add_block (SiluPrintFlow *self, const SiluBlock *block, double before);

static void
add_children (SiluPrintFlow *self, const SiluBlock *block, double before)
{
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    add_block (self, g_ptr_array_index (block->children, i), before);
}

static char *
dup_marker (const SiluBlock *list, const SiluBlock *item, guint index)
{
  if (item->task != SILU_TASK_NONE)
    return g_strdup (item->task == SILU_TASK_DONE ? "☑" : "☐");
  if (list->ordered)
    return g_strdup_printf ("%u.", list->first + index);

  return g_strdup ("•");
}

static void
add_list (SiluPrintFlow *self, const SiluBlock *list)
{
  self->indent += LIST_INDENT;
  for (guint i = 0; list->children != NULL && i < list->children->len; i++)
    {
      const SiluBlock *item = g_ptr_array_index (list->children, i);
      g_autofree char *marker = dup_marker (list, item, i);
      guint first = self->boxes->len;
      SiluPrintBox *box;

      add_children (self, item, list->tight ? 2 : 6);
      if (self->boxes->len == first)
        add_box (self, make_layout (self, "", 0, TEXT_FONT), 2);
      box = g_ptr_array_index (self->boxes, first);
      if (box->marker == NULL)
        box->marker = make_layout (self, marker, strlen (marker), TEXT_FONT);
    }
  self->indent -= LIST_INDENT;
}

static void
open_quote (SiluPrintFlow *self)
{
  double bar = self->indent + BAR_INDENT;

  g_array_append_val (self->bars, bar);
  self->indent += QUOTE_INDENT;
}

static void
close_quote (SiluPrintFlow *self)
{
  g_array_set_size (self->bars, self->bars->len - 1);
  self->indent -= QUOTE_INDENT;
}

static void
add_quote (SiluPrintFlow *self, const SiluBlock *block)
{
  open_quote (self);
  add_children (self, block, 6);
  close_quote (self);
}

static void
add_block (SiluPrintFlow *self, const SiluBlock *block, double before)
{
  switch (block->kind)
    {
    case SILU_BLOCK_HEADING:
      add_heading (self, block);
      break;
    case SILU_BLOCK_CODE:
      add_lines (self, block->text, CODE_FONT, TRUE);
      break;
    case SILU_BLOCK_MATH:
    case SILU_BLOCK_HTML:
      add_lines (self, block->text, CODE_FONT, FALSE);
      break;
    case SILU_BLOCK_QUOTE:
      add_quote (self, block);
      break;
    case SILU_BLOCK_LIST:
      add_list (self, block);
      break;
    case SILU_BLOCK_TABLE:
      add_table (self, block);
      break;
    case SILU_BLOCK_RULE:
      add_box (self, NULL, 8)->is_rule = TRUE;
      break;
    case SILU_BLOCK_ITEM:
    case SILU_BLOCK_ROW:
    case SILU_BLOCK_CELL:
    case SILU_BLOCK_PARAGRAPH:
    default:
      add_box (self, make_inline (self, block, self->is_thought ? SMALL_FONT : TEXT_FONT), before);
      break;
    }
}

static void
add_markdown (SiluPrintFlow *self, const SiluPart *part)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();

  silu_markdown_feed (markdown, part->text->str, part->text->len);
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  for (guint i = 0; i < silu_markdown_get_n_blocks (markdown); i++)
    add_block (self, silu_markdown_get_block (markdown, i), 6);
}

/* A line of ours. */
static SiluPrintBox *
add_label (SiluPrintFlow *self, const char *text, const char *font, double before)
{
  PangoLayout *layout = make_layout (self, text, strlen (text), font);
  PangoAttrList *attributes = pango_attr_list_new ();

  dim (attributes);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return add_box (self, layout, before);
}

static void
add_thought (SiluPrintFlow *self, const SiluPart *part)
{
  open_quote (self);
  self->is_thought = TRUE;
  add_label (self, _ ("Thinking"), "Sans Bold 9", 6)->keeps_next = TRUE;
  add_markdown (self, part);
  self->is_thought = FALSE;
  close_quote (self);
}

static void
add_part (SiluPrintFlow *self, const SiluPart *part, SiluRole role)
{
  g_autofree char *label = NULL;
  g_autofree char *content = NULL;

  if (part->kind == SILU_PART_REASONING)
    {
      add_thought (self, part);
    }
  else if (part->kind == SILU_PART_TEXT && role == SILU_ROLE_ASSISTANT)
    {
      add_markdown (self, part);
    }
  else if (part->kind == SILU_PART_TEXT)
    {
      add_lines (self, part->text->str, TEXT_FONT, TRUE);
    }
  else
    {
      silu_export_read_extra (part, &label, &content);
      add_label (self, label, "Sans Bold 9", 6)->keeps_next = TRUE;
      add_lines (self, content != NULL ? content : "", CODE_FONT, TRUE);
    }
}

/* As in the other formats: with the branches go the numbers by which they are told apart. */
static void
add_turn_heading (SiluPrintFlow *self, const SiluExportTurn *turn)
{
  gboolean all = (self->flags & SILU_EXPORT_ALL_BRANCHES) != 0;
  g_autofree char *speaker = silu_export_dup_speaker (turn->message);
  g_autofree char *time = silu_export_dup_time (turn->message->times.start);
  g_autofree char *number = all ? g_strdup_printf ("%u · ", turn->number) : g_strdup ("");
  g_autofree char *heading = g_strconcat (number, speaker, *time != '\0' ? " · " : "", time, NULL);
  g_autofree char *place = all ? silu_export_dup_place (turn) : g_strdup ("");

  add_label (self, heading, "Sans Bold 9", 16)->keeps_next = TRUE;
  if (*place != '\0')
    add_label (self, place, "Sans Italic 9", 1)->keeps_next = TRUE;
}

static void
add_turn (SiluPrintFlow *self, const SiluExportTurn *turn)
{
  g_autofree char *end = silu_export_dup_end (turn->message);

  add_turn_heading (self, turn);
  for (guint i = 0; i < turn->message->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (turn->message->parts, i);

      if (silu_export_has_part (part, self->flags))
        add_part (self, part, turn->message->role);
    }
  if (end != NULL)
    add_label (self, end, "Sans Italic 9", 6);
}

static void
add_title (SiluPrintFlow *self)
{
  g_autofree char *title = silu_export_dup_title (self->bundle->conversation);
  g_autoptr (GPtrArray) facts = silu_export_list_facts (self->bundle);

  add_box (self, make_layout (self, title, strlen (title), TITLE_FONT), 0)->keeps_next = TRUE;
  for (guint i = 0; i < facts->len; i++)
    add_label (self, g_ptr_array_index (facts, i), SMALL_FONT, i == 0 ? 6 : 1);
}

gboolean
silu_print_flow_next (SiluPrintFlow *self, GPtrArray *boxes)
{
  self->boxes = boxes;
  if (self->turns == NULL)
    {
      self->turns = silu_export_list_turns (self->bundle, self->flags);
      add_title (self);
      return TRUE;
    }

  if (self->next == self->turns->len)
    return FALSE;

  add_turn (self, &g_array_index (self->turns, SiluExportTurn, self->next++));

  return TRUE;
}
