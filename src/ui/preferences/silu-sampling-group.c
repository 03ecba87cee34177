/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row a number: a switch says whether it is sent at all, a field beside it what it is. */
#include "silu-sampling-group.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *row;
  GtkWidget *toggle;
  GtkWidget *spin;
} Row;

struct _SiluSamplingGroup
{
  AdwPreferencesGroup parent_instance;

  SiluProfile *profile; /* or NULL */
  SiluThinkLevel level;
  SiluSampling sampling;
  Row rows[SILU_N_PARAMS];
  gboolean updating; /* what changes is not by the user's hand */
};

G_DEFINE_FINAL_TYPE (SiluSamplingGroup, silu_sampling_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What a number begins with when it is switched on, and how it is stepped. */
static const struct
{
  const char *title;
  double usual;
  double step;
  guint digits;
} PARAMS[] = {
  [SILU_PARAM_TEMPERATURE] = { N_ ("Temperature"), 0.6, 0.1, 2 },
  [SILU_PARAM_TOP_P] = { N_ ("Top P"), 0.95, 0.05, 2 },
  [SILU_PARAM_TOP_K] = { N_ ("Top K"), 40, 1, 0 },
  [SILU_PARAM_MIN_P] = { N_ ("Min P"), 0.05, 0.01, 2 },
  [SILU_PARAM_PRESENCE_PENALTY] = { N_ ("Presence penalty"), 0, 0.1, 2 },
  [SILU_PARAM_FREQUENCY_PENALTY] = { N_ ("Frequency penalty"), 0, 0.1, 2 },
  [SILU_PARAM_SEED] = { N_ ("Seed"), 0, 1, 0 },
  [SILU_PARAM_MAX_TOKENS] = { N_ ("Tokens of an answer, at most"), 8192, 1024, 0 },
  [SILU_PARAM_NUM_CTX] = { N_ ("Context, in tokens"), 8192, 1024, 0 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (PARAMS) == SILU_N_PARAMS);

static SiluParamUse
get_use (SiluSamplingGroup *self, SiluParam param)
{
  return self->profile != NULL ? silu_profile_get_param_use (self->profile, self->level, param)
                               : SILU_PARAM_USED;
}

/* Whether the model takes it when it does not think. */
static gboolean
is_known (SiluSamplingGroup *self, SiluParam param)
{
  return self->profile == NULL || self->profile->params[0][param] != SILU_PARAM_REFUSED ||
         self->profile->params[1][param] != SILU_PARAM_REFUSED;
}

static const char *
get_reason (SiluSamplingGroup *self, SiluParam param)
{
  if (get_use (self, param) == SILU_PARAM_USED)
    return "";
  if (is_known (self, param) && self->profile->params[0][param] == SILU_PARAM_USED)
    return _ ("Has no effect while the model thinks");

  return _ ("This model does not take it");
}

static void
update_row (SiluSamplingGroup *self, SiluParam param)
{
  const Row *row = &self->rows[param];
  gboolean is_set = self->sampling.is_set[param];

  self->updating = TRUE;
  gtk_switch_set_active (GTK_SWITCH (row->toggle), is_set);
  if (is_set)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (row->spin), self->sampling.values[param]);
  self->updating = FALSE;

  gtk_widget_set_visible (row->spin, is_set);
  gtk_widget_set_visible (row->row, is_set || is_known (self, param));
  gtk_widget_set_sensitive (row->row, get_use (self, param) == SILU_PARAM_USED);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row->row), get_reason (self, param));
}

static void
update (SiluSamplingGroup *self)
{
  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    update_row (self, (SiluParam) i);
}

static SiluParam
find_param (SiluSamplingGroup *self, gpointer widget)
{
  gsize i = 0;

  while (self->rows[i].toggle != widget && self->rows[i].spin != widget)
    i++;

  return (SiluParam) i;
}

static void
toggle_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer user_data)
{
  SiluSamplingGroup *self = user_data;
  SiluParam param;

  if (self->updating)
    return;

  param = find_param (self, toggle);
  if (gtk_switch_get_active (toggle))
    silu_sampling_set (&self->sampling, param, PARAMS[param].usual);
  else
    silu_sampling_unset (&self->sampling, param);
  update_row (self, param);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
value_cb (GtkSpinButton *spin, gpointer user_data)
{
  SiluSamplingGroup *self = user_data;

  if (self->updating)
    return;

  silu_sampling_set (&self->sampling, find_param (self, spin), gtk_spin_button_get_value (spin));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
silu_sampling_group_finalize (GObject *object)
{
  SiluSamplingGroup *self = SILU_SAMPLING_GROUP (object);

  g_clear_pointer (&self->profile, silu_profile_unref);

  G_OBJECT_CLASS (silu_sampling_group_parent_class)->finalize (object);
}

static void
silu_sampling_group_class_init (SiluSamplingGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_sampling_group_finalize;

  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_SAMPLING_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_spin (SiluParam param)
{
  double min, max;
  GtkWidget *spin;

  silu_param_get_range (param, &min, &max);
  spin = gtk_spin_button_new_with_range (min, max, PARAMS[param].step);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), PARAMS[param].digits);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (PARAMS[param].title), -1);

  return spin;
}

static void
silu_sampling_group_init (SiluSamplingGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Parameters"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("What is off is left to the server"));

  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    {
      Row *row = &self->rows[i];

      row->row = adw_action_row_new ();
      row->spin = make_spin ((SiluParam) i);
      row->toggle = gtk_switch_new ();
      gtk_widget_set_valign (row->toggle, GTK_ALIGN_CENTER);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), _ (PARAMS[i].title));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), row->spin);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), row->toggle);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row->row), row->toggle);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row->row);
      g_signal_connect_object (row->toggle, "notify::active", G_CALLBACK (toggle_cb), self, 0);
      g_signal_connect_object (row->spin, "value-changed", G_CALLBACK (value_cb), self, 0);
    }

  update (self);
}

GtkWidget *
silu_sampling_group_new (void)
{
  return g_object_new (SILU_TYPE_SAMPLING_GROUP, NULL);
}

void
silu_sampling_group_set_profile (SiluSamplingGroup *self,
                                 SiluProfile *profile,
                                 SiluThinkLevel level)
{
  SiluProfile *old = self->profile;

  g_return_if_fail (SILU_IS_SAMPLING_GROUP (self));

  self->profile = profile != NULL ? silu_profile_ref (profile) : NULL;
  g_clear_pointer (&old, silu_profile_unref);
  self->level = level;
  update (self);
}

void
silu_sampling_group_set_sampling (SiluSamplingGroup *self, const SiluSampling *sampling)
{
  g_return_if_fail (SILU_IS_SAMPLING_GROUP (self));

  self->sampling = *sampling;
  update (self);
}

const SiluSampling *
silu_sampling_group_get_sampling (SiluSamplingGroup *self)
{
  g_return_val_if_fail (SILU_IS_SAMPLING_GROUP (self), NULL);

  return &self->sampling;
}
