/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One provider for all: silu-style.css imports the others, so that their order is written down
 * there. Apart from the application, because tests and pictures have windows without one. */
#include "silu-style.h"

#include "config.h"
#include <adwaita.h>

static void
load (GtkCssProvider *provider)
{
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  gtk_css_provider_load_from_resource (provider, contrast ? SILU_RESOURCE_PREFIX
                                                     "/silu-style-hc.css"
                                                          : SILU_RESOURCE_PREFIX "/silu-style.css");
}

void
silu_style_load (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_return_if_fail (GDK_IS_DISPLAY (display));

  load (provider);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (load), provider, G_CONNECT_SWAPPED);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
silu_style_load_icons (GdkDisplay *display)
{
  g_return_if_fail (GDK_IS_DISPLAY (display));

  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    SILU_RESOURCE_PREFIX "/icons");
}
