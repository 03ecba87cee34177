/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page that needs nothing else: no script, nothing loaded, and a policy that says so to the
 * browser too. Everything from outside is text, each in a direction of its own. */
#include "silu-export-html.h"

#include "silu-export-private.h"
#include "silu-export-resources.h"
#include "silu-markdown.h"
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define STYLE "/io/github/silu_chat/Silu/export/silu-export.css"

void
silu_export_html_add_text (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

void
silu_export_html_add_element (GString *out, const char *open, const char *text, const char *close)
{
  g_string_append (out, open);
  silu_export_html_add_text (out, text);
  g_string_append (out, close);
}

void
silu_export_html_begin (GString *out, const char *title)
{
  g_autoptr (GBytes) style = g_resource_lookup_data (silu_export_get_resource (), STYLE,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (style != NULL);

  g_string_append (out, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\""
                        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width\">\n"
                        "<meta name=\"generator\" content=\"Silu\">\n");
  silu_export_html_add_element (out, "<title>", title, "</title>\n<style>\n");
  g_string_append_len (out, g_bytes_get_data (style, NULL), (gssize) g_bytes_get_size (style));
  g_string_append (out, "</style>\n</head>\n<body>\n");
}

void
silu_export_html_end (GString *out)
{
  g_string_append (out, "</body>\n</html>\n");
}

void
silu_export_html_add_markdown (GString *out, const char *text, gsize length)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  g_autofree char *html = NULL;

  silu_markdown_feed (markdown, text, length);
  silu_markdown_finish (markdown);
  html = silu_markdown_to_still_html (markdown);
  g_string_append_printf (out, "<div class=\"text\" dir=\"auto\">\n%s</div>\n", html);
}

static void
add_thought (GString *out, const SiluPart *part)
{
  silu_export_html_add_element (out, "<details class=\"thought\">\n<summary>", _ ("Thinking"),
                                "</summary>\n");
  silu_export_html_add_markdown (out, part->text->str, part->text->len);
  g_string_append (out, "</details>\n");
}

static void
add_extra (GString *out, const SiluPart *part)
{
  g_autofree char *label = NULL;
  g_autofree char *content = NULL;

  silu_export_read_extra (part, &label, &content);
  silu_export_html_add_element (out, "<details class=\"extra\">\n<summary dir=\"auto\">", label,
                                "</summary>\n");
  silu_export_html_add_element (out, "<pre class=\"plain\" dir=\"auto\">\n",
                                content != NULL ? content : "", "</pre>\n</details>\n");
}

static void
add_notes (GString *out, const SiluMessageRecord *message, guint part)
{
  g_autoptr (GPtrArray) notes = silu_export_list_notes (message, part);

  if (notes->len == 0)
    return;

  g_string_append (out, "<ul class=\"notes\">\n");
  for (guint i = 0; i < notes->len; i++)
    silu_export_html_add_element (out, "<li dir=\"auto\">", g_ptr_array_index (notes, i),
                                  "</li>\n");
  g_string_append (out, "</ul>\n");
}

static void
add_part (GString *out, const SiluPart *part, SiluRole role)
{
  if (part->kind == SILU_PART_REASONING)
    add_thought (out, part);
  else if (part->kind != SILU_PART_TEXT)
    add_extra (out, part);
  else if (role == SILU_ROLE_ASSISTANT)
    silu_export_html_add_markdown (out, part->text->str, part->text->len);
  else
    silu_export_html_add_element (out, "<div class=\"said\" dir=\"auto\">", part->text->str,
                                  "</div>\n");
}

static void
add_heading (GString *out, const SiluExportTurn *turn, gboolean all)
{
  g_autofree char *speaker = silu_export_dup_speaker (turn->message);
  g_autofree char *time = silu_export_dup_time (turn->message->times.start);
  g_autofree char *place = all ? silu_export_dup_place (turn) : NULL;

  g_string_append (out, "<h2>");
  if (all)
    g_string_append_printf (out, "%u · ", turn->number);
  silu_export_html_add_element (out, "<bdi>", speaker, "</bdi>");
  if (*time != '\0')
    silu_export_html_add_element (out, " · <time>", time, "</time>");
  g_string_append (out, "</h2>\n");
  if (place != NULL && *place != '\0')
    silu_export_html_add_element (out, "<p class=\"place\">", place, "</p>\n");
}

static void
add_turn (GString *out, const SiluExportTurn *turn, SiluExportFlags flags)
{
  gboolean all = (flags & SILU_EXPORT_ALL_BRANCHES) != 0;
  g_autofree char *end = silu_export_dup_end (turn->message);
  g_autofree char *rating = silu_export_dup_rating (turn->message->rating);

  g_string_append_printf (out, "<section class=\"turn %s%s\">\n",
                          silu_role_to_string (turn->message->role),
                          turn->is_current ? "" : " other");
  add_heading (out, turn, all);
  for (guint i = 0; i < turn->message->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (turn->message->parts, i);

      if (!silu_export_has_part (part, flags))
        continue;
      add_part (out, part, turn->message->role);
      if (part->kind == SILU_PART_REASONING)
        add_notes (out, turn->message, i);
    }
  if (end != NULL)
    silu_export_html_add_element (out, "<p class=\"end\" dir=\"auto\">", end, "</p>\n");
  if (rating != NULL)
    silu_export_html_add_element (out, "<p class=\"end\">", rating, "</p>\n");
  g_string_append (out, "</section>\n");
}

static void
html_add (const SiluExport *self, const SiluBundle *bundle, guint index, GString *out)
{
  g_autofree char *title = silu_export_dup_title (bundle->conversation);
  g_autoptr (GPtrArray) facts = silu_export_list_facts (bundle);
  g_autoptr (GArray) turns = silu_export_list_turns (bundle, self->flags);

  if (index == 0)
    silu_export_html_begin (out, self->n_conversations == 1 ? title : _ ("Chats"));

  silu_export_html_add_element (out, "<article>\n<header>\n<h1 dir=\"auto\">", title,
                                "</h1>\n<ul>\n");
  for (guint i = 0; i < facts->len; i++)
    silu_export_html_add_element (out, "<li dir=\"auto\">", g_ptr_array_index (facts, i),
                                  "</li>\n");
  g_string_append (out, "</ul>\n</header>\n");
  for (guint i = 0; i < turns->len; i++)
    add_turn (out, &g_array_index (turns, SiluExportTurn, i), self->flags);
  g_string_append (out, "</article>\n");
}

static void
html_begin (const SiluExport *self, GString *out)
{
  if (self->n_conversations == 0)
    silu_export_html_begin (out, _ ("Chats"));
}

static void
html_end (const SiluExport *self, GString *out)
{
  silu_export_html_end (out);
}

const SiluExportWriter silu_export_html = { html_begin, html_add, html_end };
