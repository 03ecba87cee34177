/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GtkSourceView reads the definition of a language, which takes up to a tenth of a second, when a
 * buffer gets it, and forgets it with the last buffer that has it. Cards of code come and go while
 * one scrolls: each language is therefore kept by an empty buffer of its own. */
#include "silu-code-language.h"

static GQuark
get_keeper_quark (void)
{
  return g_quark_from_static_string ("silu-code-language-keeper");
}

/* The language and its keeper hold each other, and both stay as long as the manager of all
 * languages does: as long as the process. */
static void
keep (GtkSourceLanguage *language)
{
  GObject *object = G_OBJECT (language);

  if (g_object_get_qdata (object, get_keeper_quark ()) == NULL)
    g_object_set_qdata_full (object, get_keeper_quark (),
                             gtk_source_buffer_new_with_language (language), g_object_unref);
}

void
silu_code_language_set (GtkSourceBuffer *buffer, GtkSourceLanguage *language)
{
  g_return_if_fail (GTK_SOURCE_IS_BUFFER (buffer));

  if (language != NULL)
    keep (language);
  gtk_source_buffer_set_language (buffer, language);
}
