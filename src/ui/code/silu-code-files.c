/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names come from a model: none may be absolute, lead upwards or hide, and none may replace
 * what the user has. */
#include "silu-code-files.h"

#include "silu-code-info.h"
#include "silu-markdown.h"
#include <string.h>

/* Tries to find a free name. */
#define MOST_NUMBERS 1000

static void
code_file_free (gpointer data)
{
  SiluCodeFile *self = data;

  g_free (self->name);
  g_free (self->code);
  g_free (self);
}

/* "src/main.c" of "/../src//./main.c"; NULL if nothing is left. */
static char *
make_safe (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (GString) safe = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      while (*part == '.' || *part == '~')
        part++;
      if (*part == '\0')
        continue;
      g_string_append (safe, safe->len > 0 ? "/" : "");
      g_string_append (safe, part);
    }

  return safe->len > 0 ? g_strdup (safe->str) : NULL;
}

/* The last file's name among the inline code of a text: "Put this into `src/main.c`:" */
static char *
find_name (const SiluBlock *before)
{
  if (before == NULL || before->spans == NULL)
    return NULL;

  for (guint i = before->spans->len; i > 0; i--)
    {
      const SiluSpan *span = &g_array_index (before->spans, SiluSpan, i - 1);
      g_autofree char *text = g_strndup (before->text + span->start, span->end - span->start);
      g_autoptr (SiluCodeInfo) info = NULL;

      if ((span->flags & (SILU_SPAN_CODE | SILU_SPAN_STRONG)) == 0)
        continue;
      info = silu_code_info_new (text);
      if (info->file != NULL)
        return make_safe (info->file);
    }

  return NULL;
}

static char *
make_name (const SiluBlock *block, const SiluBlock *before, guint number)
{
  g_autoptr (SiluCodeInfo) info = silu_code_info_new (block->info);
  GtkSourceLanguage *language = silu_code_info_guess_language (info);
  g_autofree char *usual = silu_code_info_get_save_name (info, language);
  const char *extension = strrchr (usual, '.');
  char *name = info->file != NULL ? make_safe (info->file) : find_name (before);

  if (name != NULL)
    return name;

  return g_strdup_printf ("code-%u%s", number, extension != NULL ? extension : ".txt");
}

static void
add_blocks (GPtrArray *blocks, GPtrArray *files)
{
  const SiluBlock *before = NULL;

  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const SiluBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == SILU_BLOCK_CODE && *block->text != '\0')
        {
          SiluCodeFile *file = g_new0 (SiluCodeFile, 1);

          file->name = make_name (block, before, files->len + 1);
          file->code = g_strdup (block->text);
          g_ptr_array_add (files, file);
        }
      add_blocks (block->children, files);
      before = block;
    }
}

GPtrArray *
silu_code_files_list (const char *text)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (code_file_free);
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  silu_markdown_feed (markdown, text, strlen (text));
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  for (guint i = 0; i < silu_markdown_get_n_blocks (markdown); i++)
    g_ptr_array_add (blocks, silu_markdown_get_block (markdown, i));
  add_blocks (blocks, files);

  return files;
}

char *
silu_code_files_join (GPtrArray *files)
{
  GString *code = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      const SiluCodeFile *file = g_ptr_array_index (files, i);

      g_string_append (code, i > 0 ? "\n\n" : "");
      g_string_append (code, file->code);
    }

  return g_string_free (code, FALSE);
}

/* "main-2.c" for "main.c". */
static char *
number_name (const char *name, guint number)
{
  const char *slash = strrchr (name, '/');
  const char *dot = strrchr (slash != NULL ? slash : name, '.');
  gsize length = dot != NULL && dot > name ? (gsize) (dot - name) : strlen (name);

  if (number <= 1)
    return g_strdup (name);

  return g_strdup_printf ("%.*s-%u%s", (int) length, name, number, name + length);
}

static GFileOutputStream *
create (const SiluCodeFile *file, GFile *folder, GCancellable *cancellable, GError **error)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *name = number_name (file->name, number);
      g_autoptr (GFile) target = g_file_resolve_relative_path (folder, name);
      g_autoptr (GFile) parent = g_file_get_parent (target);
      g_autoptr (GError) reason = NULL;
      GFileOutputStream *stream;

      if (!g_file_make_directory_with_parents (parent, cancellable, &reason) &&
          !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
      g_clear_error (&reason);

      stream = g_file_create (target, G_FILE_CREATE_NONE, cancellable, &reason);
      if (stream != NULL)
        return stream;
      if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS) || number >= MOST_NUMBERS)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }
}

static gboolean
save_one (const SiluCodeFile *file, GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) stream = create (file, folder, cancellable, error);

  return stream != NULL &&
         g_output_stream_write_all (G_OUTPUT_STREAM (stream), file->code, strlen (file->code), NULL,
                                    cancellable, error) &&
         g_output_stream_write_all (G_OUTPUT_STREAM (stream), "\n", 1, NULL, cancellable, error) &&
         g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *files = g_object_get_data (G_OBJECT (task), "files");
  GError *error = NULL;

  for (guint i = 0; i < files->len; i++)
    if (!save_one (g_ptr_array_index (files, i), data, cancellable, &error))
      {
        g_task_return_error (task, error);
        return;
      }

  g_task_return_boolean (task, TRUE);
}

void
silu_code_files_save_async (GPtrArray *files,
                            GFile *folder,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, silu_code_files_save_async);
  g_task_set_task_data (task, g_object_ref (folder), g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "files", g_ptr_array_ref (files),
                          (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, save_thread);
}

gboolean
silu_code_files_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
