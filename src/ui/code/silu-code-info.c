/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the info string of a fence. It comes from a model: nothing in it is believed further than
 * for a title and a suggested name. */
#include "silu-code-info.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST_NAME 120 /* bytes of a file's name */
#define LONGEST_WORD 40  /* bytes of a language that GtkSourceView does not know */

/* Words that are neither an id of GtkSourceView nor a file's extension that it knows. */
static const struct
{
  const char *word;
  const char *id; /* "": plain text */
} aliases[] = {
  { "asp.net", "asp" },
  { "bash", "sh" },
  { "batch", "dosbatch" },
  { "c#", "c-sharp" },
  { "c++", "cpp" },
  { "console", "sh" },
  { "csharp", "c-sharp" },
  { "dockerfile", "docker" },
  { "golang", "go" },
  { "h", "chdr" },
  { "javascript", "js" },
  { "json5", "json" },
  { "jsonc", "json" },
  { "jsonl", "json" },
  { "make", "makefile" },
  { "md", "markdown" },
  { "mysql", "sql" },
  { "node", "js" },
  { "node.js", "js" },
  { "objc", "objc" },
  { "objective-c", "objc" },
  { "objectivec", "objc" },
  { "plain", "" },
  { "plaintext", "" },
  { "postgresql", "sql" },
  { "protobuf", "proto" },
  { "py", "python3" },
  { "python", "python3" },
  { "shell", "sh" },
  { "sqlite", "sql" },
  { "svg", "xml" },
  { "tex", "latex" },
  { "text", "" },
  { "tsx", "typescript-jsx" },
  { "txt", "" },
  { "vb.net", "vbnet" },
  { "zsh", "sh" },
};

static const char *const keys[] = { "title", "filename", "file", "name", "path" };

/* Files that are known by a name without a dot. */
static const char *const bare_names[] = { "Dockerfile", "Gemfile", "Justfile", "LICENSE",
                                          "Makefile",   "README",  "Rakefile" };

/* NULL if the word has no alias. */
static const char *
find_alias (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_ascii_strcasecmp (aliases[i].word, word) == 0)
      return aliases[i].id;

  return NULL;
}

/* The language that a fence's word means; NULL also for plain text. */
static GtkSourceLanguage *
find_language (const char *word)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  const char *alias = find_alias (word);
  g_autofree char *id = g_ascii_strdown (word, -1);
  g_autofree char *name = NULL;
  GtkSourceLanguage *language;

  if (alias != NULL)
    return *alias != '\0' ? gtk_source_language_manager_get_language (manager, alias) : NULL;

  language = gtk_source_language_manager_get_language (manager, id);
  if (language != NULL && !gtk_source_language_get_hidden (language))
    return language;

  /* "rs", "kt", "yml": many words are extensions. */
  name = g_strconcat ("code.", id, NULL);

  return gtk_source_language_manager_guess_language (manager, name, NULL);
}

static gboolean
is_extension (const char *text)
{
  gboolean letter = FALSE;
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && strchr ("+-_", text[i]) == NULL)
        return FALSE;
      letter = letter || g_ascii_isalpha (text[i]);
    }

  return letter && length <= 12;
}

/* Marks that turn the direction of what follows make "exe.txt" of "txt.exe". */
static gboolean
is_hidden (gunichar character)
{
  return g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_FORMAT ||
         character == 0x2028 || character == 0x2029;
}

static gboolean
is_file_name (const char *text)
{
  const char *slash = strrchr (text, '/');
  const char *base = slash != NULL ? slash + 1 : text;
  const char *dot = strrchr (base, '.');

  if (strlen (text) > LONGEST_NAME || strstr (text, "://") != NULL)
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_hidden (g_utf8_get_char (p)) || strchr ("\\<>|*?\"{}", *p) != NULL)
      return FALSE;

  /* ".numberLines" is an option of Pandoc. */
  if (dot != NULL && dot != base && is_extension (dot + 1))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (bare_names); i++)
    if (g_str_equal (base, bare_names[i]))
      return TRUE;

  return FALSE;
}

/* The value of "title=…" and its like, else NULL. */
static const char *
get_value (const char *token)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gsize length = strlen (keys[i]);

      if (g_ascii_strncasecmp (token, keys[i], length) == 0 && token[length] == '=')
        return token + length + 1;
    }

  return NULL;
}

/* Cuts at white space outside quotes, and drops the quotes. */
static GPtrArray *
split (const char *info)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) token = g_string_new (NULL);
  char quote = '\0';

  for (const char *p = info;; p++)
    {
      if (*p == '\0' || (quote == '\0' && g_ascii_isspace (*p)))
        {
          if (token->len > 0)
            g_ptr_array_add (tokens, g_strdup (token->str));
          g_string_truncate (token, 0);
          if (*p == '\0')
            return tokens;
        }
      else if (*p == quote)
        {
          quote = '\0';
        }
      else if (quote == '\0' && (*p == '"' || *p == '\''))
        {
          quote = *p;
        }
      else
        {
          g_string_append_c (token, *p);
        }
    }
}

/* The first token: a language, a file's name, or both with a colon between. */
static void
read_first (SiluCodeInfo *self, const char *token)
{
  const char *colon = strchr (token, ':');

  if (colon != NULL && colon != token && is_file_name (colon + 1))
    {
      self->word = g_strndup (token, (gsize) (colon - token));
      self->file = g_strdup (colon + 1);
    }
  else if (find_alias (token) == NULL && is_file_name (token))
    {
      self->file = g_strdup (token);
    }
  else
    {
      self->word = g_strdup (token);
    }
}

SiluCodeInfo *
silu_code_info_new (const char *info)
{
  SiluCodeInfo *self = g_new0 (SiluCodeInfo, 1);
  g_autofree char *bare = NULL;
  g_autoptr (GPtrArray) tokens = NULL;

  if (info == NULL)
    return self;

  /* Pandoc's "{.python .numberLines}". */
  bare = g_str_has_prefix (info, "{.") ? g_strdup (info + 2) : g_strdup (info);
  g_strdelimit (bare, "{}", ' ');

  tokens = split (bare);
  for (guint i = 0; i < tokens->len && self->file == NULL; i++)
    {
      const char *token = g_ptr_array_index (tokens, i);
      const char *value = get_value (token);

      if (value != NULL)
        self->file = is_file_name (value) ? g_strdup (value) : NULL;
      else if (i == 0)
        read_first (self, token);
      else if (is_file_name (token))
        self->file = g_strdup (token);
    }

  return self;
}

void
silu_code_info_free (SiluCodeInfo *self)
{
  g_free (self->word);
  g_free (self->file);
  g_free (self);
}

GtkSourceLanguage *
silu_code_info_guess_language (const SiluCodeInfo *self)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autofree char *type = NULL;
  gboolean uncertain = TRUE;

  if (self->word != NULL)
    {
      GtkSourceLanguage *language = find_language (self->word);

      if (language != NULL || self->file == NULL)
        return language;
    }

  if (self->file == NULL)
    return NULL;

  if (g_str_has_suffix (self->file, ".py"))
    return gtk_source_language_manager_get_language (manager, "python3");

  type = g_content_type_guess (self->file, NULL, 0, &uncertain);

  return gtk_source_language_manager_guess_language (manager, self->file, uncertain ? NULL : type);
}

/* A word that no table knows, not longer than a title bears. */
static char *
shorten (const char *word)
{
  const char *end;

  if (strlen (word) <= LONGEST_WORD)
    return g_strdup (word);

  end = g_utf8_find_prev_char (word, word + LONGEST_WORD);

  return g_strdup_printf ("%.*s…", (int) (end - word), word);
}

char *
silu_code_info_get_title (const SiluCodeInfo *self, GtkSourceLanguage *language)
{
  g_autofree char *name = NULL;

  if (language != NULL)
    name = g_strdup (gtk_source_language_get_name (language));
  else if (self->word != NULL)
    name = shorten (self->word);
  else if (self->file == NULL)
    /* Translators: the title of a block of code of which nothing more is known. */
    name = g_strdup (_ ("Code"));

  if (self->file == NULL)
    return g_steal_pointer (&name);
  /* Nor "Makefile · Makefile". */
  if (name == NULL || g_ascii_strcasecmp (name, self->file) == 0)
    return g_strdup (self->file);

  return g_strdup_printf ("%s · %s", name, self->file);
}

/* "c" for "*.c", from the first simple pattern of the language; NULL if it has none. */
static char *
get_extension (GtkSourceLanguage *language)
{
  g_auto (GStrv) globs = gtk_source_language_get_globs (language);

  for (gsize i = 0; globs != NULL && globs[i] != NULL; i++)
    if (g_str_has_prefix (globs[i], "*.") && is_extension (globs[i] + 2))
      return g_strdup (globs[i] + 2);

  return NULL;
}

char *
silu_code_info_get_save_name (const SiluCodeInfo *self, GtkSourceLanguage *language)
{
  g_autofree char *extension = language != NULL ? get_extension (language) : NULL;

  if (self->file != NULL)
    return g_path_get_basename (self->file);

  return g_strconcat ("code.", extension != NULL ? extension : "txt", NULL);
}
