/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account tells when it changes, and only then. */
#include "silu-account.h"
#include "silu-test.h"

static void
count_cb (SiluAccount *account, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_changed (void)
{
  const char *const models[] = { "m-1", "m-2", NULL };
  g_autoptr (SiluAccount) account = silu_account_new (NULL, "custom");
  guint changed = 0;

  g_assert_true (g_uuid_string_is_valid (silu_account_get_id (account)));
  g_assert_cmpstr (silu_account_get_preset (account), ==, "custom");
  g_assert_cmpstr (silu_account_get_model (account), ==, "");
  g_assert_null (silu_account_get_models (account)[0]);

  g_signal_connect (account, "changed", G_CALLBACK (count_cb), &changed);
  for (int i = 0; i < 2; i++) /* the second time nothing changes */
    {
      g_object_set (account, "name", "Mine", NULL);
      silu_account_set_base_url (account, "http://localhost/v1");
      silu_account_set_dialect (account, "ollama");
      silu_account_set_model (account, "m-1");
      silu_account_set_models (account, models);
      silu_account_set_is_default (account, TRUE);
      g_assert_cmpuint (changed, ==, 6);
    }

  g_assert_cmpstr (silu_account_get_name (account), ==, "Mine");
  g_assert_cmpstr (silu_account_get_models (account)[1], ==, "m-2");
  g_assert_true (silu_account_get_is_default (account));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/account/changed", test_changed);

  return g_test_run ();
}
