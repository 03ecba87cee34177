/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States of an answer of the Tour, for pictures. */
#pragma once

#include "silu-shot.h"

G_BEGIN_DECLS

/* It is asked for if it has not been, and over when this returns. */
void silu_shot_finish_answer (SiluShot *shot);

void silu_shot_streaming (SiluShot *shot);
void silu_shot_preview (SiluShot *shot);
void silu_shot_answer (SiluShot *shot);
void silu_shot_find (SiluShot *shot);
void silu_shot_search (SiluShot *shot);
void silu_shot_thinking (SiluShot *shot);
void silu_shot_reading (SiluShot *shot);
void silu_shot_narrow (SiluShot *shot);

G_END_DECLS
