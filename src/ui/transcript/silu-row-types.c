/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guesses need not be good, only never bad: the scroll bar lives from them, and no row is laid
 * out by one. */
#include "silu-row-types.h"

#include "silu-answer-tail.h"
#include "silu-block-view.h"
#include "silu-hidden-thought.h"
#include "silu-meter.h"
#include "silu-thinking-card.h"
#include "silu-user-bubble.h"

/* In pixels, with the usual font. */
#define LINE_HEIGHT 24
#define CODE_LINE_HEIGHT 19
#define CODE_HEADER 52
#define TABLE_ROW 35
#define HEADING 32
#define MATH_GAP 20 /* what a formula is higher than its source */
#define CHILD_GAP 8
#define CHAR_WIDTH 7.5
#define BUBBLE_PADDING 18
#define CARD 44
#define CHIP 36
#define TAIL 40

/* --- blocks --- */

/* Small, for what has been seen of a long conversation has one each. */
typedef struct
{
  union
  {
    SiluBlock *block;
    SiluTextBlocks *blocks;
  };
  char *earlier; /* code: the version before, or NULL */
  guint index : 30;
  guint shared : 1; /* it is the one of @blocks at @index */
  guint held : 1;
} BlockItem;

gpointer
silu_block_item_new (SiluBlock *block)
{
  BlockItem *item = g_new0 (BlockItem, 1);

  item->block = silu_block_ref (block);

  return item;
}

static void
hold (BlockItem *self)
{
  if (self->shared && !self->held)
    silu_text_blocks_hold (self->blocks);
  self->held = self->shared;
}

static void
release (gpointer item)
{
  BlockItem *self = item;

  if (self->held)
    silu_text_blocks_release (self->blocks);
  self->held = FALSE;
}

static void
clear_block (BlockItem *self)
{
  release (self);
  if (self->shared)
    silu_text_blocks_unref (self->blocks);
  else
    silu_block_unref (self->block);
  self->shared = FALSE;
}

void
silu_block_item_set (gpointer item, SiluBlock *block)
{
  silu_block_ref (block);
  clear_block (item);
  ((BlockItem *) item)->block = block;
}

void
silu_block_item_share (gpointer item, SiluTextBlocks *blocks, guint index, gboolean shown)
{
  BlockItem *self = item;

  silu_text_blocks_ref (blocks);
  clear_block (self);
  self->blocks = blocks;
  self->shared = TRUE;
  self->index = index;
  if (shown)
    hold (self);
}

SiluBlock *
silu_block_item_get (gpointer item)
{
  BlockItem *self = item;

  return self->shared ? silu_text_blocks_get (self->blocks, self->index) : self->block;
}

void
silu_block_item_set_earlier (gpointer item, const char *earlier)
{
  BlockItem *self = item;

  g_free (self->earlier);
  self->earlier = g_strdup (earlier);
}

static void
block_item_free (gpointer item)
{
  BlockItem *self = item;

  clear_block (self);
  g_free (self->earlier);
  g_free (self);
}

static GtkWidget *
make_block (gpointer item)
{
  BlockItem *self = item;
  GtkWidget *view = silu_block_view_new (silu_block_item_get (item));

  hold (self);
  if (self->earlier != NULL)
    silu_block_view_set_earlier (SILU_BLOCK_VIEW (view), self->earlier);

  return view;
}

/* A Chinese character is three bytes and as wide as two letters. */
static int
count_lines (const char *text, int width)
{
  double room = MAX (width / CHAR_WIDTH, 1);
  double line = 0;
  int lines = 1;

  for (const char *c = text; *c != '\0'; c++)
    {
      line += ((guchar) *c & 0x80) != 0 ? 2.0 / 3.0 : 1;
      if (*c != '\n' && line <= room)
        continue;
      lines++;
      line = 0;
    }

  return lines;
}

static int
count_breaks (const char *text)
{
  int lines = 1;

  for (const char *c = strchr (text, '\n'); c != NULL; c = strchr (c + 1, '\n'))
    lines++;

  return lines;
}

static int
estimate_block (const SiluBlock *block, int width)
{
  int height = 0;

  switch (block->kind)
    {
    case SILU_BLOCK_HEADING:
      return HEADING;
    case SILU_BLOCK_RULE:
      return 1;
    case SILU_BLOCK_CODE:
      return CODE_HEADER + CODE_LINE_HEIGHT * count_breaks (block->text != NULL ? block->text : "");
    case SILU_BLOCK_ROW:
      return TABLE_ROW;
    case SILU_BLOCK_QUOTE:
    case SILU_BLOCK_LIST:
    case SILU_BLOCK_ITEM:
    case SILU_BLOCK_TABLE:
      for (guint i = 0; block->children != NULL && i < block->children->len; i++)
        height += estimate_block (g_ptr_array_index (block->children, i), width) + CHILD_GAP;
      return height;
    case SILU_BLOCK_MATH:
      return MATH_GAP + LINE_HEIGHT * count_lines (block->text, width);
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_HTML:
    case SILU_BLOCK_CELL:
    default:
      return LINE_HEIGHT * count_lines (block->text != NULL ? block->text : "", width);
    }
}

static int
estimate_block_item (gpointer item, int width)
{
  return estimate_block (silu_block_item_get (item), width);
}

const SiluRowType silu_block_row = {
  .make = make_block,
  .estimate = estimate_block_item,
  .free = block_item_free,
  .forget = release,
  .get_block = silu_block_item_get,
};

/* --- messages --- */

typedef struct
{
  SiluEngine *engine; /* or NULL */
  SiluConversation *conversation;
  SiluMessage *message;
  guint part;
  SiluBlock *block; /* a question's text; NULL until it is needed */
} MessageItem;

gpointer
silu_message_item_new (SiluEngine *engine,
                       SiluConversation *conversation,
                       SiluMessage *message,
                       guint part)
{
  MessageItem *item = g_new0 (MessageItem, 1);

  g_set_object (&item->engine, engine);
  item->conversation = g_object_ref (conversation);
  item->message = g_object_ref (message);
  item->part = part;

  return item;
}

static void
message_item_free (gpointer data)
{
  MessageItem *item = data;

  g_clear_object (&item->engine);
  g_object_unref (item->conversation);
  g_object_unref (item->message);
  g_clear_pointer (&item->block, silu_block_unref);
  g_free (item);
}

/* Bytes of text, of a kind of part. */
static gsize
count_bytes (SiluMessage *message, SiluPartKind kind)
{
  gsize bytes = 0;

  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    {
      const SiluPart *part = silu_message_get_part (message, i);

      if (part->kind == kind)
        bytes += part->text->len;
    }

  return bytes;
}

/* By its length alone: there may be thousands of them. */
static int
estimate_text (SiluMessage *message, int width)
{
  gint64 bytes = (gint64) count_bytes (message, SILU_PART_TEXT);

  return LINE_HEIGHT * (int) MIN (1 + bytes / MAX ((gint64) (width / CHAR_WIDTH), 1), G_MAXINT16);
}

int
silu_row_estimate_answer (SiluMessage *message, int width)
{
  int card = count_bytes (message, SILU_PART_REASONING) > 0 ? CARD : 0;

  /* Markdown does not fill its lines: half of it is what stands beside. */
  return card + TAIL + estimate_text (message, width) * 3 / 2;
}

/* The text is shown as it was written: it is the user's, not Markdown's. */
static SiluBlock *
get_question (gpointer data)
{
  MessageItem *item = data;

  if (item->block == NULL)
    {
      item->block = silu_block_new (SILU_BLOCK_PARAGRAPH);
      item->block->text = silu_message_dup_text (item->message, SILU_PART_TEXT);
    }

  return item->block;
}

static void
forget_question (gpointer data)
{
  g_clear_pointer (&((MessageItem *) data)->block, silu_block_unref);
}

static GtkWidget *
make_bubble (gpointer data)
{
  MessageItem *item = data;

  return silu_user_bubble_new (item->conversation, item->message, get_question (item));
}

static guint
count_attachments (SiluMessage *message)
{
  guint n = 0;

  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    n += silu_message_get_part (message, i)->kind == SILU_PART_ATTACHMENT;

  return n;
}

/* Files are two or three beside each other. */
static int
estimate_bubble (gpointer data, int width)
{
  SiluMessage *message = ((MessageItem *) data)->message;
  int files = CHIP * (int) ((count_attachments (message) + 1) / 2);

  return BUBBLE_PADDING + files + estimate_text (message, width * 3 / 4);
}

const SiluRowType silu_bubble_row = {
  .make = make_bubble,
  .estimate = estimate_bubble,
  .free = message_item_free,
  .forget = forget_question,
  .is_question = TRUE,
  .get_block = get_question,
};

/* The choice of how much of it is open is the message's to keep. */
static void
pane_changed_cb (GtkWidget *card, gpointer user_data)
{
  SiluMessage *message = user_data;

  gtk_widget_activate_action (card, "chat.save", "s", silu_message_get_id (message));
}

/* Which profile a model has takes some looking up: not for each card that scrolls by. */
static void
opened_cb (SiluThinkingCard *card, gpointer user_data)
{
  silu_thinking_card_set_context (card,
                                  silu_meter_read_limit (silu_engine_get_accounts (user_data),
                                                         silu_thinking_card_get_message (card)));
}

static GtkWidget *
make_thought (gpointer data)
{
  MessageItem *item = data;
  GtkWidget *card = silu_thinking_card_new (item->message, item->part);

  if (item->engine != NULL)
    {
      g_signal_connect_object (card, "opened", G_CALLBACK (opened_cb), item->engine, 0);
      if (silu_thinking_card_get_pane (SILU_THINKING_CARD (card)) > SILU_PANE_CLOSED)
        opened_cb (SILU_THINKING_CARD (card), item->engine);
    }
  g_signal_connect_object (card, "pane-changed", G_CALLBACK (pane_changed_cb), item->message, 0);

  return card;
}

static int
estimate_card (gpointer data, int width)
{
  return CARD;
}

static const char *
get_thought (gpointer data)
{
  MessageItem *item = data;

  return silu_message_get_part (item->message, item->part)->text->str;
}

const SiluRowType silu_thought_row = {
  .get_text = get_thought,
  .make = make_thought,
  .estimate = estimate_card,
  .free = message_item_free,
};

static GtkWidget *
make_hidden_thought (gpointer data)
{
  return silu_hidden_thought_new (((MessageItem *) data)->message);
}

const SiluRowType silu_hidden_thought_row = {
  .make = make_hidden_thought,
  .estimate = estimate_card,
  .free = message_item_free,
};

static GtkWidget *
make_tail (gpointer data)
{
  MessageItem *item = data;

  return silu_answer_tail_new (item->engine, item->conversation, item->message);
}

static int
estimate_tail (gpointer data, int width)
{
  return TAIL;
}

const SiluRowType silu_tail_row = {
  .make = make_tail,
  .estimate = estimate_tail,
  .free = message_item_free,
};
