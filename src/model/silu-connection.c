/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an account's server is reached. */
#include "silu-connection.h"

SiluConnection *
silu_connection_new (void)
{
  SiluConnection *self = g_new0 (SiluConnection, 1);

  self->proxy = g_strdup ("");
  self->headers = g_strdup ("");
  self->ca_file = g_strdup ("");
  self->socket = g_strdup ("");

  return self;
}

SiluConnection *
silu_connection_copy (const SiluConnection *other)
{
  SiluConnection *self = g_new0 (SiluConnection, 1);

  self->proxy = g_strdup (other->proxy);
  self->headers = g_strdup (other->headers);
  self->ca_file = g_strdup (other->ca_file);
  self->socket = g_strdup (other->socket);
  self->allow_plain_key = other->allow_plain_key;

  return self;
}

gboolean
silu_connection_equal (const SiluConnection *a, const SiluConnection *b)
{
  return g_str_equal (a->proxy, b->proxy) && g_str_equal (a->headers, b->headers) &&
         g_str_equal (a->ca_file, b->ca_file) && g_str_equal (a->socket, b->socket) &&
         a->allow_plain_key == b->allow_plain_key;
}

void
silu_connection_free (SiluConnection *self)
{
  g_free (self->proxy);
  g_free (self->headers);
  g_free (self->ca_file);
  g_free (self->socket);
  g_free (self);
}
