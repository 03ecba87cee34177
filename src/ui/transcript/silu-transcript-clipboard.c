/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selected blocks go through the writers that the whole goes through. */
#include "silu-transcript-clipboard.h"

#include "silu-markdown.h"
#include "silu-transcript-selection.h"
#include <string.h>

char *
silu_transcript_dup_selected (SiluTranscript *self, gboolean as_markdown)
{
  g_autoptr (GPtrArray) blocks = silu_transcript_list_selected (self);

  return as_markdown ? silu_blocks_to_markdown (blocks) : silu_blocks_to_text (blocks);
}

static GdkContentProvider *
make_bytes (const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gdk_content_provider_new_for_bytes (type, bytes);
}

void
silu_transcript_copy (SiluTranscript *self, gboolean as_markdown)
{
  g_autoptr (GPtrArray) blocks = silu_transcript_list_selected (self);
  g_autofree char *markdown = silu_blocks_to_markdown (blocks);
  g_autofree char *html = silu_blocks_to_html (blocks);
  g_autofree char *text = as_markdown ? g_strdup (markdown) : silu_blocks_to_text (blocks);
  g_autoptr (GdkContentProvider) provider = NULL;
  GdkContentProvider *providers[3];

  if (blocks->len == 0)
    return;

  providers[0] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  providers[1] = make_bytes ("text/html", html);
  providers[2] = make_bytes ("text/markdown", markdown);
  provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
}

void
silu_transcript_offer_selection (SiluTranscript *self)
{
  g_autofree char *text = silu_transcript_dup_selected (self, FALSE);

  if (*text != '\0')
    gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), text);
}
