/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silu-step-words.h"

#include "silu-duration.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  const char *icon;
  const char *css_class;
} Look;

/* By SiluStepKind. */
static const Look looks[SILU_N_STEP_KINDS] = {
  /* Translators: kinds of steps in a chain of thought, from here on. */
  { N_ ("Understanding"), "silu-step-understand-symbolic", "understand" },
  { N_ ("Plan"), "silu-step-plan-symbolic", "plan" },
  { N_ ("Derivation"), "silu-step-derive-symbolic", "derive" },
  { N_ ("Calculation"), "silu-step-compute-symbolic", "compute" },
  { N_ ("Check"), "silu-step-check-symbolic", "check" },
  { N_ ("Doubt"), "silu-step-doubt-symbolic", "doubt" },
  { N_ ("Alternative"), "silu-step-alternative-symbolic", "alternative" },
  { N_ ("Conclusion"), "silu-step-conclude-symbolic", "conclude" },
  { N_ ("Draft code"), "silu-step-code-symbolic", "code" },
};

const char *
silu_step_words_get_kind (SiluStepKind kind)
{
  return _ (looks[kind].name);
}

const char *
silu_step_words_get_icon (SiluStepKind kind)
{
  return looks[kind].icon;
}

const char *
silu_step_words_get_css_class (SiluStepKind kind)
{
  return looks[kind].css_class;
}

char *
silu_step_words_dup_name (guint index, guint n_steps, const SiluStep *step)
{
  g_autofree char *kind = g_utf8_strdown (silu_step_words_get_kind (step->kind), -1);

  /* Translators: to a screen reader: number, count, kind of the step, its title. */
  return g_strdup_printf (_ ("Step %u of %u, %s: %s"), index + 1, n_steps, kind, step->title);
}

char *
silu_step_words_dup_facts (const SiluStep *step, gint64 tokens)
{
  g_autofree char *time = NULL;
  g_autofree char *count = NULL;

  if (step->begun != 0 && step->ended > step->begun)
    time = silu_duration_format (step->ended - step->begun);
  if (tokens > 0)
    count = silu_tokens_to_words (tokens, TRUE);

  if (time != NULL && count != NULL)
    return g_strdup_printf ("%s · %s", time, count);

  return g_strdup (time != NULL ? time : count != NULL ? count : "");
}

void
silu_step_words_style (GtkWidget *widget, SiluStepKind kind)
{
  for (guint i = 0; i < SILU_N_STEP_KINDS; i++)
    if (i != kind)
      gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_add_css_class (widget, looks[kind].css_class);
}
