/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers from people and from the store: bounded, never "nan", the same after a round trip. */
#include "silu-sampling.h"
#include "silu-test.h"

#include <math.h>

static void
test_names (void)
{
  for (int i = 0; i < SILU_N_PARAMS; i++)
    {
      const char *name = silu_param_get_name ((SiluParam) i);
      SiluParam param;
      double min;
      double max;

      g_assert_true (silu_param_find (name, &param));
      g_assert_cmpint (param, ==, i);
      silu_param_get_range (param, &min, &max);
      g_assert_cmpfloat (min, <, max);
    }

  g_assert_cmpstr (silu_param_get_name (SILU_PARAM_TEMPERATURE), ==, "temperature");
  g_assert_cmpstr (silu_param_get_name (SILU_PARAM_NUM_CTX), ==, "num_ctx");
  g_assert_true (silu_param_is_integer (SILU_PARAM_SEED));
  g_assert_false (silu_param_is_integer (SILU_PARAM_MIN_P));
}

static void
test_unknown_names (void)
{
  static const char *const names[] = { "", "Temperature", "top-p", "temperature ", "stop", NULL };
  SiluParam param = SILU_PARAM_SEED;

  for (gsize i = 0; names[i] != NULL; i++)
    g_assert_false (silu_param_find (names[i], &param));
  g_assert_false (silu_param_find (NULL, &param));
  g_assert_cmpint (param, ==, SILU_PARAM_SEED);
}

static void
test_clamped (void)
{
  static const struct
  {
    SiluParam param;
    double value;
    double expected;
  } rows[] = {
    { SILU_PARAM_TEMPERATURE, -0.1, 0 },
    { SILU_PARAM_TEMPERATURE, 2.5, 2 },
    { SILU_PARAM_TEMPERATURE, 0.6, 0.6 },
    { SILU_PARAM_TOP_P, 1.0000001, 1 },
    { SILU_PARAM_TOP_K, 0, 1 },
    { SILU_PARAM_TOP_K, 40.4, 40 },
    { SILU_PARAM_TOP_K, 40.5, 41 },
    { SILU_PARAM_PRESENCE_PENALTY, -3, -2 },
    { SILU_PARAM_FREQUENCY_PENALTY, 1e300, 2 },
    { SILU_PARAM_SEED, -1, 0 },
    { SILU_PARAM_SEED, 1e12, G_MAXINT32 },
    { SILU_PARAM_MAX_TOKENS, 0, 1 },
    { SILU_PARAM_NUM_CTX, 1, 512 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SiluSampling sampling = { 0 };

      silu_sampling_set (&sampling, rows[i].param, rows[i].value);
      g_assert_true (sampling.is_set[rows[i].param]);
      g_assert_cmpfloat (sampling.values[rows[i].param], ==, rows[i].expected);
    }
}

static void
test_not_finite (void)
{
  const double values[] = { NAN, -NAN, INFINITY, -INFINITY };
  SiluSampling sampling = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    silu_sampling_set (&sampling, SILU_PARAM_TEMPERATURE, values[i]);
  g_assert_true (silu_sampling_is_empty (&sampling));

  silu_sampling_set (&sampling, SILU_PARAM_TEMPERATURE, 1);
  silu_sampling_set (&sampling, SILU_PARAM_TEMPERATURE, NAN);
  g_assert_cmpfloat (sampling.values[SILU_PARAM_TEMPERATURE], ==, 1);
}

static void
test_equal_and_merge (void)
{
  SiluSampling account = { 0 };
  SiluSampling conversation = { 0 };
  SiluSampling same = { 0 };

  silu_sampling_set (&account, SILU_PARAM_TEMPERATURE, 0.6);
  silu_sampling_set (&account, SILU_PARAM_TOP_P, 0.95);
  silu_sampling_set (&conversation, SILU_PARAM_TEMPERATURE, 0);
  g_assert_false (silu_sampling_equal (&account, &conversation));

  silu_sampling_merge (&account, &conversation);
  silu_sampling_set (&same, SILU_PARAM_TOP_P, 0.95);
  silu_sampling_set (&same, SILU_PARAM_TEMPERATURE, 0); /* set to zero is set */
  g_assert_true (silu_sampling_equal (&account, &same));

  silu_sampling_unset (&same, SILU_PARAM_TEMPERATURE);
  g_assert_false (silu_sampling_equal (&account, &same));
  silu_sampling_unset (&same, SILU_PARAM_TOP_P);
  g_assert_true (silu_sampling_is_empty (&same));
}

static void
test_round_trip (void)
{
  static const double parts[] = { 0, 0.1, 1.0 / 3, 0.5, 0.95, 1 };
  SiluSampling sampling = { 0 };
  SiluSampling back;
  g_autofree char *none = silu_sampling_to_string (&sampling);

  g_assert_cmpstr (none, ==, "");

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *string = NULL;
      g_autofree char *again = NULL;

      for (int param = 0; param < SILU_N_PARAMS; param++)
        {
          double min;
          double max;

          silu_param_get_range ((SiluParam) param, &min, &max);
          silu_sampling_set (&sampling, (SiluParam) param, min + (max - min) * parts[i]);
        }
      string = silu_sampling_to_string (&sampling);
      silu_sampling_from_string (&back, string);
      again = silu_sampling_to_string (&back);
      g_assert_cmpstr (again, ==, string);
      for (int param = 0; param < SILU_N_PARAMS; param++)
        g_assert_cmpfloat_with_epsilon (back.values[param], sampling.values[param], 1e-9);
    }
}

/* What the store may hold, by an older or a newer Silu, or by hand. */
static void
test_strings (void)
{
  static const struct
  {
    const char *string;
    const char *expected;
  } rows[] = {
    { NULL, "" },
    { "", "" },
    { "temperature=0.6 top_k=40", "temperature=0.6 top_k=40" },
    { "top_k=40  temperature=0.6 ", "temperature=0.6 top_k=40" },
    { "temperature=9", "temperature=2" },
    { "temperature=0.1 temperature=0.2", "temperature=0.2" },
    { "temperature", "" },
    { "temperature=", "" },
    { "temperature=warm", "" },
    { "temperature=0.6x", "" },
    { "temperature=0,6", "" },
    { "temperature=nan top_p=inf min_p=0.05", "min_p=0.05" },
    { "heat=1 seed=7", "seed=7" },
    { "=1 = == seed==7", "" },
    { "seed=2147483647", "seed=2147483647" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SiluSampling sampling;
      g_autofree char *string = NULL;

      silu_sampling_from_string (&sampling, rows[i].string);
      string = silu_sampling_to_string (&sampling);
      g_assert_cmpstr (string, ==, rows[i].expected);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/sampling/names", test_names);
  g_test_add_func ("/sampling/unknown-names", test_unknown_names);
  g_test_add_func ("/sampling/clamped", test_clamped);
  g_test_add_func ("/sampling/not-finite", test_not_finite);
  g_test_add_func ("/sampling/equal-and-merge", test_equal_and_merge);
  g_test_add_func ("/sampling/round-trip", test_round_trip);
  g_test_add_func ("/sampling/strings", test_strings);

  return g_test_run ();
}
