/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "thought-probe.h"

#include "silu-thought-pane.h"
#include "silu-transcript-selection.h"
#include "silu-ui-test.h"

SiluTranscript *
thought_find_text (GtkWidget *inside)
{
  GtkWidget *pane = silu_ui_test_find (inside, SILU_TYPE_THOUGHT_PANE);
  g_autoptr (GPtrArray) found = NULL;

  if (pane == NULL)
    return NULL;

  found = silu_ui_test_find_all (pane, SILU_TYPE_TRANSCRIPT);
  for (guint i = 0; i < found->len; i++)
    if (gtk_widget_get_ancestor (g_ptr_array_index (found, i), SILU_TYPE_STEP_OUTLINE) == NULL)
      return g_ptr_array_index (found, i);

  return NULL;
}

SiluStepOutline *
thought_find_outline (GtkWidget *inside)
{
  GtkWidget *outline = silu_ui_test_find (inside, SILU_TYPE_STEP_OUTLINE);

  return outline != NULL ? SILU_STEP_OUTLINE (outline) : NULL;
}

char *
thought_dup_text (GtkWidget *inside)
{
  SiluTranscript *text = thought_find_text (inside);
  GString *all = g_string_new (NULL);

  for (guint i = 0; text != NULL && i < silu_transcript_get_n_rows (text); i++)
    {
      SiluBlock *block = silu_transcript_get_block (text, i);

      if (block == NULL)
        continue;
      g_string_append_printf (all, "%s%s", all->len > 0 ? "\n\n" : "",
                              block->text != NULL ? block->text : "…");
    }

  return g_string_free (all, FALSE);
}

void
thought_assert_text (GtkWidget *inside, const char *expected)
{
  g_autofree char *text = thought_dup_text (inside);

  g_assert_cmpstr (text, ==, expected);
}

GtkAdjustment *
thought_get_adjustment (GtkWidget *inside)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (thought_find_text (inside)));
}
