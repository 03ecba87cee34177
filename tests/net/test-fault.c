/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each kind of failure has a sentence, with and without a host, and GIO's failures find theirs. */
#include "silu-fault.h"
#include "silu-test.h"

#include <libsoup/soup.h>
#include <string.h>

static void
test_sentences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = SILU_ERROR_FAILED; code <= SILU_ERROR_NOT_FOUND; code++)
    {
      char *plain = silu_fault_sentence (code, NULL);
      g_autofree char *named = silu_fault_sentence (code, "api.example.org");
      g_autofree char *empty = silu_fault_sentence (code, "");

      g_assert_true (g_str_has_suffix (plain, "."));
      g_assert_true (g_str_has_suffix (named, "."));
      g_assert_null (strchr (plain, '%'));
      g_assert_null (strchr (named, '%'));
      g_assert_cmpstr (empty, ==, plain);
      g_assert_true (g_hash_table_add (seen, plain));
    }
}

static void
test_new (void)
{
  g_autoptr (GError) error = silu_fault_new (SILU_ERROR_RATE_LIMIT, "h", "slow down", 2.5);
  g_autofree char *sentence = silu_fault_sentence (SILU_ERROR_RATE_LIMIT, "h");

  g_assert_error (error, SILU_ERROR, SILU_ERROR_RATE_LIMIT);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_cmpstr (silu_error_get_detail (error), ==, "slow down");
  g_assert_cmpfloat (silu_error_get_retry_after (error), ==, 2.5);
}

static void
test_from_gio (void)
{
  const struct
  {
    GQuark domain;
    int code;
    SiluErrorCode expected;
    const char *words;
  } cases[] = {
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, SILU_ERROR_NETWORK, "cannot be found" },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, SILU_ERROR_NETWORK, "cannot be found" },
    { G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, SILU_ERROR_NETWORK, "cannot be found" },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, SILU_ERROR_NETWORK, "Is the server running?" },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, SILU_ERROR_NETWORK, "no connection to" },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, SILU_ERROR_NETWORK, "no connection to" },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, SILU_ERROR_NETWORK, "closed the connection" },
    { G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, SILU_ERROR_NETWORK, "closed the connection" },
    { G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH, SILU_ERROR_PROXY, "proxy" },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, SILU_ERROR_TIMEOUT, "silent" },
    { G_IO_ERROR, G_IO_ERROR_INVALID_DATA, SILU_ERROR_PROTOCOL, "not a model's answer" },
    { G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, SILU_ERROR_TLS, "certificate" },
    { G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE, SILU_ERROR_TLS, "certificate" },
    { G_TLS_ERROR, G_TLS_ERROR_NOT_TLS, SILU_ERROR_TLS, "does not speak https" },
    { G_TLS_ERROR, G_TLS_ERROR_EOF, SILU_ERROR_NETWORK, "closed the connection" },
    { SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING, SILU_ERROR_PROTOCOL, "not a model's answer" },
    { G_FILE_ERROR, G_FILE_ERROR_IO, SILU_ERROR_FAILED, "went wrong" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *cause = g_error_new_literal (cases[i].domain, cases[i].code, "the cause");
      g_autoptr (GError) fault = silu_fault_from_gio (cause, "api.example.org");

      g_assert_error (fault, SILU_ERROR, (int) cases[i].expected);
      g_assert_nonnull (strstr (fault->message, cases[i].words));
      g_assert_cmpstr (silu_error_get_detail (fault), ==, "the cause");
    }
}

static void
test_left_alone (void)
{
  GError *cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  GError *ours = silu_fault_new (SILU_ERROR_BALANCE, NULL, NULL, -1);

  g_assert_true (silu_fault_from_gio (cancelled, "h") == cancelled);
  g_assert_true (silu_fault_from_gio (ours, "h") == ours);
  g_error_free (cancelled);
  g_error_free (ours);
}

static void
test_without_host (void)
{
  GError *cause = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "x");
  g_autoptr (GError) fault = silu_fault_from_gio (cause, NULL);

  g_assert_error (fault, SILU_ERROR, SILU_ERROR_NETWORK);
  g_assert_null (strstr (fault->message, "null"));
}

int
main (int argc, char *argv[])
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/fault/sentences", test_sentences);
  g_test_add_func ("/fault/new", test_new);
  g_test_add_func ("/fault/from-gio", test_from_gio);
  g_test_add_func ("/fault/left-alone", test_left_alone);
  g_test_add_func ("/fault/without-host", test_without_host);

  return g_test_run ();
}
