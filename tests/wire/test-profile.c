/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rules add up to, which level is meant, and what the reader says of a rule with a mistake. */
#include "silu-profile.h"

#include "silu-error.h"
#include "silu-json.h"
#include "silu-test.h"
#include <string.h>

static gboolean
apply (SiluProfile *profile, const char *rule, GError **error)
{
  g_autoptr (JsonNode) node = silu_json_parse (rule, strlen (rule), NULL);

  g_assert_nonnull (silu_json_root (node));

  return silu_profile_apply (profile, silu_json_root (node), error);
}

static SiluProfile *
profile_of (const char *rule)
{
  SiluProfile *profile = silu_profile_new ();
  g_autoptr (GError) error = NULL;

  apply (profile, rule, &error);
  g_assert_no_error (error);

  return profile;
}

static void
test_defaults (void)
{
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  g_autofree char *fields = g_strjoinv (" ", profile->reasoning_fields);

  g_assert_false (silu_profile_has_switch (profile));
  g_assert_false (silu_profile_thinks (profile, SILU_THINK_MAX));
  g_assert_true (silu_profile_offers (profile, SILU_THINK_AUTO));
  g_assert_false (silu_profile_offers (profile, SILU_THINK_OFF));
  g_assert_cmpstr (fields, ==, "reasoning_content reasoning reasoning_details");
  g_assert_cmpint (profile->replay, ==, SILU_REPLAY_NEVER);
  g_assert_null (profile->replay_field);
  g_assert_cmpstr (profile->empty_content, ==, "");
  g_assert_cmpint (profile->system, ==, SILU_SYSTEM_MESSAGE);
  g_assert_true (profile->merge_roles);
  g_assert_false (profile->drops_repeats);
  g_assert_false (profile->can_prefix);
  g_assert_cmpstr (profile->max_tokens_field, ==, "max_tokens");
  g_assert_cmpint (profile->context, ==, 0);
  g_assert_null (profile->prices);
  g_assert_cmpint (silu_profile_get_param_use (profile, SILU_THINK_AUTO, SILU_PARAM_TOP_K), ==,
                   SILU_PARAM_REFUSED);
  g_assert_cmpint (silu_profile_get_param_use (profile, SILU_THINK_AUTO, SILU_PARAM_SEED), ==,
                   SILU_PARAM_USED);
}

static void
test_level_words (void)
{
  static const char *const words[] = { "auto", "off", "low", "medium", "high", "max" };
  SiluThinkLevel level = SILU_THINK_MAX;

  for (int i = 0; i < SILU_N_THINK_LEVELS; i++)
    {
      g_assert_cmpstr (silu_think_level_to_string ((SiluThinkLevel) i), ==, words[i]);
      g_assert_true (silu_think_level_from_string (words[i], &level));
      g_assert_cmpint (level, ==, i);
    }
  g_assert_cmpstr (silu_think_level_to_string ((SiluThinkLevel) 99), ==, "auto");
  g_assert_false (silu_think_level_from_string ("High", &level));
  g_assert_false (silu_think_level_from_string ("", &level));
  g_assert_false (silu_think_level_from_string (NULL, &level));
  g_assert_cmpint (level, ==, SILU_THINK_MAX);
}

#define LEVELS(levels) "{\"thinking\":{\"levels\":{" levels "}}}"

static void
test_pick (void)
{
  static const struct
  {
    const char *rule;
    const char *picked[SILU_N_THINK_LEVELS]; /* for auto, off, low, medium, high, max */
    gboolean has_switch;
  } rows[] = {
    { LEVELS (""), { "auto", "auto", "auto", "auto", "auto", "auto" }, FALSE },
    { LEVELS ("\"off\":{}"), { "auto", "off", "auto", "auto", "auto", "auto" }, FALSE },
    { LEVELS ("\"high\":{}"), { "auto", "high", "high", "high", "high", "high" }, FALSE },
    { LEVELS ("\"off\":{},\"high\":{}"), { "auto", "off", "high", "high", "high", "high" }, TRUE },
    { LEVELS ("\"off\":{},\"low\":{},\"high\":{},\"max\":{}"),
      { "auto", "off", "low", "low", "high", "max" },
      TRUE },
    { LEVELS ("\"low\":{},\"medium\":{},\"high\":{}"),
      { "auto", "low", "low", "medium", "high", "high" },
      TRUE },
    { LEVELS ("\"max\":{},\"medium\":{}"),
      { "auto", "medium", "medium", "medium", "medium", "max" },
      TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluProfile) profile = profile_of (rows[i].rule);

      g_assert_cmpint (silu_profile_has_switch (profile), ==, rows[i].has_switch);
      for (int level = 0; level < SILU_N_THINK_LEVELS; level++)
        g_assert_cmpstr (
            silu_think_level_to_string (silu_profile_pick_level (profile, (SiluThinkLevel) level)),
            ==, rows[i].picked[level]);
    }
}

static void
test_thinks (void)
{
  g_autoptr (SiluProfile) toggled =
      profile_of ("{\"thinking\":{\"levels\":{\"off\":{},\"high\":{}},\"default\":\"high\"}}");
  g_autoptr (SiluProfile) silent = profile_of (LEVELS ("\"off\":{},\"high\":{}"));
  g_autoptr (SiluProfile) always = profile_of ("{\"thinking\":{\"always\":true,\"levels\":{}}}");

  g_assert_cmpint (toggled->think, ==, SILU_THINK_HIGH);
  g_assert_true (silu_profile_thinks (toggled, SILU_THINK_AUTO));
  g_assert_false (silu_profile_thinks (toggled, SILU_THINK_OFF));
  g_assert_true (silu_profile_thinks (toggled, SILU_THINK_LOW));

  g_assert_cmpint (silent->think, ==, SILU_THINK_AUTO);
  g_assert_false (silu_profile_thinks (silent, SILU_THINK_AUTO));
  g_assert_true (silu_profile_thinks (silent, SILU_THINK_MAX));

  for (int level = 0; level < SILU_N_THINK_LEVELS; level++)
    g_assert_true (silu_profile_thinks (always, (SiluThinkLevel) level));
}

static void
test_members_replace (void)
{
  g_autoptr (SiluProfile) profile =
      profile_of ("{\"thinking\":{\"always\":true,\"levels\":{\"low\":{\"a\":1}},"
                  "\"default\":\"low\"},\"body\":{\"x\":1},\"replay\":\"always_with_empty\","
                  "\"limits\":{\"context\":5,\"output\":6},\"system\":\"developer\","
                  "\"reasoning_fields\":[\"thoughts\"],\"drops_repeats\":true,"
                  "\"merge_roles\":false,\"empty_content\":\" \",\"replay_field\":\"r\","
                  "\"control_path\":\"c\",\"max_tokens_field\":\"m\","
                  "\"prices\":[{\"from\":\"2026-01-01\",\"currency\":\"USD\",\"input\":1,"
                  "\"output\":1}],\"prefix\":{\"base_url\":\"https://b\",\"body\":{\"p\":1},"
                  "\"message\":{\"q\":1},\"reasoning\":true}}");

  g_assert_cmpint (profile->replay, ==, SILU_REPLAY_ALWAYS_WITH_EMPTY);
  g_assert_cmpint (profile->system, ==, SILU_SYSTEM_DEVELOPER);
  g_assert_true (profile->drops_repeats);
  g_assert_false (profile->merge_roles);
  g_assert_cmpstr (profile->reasoning_fields[0], ==, "thoughts");
  g_assert_null (profile->reasoning_fields[1]);
  g_assert_cmpstr (profile->empty_content, ==, " ");
  g_assert_cmpstr (profile->replay_field, ==, "r");
  g_assert_cmpstr (profile->control_path, ==, "c");
  g_assert_cmpstr (profile->max_tokens_field, ==, "m");
  g_assert_nonnull (profile->prices);
  g_assert_true (profile->can_prefix && profile->can_prefix_reasoning);

  /* Levels stay where a rule says nothing of them; the rest of "thinking" is what it says. */
  g_assert_true (apply (profile, "{\"thinking\":{},\"body\":{},\"limits\":{\"output\":7}}", NULL));
  g_assert_true (silu_profile_offers (profile, SILU_THINK_LOW));
  g_assert_false (profile->always_thinks);
  g_assert_cmpint (profile->think, ==, SILU_THINK_AUTO);
  g_assert_cmpuint (json_object_get_size (profile->body), ==, 0);
  g_assert_cmpint (profile->context, ==, 0);
  g_assert_cmpint (profile->output, ==, 7);

  g_assert_true (apply (profile, LEVELS ("\"off\":{}"), NULL));
  g_assert_false (silu_profile_offers (profile, SILU_THINK_LOW));

  g_assert_true (apply (profile, "{\"prefix\":null}", NULL));
  g_assert_false (profile->can_prefix);
  g_assert_true (apply (profile, "{\"prefix\":{}}", NULL));
  g_assert_true (profile->can_prefix);
  g_assert_false (profile->can_prefix_reasoning);
  g_assert_null (profile->prefix_base_url);
  g_assert_null (profile->prefix_body);
  g_assert_null (profile->prefix_message);
}

static void
test_params_add_up (void)
{
  g_autoptr (SiluProfile) profile =
      profile_of ("{\"thinking\":{\"levels\":{\"off\":{},\"high\":{}}},\"parameters\":"
                  "{\"both\":{\"seed\":\"refused\",\"top_k\":\"used\"},"
                  "\"thinking\":{\"temperature\":\"ignored\"}}}");

  g_assert_true (apply (profile, "{\"parameters\":{\"answering\":{\"seed\":\"used\"}}}", NULL));
  g_assert_cmpint (silu_profile_get_param_use (profile, SILU_THINK_OFF, SILU_PARAM_SEED), ==,
                   SILU_PARAM_USED);
  g_assert_cmpint (silu_profile_get_param_use (profile, SILU_THINK_HIGH, SILU_PARAM_SEED), ==,
                   SILU_PARAM_REFUSED);
  g_assert_cmpint (silu_profile_get_param_use (profile, SILU_THINK_OFF, SILU_PARAM_TEMPERATURE), ==,
                   SILU_PARAM_USED);
  g_assert_cmpint (silu_profile_get_param_use (profile, SILU_THINK_MAX, SILU_PARAM_TEMPERATURE), ==,
                   SILU_PARAM_IGNORED);
  g_assert_cmpint (silu_profile_get_param_use (profile, SILU_THINK_OFF, SILU_PARAM_TOP_K), ==,
                   SILU_PARAM_USED);
}

static void
test_limits_are_bounded (void)
{
  g_autoptr (SiluProfile) profile =
      profile_of ("{\"limits\":{\"context\":9223372036854775807,\"output\":-5}}");

  g_assert_cmpint (profile->context, ==, 100000000);
  g_assert_cmpint (profile->output, ==, 0);
}

/* Each with the word that its message must name. */
static void
test_mistakes (void)
{
  static const struct
  {
    const char *rule;
    const char *names;
  } rows[] = {
    { "{\"thinkng\":{}}", "thinkng" },
    { "{\"thinking\":true}", "thinking" },
    { "{\"thinking\":null}", "thinking" },
    { "{\"thinking\":{\"level\":{}}}", "level" },
    { "{\"thinking\":{\"always\":\"yes\"}}", "always" },
    { "{\"thinking\":{\"always\":1}}", "always" },
    { "{\"thinking\":{\"levels\":[]}}", "levels" },
    { "{\"thinking\":{\"levels\":{\"auto\":{}}}}", "levels" },
    { "{\"thinking\":{\"levels\":{\"huge\":{}}}}", "levels" },
    { "{\"thinking\":{\"levels\":{\"low\":null}}}", "low" },
    { "{\"thinking\":{\"levels\":{\"low\":\"low\"}}}", "low" },
    { "{\"thinking\":{\"default\":\"huge\"}}", "default" },
    { "{\"thinking\":{\"default\":3}}", "default" },
    { "{\"reasoning_fields\":\"reasoning\"}", "reasoning_fields" },
    { "{\"reasoning_fields\":[1]}", "reasoning_fields" },
    { "{\"drops_repeats\":0}", "drops_repeats" },
    { "{\"replay\":\"sometimes\"}", "replay" },
    { "{\"replay\":true}", "replay" },
    { "{\"replay_field\":null}", "replay_field" },
    { "{\"empty_content\":null}", "empty_content" },
    { "{\"empty_content\":7}", "empty_content" },
    { "{\"system\":\"none\"}", "system" },
    { "{\"merge_roles\":\"true\"}", "merge_roles" },
    { "{\"parameters\":[]}", "parameters" },
    { "{\"parameters\":{\"always\":{}}}", "parameters" },
    { "{\"parameters\":{\"both\":\"used\"}}", "parameters" },
    { "{\"parameters\":{\"both\":{\"heat\":\"used\"}}}", "heat" },
    { "{\"parameters\":{\"thinking\":{\"seed\":\"maybe\"}}}", "seed" },
    { "{\"max_tokens_field\":{}}", "max_tokens_field" },
    { "{\"limits\":5}", "limits" },
    { "{\"limits\":{\"context\":\"1M\"}}", "context" },
    { "{\"limits\":{\"output\":null}}", "output" },
    { "{\"limits\":{\"input\":5}}", "input" },
    { "{\"body\":[]}", "body" },
    { "{\"prefix\":true}", "prefix" },
    { "{\"prefix\":{\"url\":\"x\"}}", "url" },
    { "{\"prefix\":{\"base_url\":7}}", "base_url" },
    { "{\"prefix\":{\"body\":7}}", "body" },
    { "{\"prefix\":{\"message\":\"m\"}}", "message" },
    { "{\"prefix\":{\"reasoning\":\"r\"}}", "reasoning" },
    { "{\"control_path\":false}", "control_path" },
    { "{\"prices\":{}}", "prices" },
    { "{\"prices\":[{}]}", "prices" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluProfile) profile = silu_profile_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (apply (profile, rows[i].rule, &error));
      g_assert_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL);
      g_assert_nonnull (strstr (error->message, rows[i].names));
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/profile/defaults", test_defaults);
  g_test_add_func ("/profile/level-words", test_level_words);
  g_test_add_func ("/profile/pick", test_pick);
  g_test_add_func ("/profile/thinks", test_thinks);
  g_test_add_func ("/profile/members-replace", test_members_replace);
  g_test_add_func ("/profile/params-add-up", test_params_add_up);
  g_test_add_func ("/profile/limits-are-bounded", test_limits_are_bounded);
  g_test_add_func ("/profile/mistakes", test_mistakes);

  return g_test_run ();
}
