/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the accounts share. Private to engine/. */
#pragma once

#include "silu-accounts.h"

G_BEGIN_DECLS

SiluHttp *silu_accounts_get_http (SiluAccounts *self);

G_END_DECLS
