/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of Gemini's turns, as they are printed, and what a signature waits in. */
#pragma once

#define SIGNATURE(member, value, signature)                                                        \
  "{\"" member "\":" value ",\"thoughtSignature\":\"" signature "\"}"
#define TEXT(text) "{\"text\":\"" text "\"}"
#define SIGNED_TEXT(text, signature)                                                               \
  "{\"text\":\"" text "\",\"thoughtSignature\":\"" signature "\"}"
#define SIGNED_THOUGHT(signature)                                                                  \
  "{\"text\":\"\",\"thoughtSignature\":\"" signature "\",\"thought\":true}"
#define CALL(members) "{\"functionCall\":{" members "}}"
#define SIGNED_CALL(members, signature)                                                            \
  "{\"functionCall\":{" members "},\"thoughtSignature\":\"" signature "\"}"
#define RESULT(members) "{\"functionResponse\":{" members "}}"
