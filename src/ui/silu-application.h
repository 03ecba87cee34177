/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: one instance a session, its options, its start and its end. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_APPLICATION (silu_application_get_type ())
G_DECLARE_FINAL_TYPE (SiluApplication, silu_application, SILU, APPLICATION, AdwApplication)

SiluApplication *silu_application_new (void);

G_END_DECLS
