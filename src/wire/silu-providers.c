/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data file of providers. Which host wants what is data: a new one needs no line of C. */
#include "silu-providers.h"

#include "silu-dialect.h"
#include "silu-error.h"
#include "silu-json.h"
#include <string.h>

#define FORMAT 1
#define MAX_PROVIDERS 1000
#define MAX_PATTERNS 1000

struct _SiluProviders
{
  char *date;
  JsonArray *families;
  GPtrArray *items; /* of SiluProvider */
};

static void
provider_free (gpointer data)
{
  SiluProvider *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->base_url);
  g_free (self->dialect);
  g_free (self->model);
  g_strfreev (self->models);
  g_free (self->key_url);
  g_free (self->balance_path);
  g_free (self->loading_path);
  g_clear_pointer (&self->rule, json_object_unref);
  g_clear_pointer (&self->dialects, json_object_unref);
  g_clear_pointer (&self->patterns, json_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluProvider, provider_free)

SiluProviders *
silu_providers_ref (SiluProviders *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_providers (gpointer data)
{
  SiluProviders *self = data;

  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->families, json_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

void
silu_providers_unref (SiluProviders *self)
{
  g_atomic_rc_box_release_full (self, clear_providers);
}

static gboolean
fail (GError **error, const char *where, const char *what)
{
  g_set_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL, "%s: %s", where, what);

  return FALSE;
}

/* --- what may be in the file --- */

typedef struct
{
  const char *name;
  JsonNodeType type;
  GType value_type; /* of a JSON_NODE_VALUE */
} Member;

static const Member file_members[] = {
  { "format", JSON_NODE_VALUE, G_TYPE_INT64 },
  { "checked", JSON_NODE_VALUE, G_TYPE_STRING },
  { "families", JSON_NODE_ARRAY, 0 },
  { "providers", JSON_NODE_ARRAY, 0 },
  { NULL, 0, 0 },
};

static const Member provider_members[] = {
  { "id", JSON_NODE_VALUE, G_TYPE_STRING },
  { "name", JSON_NODE_VALUE, G_TYPE_STRING },
  { "base_url", JSON_NODE_VALUE, G_TYPE_STRING },
  { "dialect", JSON_NODE_VALUE, G_TYPE_STRING },
  { "model", JSON_NODE_VALUE, G_TYPE_STRING },
  { "models", JSON_NODE_ARRAY, 0 },
  { "key", JSON_NODE_VALUE, G_TYPE_BOOLEAN },
  { "key_url", JSON_NODE_VALUE, G_TYPE_STRING },
  { "hidden", JSON_NODE_VALUE, G_TYPE_BOOLEAN },
  { "ports", JSON_NODE_ARRAY, 0 },
  { "balance_path", JSON_NODE_VALUE, G_TYPE_STRING },
  { "loading_path", JSON_NODE_VALUE, G_TYPE_STRING },
  { "rule", JSON_NODE_OBJECT, 0 },
  { "dialects", JSON_NODE_OBJECT, 0 },
  { "patterns", JSON_NODE_ARRAY, 0 },
  { NULL, 0, 0 },
};

static const Member pattern_members[] = {
  { "match", JSON_NODE_ARRAY, 0 },
  { "dialect", JSON_NODE_VALUE, G_TYPE_STRING },
  { "rule", JSON_NODE_OBJECT, 0 },
  { NULL, 0, 0 },
};

static gboolean
is_of (JsonNode *node, const Member *member)
{
  return JSON_NODE_TYPE (node) == member->type &&
         (member->type != JSON_NODE_VALUE || json_node_get_value_type (node) == member->value_type);
}

/* A typing mistake is said, not passed over. */
static gboolean
check_members (JsonObject *object, const Member *members, const char *where, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autofree char *place = g_strdup_printf ("%s: “%s”", where, (const char *) name->data);
      const Member *member = members;

      while (member->name != NULL && !g_str_equal (member->name, name->data))
        member++;
      if (member->name == NULL)
        return fail (error, place, "is no member that Silu knows");
      if (!is_of (json_object_get_member (object, name->data), member))
        return fail (error, place, "is of a wrong type");
    }

  return TRUE;
}

/* NULL is no mistake: it is not said. */
static gboolean
check_dialect (const char *name, const char *where, GError **error)
{
  g_autofree char *what = NULL;

  if (name == NULL || silu_dialect_find (name) != NULL)
    return TRUE;

  what = g_strdup_printf ("“%s” is no dialect that Silu knows", name);

  return fail (error, where, what);
}

/* --- one provider --- */

static void
take_string (JsonObject *object, const char *member, char **value)
{
  const char *string = silu_json_get_string (object, member);

  if (string == NULL)
    return;

  g_free (*value);
  *value = g_strdup (string);
}

static void
take_models (SiluProvider *self, JsonArray *models)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; models != NULL && i < json_array_get_length (models); i++)
    if (silu_json_element_string (models, i) != NULL)
      g_strv_builder_add (builder, silu_json_element_string (models, i));

  if (models == NULL && self->models != NULL)
    return;

  g_strfreev (self->models);
  self->models = g_strv_builder_end (builder);
}

static void
take_ports (SiluProvider *self, JsonArray *ports)
{
  if (ports == NULL)
    return;

  memset (self->ports, 0, sizeof self->ports);
  for (guint i = 0; i < MIN (json_array_get_length (ports), SILU_PROVIDER_MAX_PORTS - 1); i++)
    {
      JsonNode *port = json_array_get_element (ports, i);

      /* What is no port is one that no server listens on. */
      self->ports[i] =
          JSON_NODE_HOLDS_VALUE (port) ? CLAMP (json_node_get_int (port), 1, G_MAXUINT16) : 1;
    }
}

static void
append_all (JsonArray *to, JsonArray *from)
{
  for (guint i = 0; from != NULL && i < MIN (json_array_get_length (from), MAX_PATTERNS); i++)
    json_array_add_element (to, json_node_copy (json_array_get_element (from, i)));
}

/* What @object says of a provider, over what is known of it. */
static void
provider_take (SiluProvider *self, JsonObject *object)
{
  JsonObject *rule = silu_json_get_object (object, "rule");
  JsonObject *dialects = silu_json_get_object (object, "dialects");

  take_string (object, "name", &self->name);
  take_string (object, "base_url", &self->base_url);
  take_string (object, "dialect", &self->dialect);
  take_string (object, "model", &self->model);
  take_string (object, "key_url", &self->key_url);
  take_string (object, "balance_path", &self->balance_path);
  take_string (object, "loading_path", &self->loading_path);
  take_models (self, silu_json_get_array (object, "models"));
  take_ports (self, silu_json_get_array (object, "ports"));
  self->needs_key = silu_json_get_boolean (object, "key", self->needs_key);
  self->is_hidden = silu_json_get_boolean (object, "hidden", self->is_hidden);

  if (rule != NULL)
    {
      g_clear_pointer (&self->rule, json_object_unref);
      self->rule = json_object_ref (rule);
    }
  if (dialects != NULL)
    {
      g_clear_pointer (&self->dialects, json_object_unref);
      self->dialects = json_object_ref (dialects);
    }
  append_all (self->patterns, silu_json_get_array (object, "patterns"));
}

static SiluProvider *
provider_new (const char *id)
{
  SiluProvider *self = g_new0 (SiluProvider, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (id);
  self->base_url = g_strdup ("");
  self->dialect = g_strdup ("openai");
  self->model = g_strdup ("");
  self->models = g_new0 (char *, 1);
  self->patterns = json_array_new ();

  return self;
}

/* A copy, so that a file that proves to be wrong has changed nothing. */
static SiluProvider *
provider_copy (const SiluProvider *other)
{
  SiluProvider *self = provider_new (other->id);

  g_free (self->name);
  g_free (self->base_url);
  g_free (self->dialect);
  g_free (self->model);
  g_strfreev (self->models);
  self->name = g_strdup (other->name);
  self->base_url = g_strdup (other->base_url);
  self->dialect = g_strdup (other->dialect);
  self->model = g_strdup (other->model);
  self->models = g_strdupv (other->models);
  self->key_url = g_strdup (other->key_url);
  self->balance_path = g_strdup (other->balance_path);
  self->loading_path = g_strdup (other->loading_path);
  self->needs_key = other->needs_key;
  self->is_hidden = other->is_hidden;
  memcpy (self->ports, other->ports, sizeof self->ports);
  self->rule = other->rule != NULL ? json_object_ref (other->rule) : NULL;
  self->dialects = other->dialects != NULL ? json_object_ref (other->dialects) : NULL;
  append_all (self->patterns, other->patterns);

  return self;
}

/* --- rules --- */

static gboolean
matches (JsonObject *pattern, const char *dialect, const char *model)
{
  JsonArray *globs = silu_json_get_array (pattern, "match");
  const char *only = silu_json_get_string (pattern, "dialect");
  g_autofree char *folded = g_ascii_strdown (model, -1);

  if (only != NULL && g_strcmp0 (only, dialect) != 0)
    return FALSE;

  for (guint i = 0; globs != NULL && i < json_array_get_length (globs); i++)
    {
      const char *glob = silu_json_element_string (globs, i);

      if (glob != NULL && g_pattern_match_simple (glob, folded))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_pattern (JsonObject *pattern, GError **error)
{
  JsonArray *globs = silu_json_get_array (pattern, "match");

  if (globs == NULL || silu_json_get_object (pattern, "rule") == NULL)
    return fail (error, "pattern", "needs a “match” and a “rule”");

  for (guint i = 0; i < json_array_get_length (globs); i++)
    if (silu_json_element_string (globs, i) == NULL)
      return fail (error, "pattern", "“match” must be of strings");

  return check_members (pattern, pattern_members, "pattern", error) &&
         check_dialect (silu_json_get_string (pattern, "dialect"), "pattern", error);
}

/* With a @model only what matches; without one all, to see whether they can be read. */
static gboolean
apply_patterns (SiluProfile *profile,
                JsonArray *patterns,
                const char *dialect,
                const char *model,
                GError **error)
{
  for (guint i = 0; patterns != NULL && i < json_array_get_length (patterns); i++)
    {
      JsonObject *pattern = silu_json_element_object (patterns, i);
      JsonObject *rule = silu_json_get_object (pattern, "rule");

      if (model == NULL && !check_pattern (pattern, error))
        return FALSE;
      if (model != NULL && (rule == NULL || !matches (pattern, dialect, model)))
        continue;
      if (!silu_profile_apply (profile, rule, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
try_dialects (SiluProfile *profile, JsonObject *dialects, GError **error)
{
  g_autoptr (GList) names = dialects != NULL ? json_object_get_members (dialects) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonObject *rule = silu_json_get_object (dialects, name->data);

      if (!check_dialect (name->data, "dialects", error))
        return FALSE;
      if (rule == NULL)
        return fail (error, name->data, "must be an object");
      if (!silu_profile_apply (profile, rule, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
try_provider (const SiluProvider *provider, GError **error)
{
  g_autoptr (SiluProfile) profile = silu_profile_new ();

  if ((provider->rule == NULL || silu_profile_apply (profile, provider->rule, error)) &&
      try_dialects (profile, provider->dialects, error) &&
      apply_patterns (profile, provider->patterns, NULL, NULL, error))
    return TRUE;

  g_prefix_error (error, "%s: ", provider->id);

  return FALSE;
}

/* --- files --- */

static SiluProvider *
find_in (GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++)
    {
      SiluProvider *provider = g_ptr_array_index (items, i);

      if (g_strcmp0 (provider->id, id) == 0)
        return provider;
    }

  return NULL;
}

static gboolean
add_providers (GPtrArray *items, JsonArray *objects, GError **error)
{
  for (guint i = 0; objects != NULL && i < MIN (json_array_get_length (objects), MAX_PROVIDERS);
       i++)
    {
      JsonObject *object = silu_json_element_object (objects, i);
      const char *id = silu_json_get_string (object, "id");
      SiluProvider *provider;

      if (id == NULL || *id == '\0')
        return fail (error, "providers", "each needs an “id”");
      if (!check_members (object, provider_members, id, error) ||
          !check_dialect (silu_json_get_string (object, "dialect"), id, error))
        return FALSE;

      provider = find_in (items, id);
      if (provider == NULL)
        {
          provider = provider_new (id);
          g_ptr_array_add (items, provider);
        }
      provider_take (provider, object);
      if (!try_provider (provider, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
silu_providers_add (SiluProviders *self, const char *json, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = silu_json_parse (json, length, error);
  JsonObject *root = silu_json_root (node);
  g_autoptr (JsonArray) families = json_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (provider_free);
  g_autoptr (SiluProfile) trial = silu_profile_new ();

  if (node == NULL)
    return FALSE;
  if (silu_json_get_int (root, "format", 0) != FORMAT)
    return fail (error, "format", "this Silu reads format 1");
  if (!check_members (root, file_members, "file", error))
    return FALSE;

  append_all (families, self->families);
  append_all (families, silu_json_get_array (root, "families"));
  if (!apply_patterns (trial, families, NULL, NULL, error))
    {
      g_prefix_error (error, "families: ");
      return FALSE;
    }

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (items, provider_copy (g_ptr_array_index (self->items, i)));
  if (!add_providers (items, silu_json_get_array (root, "providers"), error))
    return FALSE;

  json_array_unref (self->families);
  self->families = g_steal_pointer (&families);
  g_ptr_array_unref (self->items);
  self->items = g_steal_pointer (&items);
  if (self->date == NULL)
    self->date = g_strdup (silu_json_get_string (root, "checked"));

  return TRUE;
}

SiluProviders *
silu_providers_new (const char *json, gsize length, GError **error)
{
  g_autoptr (SiluProviders) self = g_atomic_rc_box_new0 (SiluProviders);

  self->families = json_array_new ();
  self->items = g_ptr_array_new_with_free_func (provider_free);
  if (!silu_providers_add (self, json, length, error))
    return NULL;

  return g_steal_pointer (&self);
}

const char *
silu_providers_get_date (SiluProviders *self)
{
  return self->date != NULL ? self->date : "";
}

guint
silu_providers_get_n (SiluProviders *self)
{
  return self->items->len;
}

const SiluProvider *
silu_providers_get (SiluProviders *self, guint index)
{
  return g_ptr_array_index (self->items, index);
}

const SiluProvider *
silu_providers_find (SiluProviders *self, const char *id)
{
  return find_in (self->items, id);
}

static gboolean
is_on_port (const SiluProvider *provider, const char *host, int port)
{
  if (g_strcmp0 (host, "127.0.0.1") != 0 && g_ascii_strcasecmp (host, "localhost") != 0 &&
      g_strcmp0 (host, "::1") != 0)
    return FALSE;

  for (gsize i = 0; provider->ports[i] != 0; i++)
    if ((int) provider->ports[i] == port)
      return TRUE;

  return FALSE;
}

/* The usual one need not be written. */
static int
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port == 80 || port == 443 ? -1 : port;
}

const SiluProvider *
silu_providers_guess (SiluProviders *self, const char *base_url)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL)
    return NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      const SiluProvider *provider = g_ptr_array_index (self->items, i);
      g_autoptr (GUri) own = g_uri_parse (provider->base_url, G_URI_FLAGS_NONE, NULL);

      if (is_on_port (provider, host, g_uri_get_port (uri)))
        return provider;
      if (own != NULL && g_uri_get_host (own) != NULL && provider->ports[0] == 0 &&
          g_ascii_strcasecmp (g_uri_get_host (own), host) == 0 && get_port (own) == get_port (uri))
        return provider;
    }

  return NULL;
}

SiluProfile *
silu_providers_resolve (SiluProviders *self,
                        const char *provider,
                        const char *dialect,
                        const char *model)
{
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  const SiluProvider *found = find_in (self->items, provider);
  JsonObject *of_dialect = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  if (model == NULL)
    model = "";
  if (found != NULL && found->dialects != NULL && dialect != NULL)
    of_dialect = silu_json_get_object (found->dialects, dialect);

  if (found != NULL && found->rule != NULL)
    good = silu_profile_apply (profile, found->rule, &error);
  if (good && of_dialect != NULL)
    good = silu_profile_apply (profile, of_dialect, &error);
  good = good && apply_patterns (profile, self->families, dialect, model, &error);
  if (good && found != NULL)
    good = apply_patterns (profile, found->patterns, dialect, model, &error);
  g_assert (good); /* as all of it was tried when it was read */

  return g_steal_pointer (&profile);
}
