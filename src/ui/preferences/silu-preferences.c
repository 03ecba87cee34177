/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts, and what GSettings keeps: each switch is bound to its key and nothing else. */
#include "silu-preferences.h"

#include "config.h"
#include "silu-accounts-page.h"
#include "silu-compat.h"

/* The order of the combo row. */
static const char *const SCHEMES[] = { "system", "light", "dark" };

static gboolean
get_scheme (GValue *value, GVariant *variant, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (SCHEMES); i++)
    if (g_str_equal (g_variant_get_string (variant, NULL), SCHEMES[i]))
      g_value_set_uint (value, i);

  return TRUE;
}

static GVariant *
set_scheme (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint i = g_value_get_uint (value);

  return g_variant_new_string (SCHEMES[MIN (i, G_N_ELEMENTS (SCHEMES) - 1)]);
}

static void
add_general_page (GtkWidget *window)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource (SILU_RESOURCE_PREFIX "/silu-preferences.ui");
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);
  const char *const switches[] = { "code-wrap", "code-line-numbers", "enter-sends" };

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    g_settings_bind (settings, switches[i], gtk_builder_get_object (builder, switches[i]), "active",
                     G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "color-scheme",
                                gtk_builder_get_object (builder, "color-scheme"), "selected",
                                G_SETTINGS_BIND_DEFAULT, get_scheme, set_scheme, NULL, NULL);

  silu_preferences_window_add (window, GTK_WIDGET (gtk_builder_get_object (builder, "page")));
}

GtkWidget *
silu_preferences_present (GtkWidget *parent, SiluEngine *engine)
{
  GtkWidget *window = silu_preferences_window_new (parent);

  silu_preferences_window_add (window, silu_accounts_page_new (engine));
  add_general_page (window);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}
