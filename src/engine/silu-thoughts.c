/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One GTask: list some chains, read their texts, look through these in a thread, list more. */
#include "silu-thoughts.h"

#include "silu-segmenter.h"
#include "silu-task-step.h"
#include <string.h>

/* Chains whose texts are read at a time, and that are looked into for one list. */
#define PAGE 32
#define MOST 1024

typedef struct
{
  SiluStore *store;
  SiluChainsQuery *query;
  guint kinds;
  guint limit;

  guint offset;   /* of the page that is looked into */
  guint n_listed; /* of that page, before it was looked into */
  guint n_seen;
  GPtrArray *page;  /* of SiluSearchHit */
  GPtrArray *parts; /* of SiluChainPart, of the page */
  SiluThoughts *found;
} Run;

void
silu_thoughts_free (SiluThoughts *self)
{
  g_ptr_array_unref (self->chains);
  g_free (self);
}

static void
run_free (gpointer data)
{
  Run *self = data;

  g_object_unref (self->store);
  silu_chains_query_free (self->query);
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->found, silu_thoughts_free);
  g_free (self);
}

/* --- in a thread --- */

/* The words that were found, as they stand there, in lower case; none: any step will do. */
static GPtrArray *
list_words (const SiluSearchHit *chain)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chain->ranges->len; i++)
    {
      SiluSearchRange range = g_array_index (chain->ranges, SiluSearchRange, i);

      g_ptr_array_add (words, g_utf8_casefold (chain->snippet + range.start,
                                               (gssize) (range.end - range.start)));
    }

  return words;
}

static gboolean
has_word (const char *text, gsize length, GPtrArray *words)
{
  g_autofree char *folded = NULL;

  if (words->len == 0)
    return TRUE;

  folded = g_utf8_casefold (text, (gssize) length);
  for (guint i = 0; i < words->len; i++)
    if (strstr (folded, g_ptr_array_index (words, i)) != NULL)
      return TRUE;

  return FALSE;
}

/* The hit becomes the first step of one of the kinds that is in this part. */
static gboolean
find_step (Run *self, SiluSearchHit *chain, const SiluChainPart *part, GPtrArray *words)
{
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();

  silu_segmenter_feed (segmenter, part->text, strlen (part->text), 0);
  silu_segmenter_finish (segmenter);
  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    {
      const SiluStep *step = silu_segmenter_get_step (segmenter, i);
      gboolean has_hit = chain->part == part->part && chain->offset >= step->start &&
                         chain->offset < step->end && words->len > 0;

      if ((self->kinds & (1u << step->kind)) == 0 ||
          (!has_hit && !has_word (part->text + step->start, step->end - step->start, words)))
        continue;

      /* What is shown of it already is of another step, or of the beginning. */
      if (!has_hit)
        {
          chain->part = part->part;
          chain->offset = step->start;
          g_free (chain->snippet);
          chain->snippet = g_strdup (step->title);
          g_array_set_size (chain->ranges, 0);
        }
      return TRUE;
    }

  return FALSE;
}

static gboolean
has_kind (Run *self, SiluSearchHit *chain)
{
  g_autoptr (GPtrArray) words = list_words (chain);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const SiluChainPart *part = g_ptr_array_index (self->parts, i);

      if (g_str_equal (part->message, chain->message) && find_step (self, chain, part, words))
        return TRUE;
    }

  return FALSE;
}

static void
filter_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Run *self = data;

  for (guint i = self->page->len; i > 0 && !g_cancellable_is_cancelled (cancellable); i--)
    if (!has_kind (self, g_ptr_array_index (self->page, i - 1)))
      g_ptr_array_remove_index (self->page, i - 1);

  g_task_return_boolean (task, TRUE);
}

/* --- on the main thread --- */

static void list_next (GTask *task);

static void
take_page (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  gboolean is_last = self->n_listed < (self->kinds != 0 ? PAGE : self->limit);

  self->offset += self->n_listed;
  self->n_seen += self->n_listed;
  g_ptr_array_extend_and_steal (self->found->chains, g_steal_pointer (&self->page));
  g_clear_pointer (&self->parts, g_ptr_array_unref);

  if (!is_last && self->found->chains->len < self->limit && self->n_seen < MOST)
    {
      list_next (task);
      return;
    }

  self->found->next = is_last ? 0 : self->offset;
  g_task_return_pointer (task, g_steal_pointer (&self->found), (GDestroyNotify) silu_thoughts_free);
  g_object_unref (task);
}

static void
filtered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  take_page (user_data);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->parts = silu_store_read_chain_parts_finish (SILU_STORE (object), result, &error);
  if (self->parts != NULL)
    silu_task_step_in_thread (task, filter_thread, filtered_cb);
  else
    fail (task, error);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GStrvBuilder) messages = NULL;
  g_auto (GStrv) ids = NULL;

  self->page = silu_store_list_chains_finish (SILU_STORE (object), result, &error);
  if (self->page == NULL)
    {
      fail (task, error);
      return;
    }

  self->n_listed = self->page->len;
  if (self->kinds == 0 || self->page->len == 0)
    {
      take_page (task);
      return;
    }

  messages = g_strv_builder_new ();
  for (guint i = 0; i < self->page->len; i++)
    g_strv_builder_add (messages, ((SiluSearchHit *) g_ptr_array_index (self->page, i))->message);
  ids = g_strv_builder_end (messages);
  silu_store_read_chain_parts_async (self->store, (const char *const *) ids,
                                     g_task_get_cancellable (task), read_cb, task);
}

static void
list_next (GTask *task) /* keeps the reference */
{
  Run *self = g_task_get_task_data (task);

  silu_store_list_chains_async (self->store, self->query, self->offset,
                                self->kinds != 0 ? PAGE : self->limit,
                                g_task_get_cancellable (task), listed_cb, task);
}

void
silu_thoughts_find_async (SiluStore *store,
                          const SiluChainsQuery *query,
                          guint kinds,
                          guint offset,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  g_return_if_fail (SILU_IS_STORE (store));
  g_return_if_fail (query != NULL);

  g_task_set_source_tag (task, silu_thoughts_find_async);
  self->store = g_object_ref (store);
  self->query = silu_chains_query_copy (query);
  self->kinds = kinds;
  self->offset = offset;
  self->limit = limit;
  self->found = g_new0 (SiluThoughts, 1);
  self->found->chains = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_search_hit_free);
  g_task_set_task_data (task, self, run_free);
  list_next (task);
}

SiluThoughts *
silu_thoughts_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
