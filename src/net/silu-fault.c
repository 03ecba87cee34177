/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where failures of the network become sentences, so that the window and the command
 * line say the same of the same thing: what it is, and what to do. */
#include "silu-fault.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* Those that name the host, where it is known; NULL for the others. */
static char *
sentence_with_host (SiluErrorCode code, const char *host)
{
  switch (code)
    {
    case SILU_ERROR_OVERLOADED:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("%s is overloaded. Try again soon."), host);

    case SILU_ERROR_LOADING:
      /* Translators: %s is the name of a host, like "127.0.0.1:8080". */
      return g_strdup_printf (_ ("%s is still loading the model. Try again soon."), host);

    case SILU_ERROR_SERVER:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("%s reports an error of its own. Try again."), host);

    case SILU_ERROR_PROTOCOL:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("What %s sent is not a model's answer. Check the address."), host);

    case SILU_ERROR_NETWORK:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("There is no connection to %s. Check the network."), host);

    case SILU_ERROR_PROXY:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("The proxy does not let the connection to %s through."), host);

    case SILU_ERROR_TLS:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("The certificate of %s cannot be trusted. Nothing was sent."),
                              host);

    case SILU_ERROR_TIMEOUT:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("%s has been silent for too long. Try again."), host);

    default:
      return NULL;
    }
}

static const char *
sentence_of_connection (SiluErrorCode code)
{
  switch (code)
    {
    case SILU_ERROR_OVERLOADED:
      return _ ("The server is overloaded. Try again soon.");

    case SILU_ERROR_LOADING:
      return _ ("The server is still loading the model. Try again soon.");

    case SILU_ERROR_SERVER:
      return _ ("The server reports an error of its own. Try again.");

    case SILU_ERROR_PROTOCOL:
      return _ ("What the server sent is not a model's answer. Check the address.");

    case SILU_ERROR_NETWORK:
      return _ ("There is no connection to the server. Check the network.");

    case SILU_ERROR_PROXY:
      return _ ("The proxy does not let the connection through.");

    case SILU_ERROR_TLS:
      return _ ("The server's certificate cannot be trusted. Nothing was sent.");

    case SILU_ERROR_TIMEOUT:
      return _ ("The server has been silent for too long. Try again.");

    default:
      return _ ("Something went wrong. Try again.");
    }
}

static const char *
sentence (SiluErrorCode code)
{
  switch (code)
    {
    case SILU_ERROR_AUTH:
      return _ ("The key was not accepted. Check it in the preferences.");

    case SILU_ERROR_BALANCE:
      return _ ("The balance of this account is used up. Top it up, or choose another account.");

    case SILU_ERROR_RATE_LIMIT:
      return _ ("Too many requests in a short time. Wait a moment, then try again.");

    case SILU_ERROR_CONTEXT_LENGTH:
      return _ ("The conversation is too long for this model. Start a new one, or choose another "
                "model.");

    case SILU_ERROR_REFUSED:
      return _ ("The service refused to answer this. Put the question differently.");

    case SILU_ERROR_MODEL:
      return _ ("The server does not have this model. Choose another one.");

    case SILU_ERROR_REQUEST:
      return _ ("The server did not accept the request. The details say why.");

    case SILU_ERROR_INTERRUPTED:
      return _ ("The answer was cut off. What came is kept.");

    case SILU_ERROR_EMPTY:
      return _ ("The model ended without an answer. Try again.");

    case SILU_ERROR_STORE:
      return _ ("The conversation could not be saved. Check the space on the disk.");

    case SILU_ERROR_NOT_FOUND:
      return _ ("This is not there, or not there any more.");

    default:
      return sentence_of_connection (code);
    }
}

char *
silu_fault_sentence (SiluErrorCode code, const char *host)
{
  char *named = host != NULL && *host != '\0' ? sentence_with_host (code, host) : NULL;

  return named != NULL ? named : g_strdup (sentence (code));
}

GError *
silu_fault_new (SiluErrorCode code, const char *host, const char *detail, double retry_after)
{
  g_autofree char *message = silu_fault_sentence (code, host);

  return silu_error_new (code, message, detail, retry_after);
}

/* What a connection can suffer, finer than the codes: each is worth a sentence of its own. */
typedef enum
{
  TROUBLE_NONE,
  TROUBLE_UNKNOWN_HOST,
  TROUBLE_REFUSED,
  TROUBLE_CLOSED,
  TROUBLE_PROXY,
  TROUBLE_NOT_TLS,
} Trouble;

static Trouble
trouble_of_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_HOST_NOT_FOUND:
      return TROUBLE_UNKNOWN_HOST;

    case G_IO_ERROR_CONNECTION_REFUSED:
      return TROUBLE_REFUSED;

    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_CLOSED:
      return TROUBLE_CLOSED;

    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return TROUBLE_PROXY;

    default:
      return TROUBLE_NONE;
    }
}

static Trouble
trouble_of (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return TROUBLE_UNKNOWN_HOST;
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF))
    return TROUBLE_CLOSED;
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return TROUBLE_NOT_TLS;
  if (error->domain == G_IO_ERROR)
    return trouble_of_io (error->code);

  return TROUBLE_NONE;
}

static char *
trouble_sentence (Trouble trouble, const char *host)
{
  switch (trouble)
    {
    case TROUBLE_UNKNOWN_HOST:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("%s cannot be found. Check the address and the network."), host);

    case TROUBLE_REFUSED:
      /* Translators: %s is the name of a host, like "127.0.0.1:11434". */
      return g_strdup_printf (_ ("%s does not answer. Is the server running?"), host);

    case TROUBLE_CLOSED:
      /* Translators: %s is the name of a host, like "api.deepseek.com". */
      return g_strdup_printf (_ ("%s closed the connection without an answer. Try again."), host);

    case TROUBLE_NOT_TLS:
      /* Translators: %s is the name of a host, like "127.0.0.1:11434". */
      return g_strdup_printf (_ ("%s does not speak https. Try the address with http."), host);

    case TROUBLE_PROXY:
    case TROUBLE_NONE:
    default:
      return NULL;
    }
}

static SiluErrorCode
code_of (const GError *error, Trouble trouble)
{
  if (trouble == TROUBLE_NOT_TLS)
    return SILU_ERROR_TLS;
  if (trouble == TROUBLE_PROXY)
    return SILU_ERROR_PROXY;
  if (trouble != TROUBLE_NONE)
    return SILU_ERROR_NETWORK;
  if (error->domain == G_TLS_ERROR)
    return SILU_ERROR_TLS;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return SILU_ERROR_TIMEOUT;
  if (error->domain == SOUP_SESSION_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return SILU_ERROR_PROTOCOL;

  return error->domain == G_IO_ERROR ? SILU_ERROR_NETWORK : SILU_ERROR_FAILED;
}

GError *
silu_fault_from_gio (GError *error, const char *host)
{
  Trouble trouble = TROUBLE_NONE;
  SiluErrorCode code = SILU_ERROR_FAILED;
  g_autofree char *message = NULL;
  GError *fault = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == SILU_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  trouble = trouble_of (error);
  code = code_of (error, trouble);
  if (host != NULL && *host != '\0')
    message = trouble_sentence (trouble, host);
  if (message == NULL)
    message = silu_fault_sentence (code, host);

  fault = silu_error_new (code, message, error->message, -1);
  if (trouble == TROUBLE_CLOSED)
    silu_error_mark_transient (fault);
  g_error_free (error);

  return fault;
}
