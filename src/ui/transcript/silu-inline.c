/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans → markup. The text comes from a model: nothing of it may become markup, and no address may
 * start a program. */
#include "silu-inline.h"

#include <gio/gio.h>

/* Characters of an address that a tooltip shows. */
#define LONGEST_TOOLTIP 200

static const struct
{
  SiluSpanFlags flag;
  const char *open;
  const char *close;
} tags[] = {
  { SILU_SPAN_STRONG, "<b>", "</b>" },
  { SILU_SPAN_EMPHASIS, "<i>", "</i>" },
  { SILU_SPAN_STRIKE, "<s>", "</s>" },
  { SILU_SPAN_CODE, "<span font_family=\"monospace\" size=\"92%\">", "</span>" },
};

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* GtkLabel takes a link's title as markup inside of markup. */
static void
append_tooltip (GString *markup, const char *url)
{
  g_autofree char *start =
      g_utf8_substring (url, 0, MIN (LONGEST_TOOLTIP, g_utf8_strlen (url, -1)));
  g_autofree char *once = g_markup_escape_text (start, -1);

  append_escaped (markup, once, strlen (once));
  if (strlen (start) < strlen (url))
    g_string_append (markup, "…");
}

static void
open_link (GString *markup, const char *url)
{
  g_string_append (markup, "<a href=\"");
  append_escaped (markup, url, strlen (url));
  g_string_append (markup, "\" title=\"");
  append_tooltip (markup, url);
  g_string_append (markup, "\">");
}

static void
append_span (GString *markup, const SiluBlock *block, const SiluSpan *span)
{
  gboolean link = (span->flags & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0 && span->url != NULL &&
                  silu_inline_is_safe (span->url);

  if (link)
    open_link (markup, span->url);
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if ((span->flags & tags[i].flag) != 0)
      g_string_append (markup, tags[i].open);

  append_escaped (markup, block->text + span->start, span->end - span->start);

  for (gsize i = G_N_ELEMENTS (tags); i > 0; i--)
    if ((span->flags & tags[i - 1].flag) != 0)
      g_string_append (markup, tags[i - 1].close);
  if (link)
    g_string_append (markup, "</a>");
}

char *
silu_inline_to_markup (const SiluBlock *block)
{
  GString *markup = g_string_new (NULL);

  if (block->text == NULL)
    return g_string_free (markup, FALSE);

  if (block->spans == NULL)
    append_escaped (markup, block->text, strlen (block->text));
  else
    for (guint i = 0; i < block->spans->len; i++)
      append_span (markup, block, &g_array_index (block->spans, SiluSpan, i));

  return g_string_free (markup, FALSE);
}

gboolean
silu_inline_is_safe (const char *url)
{
  static const char *const schemes[] = { "http", "https", "mailto", NULL };
  const char *scheme = g_uri_peek_scheme (url);

  return scheme != NULL && g_strv_contains (schemes, scheme);
}
