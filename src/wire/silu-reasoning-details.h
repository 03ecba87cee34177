/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reasoning_details[]: fragments that stream in, whole items that go back (PROTOCOLS 2.7). Private
 * to wire/. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What all items of an answer may hold together; more is dropped, and then none is sent back. */
#define SILU_REASONING_DETAILS_MAX (8 * 1024 * 1024)

typedef struct _SiluReasoningDetails SiluReasoningDetails;

SiluReasoningDetails *silu_reasoning_details_new (void);
void silu_reasoning_details_free (SiluReasoningDetails *self);

/* One fragment, copied. Fragments of the same item in a row are joined. */
void silu_reasoning_details_add (SiluReasoningDetails *self, JsonObject *fragment);

/* A JSON array of the items in order; NULL if there are none. */
char *silu_reasoning_details_to_string (SiluReasoningDetails *self);

/* What there is to read in a fragment: its text or summary; NULL for encrypted ones. */
const char *silu_reasoning_details_get_text (JsonObject *fragment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluReasoningDetails, silu_reasoning_details_free)

G_END_DECLS
