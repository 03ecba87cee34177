/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deltas written down, neighbours of one kind joined, to compare two runs. */
#pragma once

#include "silu-delta.h"
#include <string.h>

G_BEGIN_DECLS

typedef struct
{
  GString *log;
  SiluDeltaKind last;
} DeltaLog;

static inline void
delta_log_cb (const SiluDelta *delta, gpointer user_data)
{
  DeltaLog *self = user_data;
  gboolean text = delta->kind == SILU_DELTA_TEXT || delta->kind == SILU_DELTA_REASONING;

  if (!text || self->log->len == 0 || self->last != delta->kind)
    g_string_append_printf (self->log, "\n%d:", delta->kind);
  self->last = delta->kind;

  if (text)
    {
      g_assert_cmpuint (delta->length, >, 0);
      g_assert_cmpuint (strlen (delta->text), ==, delta->length);
      g_assert_true (g_utf8_validate_len (delta->text, delta->length, NULL));
      g_string_append (self->log, delta->text);
    }
  else if (delta->kind == SILU_DELTA_TOOL)
    {
      g_string_append (self->log, delta->tool.arguments);
    }
  else if (delta->kind == SILU_DELTA_ERROR)
    {
      g_string_append_printf (self->log, "%d", delta->code);
    }
}

G_END_DECLS
