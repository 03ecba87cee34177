/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of the data file → one profile. Each member has one reader; a member that nobody reads is
 * an error, so that a typing mistake in a user's file is said and not passed over. */
#include "silu-profile.h"

#include "silu-error.h"
#include "silu-json.h"

#define MAX_TOKENS_LIMIT G_GINT64_CONSTANT (100000000)

static const char *const level_words[] = {
  [SILU_THINK_AUTO] = "auto",     [SILU_THINK_OFF] = "off",   [SILU_THINK_LOW] = "low",
  [SILU_THINK_MEDIUM] = "medium", [SILU_THINK_HIGH] = "high", [SILU_THINK_MAX] = "max",
};

G_STATIC_ASSERT (G_N_ELEMENTS (level_words) == SILU_N_THINK_LEVELS);

const char *
silu_think_level_to_string (SiluThinkLevel level)
{
  if ((gsize) level >= G_N_ELEMENTS (level_words))
    level = SILU_THINK_AUTO;

  return level_words[level];
}

gboolean
silu_think_level_from_string (const char *string, SiluThinkLevel *level)
{
  for (gsize i = 0; i < G_N_ELEMENTS (level_words); i++)
    if (g_strcmp0 (level_words[i], string) == 0)
      {
        *level = (SiluThinkLevel) i;
        return TRUE;
      }

  return FALSE;
}

SiluProfile *
silu_profile_new (void)
{
  SiluProfile *self = g_atomic_rc_box_new0 (SiluProfile);
  const char *const fields[] = { "reasoning_content", "reasoning", "reasoning_details", NULL };

  self->reasoning_fields = g_strdupv ((char **) fields);
  self->empty_content = g_strdup ("");
  self->max_tokens_field = g_strdup ("max_tokens");
  self->merge_roles = TRUE;
  for (gsize i = 0; i < 2; i++)
    {
      self->params[i][SILU_PARAM_TOP_K] = SILU_PARAM_REFUSED;
      self->params[i][SILU_PARAM_MIN_P] = SILU_PARAM_REFUSED;
      self->params[i][SILU_PARAM_NUM_CTX] = SILU_PARAM_REFUSED;
    }

  return self;
}

SiluProfile *
silu_profile_ref (SiluProfile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_profile (gpointer data)
{
  SiluProfile *self = data;

  for (gsize i = 0; i < SILU_N_THINK_LEVELS; i++)
    g_clear_pointer (&self->levels[i], json_object_unref);
  g_clear_pointer (&self->reasoning_fields, g_strfreev);
  g_clear_pointer (&self->replay_field, g_free);
  g_clear_pointer (&self->empty_content, g_free);
  g_clear_pointer (&self->max_tokens_field, g_free);
  g_clear_pointer (&self->body, json_object_unref);
  g_clear_pointer (&self->prefix_base_url, g_free);
  g_clear_pointer (&self->prefix_body, json_object_unref);
  g_clear_pointer (&self->prefix_message, json_object_unref);
  g_clear_pointer (&self->control_path, g_free);
  g_clear_pointer (&self->prices, silu_price_table_unref);
}

void
silu_profile_unref (SiluProfile *self)
{
  g_atomic_rc_box_release_full (self, clear_profile);
}

/* --- the readers of a rule's members: TRUE, or what the member should have been --- */

static gboolean
wanted (GError **error, const char *member, const char *what)
{
  g_set_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL, "“%s” must be %s", member, what);

  return FALSE;
}

static gboolean
check_members (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains (known, name->data))
      return wanted (error, name->data, "a member that Silu knows");

  return TRUE;
}

/* Finds @word among @words; its place is the value of an enum. */
static gboolean
read_word (JsonNode *node,
           const char *member,
           const char *const *words,
           guint *value,
           GError **error)
{
  const char *word = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  g_autofree char *list = g_strjoinv (", ", (char **) words);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (words[i], word) == 0)
      {
        *value = i;
        return TRUE;
      }

  return wanted (error, member, list);
}

static gboolean
read_string (JsonNode *node, const char *member, char **value, GError **error)
{
  const char *string = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  if (string == NULL)
    return wanted (error, member, "a string");

  g_free (*value);
  *value = g_strdup (string);

  return TRUE;
}

static gboolean
read_flag (JsonNode *node, const char *member, gboolean *value, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return wanted (error, member, "true or false");

  *value = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
read_paths (JsonNode *node, const char *member, JsonObject **value, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wanted (error, member, "an object of paths and values");

  g_clear_pointer (value, json_object_unref);
  *value = json_node_dup_object (node);

  return TRUE;
}

static gboolean
read_levels (SiluProfile *self, JsonNode *node, GError **error)
{
  g_autoptr (GList) names = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wanted (error, "levels", "an object");

  for (gsize i = 0; i < SILU_N_THINK_LEVELS; i++)
    g_clear_pointer (&self->levels[i], json_object_unref);

  names = json_object_get_members (json_node_get_object (node));
  for (GList *name = names; name != NULL; name = name->next)
    {
      SiluThinkLevel level;

      if (!silu_think_level_from_string (name->data, &level) || level == SILU_THINK_AUTO)
        return wanted (error, "levels", "of off, low, medium, high, max");
      if (!read_paths (json_object_get_member (json_node_get_object (node), name->data), name->data,
                       &self->levels[level], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_thinking (SiluProfile *self, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  static const char *const known[] = { "always", "levels", "default", NULL };
  guint level = SILU_THINK_AUTO;

  if (object == NULL)
    return wanted (error, "thinking", "an object");
  if (!check_members (object, known, error))
    return FALSE;

  self->always_thinks = FALSE;
  if (json_object_has_member (object, "always") &&
      !read_flag (json_object_get_member (object, "always"), "always", &self->always_thinks, error))
    return FALSE;
  if (json_object_has_member (object, "levels") &&
      !read_levels (self, json_object_get_member (object, "levels"), error))
    return FALSE;
  if (json_object_has_member (object, "default"))
    {
      const char *words[] = { "auto", "off", "low", "medium", "high", "max", NULL };

      if (!read_word (json_object_get_member (object, "default"), "default", words, &level, error))
        return FALSE;
    }
  self->think = (SiluThinkLevel) level;

  return TRUE;
}

static gboolean
read_fields (SiluProfile *self, JsonNode *node, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return wanted (error, "reasoning_fields", "an array of names");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *name = silu_json_element_string (array, i);

      if (name == NULL)
        return wanted (error, "reasoning_fields", "an array of names");
      g_strv_builder_add (builder, name);
    }

  g_strfreev (self->reasoning_fields);
  self->reasoning_fields = g_strv_builder_end (builder);

  return TRUE;
}

/* {"thinking": {"temperature": "ignored"}, "answering": {…}, "both": {…}} */
static gboolean
read_param_uses (SiluParamUse *uses, JsonNode *node, GError **error)
{
  static const char *const words[] = { "used", "ignored", "refused", NULL };
  g_autoptr (GList) names = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wanted (error, "parameters", "objects of names and uses");

  names = json_object_get_members (json_node_get_object (node));
  for (GList *name = names; name != NULL; name = name->next)
    {
      SiluParam param;
      guint use;

      if (!silu_param_find (name->data, &param))
        return wanted (error, name->data, "a parameter that Silu knows");
      if (!read_word (json_object_get_member (json_node_get_object (node), name->data), name->data,
                      words, &use, error))
        return FALSE;
      uses[param] = (SiluParamUse) use;
    }

  return TRUE;
}

static gboolean
read_parameters (SiluProfile *self, JsonNode *node, GError **error)
{
  g_autoptr (GList) names = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wanted (error, "parameters", "an object");

  names = json_object_get_members (json_node_get_object (node));
  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *uses = json_object_get_member (json_node_get_object (node), name->data);
      gboolean both = g_str_equal (name->data, "both");

      if (!both && !g_str_equal (name->data, "thinking") && !g_str_equal (name->data, "answering"))
        return wanted (error, "parameters", "of both, thinking, answering");
      if ((both || g_str_equal (name->data, "answering")) &&
          !read_param_uses (self->params[0], uses, error))
        return FALSE;
      if ((both || g_str_equal (name->data, "thinking")) &&
          !read_param_uses (self->params[1], uses, error))
        return FALSE;
    }

  return TRUE;
}

/* 0 where it is not said. */
static gboolean
read_tokens (JsonObject *object, const char *member, gint64 *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *value = 0;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return wanted (error, member, "a number of tokens");

  *value = CLAMP (json_node_get_int (node), 0, MAX_TOKENS_LIMIT);

  return TRUE;
}

static gboolean
read_limits (SiluProfile *self, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  static const char *const known[] = { "context", "output", NULL };

  if (object == NULL)
    return wanted (error, "limits", "an object");

  return check_members (object, known, error) &&
         read_tokens (object, "context", &self->context, error) &&
         read_tokens (object, "output", &self->output, error);
}

static gboolean
read_prefix (SiluProfile *self, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  static const char *const known[] = { "base_url", "body", "message", "reasoning", NULL };
  JsonNode *member;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      self->can_prefix = FALSE;
      return TRUE;
    }
  if (object == NULL)
    return wanted (error, "prefix", "an object, or null");

  g_clear_pointer (&self->prefix_base_url, g_free);
  g_clear_pointer (&self->prefix_body, json_object_unref);
  g_clear_pointer (&self->prefix_message, json_object_unref);
  self->can_prefix = TRUE;
  self->can_prefix_reasoning = FALSE;
  if (!check_members (object, known, error))
    return FALSE;
  member = json_object_get_member (object, "reasoning");
  if (member != NULL && !read_flag (member, "reasoning", &self->can_prefix_reasoning, error))
    return FALSE;
  member = json_object_get_member (object, "base_url");
  if (member != NULL && !read_string (member, "base_url", &self->prefix_base_url, error))
    return FALSE;
  member = json_object_get_member (object, "body");
  if (member != NULL && !read_paths (member, "body", &self->prefix_body, error))
    return FALSE;
  member = json_object_get_member (object, "message");

  return member == NULL || read_paths (member, "message", &self->prefix_message, error);
}

static gboolean
read_prices (SiluProfile *self, JsonNode *node, GError **error)
{
  SiluPriceTable *table;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return wanted (error, "prices", "an array");

  table = silu_price_table_new (json_node_get_array (node), error);
  if (table == NULL)
    return FALSE;

  g_clear_pointer (&self->prices, silu_price_table_unref);
  self->prices = table;

  return TRUE;
}

static gboolean
read_replay (SiluProfile *self, JsonNode *node, GError **error)
{
  static const char *const words[] = { "never", "tool_turns", "always", "always_with_empty", NULL };
  guint value;

  if (!read_word (node, "replay", words, &value, error))
    return FALSE;
  self->replay = (SiluReplay) value;

  return TRUE;
}

static gboolean
read_system (SiluProfile *self, JsonNode *node, GError **error)
{
  static const char *const words[] = { "message", "developer", "fold", NULL };
  guint value;

  if (!read_word (node, "system", words, &value, error))
    return FALSE;
  self->system = (SiluSystem) value;

  return TRUE;
}

static gboolean
read_merge_roles (SiluProfile *self, JsonNode *node, GError **error)
{
  return read_flag (node, "merge_roles", &self->merge_roles, error);
}

static gboolean
read_drops_repeats (SiluProfile *self, JsonNode *node, GError **error)
{
  return read_flag (node, "drops_repeats", &self->drops_repeats, error);
}

static gboolean
read_replay_field (SiluProfile *self, JsonNode *node, GError **error)
{
  return read_string (node, "replay_field", &self->replay_field, error);
}

static gboolean
read_empty_content (SiluProfile *self, JsonNode *node, GError **error)
{
  return read_string (node, "empty_content", &self->empty_content, error);
}

static gboolean
read_max_tokens_field (SiluProfile *self, JsonNode *node, GError **error)
{
  return read_string (node, "max_tokens_field", &self->max_tokens_field, error);
}

static gboolean
read_control_path (SiluProfile *self, JsonNode *node, GError **error)
{
  return read_string (node, "control_path", &self->control_path, error);
}

static gboolean
read_body (SiluProfile *self, JsonNode *node, GError **error)
{
  return read_paths (node, "body", &self->body, error);
}

static const struct
{
  const char *member;
  gboolean (*read) (SiluProfile *self, JsonNode *node, GError **error);
} readers[] = {
  { "thinking", read_thinking },
  { "reasoning_fields", read_fields },
  { "drops_repeats", read_drops_repeats },
  { "replay", read_replay },
  { "replay_field", read_replay_field },
  { "empty_content", read_empty_content },
  { "system", read_system },
  { "merge_roles", read_merge_roles },
  { "parameters", read_parameters },
  { "max_tokens_field", read_max_tokens_field },
  { "limits", read_limits },
  { "body", read_body },
  { "prefix", read_prefix },
  { "control_path", read_control_path },
  { "prices", read_prices },
};

static gboolean
apply_member (SiluProfile *self, const char *member, JsonNode *node, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].member, member))
      return readers[i].read (self, node, error);

  return wanted (error, member, "a member that Silu knows");
}

gboolean
silu_profile_apply (SiluProfile *self, JsonObject *rule, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (rule);

  for (GList *member = members; member != NULL; member = member->next)
    if (!apply_member (self, member->data, json_object_get_member (rule, member->data), error))
      return FALSE;

  return TRUE;
}

gboolean
silu_profile_offers (const SiluProfile *self, SiluThinkLevel level)
{
  return level == SILU_THINK_AUTO || self->levels[level] != NULL;
}

gboolean
silu_profile_has_switch (const SiluProfile *self)
{
  guint n_levels = 0;

  for (gsize i = 0; i < SILU_N_THINK_LEVELS; i++)
    n_levels += self->levels[i] != NULL;

  return n_levels > 1;
}

SiluThinkLevel
silu_profile_pick_level (const SiluProfile *self, SiluThinkLevel level)
{
  if (silu_profile_offers (self, level))
    return level;

  /* Downwards, but never to off from a level that thinks; then upwards. */
  for (int i = (int) level - 1; i > SILU_THINK_OFF; i--)
    if (self->levels[i] != NULL)
      return (SiluThinkLevel) i;
  for (int i = (int) level + 1; i < SILU_N_THINK_LEVELS; i++)
    if (self->levels[i] != NULL)
      return (SiluThinkLevel) i;

  return SILU_THINK_AUTO;
}

gboolean
silu_profile_thinks (const SiluProfile *self, SiluThinkLevel level)
{
  SiluThinkLevel picked = silu_profile_pick_level (self, level);

  if (self->always_thinks)
    return TRUE;
  if (picked == SILU_THINK_AUTO)
    return self->think > SILU_THINK_OFF;

  return picked != SILU_THINK_OFF;
}

SiluParamUse
silu_profile_get_param_use (const SiluProfile *self, SiluThinkLevel level, SiluParam param)
{
  return self->params[silu_profile_thinks (self, level) ? 1 : 0][param];
}
