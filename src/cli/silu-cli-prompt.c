/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prompt from where people and scripts have it. Everything is checked to be text here, before
 * anything is sent. */
#include "silu-cli-prompt.h"

#include "silu-attachment-file.h"
#include "silu-cli-util.h"
#include "silu-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static char *
read_input (GError **error)
{
  gsize length = 0;
  g_autofree char *text = silu_cli_read (NULL, SILU_CLI_MAX_STDIN, &length, error);

  if (text == NULL)
    return NULL;

  if (g_utf8_validate_len (text, length, NULL))
    return g_steal_pointer (&text);

  g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST,
                                            _ ("Standard input is not UTF-8 text."), NULL, -1));

  return NULL;
}

/* The words without "-"; @with_stdin says whether there was one, or there were no words. */
static char *
join_words (char **words, gboolean *with_stdin)
{
  GString *joined = g_string_new (NULL);

  *with_stdin = words[0] == NULL;
  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], "-"))
        {
          *with_stdin = TRUE;
          continue;
        }

      if (joined->len > 0)
        g_string_append_c (joined, ' ');
      g_string_append (joined, words[i]);
    }

  return g_string_free (joined, FALSE);
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

static char *
read_question (char **words, gboolean has_files, GError **error)
{
  gboolean with_stdin = FALSE;
  g_autofree char *question = join_words (words, &with_stdin);
  g_autofree char *input = NULL;

  /* Files may be the whole question: then nobody should have to type an end of input. */
  if (words[0] == NULL && has_files && silu_cli_is_terminal (stdin))
    with_stdin = FALSE;
  if (!with_stdin)
    return g_steal_pointer (&question);

  input = read_input (error);
  if (input == NULL)
    return NULL;

  /* The line end of the last line belongs to the shell, not to the question. */
  g_strchomp (input);
  if (*question == '\0')
    return g_steal_pointer (&input);
  if (*input == '\0')
    return g_steal_pointer (&question);

  return g_strconcat (question, "\n\n", input, NULL);
}

char *
silu_cli_prompt_read (char **words, GPtrArray *files, GError **error)
{
  g_autofree char *prompt = read_question (words, files->len > 0, error);

  if (prompt == NULL)
    return NULL;

  if (!is_blank (prompt))
    return g_steal_pointer (&prompt);

  if (files->len > 0)
    return g_strdup ("");

  g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST,
                                            _ ("There is nothing to ask: the prompt is empty."),
                                            NULL, -1));

  return NULL;
}

/* A pipe is a file as good as any here: whoever names one waits for it. */
static gboolean
add_file (GPtrArray *files, const char *path, GError **error)
{
  gsize length = 0;
  g_autofree char *data = silu_cli_read (path, SILU_ATTACHMENT_MAX_SIZE, &length, error);
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (SiluAttachment) attachment = NULL;
  SiluAttachmentFault fault = SILU_ATTACHMENT_FINE;

  if (data == NULL)
    return FALSE;

  attachment = silu_attachment_new_from_data (name, data, length, &fault);
  if (attachment != NULL)
    fault = silu_attachments_check (files, attachment);
  if (fault != SILU_ATTACHMENT_FINE)
    {
      g_propagate_error (error, silu_attachment_file_refuse (name, fault));
      return FALSE;
    }

  g_ptr_array_add (files, g_steal_pointer (&attachment));

  return TRUE;
}

GPtrArray *
silu_cli_prompt_read_files (char **paths, GError **error)
{
  g_autoptr (GPtrArray) files = silu_attachments_new ();

  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    if (!add_file (files, paths[i], error))
      return NULL;

  return g_steal_pointer (&files);
}
