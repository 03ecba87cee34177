/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Under which heading of the sidebar a conversation stands. */
#pragma once

#include "silu-conversation.h"

G_BEGIN_DECLS

/* Two conversations with the same number are in one group. Days are those of @now's time zone. */
guint silu_date_group (SiluConversation *conversation, GDateTime *now);

/* "Pinned", "Today", … or a month; transfer full. */
char *silu_date_group_dup_name (guint group);

G_END_DECLS
