/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a screen reader how the answer of a conversation is getting on; the eye sees it elsewhere.
 * What streams is not told: it is there to be read when it is wanted. */
#pragma once

#include "silu-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_ANNOUNCER (silu_announcer_get_type ())
G_DECLARE_FINAL_TYPE (SiluAnnouncer, silu_announcer, SILU, ANNOUNCER, GtkWidget)

GtkWidget *silu_announcer_new (void);

/* @engine and @conversation may be NULL: then there is nothing to tell. */
void silu_announcer_watch (SiluAnnouncer *self, SiluEngine *engine, SiluConversation *conversation);

G_END_DECLS
