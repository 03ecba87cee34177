/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line with commas: quicker to write, and to have read aloud, than a field for each tag. */
#include "silu-tags-dialog.h"

#include "silu-text-dialog.h"
#include <glib/gi18n-lib.h>

char **
silu_tags_from_text (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GRegex) commas = g_regex_new ("[,，、]", 0, 0, NULL);
  g_auto (GStrv) pieces = g_regex_split (commas, text, 0);

  for (gsize i = 0; pieces[i] != NULL; i++)
    {
      char *tag = g_strstrip (pieces[i]);

      if (*tag == '#')
        tag = g_strchug (tag + 1);
      if (*tag != '\0')
        g_strv_builder_add (builder, tag);
    }

  return g_strv_builder_end (builder);
}

static void
add_tags (SiluConversation *conversation, char **tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_addv (builder, (const char **) silu_conversation_get_tags (conversation));
  g_strv_builder_addv (builder, (const char **) tags);
  all = g_strv_builder_end (builder);
  silu_conversation_set_tags (conversation, (const char *const *) all);
}

static void
tags_cb (const char *text, gpointer user_data)
{
  GPtrArray *conversations = user_data;
  g_auto (GStrv) tags = silu_tags_from_text (text);

  if (conversations->len == 1)
    silu_conversation_set_tags (conversations->pdata[0], (const char *const *) tags);
  for (guint i = 0; conversations->len > 1 && i < conversations->len; i++)
    add_tags (conversations->pdata[i], tags);
}

void
silu_tags_dialog_present (GtkWidget *parent, GPtrArray *conversations)
{
  gboolean is_one = conversations->len == 1;
  g_autofree char *text = NULL;

  /* Translators: between the tags of a chat; a full-width comma is understood too. */
  const char *comma = _ (", ");

  if (is_one)
    text = g_strjoinv (comma, (char **) silu_conversation_get_tags (conversations->pdata[0]));

  const SiluTextQuestion question = {
    .heading = is_one ? _ ("Tags") : _ ("Add tags"),
    .body = _ ("Several are separated by commas."),
    .label = _ ("Tags"),
    .text = is_one ? text : "",
    .accept = is_one ? _ ("Save") : _ ("Add"),
    .may_be_empty = is_one,
  };

  silu_text_dialog_present (parent, &question, tags_cb, g_ptr_array_ref (conversations),
                            (GDestroyNotify) g_ptr_array_unref);
}
