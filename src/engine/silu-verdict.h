/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an answer that arrived whole is one (PROTOCOLS 1.5). Private to engine/. */
#pragma once

#include "silu-message.h"

G_BEGIN_DECLS

/* NULL if it is; else an error with a translated sentence. */
GError *silu_verdict_judge (SiluMessage *message);

G_END_DECLS
