/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's enums and their words. Numbers and words are stored: never change, only append. */
#pragma once

#include "silu-chat-request.h"
#include "silu-delta.h"
#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SILU_MESSAGE_COMPLETE = 0,
  SILU_MESSAGE_STREAMING = 1,
  SILU_MESSAGE_STOPPED = 2,     /* by the user */
  SILU_MESSAGE_INTERRUPTED = 3, /* the stream was cut, or Silu ended while it ran */
  SILU_MESSAGE_FAILED = 4,      /* an error; what had come is kept */
} SiluMessageState;

typedef enum
{
  SILU_PART_REASONING = 0,
  SILU_PART_TEXT = 1,
  SILU_PART_ATTACHMENT = 2,
  SILU_PART_TOOL_CALL = 3,
  SILU_PART_TOOL_RESULT = 4,
  SILU_PART_REPLAY = 5, /* JSON for the server only; see SILU_DELTA_REPLAY */
} SiluPartKind;

/* Who named a conversation: whoever comes later here is not named over by one before. */
typedef enum
{
  SILU_TITLE_FIRST_LINE = 0, /* nobody: it begins its first question, or is empty */
  SILU_TITLE_MODEL = 1,
  SILU_TITLE_USER = 2,
} SiluTitleKind;

/* What a note says of the step that it stands at. */
typedef enum
{
  SILU_NOTE_BOOKMARK = 0,
  SILU_NOTE_FLAW = 1, /* here it goes wrong */
} SiluNoteKind;

/* What a reader thinks of an answer, and of how it was come to. */
typedef enum
{
  SILU_RATING_FLAWED = -1,
  SILU_RATING_NONE = 0,
  SILU_RATING_GOOD = 1,
} SiluRating;

/* "user", "assistant", …; "streaming", "complete", …; "reasoning", "text", …; "first-line",
 * "model", "user"; "bookmark", "flaw"; "good", "flawed", "none": for JSON. */
const char *silu_role_to_string (SiluRole role);
const char *silu_message_state_to_string (SiluMessageState state);
const char *silu_part_kind_to_string (SiluPartKind kind);
const char *silu_title_kind_to_string (SiluTitleKind kind);
const char *silu_note_kind_to_string (SiluNoteKind kind);
const char *silu_rating_to_string (SiluRating rating);

/* FALSE for any other word, and NULL. */
gboolean silu_role_from_string (const char *string, SiluRole *role);
gboolean silu_message_state_from_string (const char *string, SiluMessageState *state);
gboolean silu_part_kind_from_string (const char *string, SiluPartKind *kind);
gboolean silu_title_kind_from_string (const char *string, SiluTitleKind *kind);
gboolean silu_note_kind_from_string (const char *string, SiluNoteKind *kind);
gboolean silu_rating_from_string (const char *string, SiluRating *rating);

#define SILU_TYPE_MESSAGE_STATE (silu_message_state_get_type ())
GType silu_message_state_get_type (void);

G_END_DECLS
