/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts, and what GSettings keeps: each switch is bound to its key and nothing else. */
#include "silu-preferences.h"

#include "config.h"
#include "silu-accounts-page.h"
#include "silu-compat.h"
#include "silu-history-page.h"

/* What a combo row's items are in the settings, in their order; NULL at the end. */
static const char *const SCHEMES[] = { "system", "light", "dark", NULL };
static const char *const FOLLOWS[] = { "always", "question", "never", NULL };

static gboolean
get_choice (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *const *names = user_data;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (g_variant_get_string (variant, NULL), names[i]))
      g_value_set_uint (value, i);

  return TRUE;
}

static GVariant *
set_choice (const GValue *value, const GVariantType *type, gpointer user_data)
{
  const char *const *names = user_data;
  guint i = g_value_get_uint (value);

  return i < g_strv_length ((char **) names) ? g_variant_new_string (names[i]) : NULL;
}

static void
bind_choice (GSettings *settings, GtkBuilder *builder, const char *key, const char *const *names)
{
  g_settings_bind_with_mapping (settings, key, gtk_builder_get_object (builder, key), "selected",
                                G_SETTINGS_BIND_DEFAULT, get_choice, set_choice, (gpointer) names,
                                NULL);
}

static void
add_general_page (GtkWidget *window)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource (SILU_RESOURCE_PREFIX "/silu-preferences.ui");
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);
  const char *const switches[] = { "code-wrap", "code-line-numbers", "enter-sends", "name-chats" };

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    g_settings_bind (settings, switches[i], gtk_builder_get_object (builder, switches[i]), "active",
                     G_SETTINGS_BIND_DEFAULT);
  bind_choice (settings, builder, "color-scheme", SCHEMES);
  bind_choice (settings, builder, "follow", FOLLOWS);

  silu_preferences_window_add (window, GTK_WIDGET (gtk_builder_get_object (builder, "page")));
}

GtkWidget *
silu_preferences_present (GtkWidget *parent, SiluEngine *engine)
{
  GtkWidget *window = silu_preferences_window_new (parent);

  silu_preferences_window_add (window, silu_accounts_page_new (engine));
  add_general_page (window);
  silu_preferences_window_add (window, silu_history_page_new (engine));
  gtk_window_present (GTK_WINDOW (window));

  return window;
}
