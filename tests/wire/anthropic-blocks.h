/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of Anthropic's messages, as they are printed. */
#pragma once

#define TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define THINKING(text, signature)                                                                  \
  "{\"type\":\"thinking\",\"thinking\":\"" text "\",\"signature\":\"" signature "\"}"
#define REDACTED(data) "{\"type\":\"redacted_thinking\",\"data\":\"" data "\"}"
#define USE(id, name, input)                                                                       \
  "{\"type\":\"tool_use\",\"id\":\"" id "\",\"name\":\"" name "\",\"input\":" input "}"
#define RESULT(id, text)                                                                           \
  "{\"type\":\"tool_result\",\"tool_use_id\":\"" id "\",\"content\":\"" text "\"}"
#define SIGNED(signature) "{\"type\":\"thinking\",\"signature\":\"" signature "\"}"
#define SIGNED_LENGTH(signature, length)                                                           \
  "{\"type\":\"thinking\",\"signature\":\"" signature "\",\"length\":" length "}"
