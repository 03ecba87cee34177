/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in guide: a server on loopback that speaks DeepSeek's wire format and streams Silu's
 * own guide. A guide, not a model; the interface says so. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SILU_TYPE_TOUR (silu_tour_get_type ())
G_DECLARE_FINAL_TYPE (SiluTour, silu_tour, SILU, TOUR, GObject)

/* Does not listen yet. */
SiluTour *silu_tour_new (void);

/* Starts the server at the first call. The address and the token of this run; borrowed. NULL with
 * an error if no port could be had. */
const char *silu_tour_get_base_url (SiluTour *self, GError **error);
const char *silu_tour_get_token (SiluTour *self);

/* How many tokens a second it streams; 0: as fast as it can. The default reads well: 60. The
 * environment's SILU_TOUR_SPEED sets it for tests. */
void silu_tour_set_speed (SiluTour *self, guint tokens_per_second);

G_END_DECLS
