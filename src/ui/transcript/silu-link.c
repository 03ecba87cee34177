/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tooltip tells where a link leads, and for most that is enough. */
#include "silu-link.h"

#include "silu-compat.h"
#include "silu-inline.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static GUri *
parse (const char *url)
{
  return g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_HAS_PASSWORD, NULL);
}

/* In lower case, without "www."; NULL if there is none. */
static char *
dup_host (const char *url)
{
  g_autoptr (GUri) uri = parse (url);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *lower = host != NULL ? g_ascii_strdown (host, -1) : NULL;

  if (lower == NULL || *lower == '\0')
    return NULL;

  return g_strdup (g_str_has_prefix (lower, "www.") ? lower + strlen ("www.") : lower);
}

/* The ends of hosts that people know. A name of a file has a dot too, and often an end that is some
 * country's. */
static gboolean
has_known_end (const char *host)
{
  static const char *const ends[] = { ".com", ".org", ".net", ".io", ".cn",   ".edu",    ".gov",
                                      ".dev", ".app", ".ai",  ".co", ".info", ".example" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (host, ends[i]))
      return TRUE;

  return FALSE;
}

/* The host of the address that a text is: "example.org", "https://example.org/a". NULL if it is
 * none. */
static char *
dup_shown_host (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *url = NULL;
  g_autofree char *host = NULL;

  if (*trimmed == '\0' || strpbrk (trimmed, " \t\n@") != NULL)
    return NULL;
  if (strstr (trimmed, "://") != NULL)
    return dup_host (trimmed);

  url = g_strconcat ("https://", trimmed, NULL);
  host = dup_host (url);

  return host != NULL && has_known_end (host) ? g_steal_pointer (&host) : NULL;
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;

  return TRUE;
}

gboolean
silu_link_is_misleading (const char *text, const char *url)
{
  g_autoptr (GUri) uri = parse (url);
  g_autofree char *host = dup_host (url);
  g_autofree char *shown = dup_shown_host (text);

  if (uri == NULL || host == NULL)
    return shown != NULL && !g_str_has_prefix (url, "mailto:");

  return g_uri_get_userinfo (uri) != NULL || !is_ascii (host) || strstr (host, "xn--") != NULL ||
         (shown != NULL && !g_str_equal (shown, host));
}

static void
open_url (GtkWidget *widget, const char *url)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, url, GDK_CURRENT_TIME);
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  const char *url = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (g_str_equal (response, "open") && parent != NULL)
    open_url (GTK_WIDGET (parent), url);
  else if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (dialog), url);
}

static void
free_url (gpointer url, GClosure *closure)
{
  g_free (url);
}

static void
ask (GtkWidget *widget, const char *url)
{
  g_autofree char *shown = silu_inline_shorten_url (url);
  GtkWidget *dialog = silu_dialog_new (widget, _ ("Open this address?"), shown);

  silu_dialog_add_response (dialog, "close", _ ("_Cancel"));
  silu_dialog_add_response (dialog, "copy", _ ("Co_py"));
  silu_dialog_add_response (dialog, "open", _ ("_Open"));
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_strdup (url), free_url, 0);
  silu_dialog_present (dialog);
}

void
silu_link_follow (GtkWidget *widget, const char *text, const char *url)
{
  if (!silu_inline_is_safe (url))
    return;

  if (silu_link_is_misleading (text, url))
    ask (widget, url);
  else
    open_url (widget, url);
}
