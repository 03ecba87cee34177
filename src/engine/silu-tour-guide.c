/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the guide's page for a question. The pages are Markdown files in guide/, compiled in; the
 * thought stands above the mark, the answer below. */
#include "silu-tour-guide.h"

#include "silu-guide-resources.h"
#include <gio/gio.h>
#include <string.h>

#define PREFIX "/io/github/silu_chat/Silu/guide/"
#define MARK "<!-- answer -->\n"

typedef struct
{
  const char *name;
  const char *words; /* that lead to it, separated by '|', case folded */
} Topic;

/* The first that fits. */
static const Topic topics[] = {
  { "keyboard", "keyboard|shortcut|hotkey|快捷键|键盘|按键" },
  { "privacy", "privacy|private|secure|api key|my key|keys|密钥|隐私|安全" },
  { "models", "model|distil|ollama|qwen|llama|模型|蒸馏" },
  { "math", "math|formula|equation|prime|数学|公式|方程|素数" },
  { "code", "code|snake|function|program|write|代码|贪吃蛇|函数|程序|写" },
  { "thinking", "think|reason|chain|effort|思考|推理|思维" },
};

static gboolean
is_chinese (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;

  return FALSE;
}

static gboolean
mentions (const char *folded, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    if (strstr (folded, list[i]) != NULL)
      return TRUE;

  return FALSE;
}

static const char *
choose_topic (const char *question)
{
  g_autofree char *folded = g_utf8_casefold (question, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    if (mentions (folded, topics[i].words))
      return topics[i].name;

  return "welcome";
}

SiluTourPage *
silu_tour_page_find (const char *question)
{
  SiluTourPage *page = g_new0 (SiluTourPage, 1);
  g_autofree char *path = g_strconcat (PREFIX, choose_topic (question),
                                       is_chinese (question) ? ".zh.md" : ".en.md", NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (silu_guide_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *mark = strstr (text, MARK);

  g_assert (mark != NULL);
  page->thought = g_strndup (text, (gsize) (mark - text));
  page->answer = g_strdup (mark + strlen (MARK));

  return page;
}

void
silu_tour_page_free (SiluTourPage *self)
{
  g_free (self->thought);
  g_free (self->answer);
  g_free (self);
}
