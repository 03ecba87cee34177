/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of endpoint that Silu knows by name (PROTOCOLS 1.1, 2.0, 2.4 to 2.6). */
#include "silu-preset.h"

static const SiluPreset presets[] = {
  {
      .id = "deepseek",
      .name = "DeepSeek",
      .base_url = "https://api.deepseek.com",
      .dialect = "openai",
      .model = "deepseek-flash",
      .think_switch = SILU_THINK_SWITCH_DEEPSEEK,
      .think = SILU_THINK_HIGH,
      .needs_key = TRUE,
  },
  {
      .id = "ollama",
      .name = "Ollama",
      .base_url = "http://127.0.0.1:11434/v1",
      .dialect = "openai",
      .model = "",
      .think_switch = SILU_THINK_SWITCH_EFFORT,
      .local = TRUE,
      .ports = { 11434 },
  },
  {
      .id = "llama-server",
      .name = "llama-server",
      .base_url = "http://127.0.0.1:9931/v1",
      .dialect = "openai",
      .model = "",
      .think_switch = SILU_THINK_SWITCH_TEMPLATE,
      .local = TRUE,
      .ports = { 9931, 8080 },
  },
  {
      .id = "lmstudio",
      .name = "LM Studio",
      .base_url = "http://127.0.0.1:1234/v1",
      .dialect = "openai",
      .model = "",
      .think_switch = SILU_THINK_SWITCH_NONE,
      .local = TRUE,
      .ports = { 1234 },
  },
  {
      .id = "vllm",
      .name = "vLLM",
      .base_url = "http://127.0.0.1:8000/v1",
      .dialect = "openai",
      .model = "",
      .think_switch = SILU_THINK_SWITCH_TEMPLATE,
      .local = TRUE,
      .ports = { 8000 },
  },
  {
      .id = "openai-compatible",
      .name = "OpenAI-compatible",
      .base_url = "",
      .dialect = "openai",
      .model = "",
      .think_switch = SILU_THINK_SWITCH_EFFORT,
  },
  {
      .id = "tour",
      .name = "Tour",
      .base_url = "",
      .dialect = "openai",
      .model = "silu-guide",
      .think_switch = SILU_THINK_SWITCH_DEEPSEEK,
      .think = SILU_THINK_HIGH,
  },
  { .id = NULL },
};

const SiluPreset *
silu_preset_list (void)
{
  return presets;
}

const SiluPreset *
silu_preset_find (const char *id)
{
  for (const SiluPreset *preset = presets; preset->id != NULL; preset++)
    if (g_strcmp0 (preset->id, id) == 0)
      return preset;

  return NULL;
}
