/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "[label]: address" may stand anywhere, and far from where the label is used. What a slice defines
 * is asked of md4c; what it may use is any text in brackets. */
#include "silu-markdown-private.h"

#include <string.h>

/* The longest label there is, by CommonMark. */
#define MAX_LABEL 999

/* The longest address with its title that is known beyond its slice: it may be used often. */
#define MAX_TARGET 2048

/* Uses that are remembered for a definition to come; later ones are seen by earlier definitions
 * only. */
#define MAX_WANTED 65536

struct _SiluReferences
{
  GHashTable *definitions; /* folded label → Markdown that defines it */
  GHashTable *wanted;      /* folded label → GArray of guint, slices */
  guint n_wanted;
};

SiluReferences *
silu_references_new (void)
{
  SiluReferences *self = g_new0 (SiluReferences, 1);

  self->definitions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->wanted =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  return self;
}

void
silu_references_free (SiluReferences *self)
{
  g_hash_table_unref (self->definitions);
  g_hash_table_unref (self->wanted);
  g_free (self);
}

/* --- labels --- */

typedef void (*LabelFunc) (const char *label, gboolean defines, gpointer user_data);

/* The text between brackets on one line; what quotes and items put before a line falls away. NULL
 * if nothing is left. */
static char *
read_label (const char *text, gsize length)
{
  GString *label = g_string_sized_new (length);
  gboolean line_start = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean space = strchr (" \t\n\v\f", text[i]) != NULL;

      line_start = text[i] == '\n' || (line_start && (space || text[i] == '>'));
      if (!space && !line_start)
        g_string_append_c (label, text[i]);
      else if (label->len > 0 && label->str[label->len - 1] != ' ')
        g_string_append_c (label, ' ');
    }

  if (label->len > 0 && label->str[label->len - 1] == ' ')
    g_string_truncate (label, label->len - 1);

  return g_string_free (label, label->len == 0);
}

/* Calls @func with the text of each pair of brackets that holds no other. */
static void
for_each_label (const char *text, gsize length, LabelFunc func, gpointer user_data)
{
  const char *end = text + length;
  const char *open = NULL;

  for (const char *at = text; at < end; at++)
    {
      g_autofree char *label = NULL;

      if (*at == '\\')
        at++;
      else if (*at == '[')
        open = at + 1;
      else if (*at == ']' && open != NULL)
        {
          if (at - open <= MAX_LABEL)
            label = read_label (open, (gsize) (at - open));
          if (label != NULL)
            func (label, at + 1 < end && at[1] == ':', user_data);
          open = NULL;
        }
    }
}

/* --- what is known --- */

typedef struct
{
  SiluReferences *self;
  GHashTable *seen; /* folded labels */
  GString *prefix;
} Prefix;

static void
add_known_cb (const char *label, gboolean defines, gpointer user_data)
{
  Prefix *prefix = user_data;
  g_autofree char *folded = g_utf8_casefold (label, -1);
  const char *definition = g_hash_table_lookup (prefix->self->definitions, folded);

  if (definition != NULL && g_hash_table_add (prefix->seen, g_steal_pointer (&folded)))
    g_string_append (prefix->prefix, definition);
}

char *
silu_references_get_prefix (SiluReferences *self, const char *text, gsize length)
{
  g_autoptr (GHashTable) seen = NULL;
  Prefix prefix = { .self = self };

  if (g_hash_table_size (self->definitions) == 0 || memchr (text, '[', length) == NULL)
    return NULL;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  prefix.seen = seen;
  prefix.prefix = g_string_new (NULL);
  for_each_label (text, length, add_known_cb, &prefix);
  if (prefix.prefix->len > 0)
    g_string_append_c (prefix.prefix, '\n');

  return g_string_free (prefix.prefix, prefix.prefix->len == 0);
}

/* --- what a slice defines --- */

typedef struct
{
  SiluReferences *self;
  GPtrArray *labels; /* char *: that may be defined */
  GHashTable *seen;  /* folded labels */
} Candidates;

static void
add_candidate_cb (const char *label, gboolean defines, gpointer user_data)
{
  Candidates *candidates = user_data;
  g_autofree char *folded = NULL;

  if (!defines)
    return;

  folded = g_utf8_casefold (label, -1);
  if (!g_hash_table_contains (candidates->self->definitions, folded) &&
      g_hash_table_add (candidates->seen, g_steal_pointer (&folded)))
    g_ptr_array_add (candidates->labels, g_strdup (label));
}

static void
add_quoted (GString *out, const char *text, const char *special)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '&')
        g_string_append (out, "&amp;");
      else if (*text == '\n')
        g_string_append (out, "&#10;");
      else if (*text == '\\' || strchr (special, *text) != NULL)
        g_string_append_printf (out, "\\%c", *text);
      else
        g_string_append_c (out, *text);
    }
}

static char *
write_definition (const char *label, const SiluSpan *link)
{
  GString *definition = g_string_new (NULL);

  g_string_append_printf (definition, "[%s]: <", label);
  add_quoted (definition, link->url, "<>");
  g_string_append_c (definition, '>');
  if (link->title != NULL)
    {
      g_string_append (definition, " \"");
      add_quoted (definition, link->title, "\"");
      g_string_append_c (definition, '"');
    }
  g_string_append_c (definition, '\n');

  return g_string_free (definition, FALSE);
}

static const SiluSpan *
get_link (const SiluBlock *block)
{
  const SiluSpan *span;

  if (block->kind != SILU_BLOCK_PARAGRAPH || block->spans == NULL || block->spans->len == 0)
    return NULL;

  span = &g_array_index (block->spans, SiluSpan, 0);

  return (span->flags & SILU_SPAN_LINK) != 0 && span->url != NULL ? span : NULL;
}

static void
learn (SiluReferences *self, const char *label, const SiluBlock *probe, GHashTable *stale)
{
  const SiluSpan *link = get_link (probe);
  g_autofree char *definition = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (GPtrArray) nothing = NULL;
  GArray *slices;

  if (link == NULL ||
      strlen (link->url) + (link->title != NULL ? strlen (link->title) : 0) > MAX_TARGET)
    return;

  /* What does not vanish when it is read again would show. */
  definition = write_definition (label, link);
  nothing = silu_markdown_parse (definition, strlen (definition));
  if (nothing->len > 0)
    return;

  folded = g_utf8_casefold (label, -1);
  slices = g_hash_table_lookup (self->wanted, folded);
  for (guint i = 0; slices != NULL && i < slices->len; i++)
    g_hash_table_add (stale, GUINT_TO_POINTER (g_array_index (slices, guint, i)));
  g_hash_table_remove (self->wanted, folded);
  g_hash_table_insert (self->definitions, g_steal_pointer (&folded), g_steal_pointer (&definition));
}

/* Uses each label that the slice may define, in a paragraph of its own before the slice: what comes
 * out as a link is defined. */
static void
learn_definitions (SiluReferences *self, const char *text, gsize length, GHashTable *stale)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) probe = g_string_new (NULL);
  g_autoptr (GPtrArray) found = NULL;
  Candidates candidates = { self, labels, seen };

  for_each_label (text, length, add_candidate_cb, &candidates);
  if (labels->len == 0)
    return;

  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf (probe, "[%s]\n\n", (const char *) g_ptr_array_index (labels, i));
  g_string_append_len (probe, text, (gssize) length);
  found = silu_markdown_parse (probe->str, probe->len);

  for (guint i = 0; i < MIN (labels->len, found->len); i++)
    learn (self, g_ptr_array_index (labels, i), g_ptr_array_index (found, i), stale);
}

/* --- what a slice uses --- */

typedef struct
{
  SiluReferences *self;
  guint slice;
} Use;

static void
add_wanted_cb (const char *label, gboolean defines, gpointer user_data)
{
  Use *use = user_data;
  SiluReferences *self = use->self;
  g_autofree char *folded = g_utf8_casefold (label, -1);
  GArray *slices;

  if (self->n_wanted >= MAX_WANTED || g_hash_table_contains (self->definitions, folded))
    return;

  slices = g_hash_table_lookup (self->wanted, folded);
  if (slices == NULL)
    {
      slices = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->wanted, g_steal_pointer (&folded), slices);
    }
  if (slices->len > 0 && g_array_index (slices, guint, slices->len - 1) == use->slice)
    return;

  g_array_append_val (slices, use->slice);
  self->n_wanted++;
}

void
silu_references_add_slice (SiluReferences *self,
                           guint slice,
                           const char *text,
                           gsize length,
                           GHashTable *stale)
{
  Use use = { self, slice };

  if (memchr (text, '[', length) == NULL)
    return;

  learn_definitions (self, text, length, stale);
  for_each_label (text, length, add_wanted_cb, &use);
}
