/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables, and the way from every earlier version to this one. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

/* PRAGMA user_version of a file that this Silu writes. */
#define SILU_SCHEMA_VERSION 4

/* 0 for a file with nothing in it. */
gboolean silu_schema_read_version (sqlite3 *db, gint64 *version, GError **error);

/* Brings the file to SILU_SCHEMA_VERSION in one transaction. A newer file is refused, untouched. */
gboolean silu_schema_migrate (sqlite3 *db, GError **error);

G_END_DECLS
