/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Message → rows, the last step of a token's way: a delta goes into the part's Markdown at once,
 * and once a frame the blocks from the first changed one on are shown again. An answer that is over
 * is one row that stands for all of them, until it comes near the view. */
#include "silu-answer-rows.h"

#include "silu-block-view.h"
#include "silu-code-card.h"
#include "silu-earlier-code.h"
#include "silu-hidden-thought.h"
#include "silu-markdown.h"
#include "silu-pace.h"
#include "silu-row-types.h"
#include "silu-text-rows.h"

#define GAP_FIRST 18 /* above the first row of an answer */
#define GAP_BLOCK 12
#define GAP_TAIL 8

/* One part of the message. */
typedef struct
{
  SiluPartKind kind;
  SiluMarkdown *markdown; /* of a text that may still change; else NULL */
  guint n_rows;
  gboolean dirty;
} Section;

struct _SiluAnswerRows
{
  SiluTranscript *transcript; /* borrowed: it outlives the rows */
  SiluEngine *engine;         /* or NULL */
  SiluConversation *conversation;
  SiluMessage *message;
  SiluAnswerRowsPosition position;
  gpointer position_data;

  gboolean text_only; /* no rows for thoughts */
  gboolean shown;     /* FALSE: one row stands for all */
  gboolean has_head;  /* a row for a thought without text stands before all others */
  GArray *sections;   /* of Section */
  guint n_rows;       /* of the head, all sections, and the tail */
  SiluPace pace;
};

static void
section_clear (gpointer data)
{
  Section *section = data;

  g_clear_pointer (&section->markdown, silu_markdown_free);
}

static Section *
get_section (SiluAnswerRows *self, guint index)
{
  return &g_array_index (self->sections, Section, index);
}

/* Where a section's first row stands in the transcript. */
static guint
section_position (SiluAnswerRows *self, guint index)
{
  guint position = self->position (self, self->position_data) + (self->has_head ? 1 : 0);

  for (guint i = 0; i < index; i++)
    position += get_section (self, i)->n_rows;

  return position;
}

static gpointer
make_item (SiluAnswerRows *self, guint part)
{
  return silu_message_item_new (self->engine, self->conversation, self->message, part);
}

static void
insert_row (SiluAnswerRows *self,
            guint section,
            guint offset,
            const SiluRowType *type,
            gpointer item,
            int gap)
{
  guint position = section_position (self, section) + offset;

  if (section == 0 && offset == 0 && !self->has_head)
    gap = GAP_FIRST;

  silu_transcript_insert (self->transcript, position, type, item, gap);
  get_section (self, section)->n_rows++;
  self->n_rows++;
}

static void
remove_rows (SiluAnswerRows *self, guint section, guint offset, guint n_rows)
{
  silu_transcript_remove (self->transcript, section_position (self, section) + offset, n_rows);
  get_section (self, section)->n_rows -= n_rows;
  self->n_rows -= n_rows;
}

/* The model thinks without showing it, or, late, it does show it. */
static void
update_head (SiluAnswerRows *self)
{
  gboolean needed = !self->text_only && silu_hidden_thought_is_needed (self->message);
  guint position;

  if (needed == self->has_head)
    return;

  position = self->position (self, self->position_data);
  if (needed)
    silu_transcript_insert (self->transcript, position, &silu_hidden_thought_row,
                            make_item (self, 0), GAP_FIRST);
  else
    silu_transcript_remove (self->transcript, position, 1);
  self->has_head = needed;
  self->n_rows += needed ? 1 : -1;
}

static void
changed_cb (SiluMessage *message, gpointer user_data)
{
  update_head (user_data);
}

/* Shows the blocks from the first changed one on. */
static void
update_text (SiluAnswerRows *self, guint index)
{
  Section *section = get_section (self, index);
  guint before = section->n_rows;

  section->dirty = FALSE;
  section->n_rows =
      silu_text_rows_update (self->transcript, section_position (self, index), before,
                             section->markdown, index == 0 && !self->has_head ? GAP_FIRST : -1);
  self->n_rows += section->n_rows - before;
}

static void
update_dirty (SiluAnswerRows *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    if (get_section (self, i)->dirty)
      update_text (self, i);
}

static void
update_cb (gpointer user_data)
{
  SiluAnswerRows *self = user_data;

  update_dirty (self);
  silu_transcript_prepare (self->transcript);
}

static void
mark_dirty (SiluAnswerRows *self, guint index)
{
  get_section (self, index)->dirty = TRUE;
  silu_pace_queue (&self->pace);
}

/* Begins the section of the next part, without its text. */
static void
add_section (SiluAnswerRows *self)
{
  guint index = self->sections->len;
  Section section = { .kind = silu_message_get_part (self->message, index)->kind };

  if (section.kind == SILU_PART_TEXT)
    section.markdown = silu_markdown_new ();
  g_array_append_val (self->sections, section);

  if (section.kind == SILU_PART_REASONING && !self->text_only)
    insert_row (self, index, 0, &silu_thought_row, make_item (self, index), GAP_BLOCK);
}

/* The text of a whole section, for what was there before the rows were. */
static void
fill_section (SiluAnswerRows *self, guint index)
{
  const SiluPart *part = silu_message_get_part (self->message, index);
  Section *section = get_section (self, index);

  if (section->kind != SILU_PART_TEXT)
    return;

  g_clear_pointer (&section->markdown, silu_markdown_free);
  section->markdown = silu_markdown_new ();
  silu_markdown_feed (section->markdown, part->text->str, part->text->len);
  section->dirty = TRUE;
}

static guint
count_lines (const char *delta)
{
  guint lines = 0;

  for (const char *c = strchr (delta, '\n'); c != NULL; c = strchr (c + 1, '\n'))
    lines++;

  return lines;
}

static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer user_data)
{
  SiluAnswerRows *self = user_data;

  if (self->has_head)
    update_head (self);
  while (self->sections->len <= part)
    add_section (self);

  if (get_section (self, part)->kind != SILU_PART_TEXT)
    return;

  if (get_section (self, part)->markdown != NULL)
    silu_markdown_feed (get_section (self, part)->markdown, delta, strlen (delta));
  else
    fill_section (self, part);
  silu_transcript_add_lines (self->transcript, count_lines (delta));
  mark_dirty (self, part);
}

static void
set_earlier (SiluAnswerRows *self, guint position, GPtrArray *earlier)
{
  gpointer item = silu_transcript_get_item (self->transcript, position);
  GtkWidget *widget = silu_transcript_get_widget (self->transcript, position);
  const SiluBlock *block = silu_block_item_get (item);
  const SiluBlock *older =
      block->kind == SILU_BLOCK_CODE ? silu_earlier_code_match (earlier, block) : NULL;

  if (older == NULL)
    return;

  silu_block_item_set_earlier (item, older->text);
  if (widget != NULL)
    silu_block_view_set_earlier (SILU_BLOCK_VIEW (widget), older->text);
}

/* Code that is another version of older code can show what has changed. */
static void
compare_code (SiluAnswerRows *self)
{
  g_autoptr (GPtrArray) earlier = NULL;

  if (silu_message_get_state (self->message) != SILU_MESSAGE_STREAMING)
    earlier = silu_earlier_code_list (self->conversation, self->message);

  for (guint i = 0; earlier != NULL && i < self->sections->len; i++)
    {
      guint position = section_position (self, i);

      if (get_section (self, i)->kind != SILU_PART_TEXT)
        continue;
      for (guint j = 0; j < get_section (self, i)->n_rows; j++)
        set_earlier (self, position + j, earlier);
    }
}

/* The text is over: its rows need not keep its blocks, nor the section what has read it. */
static void
share_blocks (SiluAnswerRows *self, guint index)
{
  Section *section = get_section (self, index);
  g_autoptr (SiluTextBlocks) blocks =
      silu_text_blocks_new (self->message, index, section->markdown);
  guint position = section_position (self, index);

  for (guint i = 0; i < section->n_rows; i++)
    silu_block_item_share (silu_transcript_get_item (self->transcript, position + i), blocks, i,
                           silu_transcript_get_widget (self->transcript, position + i) != NULL);
  g_clear_pointer (&section->markdown, silu_markdown_free);
}

/* Closes the tails of the texts once nothing more will come: the rows have the blocks, and that is
 * all that is needed of them. */
static void
finish_if_over (SiluAnswerRows *self)
{
  if (silu_message_get_state (self->message) == SILU_MESSAGE_STREAMING)
    return;

  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = get_section (self, i);

      if (section->markdown == NULL)
        continue;
      silu_markdown_finish (section->markdown);
      section->dirty = TRUE;
    }

  silu_pace_cancel (&self->pace);
  update_dirty (self);
  for (guint i = 0; i < self->sections->len; i++)
    if (get_section (self, i)->markdown != NULL)
      share_blocks (self, i);
  compare_code (self);
}

static void
fill (SiluAnswerRows *self)
{
  guint n_parts = silu_message_get_n_parts (self->message);

  while (self->sections->len < n_parts)
    {
      add_section (self);
      fill_section (self, self->sections->len - 1);
    }

  update_dirty (self);
  finish_if_over (self);
}

static void
empty (SiluAnswerRows *self)
{
  silu_pace_cancel (&self->pace);
  for (guint i = self->sections->len; i > 0; i--)
    remove_rows (self, i - 1, 0, get_section (self, i - 1)->n_rows);
  g_array_set_size (self->sections, 0);
}

/* Text turned out to be reasoning: the one time that an answer is built anew. */
static void
reclassified_cb (SiluMessage *message, gpointer user_data)
{
  SiluAnswerRows *self = user_data;

  empty (self);
  fill (self);
}

static void
listen (SiluAnswerRows *self)
{
  g_signal_connect (self->message, "appended", G_CALLBACK (appended_cb), self);
  g_signal_connect (self->message, "reclassified", G_CALLBACK (reclassified_cb), self);
  g_signal_connect (self->message, "changed", G_CALLBACK (changed_cb), self);
}

/* An answer that is over may stand among thousands: it only waits for being gone on with. */
static void
stop_listening (SiluAnswerRows *self)
{
  g_signal_handlers_disconnect_by_func (self->message, appended_cb, self);
  g_signal_handlers_disconnect_by_func (self->message, reclassified_cb, self);
  g_signal_handlers_disconnect_by_func (self->message, changed_cb, self);
}

/* An answer that goes on after its end was closed ("Continue") gets its text anew: its last block
 * is open again. */
static void
state_cb (SiluMessage *message, GParamSpec *pspec, gpointer user_data)
{
  SiluAnswerRows *self = user_data;

  stop_listening (self);
  if (silu_message_get_state (message) == SILU_MESSAGE_STREAMING)
    {
      listen (self);
      empty (self);
      update_head (self);
      fill (self);
    }
  else
    {
      update_head (self);
      finish_if_over (self);
    }
}

SiluAnswerRows *
silu_answer_rows_new (SiluTranscript *transcript,
                      SiluEngine *engine,
                      SiluConversation *conversation,
                      SiluMessage *message,
                      SiluAnswerRowsPosition position,
                      gpointer user_data)
{
  SiluAnswerRows *self = g_new0 (SiluAnswerRows, 1);

  self->transcript = transcript;
  g_set_object (&self->engine, engine);
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  self->position = position;
  self->position_data = user_data;
  silu_pace_init (&self->pace, GTK_WIDGET (transcript), SILU_PACE_READ, update_cb, self);
  self->sections = g_array_new (FALSE, FALSE, sizeof (Section));
  g_array_set_clear_func (self->sections, section_clear);

  return self;
}

void
silu_answer_rows_leave_out_thoughts (SiluAnswerRows *self)
{
  g_return_if_fail (self->n_rows == 0);

  self->text_only = TRUE;
}

void
silu_answer_rows_free (SiluAnswerRows *self)
{
  silu_pace_cancel (&self->pace);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->message);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);
  g_array_unref (self->sections);
  g_free (self);
}

static void
show_all (SiluAnswerRows *self)
{
  silu_transcript_insert (self->transcript, self->position (self, self->position_data),
                          &silu_tail_row, make_item (self, 0), GAP_TAIL);
  self->n_rows = 1;
  self->shown = TRUE;
  update_head (self);
  fill (self);

  if (!silu_conversation_get_loaded (self->conversation))
    g_signal_connect_swapped (self->conversation, "notify::loaded", G_CALLBACK (compare_code),
                              self);
  g_signal_connect (self->message, "notify::state", G_CALLBACK (state_cb), self);
  if (silu_message_get_state (self->message) == SILU_MESSAGE_STREAMING)
    listen (self);
}

static void
expand (gpointer item)
{
  SiluAnswerRows *self = item;

  silu_transcript_remove (self->transcript, self->position (self, self->position_data), 1);
  self->n_rows = 0;
  g_signal_handlers_disconnect_by_data (self->message, self);
  show_all (self);
}

static int
estimate (gpointer item, int width)
{
  return silu_row_estimate_answer (((SiluAnswerRows *) item)->message, width);
}

static const SiluRowType stand_in_row = {
  .expand = expand,
  .estimate = estimate,
};

/* An old answer goes on ("Continue", "Regenerate" in place). */
static void
begun_again_cb (SiluMessage *message, GParamSpec *pspec, gpointer user_data)
{
  expand (user_data);
}

void
silu_answer_rows_show (SiluAnswerRows *self)
{
  g_return_if_fail (self->n_rows == 0);

  if (silu_message_get_state (self->message) == SILU_MESSAGE_STREAMING)
    {
      silu_code_card_warm_up ();
      show_all (self);
      return;
    }

  silu_transcript_insert (self->transcript, self->position (self, self->position_data),
                          &stand_in_row, self, GAP_FIRST);
  self->n_rows = 1;
  g_signal_connect (self->message, "notify::state", G_CALLBACK (begun_again_cb), self);
}

guint
silu_answer_rows_get_n_rows (SiluAnswerRows *self)
{
  return self->n_rows;
}
