/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money at the edges: the first minute of a row, of a peak, of a weekend; and tables with mistakes.
 */
#include "silu-price.h"

#include "silu-error.h"
#include "silu-json.h"
#include "silu-test.h"
#include <string.h>

#define MILLION 1000000

static const char flash[] =
    "[{\"from\":\"2026-09-10\",\"currency\":\"USD\",\"input\":0.15,\"cached\":0.003,"
    "\"output\":0.6,\"peak\":{\"hours\":[\"01:00-04:00\",\"06:00-10:00\"],\"weekdays\":true,"
    "\"input\":0.3,\"cached\":0.006,\"output\":1.2}},"
    "{\"from\":\"2026-04-24\",\"currency\":\"CNY\",\"input\":1,\"output\":2}]";

static SiluPriceTable *
parse (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = silu_json_parse (json, strlen (json), NULL);

  g_assert_nonnull (node);

  return silu_price_table_new (json_node_get_array (node), error);
}

static gint64
at (const char *when)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (when, NULL);

  g_assert_nonnull (date);

  return g_date_time_to_unix (date) * G_USEC_PER_SEC;
}

static double
estimate (SiluPriceTable *table, const SiluUsage *usage, const char *when, const char *expected)
{
  const char *currency = NULL;
  double amount = -1;

  g_assert_true (silu_price_table_estimate (table, usage, at (when), &amount, &currency));
  g_assert_cmpstr (currency, ==, expected);

  return amount;
}

static void
test_hours (void)
{
  static const struct
  {
    const char *when;
    double amount; /* of a million tokens of output */
  } rows[] = {
    { "2026-09-10T00:00:00Z", 0.6 }, /* Thursday */
    { "2026-11-20T00:59:59Z", 0.6 }, /* Friday */
    { "2026-11-20T01:00:00Z", 1.2 },      { "2026-11-20T03:59:59Z", 1.2 },
    { "2026-11-20T04:00:00Z", 0.6 },      { "2026-11-20T05:59:59Z", 0.6 },
    { "2026-11-20T06:00:00Z", 1.2 },      { "2026-11-20T09:59:59Z", 1.2 },
    { "2026-11-20T10:00:00Z", 0.6 },      { "2026-11-20T10:30:00+08:00", 1.2 }, /* 02:30 UTC */
    { "2026-11-21T02:00:00Z", 0.6 },                                            /* Saturday */
    { "2026-11-22T07:00:00Z", 0.6 },                                            /* Sunday */
    { "2026-11-23T01:00:00Z", 1.2 },                                            /* Monday */
    { "2026-11-23T07:00:00+08:00", 0.6 },                                       /* Sunday in UTC */
  };
  g_autoptr (SiluPriceTable) table = parse (flash, NULL);
  SiluUsage usage = SILU_USAGE_INIT;

  usage.prompt = 0;
  usage.completion = MILLION;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpfloat_with_epsilon (estimate (table, &usage, rows[i].when, "USD"), rows[i].amount,
                                    1e-12);
}

static void
test_dates (void)
{
  g_autoptr (SiluPriceTable) table = parse (flash, NULL);
  SiluUsage usage = SILU_USAGE_INIT;
  const char *currency = "untouched";
  double amount = -1;

  usage.prompt = usage.completion = MILLION;
  g_assert_false (
      silu_price_table_estimate (table, &usage, at ("2026-04-23T23:59:59Z"), &amount, &currency));
  g_assert_cmpfloat (amount, ==, -1);
  g_assert_cmpstr (currency, ==, "untouched");
  g_assert_false (silu_price_table_estimate (table, &usage, G_MININT64, &amount, &currency));

  /* The rows need not be in order. */
  g_assert_cmpfloat (estimate (table, &usage, "2026-04-24T00:00:00Z", "CNY"), ==, 3);
  g_assert_cmpfloat (estimate (table, &usage, "2026-09-09T23:59:59Z", "CNY"), ==, 3);
  g_assert_cmpfloat_with_epsilon (estimate (table, &usage, "2026-09-12T00:00:00Z", "USD"), 0.75,
                                  1e-12);
  g_assert_true (silu_price_table_estimate (table, &usage, G_MAXINT64, &amount, &currency));
}

static void
test_counts (void)
{
  static const struct
  {
    gint64 prompt;
    gint64 cached;
    gint64 completion;
    double amount; /* negative: not known */
  } rows[] = {
    { MILLION, -1, 0, 0.15 }, /* the server says nothing of a cache */
    { MILLION, 0, 0, 0.15 },
    { MILLION, MILLION, 0, 0.003 },
    { MILLION, MILLION / 2, MILLION, 0.6765 },
    { MILLION, 2 * MILLION, 0, 0.003 }, /* more than there was */
    { 0, 0, 0, 0 },
    { 0, 5, 0, 0 },
    { -1, 0, MILLION, -1 },
    { MILLION, 0, -1, -1 },
    { -1, -1, -1, -1 },
  };
  g_autoptr (SiluPriceTable) table = parse (flash, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SiluUsage usage = SILU_USAGE_INIT;
      const char *currency;
      double amount = -1;

      usage.prompt = rows[i].prompt;
      usage.cached = rows[i].cached;
      usage.completion = rows[i].completion;
      g_assert_cmpint (silu_price_table_estimate (table, &usage, at ("2026-11-21T00:00:00Z"),
                                                  &amount, &currency),
                       ==, rows[i].amount >= 0);
      g_assert_cmpfloat_with_epsilon (amount, rows[i].amount, 1e-12);
    }
}

static void
test_every_day (void)
{
  g_autoptr (SiluPriceTable) table =
      parse ("[{\"from\":\"2026-01-01\",\"currency\":\"EUR\",\"input\":1,\"output\":1,"
             "\"peak\":{\"hours\":[\"00:00-24:00\"],\"input\":2,\"output\":2}}]",
             NULL);
  SiluUsage usage = SILU_USAGE_INIT;

  usage.prompt = MILLION;
  usage.cached = MILLION; /* costs like the rest where nothing else is said */
  usage.completion = 0;
  g_assert_cmpfloat (estimate (table, &usage, "2026-11-22T23:59:59Z", "EUR"), ==, 2);
  g_assert_cmpfloat (estimate (table, &usage, "2026-11-22T00:00:00Z", "EUR"), ==, 2);
}

static void
test_empty (void)
{
  g_autoptr (SiluPriceTable) table = parse ("[]", NULL);
  SiluUsage usage = SILU_USAGE_INIT;
  const char *currency;
  double amount;

  usage.prompt = usage.completion = 1;
  g_assert_false (silu_price_table_estimate (table, &usage, G_MAXINT64, &amount, &currency));
}

#define ROW(members) "[{\"from\":\"2026-01-01\",\"currency\":\"USD\"," members "}]"
#define PEAK(members) ROW ("\"input\":1,\"output\":1,\"peak\":" members)
#define HOURS(hours) PEAK ("{\"input\":1,\"output\":1,\"hours\":" hours "}")

static void
test_mistakes (void)
{
  static const char *const tables[] = {
    "[3]",
    "[{}]",
    "[null]",
    "[{\"from\":\"soon\",\"currency\":\"USD\",\"input\":1,\"output\":1}]",
    "[{\"from\":\"2026-02-30\",\"currency\":\"USD\",\"input\":1,\"output\":1}]",
    "[{\"from\":\"2026-01-01T00:00:00Z\",\"currency\":\"USD\",\"input\":1,\"output\":1}]",
    "[{\"from\":20260101,\"currency\":\"USD\",\"input\":1,\"output\":1}]",
    "[{\"from\":\"2026-01-01\",\"input\":1,\"output\":1}]",
    "[{\"from\":\"2026-01-01\",\"currency\":\"$\",\"input\":1,\"output\":1}]",
    "[{\"from\":\"2026-01-01\",\"currency\":\"EURO\",\"input\":1,\"output\":1}]",
    ROW ("\"output\":1"),
    ROW ("\"input\":1"),
    ROW ("\"input\":\"1\",\"output\":1"),
    ROW ("\"input\":-1,\"output\":1"),
    ROW ("\"input\":1,\"output\":1,\"cached\":-0.1"),
    ROW ("\"input\":1e999,\"output\":1"),
    PEAK ("true"),
    PEAK ("{}"),
    PEAK ("{\"hours\":[\"01:00-04:00\"]}"),
    HOURS ("\"01:00-04:00\""),
    HOURS ("[7]"),
    HOURS ("[\"1:00-04:00\"]"),
    HOURS ("[\"01:00_04:00\"]"),
    HOURS ("[\"01:00-04:60\"]"),
    HOURS ("[\"01.00-04.00\"]"),
    HOURS ("[\"22:00-02:00\"]"),
    HOURS ("[\"04:00-04:00\"]"),
    HOURS ("[\"04:00-24:01\"]"),
    HOURS ("[1,2,3,4,5,6,7,8,9,10,11,12,13]"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (tables[i], &error));
      g_assert_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL);
      g_assert_true (g_str_has_prefix (error->message, "prices: "));
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/price/hours", test_hours);
  g_test_add_func ("/price/dates", test_dates);
  g_test_add_func ("/price/counts", test_counts);
  g_test_add_func ("/price/every-day", test_every_day);
  g_test_add_func ("/price/empty", test_empty);
  g_test_add_func ("/price/mistakes", test_mistakes);

  return g_test_run ();
}
