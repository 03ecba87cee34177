/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the store's own files and tests: the connection behind it. */
#pragma once

#include "silu-db.h"
#include "silu-store.h"

G_BEGIN_DECLS

SiluDb *silu_store_get_db (SiluStore *self);

/* NULL: in memory. */
const char *silu_store_get_directory (SiluStore *self);

G_END_DECLS
