/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chats that were never had, for pictures: what goes wrong, all that can be written, two versions.
 */
#pragma once

#include "silu-shot.h"

G_BEGIN_DECLS

void silu_shot_faults (SiluShot *shot);
void silu_shot_document (SiluShot *shot);
void silu_shot_changes (SiluShot *shot);

G_END_DECLS
