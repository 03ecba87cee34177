/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The presets: each must work with what the layers below know. */
#include "silu-dialect.h"
#include "silu-http.h"
#include "silu-preset.h"
#include "silu-test.h"

static void
test_list (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (const SiluPreset *preset = silu_preset_list (); preset->id != NULL; preset++)
    {
      g_assert_true (g_hash_table_add (ids, (gpointer) preset->id));
      g_assert_true (silu_preset_find (preset->id) == preset);
      g_assert_nonnull (silu_dialect_find (preset->dialect));
      g_assert_nonnull (preset->model);
      g_assert_cmpstr (preset->name, !=, "");
    }

  g_assert_cmpstr (silu_preset_list ()->id, ==, "deepseek");
  g_assert_null (silu_preset_find ("nobody"));
  g_assert_null (silu_preset_find (NULL));
}

static void
test_addresses (void)
{
  for (const SiluPreset *preset = silu_preset_list (); preset->id != NULL; preset++)
    {
      g_autofree char *port = g_strdup_printf (":%u/", preset->ports[0]);
      GError *error = NULL;

      if (*preset->base_url == '\0')
        continue;

      g_assert_true (silu_http_check_url (preset->base_url, &error));
      g_assert_no_error (error);
      g_assert_true (silu_http_url_is_private (preset->base_url));
      g_assert_false (g_str_has_suffix (preset->base_url, "/"));
      g_assert_cmpint (preset->local, ==, preset->ports[0] != 0);
      if (preset->local)
        g_assert_nonnull (strstr (preset->base_url, port));
    }
}

/* A port names one preset: an answer there is taken for that. */
static void
test_ports (void)
{
  g_autoptr (GHashTable) ports = g_hash_table_new (NULL, NULL);

  for (const SiluPreset *preset = silu_preset_list (); preset->id != NULL; preset++)
    {
      for (gsize i = 0; preset->ports[i] != 0; i++)
        g_assert_true (g_hash_table_add (ports, GUINT_TO_POINTER (preset->ports[i])));
    }

  g_assert_true (g_hash_table_contains (ports, GUINT_TO_POINTER (11434)));
  g_assert_true (g_hash_table_contains (ports, GUINT_TO_POINTER (9931)));
  g_assert_true (g_hash_table_contains (ports, GUINT_TO_POINTER (8080)));
}

static void
test_deepseek (void)
{
  const SiluPreset *preset = silu_preset_find ("deepseek");

  g_assert_cmpstr (preset->base_url, ==, "https://api.deepseek.com");
  g_assert_cmpstr (preset->model, ==, "deepseek-flash");
  g_assert_cmpint (preset->think_switch, ==, SILU_THINK_SWITCH_DEEPSEEK);
  g_assert_cmpint (preset->think, ==, SILU_THINK_HIGH);
  g_assert_true (preset->needs_key);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/preset/list", test_list);
  g_test_add_func ("/preset/addresses", test_addresses);
  g_test_add_func ("/preset/ports", test_ports);
  g_test_add_func ("/preset/deepseek", test_deepseek);

  return g_test_run ();
}
