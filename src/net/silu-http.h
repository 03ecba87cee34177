/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP: the sessions, and small requests that are read whole. libsoup stays behind this header.
 * Main thread only; everything asynchronous. */
#pragma once

#include "silu-route.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define SILU_TYPE_HTTP (silu_http_get_type ())
G_DECLARE_FINAL_TYPE (SiluHttp, silu_http, SILU, HTTP, GObject)

/* The largest body that silu_http_fetch_async () reads. */
#define SILU_HTTP_MAX_BODY (8 * 1024 * 1024)

SiluHttp *silu_http_new (void);

/* GET @url, or POST @body (nullable, JSON) there, by @route (nullable). At most @timeout seconds in
 * all. Finishes with the body of a 200, or an error in SILU_ERROR with a translated sentence
 * (G_IO_ERROR_CANCELLED when cancelled). A key is never sent to another host by a redirect. */
void silu_http_fetch_async (SiluHttp *self,
                            const char *url,
                            SiluRoute *route,
                            const char *body,
                            guint timeout,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GBytes *silu_http_fetch_finish (SiluHttp *self, GAsyncResult *result, GError **error);

/* @base with "/" and @path, exactly one slash between. */
char *silu_http_join_url (const char *base, const char *path);

/* Whether @url is http or https with a host; else a translated sentence says what is wrong. */
gboolean silu_http_check_url (const char *url, GError **error);

/* Whether a key may be sent there: https, or a loopback host. */
gboolean silu_http_url_is_private (const char *url);

G_END_DECLS
