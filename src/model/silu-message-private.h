/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only SiluConversation may do to a message: hang it into the tree. */
#pragma once

#include "silu-message.h"

G_BEGIN_DECLS

void silu_message_set_parent (SiluMessage *self, SiluMessage *parent);

G_END_DECLS
