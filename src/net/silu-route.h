/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to a server: key, headers, proxy, certificates, socket. Made for one request or a few;
 * the key lives as long as it does. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SiluRoute SiluRoute;

/* @key (nullable) goes as "Authorization: Bearer …" unless another header is set. */
SiluRoute *silu_route_new (const char *key);
SiluRoute *silu_route_ref (SiluRoute *self);
void silu_route_unref (SiluRoute *self); /* the key is wiped */

/* Which header carries the key, and what stands before it there. */
void silu_route_set_key_header (SiluRoute *self, const char *name, const char *prefix);

/* One more header; replaces one of the same name. Silently left out if no header can look so; see
 * silu_route_check_header (). */
void silu_route_add_header (SiluRoute *self, const char *name, const char *value);

/* NULL: the system's. "direct": none. Else an address, like "http://proxy:3128" or
 * "socks5://127.0.0.1:1080". */
void silu_route_set_proxy (SiluRoute *self, const char *proxy);

/* A file with certificates (PEM) that are trusted besides the system's; NULL: none. */
void silu_route_set_ca_file (SiluRoute *self, const char *path);

/* The UNIX socket to connect to, whatever the address says; NULL: none (PROTOCOLS 2.4). */
void silu_route_set_socket (SiluRoute *self, const char *path);

/* The user's yes to sending the key unencrypted. */
void silu_route_set_allow_plain_key (SiluRoute *self, gboolean allow);

/* Whether the key (if there is one) may go to @url this way; else a translated sentence says why
 * not. Over TLS, to this machine, or with a yes. */
gboolean silu_route_check (SiluRoute *self, const char *url, GError **error);

/* FALSE for a name or value that no header can have, or that HTTP itself needs. */
gboolean silu_route_check_header (const char *name, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluRoute, silu_route_unref)

G_END_DECLS
