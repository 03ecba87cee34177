/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain as a page: each step can be folded, and on paper all of them are open. */
#include "silu-export-chain-private.h"

#include "silu-export-html.h"
#include <glib/gi18n-lib.h>

static void
add_note (GString *out, const SiluNote *note)
{
  g_string_append_printf (out, "<aside class=\"note %s\">\n",
                          silu_note_kind_to_string (note->kind));
  silu_export_html_add_element (out, "<b>", silu_export_get_note_label (note->kind), "</b>\n");
  if (*note->text != '\0')
    silu_export_html_add_element (out, "<div class=\"said\" dir=\"auto\">", note->text, "</div>\n");
  g_string_append (out, "</aside>\n");
}

static void
add_step (const SiluChainDocument *self, const SiluExportStep *step, GString *out)
{
  g_autofree char *facts = silu_chain_document_dup_step_facts (step);
  g_autoptr (GPtrArray) notes = silu_chain_document_list_notes (self, step);

  g_string_append_printf (out, "<details class=\"step %s\" open>\n<summary>%u · ",
                          silu_step_kind_to_string (step->step->kind), step->number);
  silu_export_html_add_element (out, "<b>", silu_export_get_step_label (step->step->kind),
                                "</b> · ");
  silu_export_html_add_element (out, "<bdi>", step->step->title, "</bdi> ");
  silu_export_html_add_element (out, "<small>", facts, "</small></summary>\n");
  silu_export_html_add_markdown (out, step->text, step->length);
  for (guint i = 0; i < notes->len; i++)
    add_note (out, g_ptr_array_index (notes, i));
  g_string_append (out, "</details>\n");
}

static void
add_answer (const SiluChainDocument *self, GString *out)
{
  GPtrArray *parts = self->message->parts;

  g_string_append (out, "<section class=\"turn assistant\">\n");
  silu_export_html_add_element (out, "<h2>", _ ("Answer"), "</h2>\n");
  for (guint i = 0; i < parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (parts, i);

      if (part->kind == SILU_PART_TEXT)
        silu_export_html_add_markdown (out, part->text->str, part->text->len);
    }
  g_string_append (out, "</section>\n");
}

void
silu_export_chain_html (const SiluChainDocument *self, GString *out)
{
  g_autofree char *title = silu_chain_document_dup_title (self);
  g_autoptr (GPtrArray) facts = silu_chain_document_list_facts (self);

  silu_export_html_begin (out, title);
  silu_export_html_add_element (out, "<article>\n<header>\n<h1 dir=\"auto\">", title,
                                "</h1>\n<ul>\n");
  for (guint i = 0; i < facts->len; i++)
    silu_export_html_add_element (out, "<li dir=\"auto\">", g_ptr_array_index (facts, i),
                                  "</li>\n");
  g_string_append (out, "</ul>\n</header>\n");
  for (guint i = 0; i < self->steps->len; i++)
    add_step (self, &g_array_index (self->steps, SiluExportStep, i), out);
  if (self->chain->with_answer)
    add_answer (self, out);
  g_string_append (out, "</article>\n");
  silu_export_html_end (out);
}
