/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for the way to a server: proxy, certificates, socket, and the yes to a key that anyone can
 * read. The headers are not among them. */
#pragma once

#include "silu-connection.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_CONNECTION_GROUP (silu_connection_group_get_type ())
G_DECLARE_FINAL_TYPE (SiluConnectionGroup,
                      silu_connection_group,
                      SILU,
                      CONNECTION_GROUP,
                      AdwPreferencesGroup)

/* Signal: "changed" (), by the user's hand and only to what is right. */

GtkWidget *silu_connection_group_new (void);

/* @asks_plain_key: whether the row for the unencrypted key is shown, as it is if it was said yes.
 */
void silu_connection_group_set_connection (SiluConnectionGroup *self,
                                           const SiluConnection *connection,
                                           gboolean asks_plain_key);
const SiluConnection *silu_connection_group_get_connection (SiluConnectionGroup *self);

G_END_DECLS
