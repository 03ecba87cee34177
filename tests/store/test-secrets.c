/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API keys with a service that keeps them (libsecret's own file, see meson.build) and, in a
 * process of its own, without any. */
#include "silu-secrets.h"
#include "silu-test.h"

#include <string.h>

#define KEY "sk-very-secret-0123456789"

static void
store_key (SiluSecrets *secrets, const char *account, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;

  silu_secrets_store_async (secrets, account, key, silu_test_store_result_cb, &result);
  silu_secrets_store_finish (secrets, silu_test_wait_result (&result));
}

static void
assert_key (SiluSecrets *secrets, const char *account, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  char *key;

  silu_secrets_lookup_async (secrets, account, NULL, silu_test_store_result_cb, &result);
  key = silu_secrets_lookup_finish (secrets, silu_test_wait_result (&result));
  g_assert_cmpstr (key, ==, expected);
  silu_secrets_free_key (key);
}

/* In no file below @directory. */
static void
assert_not_below (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autofree char *contents = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        assert_not_below (path);
      else if (g_file_get_contents (path, &contents, &length, NULL))
        g_assert_null (g_strstr_len (contents, (gssize) length, KEY));
    }
}

/* Its folder is that of the test which runs. */
static void
begin_keyring (void)
{
  g_autofree char *keyring = g_build_filename (silu_test_get_folder (), "keyring", NULL);

  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
}

static void
test_kept (void)
{
  g_autoptr (SiluSecrets) secrets = silu_secrets_new ();
  g_autoptr (SiluSecrets) later = silu_secrets_new ();

  begin_keyring ();
  assert_key (secrets, "account-1", NULL);

  store_key (secrets, "account-1", KEY);
  g_assert_false (silu_secrets_get_volatile (secrets));
  assert_key (secrets, "account-1", KEY);

  /* Not from memory: another one finds it too. */
  assert_key (later, "account-1", KEY);
  assert_key (later, "account-2", NULL);
  assert_not_below (g_get_user_data_dir ());
}

static void
test_forgotten_child (void)
{
  g_autoptr (SiluSecrets) secrets = silu_secrets_new ();

  begin_keyring ();
  store_key (secrets, "account-1", KEY);
  store_key (secrets, "account-2", "another");
  store_key (secrets, "account-1", "changed");
  assert_key (secrets, "account-1", "changed");

  store_key (secrets, "account-1", NULL);
  assert_key (secrets, "account-1", NULL);
  assert_key (secrets, "account-2", "another");
}

/* libsecret 0.20.5 loses a string each time it replaces its file: leaks are not looked for. */
static void
test_forgotten (void)
{
  g_autofree char *options = g_strdup (g_getenv ("LSAN_OPTIONS"));

  if (g_test_subprocess ())
    {
      test_forgotten_child ();
      return;
    }

  g_setenv ("LSAN_OPTIONS", "detect_leaks=0", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  if (options != NULL)
    g_setenv ("LSAN_OPTIONS", options, TRUE);
  else
    g_unsetenv ("LSAN_OPTIONS");
  g_test_trap_assert_passed ();
}

static void
count_cb (SiluSecrets *secrets, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_volatile_child (void)
{
  g_autoptr (SiluSecrets) secrets = silu_secrets_new ();
  g_autoptr (SiluSecrets) later = silu_secrets_new ();
  guint notified = 0;

  g_signal_connect (secrets, "notify::volatile", G_CALLBACK (count_cb), &notified);
  assert_key (secrets, "account-1", NULL);
  g_assert_false (silu_secrets_get_volatile (secrets));

  store_key (secrets, "account-1", KEY);
  g_assert_true (silu_secrets_get_volatile (secrets));
  g_assert_cmpuint (notified, ==, 1);
  assert_key (secrets, "account-1", KEY);
  assert_key (later, "account-1", NULL);
  assert_not_below (g_get_user_data_dir ());
  assert_not_below (g_get_user_config_dir ());
  assert_not_below (g_get_user_cache_dir ());

  store_key (secrets, "account-1", "");
  g_assert_false (silu_secrets_get_volatile (secrets));
  g_assert_cmpuint (notified, ==, 2);
  assert_key (secrets, "account-1", NULL);
}

/* libsecret decides for a backend once a process. */
static void
test_volatile (void)
{
  if (g_test_subprocess ())
    {
      test_volatile_child ();
      return;
    }

  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/secrets/kept", test_kept);
  g_test_add_func ("/secrets/forgotten", test_forgotten);
  g_test_add_func ("/secrets/volatile", test_volatile);

  return g_test_run ();
}
