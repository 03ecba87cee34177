/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links that a model wrote, and what is done before one is followed. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether the link may lead elsewhere than its @text says: that is an address of another host, or
 * @url hides its host behind a name before "@" or in letters that look like others. */
gboolean silu_link_is_misleading (const char *text, const char *url);

/* Opens the address in the browser; one that misleads is shown first, with a question. What is not
 * http, https or mailto is not opened at all. */
void silu_link_follow (GtkWidget *widget, const char *text, const char *url);

G_END_DECLS
