/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second is ten ticks of the child: a tick is a tenth of a second and then a write that is done.
 * So the child of a machine that is busy is not blamed for the time that it did not get. */
#include "crash-account.h"

#include <string.h>

#define TICKS_A_SECOND 10

static void
sent_free (gpointer data)
{
  CrashSent *self = data;

  g_string_free (self->parts[0], TRUE);
  g_string_free (self->parts[1], TRUE);
  g_free (self);
}

static void
take_sent (CrashAccount *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  CrashSent *sent = g_hash_table_lookup (self->sent, words[1]);

  if (sent == NULL)
    {
      sent = g_new0 (CrashSent, 1);
      sent->parts[0] = g_string_new (NULL);
      sent->parts[1] = g_string_new (NULL);
      g_hash_table_insert (self->sent, g_strdup (words[1]), sent);
    }

  g_string_append (sent->parts[*words[2] == 't'], words[3]);
}

static void
take_second (CrashAccount *self)
{
  GHashTableIter iter;
  CrashSent *sent;

  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &sent))
    for (int i = 0; i < 2; i++)
      sent->n_older[i] = sent->parts[i]->len;
}

void
crash_account_init (CrashAccount *self, const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  guint n_lines = g_strv_length (lines) - 1; /* the last one may have been cut */
  guint n_ticks = 0;
  guint seen = 0;

  *self = (CrashAccount){ 0 };
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sent_free);
  for (guint i = 0; i < n_lines; i++)
    n_ticks += g_str_has_prefix (lines[i], "tick ");
  self->has_ticked = n_ticks > 0;

  for (guint i = 0; i < n_lines; i++)
    {
      if (g_str_has_prefix (lines[i], "sent "))
        take_sent (self, lines[i]);
      else if (g_str_has_prefix (lines[i], "imported "))
        self->n_imported = (guint) g_ascii_strtoull (lines[i] + strlen ("imported "), NULL, 10);
      else if (g_str_equal (lines[i], "open"))
        self->is_open = TRUE;
      else if (g_str_has_prefix (lines[i], "tick ") && ++seen + TICKS_A_SECOND == n_ticks)
        take_second (self);
    }
}

void
crash_account_clear (CrashAccount *self)
{
  g_clear_pointer (&self->sent, g_hash_table_unref);
}
