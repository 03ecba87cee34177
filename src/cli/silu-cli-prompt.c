/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prompt from where people and scripts have it. Everything is checked to be text here, before
 * anything is sent. */
#include "silu-cli-prompt.h"

#include "silu-cli-util.h"
#include "silu-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_text (const char *path, const char *text, gsize length, GError **error)
{
  g_autofree char *sentence = NULL;

  if (g_utf8_validate_len (text, length, NULL))
    return TRUE;

  if (path == NULL)
    sentence = g_strdup (_ ("Standard input is not UTF-8 text."));
  else
    sentence = g_strdup_printf (_ ("“%s” is not a UTF-8 text file."), path);
  g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST, sentence, NULL, -1));

  return FALSE;
}

static char *
read_text (const char *path, gsize max, GError **error)
{
  gsize length = 0;
  g_autofree char *text = silu_cli_read (path, max, &length, error);

  if (text == NULL || !check_text (path, text, length, error))
    return NULL;

  return g_steal_pointer (&text);
}

char *
silu_cli_prompt_add_file (const char *name, const char *content, const char *question)
{
  return g_strdup_printf ("[file name]: %s\n"
                          "[file content begin]\n"
                          "%s%s"
                          "[file content end]\n"
                          "%s",
                          name, content, g_str_has_suffix (content, "\n") ? "" : "\n", question);
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

  input = read_text (NULL, SILU_CLI_MAX_STDIN, error);
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
silu_cli_prompt_read (char **words, char **files, GError **error)
{
  gsize n_files = files != NULL ? g_strv_length (files) : 0;
  g_autofree char *prompt = read_question (words, n_files > 0, error);

  for (gsize i = n_files; prompt != NULL && i > 0; i--)
    {
      g_autofree char *name = g_path_get_basename (files[i - 1]);
      g_autofree char *question = g_steal_pointer (&prompt);
      g_autofree char *content = read_text (files[i - 1], SILU_CLI_MAX_FILE, error);

      if (content != NULL)
        prompt = silu_cli_prompt_add_file (name, content, question);
    }

  if (prompt == NULL)
    return NULL;

  if (is_blank (prompt))
    {
      g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST,
                                                _ ("There is nothing to ask: the prompt is empty."),
                                                NULL, -1));
      return NULL;
    }

  return g_steal_pointer (&prompt);
}
