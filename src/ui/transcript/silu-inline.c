/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans → attributes. The text comes from a model: it is never markup, and no address may start a
 * program. */
#include "silu-inline.h"
#include "silu-long-word.h"

#include <gio/gio.h>

/* Characters of an address that are shown. */
#define LONGEST_URL 200

/* Inline code is a little smaller: monospace fonts look larger. */
#define CODE_SCALE 0.92

static void
add (PangoAttrList *list, PangoAttribute *attribute, const SiluSpan *span)
{
  attribute->start_index = (guint) span->start;
  attribute->end_index = (guint) span->end;
  pango_attr_list_insert (list, attribute);
}

/* Pixels around the characters beside inline code, whose ground reaches beyond it: Pango knows no
 * room around a range. A space is some room already. */
#define CODE_ROOM 5
#define CODE_ROOM_SPACE 2

static void
add_room (PangoAttrList *list, const char *text, gsize start, gsize end)
{
  PangoAttribute *attribute;

  int room = text[start] == ' ' ? CODE_ROOM_SPACE : CODE_ROOM;

  if (text[start] == '\n')
    return;

  attribute = pango_attr_letter_spacing_new (room * PANGO_SCALE);
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

static void
add_code (PangoAttrList *list, const char *text, const SiluSpan *span)
{
  const char *end = text + span->end;

  add (list, pango_attr_family_new ("monospace"), span);
  add (list, pango_attr_scale_new (CODE_SCALE), span);
  if (span->start > 0)
    add_room (list, text, (gsize) (g_utf8_prev_char (text + span->start) - text), span->start);
  if (*end != '\0')
    add_room (list, text, span->end, (gsize) (g_utf8_next_char (end) - text));
}

/* As the theme has its accent. */
static void
add_link (PangoAttrList *list, GtkLabel *label, const SiluSpan *span)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (label));
  GdkRGBA color;

  add (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), span);
  if (gtk_style_context_lookup_color (context, "accent_color", &color))
    add (list,
         pango_attr_foreground_new ((guint16) (color.red * G_MAXUINT16),
                                    (guint16) (color.green * G_MAXUINT16),
                                    (guint16) (color.blue * G_MAXUINT16)),
         span);
}

static void
add_span (PangoAttrList *list, GtkLabel *label, const char *text, const SiluSpan *span)
{
  if ((span->flags & SILU_SPAN_STRONG) != 0)
    add (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span);
  if ((span->flags & SILU_SPAN_EMPHASIS) != 0)
    add (list, pango_attr_style_new (PANGO_STYLE_ITALIC), span);
  if ((span->flags & SILU_SPAN_STRIKE) != 0)
    add (list, pango_attr_strikethrough_new (TRUE), span);
  if ((span->flags & SILU_SPAN_CODE) != 0)
    add_code (list, text, span);
  if ((span->flags & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0 && span->url != NULL &&
      silu_inline_is_safe (span->url))
    add_link (list, label, span);
}

void
silu_inline_fill_label (GtkLabel *label, const SiluBlock *block, SiluTextFormulas *formulas)
{
  g_autofree char *text = silu_text_formulas_dup_text (formulas, block->text);
  PangoAttrList *list = NULL;

  if (!silu_text_formulas_is_empty (formulas))
    list = pango_attr_list_new ();

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (block->spans, SiluSpan, i);

      if (span->flags == 0)
        continue;
      if (list == NULL)
        list = pango_attr_list_new ();
      add_span (list, label, text, span);
    }

  if (list != NULL)
    silu_text_formulas_add_attributes (formulas, list);
  silu_long_word_wrap_label (label, text);
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, list);
  g_clear_pointer (&list, pango_attr_list_unref);
}

gboolean
silu_inline_is_safe (const char *url)
{
  static const char *const schemes[] = { "http", "https", "mailto", NULL };
  const char *scheme = g_uri_peek_scheme (url);

  return scheme != NULL && g_strv_contains (schemes, scheme);
}

char *
silu_inline_shorten_url (const char *url)
{
  g_autofree char *start = g_utf8_substring (url, 0, MIN (LONGEST_URL, g_utf8_strlen (url, -1)));

  return g_strconcat (start, strlen (start) < strlen (url) ? "…" : "", NULL);
}
