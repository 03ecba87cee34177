/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person reads when the network or a server fails: what it is, and what to do. */
#include "silu-fault.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

static const char *
get_sentence (SiluErrorCode code)
{
  switch (code)
    {
    case SILU_ERROR_AUTH:
      return _ ("The key was not accepted. Check it in the preferences.");
    case SILU_ERROR_BALANCE:
      return _ ("The account's balance or quota is used up.");
    case SILU_ERROR_RATE_LIMIT:
      return _ ("Too many requests at once. Wait a little, then try again.");
    case SILU_ERROR_CONTEXT_LENGTH:
      return _ ("The conversation is too long for this model. Start a new chat or shorten it.");
    case SILU_ERROR_REFUSED:
      return _ ("The provider's filter refused this answer.");
    case SILU_ERROR_MODEL:
      return _ ("The server does not know this model. Choose another one.");
    case SILU_ERROR_REQUEST:
      return _ ("The server did not accept the request.");
    case SILU_ERROR_OVERLOADED:
      return _ ("The server is overloaded or still loading the model. Try again in a moment.");
    case SILU_ERROR_SERVER:
      return _ ("The server reported a fault of its own. Try again.");
    case SILU_ERROR_PROTOCOL:
      return _ ("What the address answers is not a model's answer. Check the address.");
    case SILU_ERROR_NETWORK:
      return _ ("There is no connection to the server. Is it running, and is the network up?");
    case SILU_ERROR_TLS:
      return _ ("The server's certificate cannot be trusted, so nothing was sent.");
    case SILU_ERROR_TIMEOUT:
      return _ ("The server fell silent. Try again.");
    case SILU_ERROR_INTERRUPTED:
      return _ ("The answer was cut off. What had come is kept.");
    case SILU_ERROR_STORE:
      return _ ("The chat could not be saved.");
    case SILU_ERROR_NOT_FOUND:
      return _ ("There is no such thing here.");
    case SILU_ERROR_FAILED:
    default:
      return _ ("Something went wrong.");
    }
}

char *
silu_fault_sentence (SiluErrorCode code, const char *host)
{
  if (host == NULL)
    return g_strdup (get_sentence (code));

  switch (code)
    {
    case SILU_ERROR_NETWORK:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_ ("There is no connection to %s. Is it running, and is the network "
                                 "up?"),
                              host);
    case SILU_ERROR_TLS:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_ ("The certificate of %s cannot be trusted, so nothing was sent."),
                              host);
    case SILU_ERROR_TIMEOUT:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_ ("%s fell silent. Try again."), host);
    case SILU_ERROR_PROTOCOL:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_ ("What %s answers is not a model's answer. Check the address."),
                              host);
    default:
      return g_strdup (get_sentence (code));
    }
}

GError *
silu_fault_new (SiluErrorCode code, const char *host, const char *detail, double retry_after)
{
  g_autofree char *sentence = silu_fault_sentence (code, host);

  return silu_error_new (code, sentence, detail, retry_after);
}

static SiluErrorCode
map_code (const GError *error)
{
  if (error->domain == G_TLS_ERROR)
    return SILU_ERROR_TLS;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return SILU_ERROR_TIMEOUT;
  if (error->domain == SOUP_SESSION_ERROR)
    return SILU_ERROR_PROTOCOL;

  return SILU_ERROR_NETWORK;
}

GError *
silu_fault_from_gio (GError *error, const char *host)
{
  g_autoptr (GError) cause = error;

  if (error->domain == SILU_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);

  return silu_fault_new (map_code (cause), host, cause->message, -1);
}
