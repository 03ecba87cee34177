/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an account's server is reached, beyond its address. Plain data, owned by its account. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *proxy;              /* "": the system's; "direct": none; else an address */
  char *headers;            /* "Name: value", one a line; "" for none */
  char *ca_file;            /* a PEM file that is trusted besides the system's; "" for none */
  char *socket;             /* a UNIX socket to connect to; "" for none */
  gboolean allow_plain_key; /* the user's yes to a key without encryption */
} SiluConnection;

SiluConnection *silu_connection_new (void);
SiluConnection *silu_connection_copy (const SiluConnection *self);
gboolean silu_connection_equal (const SiluConnection *a, const SiluConnection *b);
void silu_connection_free (SiluConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluConnection, silu_connection_free)

G_END_DECLS
