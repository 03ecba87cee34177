/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of failure → the sentence a person reads. */
#pragma once

#include "silu-error.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* A translated sentence for @code, never NULL. @host (nullable) is named where that helps. */
char *silu_fault_sentence (SiluErrorCode code, const char *host);

/* An error in SILU_ERROR with that sentence; @detail nullable, @retry_after < 0 for none. */
GError *
silu_fault_new (SiluErrorCode code, const char *host, const char *detail, double retry_after);

/* Maps an error of GIO, the resolver, TLS or libsoup; cancellation stays as it is. Consumes
 * @error. */
GError *silu_fault_from_gio (GError *error, const char *host);

G_END_DECLS
