/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain to read and to paste: each step with a heading, notes as quotes behind it. */
#include "silu-export-chain-private.h"

#include "silu-export-markdown.h"
#include <glib/gi18n-lib.h>

static void
add_text (GString *out, const char *text, gsize length)
{
  g_autofree char *own = NULL;

  /* The gap to the next step is ours. */
  while (length > 0 && text[length - 1] == '\n')
    length--;
  own = g_strndup (text, length);
  silu_export_markdown_add_text (out, own);
}

static void
add_note (GString *out, const SiluNote *note)
{
  const char *label = silu_export_get_note_label (note->kind);
  g_auto (GStrv) lines = g_strsplit (note->text, "\n", -1);

  g_string_append_printf (out, "> **%s**\n", label);
  for (gsize i = 0; *note->text != '\0' && lines[i] != NULL; i++)
    {
      g_autofree char *line = silu_export_dup_line (lines[i]);
      g_autofree char *escaped = silu_export_markdown_escape (line);

      g_string_append_printf (out, ">%s%s\n",
                              i == 0             ? "\n> "
                              : *escaped != '\0' ? " "
                                                 : "",
                              escaped);
    }
  g_string_append_c (out, '\n');
}

static void
add_step (const SiluChainDocument *self, const SiluExportStep *step, GString *out)
{
  g_autofree char *title = silu_export_markdown_escape (step->step->title);
  g_autofree char *facts = silu_chain_document_dup_step_facts (step);
  g_autoptr (GPtrArray) notes = silu_chain_document_list_notes (self, step);

  g_string_append_printf (out, "## %u · %s · %s\n\n*%s*\n\n", step->number,
                          silu_export_get_step_label (step->step->kind), title, facts);
  add_text (out, step->text, step->length);
  for (guint i = 0; i < notes->len; i++)
    add_note (out, g_ptr_array_index (notes, i));
}

void
silu_export_chain_markdown (const SiluChainDocument *self, GString *out)
{
  g_autofree char *title = silu_chain_document_dup_title (self);
  g_autofree char *escaped = silu_export_markdown_escape (title);
  g_autoptr (GPtrArray) facts = silu_chain_document_list_facts (self);
  GPtrArray *parts = self->message->parts;

  g_string_append_printf (out, "# %s\n\n", escaped);
  for (guint i = 0; i < facts->len; i++)
    {
      g_autofree char *fact = silu_export_markdown_escape (g_ptr_array_index (facts, i));

      g_string_append_printf (out, "- %s\n", fact);
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; i < self->steps->len; i++)
    add_step (self, &g_array_index (self->steps, SiluExportStep, i), out);

  if (!self->chain->with_answer)
    return;

  g_string_append_printf (out, "# %s\n\n", _ ("Answer"));
  for (guint i = 0; i < parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (parts, i);

      if (part->kind == SILU_PART_TEXT)
        silu_export_markdown_add_text (out, part->text->str);
    }
}
