/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a chain into its steps, and hands it to the writer of a format. */
#include "silu-export-chain-private.h"

#include "silu-chain-steps.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

static void
document_clear (SiluChainDocument *self)
{
  g_ptr_array_unref (self->segmenters);
  g_array_unref (self->steps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SiluChainDocument, document_clear)

/* The last step of the thinking ends with it, which is known better than from its marks. */
static gint64
get_end (const SiluMessageRecord *message, const SiluStep *step, gboolean is_last)
{
  const SiluTimes *times = &message->times;
  gint64 end = times->first_text > times->first_reasoning ? times->first_text : times->end;

  return is_last && step->ended != 0 ? MAX (step->ended, end) : step->ended;
}

static void
add_steps (SiluChainDocument *self, guint index, const SiluPart *part, gboolean is_last_part)
{
  SiluSegmenter *segmenter = silu_chain_steps_new (part);
  guint n_steps = silu_segmenter_get_n_steps (segmenter);

  g_ptr_array_add (self->segmenters, segmenter);
  for (guint i = 0; i < n_steps; i++)
    {
      const SiluStep *step = silu_segmenter_get_step (segmenter, i);
      SiluExportStep one = { self->steps->len + 1, index, step };

      one.text = part->text->str + step->start;
      one.length = step->end - step->start;
      one.ended = get_end (self->message, step, is_last_part && i == n_steps - 1);
      one.duration = step->begun != 0 && one.ended != 0 ? MAX (one.ended - step->begun, 0) : -1;
      one.tokens = silu_tokens_estimate (one.text, (gssize) one.length);
      g_array_append_val (self->steps, one);
    }

  if (self->is_estimate)
    self->tokens += silu_tokens_estimate (part->text->str, (gssize) part->text->len);
}

static void
make_document (SiluChainDocument *self, const SiluExportChain *chain)
{
  GPtrArray *parts = chain->message->parts;
  guint n_thoughts = 0;

  self->chain = chain;
  self->message = chain->message;
  self->segmenters = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_segmenter_free);
  self->steps = g_array_new (FALSE, FALSE, sizeof (SiluExportStep));
  self->is_estimate = chain->message->usage.reasoning <= 0;
  self->tokens = self->is_estimate ? 0 : chain->message->usage.reasoning;

  for (guint i = 0; i < parts->len; i++)
    n_thoughts += ((const SiluPart *) g_ptr_array_index (parts, i))->kind == SILU_PART_REASONING;
  for (guint i = 0; i < parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (parts, i);

      if (part->kind == SILU_PART_REASONING)
        add_steps (self, i, part, --n_thoughts == 0);
    }
}

/* A note is at the step that has its byte; a cut that has changed since must not lose it. */
static gboolean
has_note (const SiluChainDocument *self, const SiluExportStep *step, const SiluNote *note)
{
  const SiluExportStep *steps = (const SiluExportStep *) (gpointer) self->steps->data;
  gboolean is_first = step->number == 1 || steps[step->number - 2].part != step->part;
  gboolean is_last = step->number == self->steps->len || steps[step->number].part != step->part;

  return note->part == step->part && (is_first || note->start >= step->step->start) &&
         (is_last || note->start < step->step->end);
}

GPtrArray *
silu_chain_document_list_notes (const SiluChainDocument *self, const SiluExportStep *step)
{
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; self->message->notes != NULL && i < self->message->notes->len; i++)
    {
      SiluNote *note = g_ptr_array_index (self->message->notes, i);

      if (has_note (self, step, note))
        g_ptr_array_add (notes, note);
    }

  return notes;
}

char *
silu_chain_document_dup_title (const SiluChainDocument *self)
{
  g_autofree char *line = silu_export_dup_line (self->chain->title);

  return *line != '\0' ? g_steal_pointer (&line) : g_strdup (_ ("Reasoning"));
}

GPtrArray *
silu_chain_document_list_facts (const SiluChainDocument *self)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *model = silu_export_dup_line (self->message->model);
  g_autofree char *time = silu_export_dup_time (self->message->times.start);
  g_autofree char *rating = silu_export_dup_rating (self->message->rating);
  g_autofree char *tokens = silu_tokens_to_words (self->tokens, self->is_estimate);
  gint64 thinking = silu_times_get_thinking (&self->message->times);
  guint n_steps = self->steps->len;

  if (*model != '\0')
    g_ptr_array_add (facts, g_strdup_printf (_ ("Model: %s"), model));
  if (*time != '\0')
    g_ptr_array_add (facts, g_strdup_printf (_ ("Asked: %s"), time));
  if (thinking >= 0)
    {
      g_autofree char *duration = silu_export_dup_duration (thinking);

      g_ptr_array_add (facts, g_strdup_printf (_ ("Thought for %s"), duration));
    }
  g_ptr_array_add (facts, g_steal_pointer (&tokens));
  g_ptr_array_add (
      facts,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step", "%u steps", n_steps), n_steps));
  if (rating != NULL)
    g_ptr_array_add (facts, g_steal_pointer (&rating));

  return facts;
}

char *
silu_chain_document_dup_step_facts (const SiluExportStep *step)
{
  g_autofree char *tokens = silu_tokens_to_words (step->tokens, TRUE);
  g_autofree char *duration = NULL;

  if (step->duration < 0)
    return g_steal_pointer (&tokens);

  duration = silu_export_dup_duration (step->duration);

  return g_strdup_printf ("%s · %s", duration, tokens);
}

char *
silu_export_chain_write (const SiluExportChain *self, SiluExportFormat format)
{
  g_auto (SiluChainDocument) document = { 0 };
  GString *out = g_string_new (NULL);

  make_document (&document, self);
  switch (format)
    {
    case SILU_EXPORT_JSON:
    case SILU_EXPORT_JSONL:
      silu_export_chain_json (&document, out);
      break;
    case SILU_EXPORT_HTML:
      silu_export_chain_html (&document, out);
      break;
    case SILU_EXPORT_MARKDOWN:
    default:
      silu_export_chain_markdown (&document, out);
      break;
    }

  return g_string_free (out, FALSE);
}
