/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain, with the server's words and its wait beside the sentence. */
#include "silu-error.h"

/* Compilers do not see that what GLib's macro hands over is neither NULL nor unaligned. */
#pragma GCC diagnostic ignored "-Wnull-dereference"
#pragma GCC diagnostic ignored "-Wcast-align"

typedef struct
{
  char *detail;
  double retry_after; /* seconds, negative: unknown */
  gboolean transient;
} SiluErrorPrivate;

static void
silu_error_private_init (SiluErrorPrivate *self)
{
  self->detail = NULL;
  self->retry_after = -1;
  self->transient = FALSE;
}

static void
silu_error_private_copy (const SiluErrorPrivate *source, SiluErrorPrivate *target)
{
  target->detail = g_strdup (source->detail);
  target->retry_after = source->retry_after;
  target->transient = source->transient;
}

static void
silu_error_private_clear (SiluErrorPrivate *self)
{
  g_clear_pointer (&self->detail, g_free);
}

G_DEFINE_EXTENDED_ERROR (SiluError, silu_error)

static const char *const words[] = {
  [SILU_ERROR_FAILED] = "failed",
  [SILU_ERROR_AUTH] = "auth",
  [SILU_ERROR_BALANCE] = "balance",
  [SILU_ERROR_RATE_LIMIT] = "rate_limit",
  [SILU_ERROR_CONTEXT_LENGTH] = "context_length",
  [SILU_ERROR_REFUSED] = "refused",
  [SILU_ERROR_MODEL] = "model",
  [SILU_ERROR_REQUEST] = "request",
  [SILU_ERROR_OVERLOADED] = "overloaded",
  [SILU_ERROR_LOADING] = "loading",
  [SILU_ERROR_SERVER] = "server",
  [SILU_ERROR_PROTOCOL] = "protocol",
  [SILU_ERROR_NETWORK] = "network",
  [SILU_ERROR_PROXY] = "proxy",
  [SILU_ERROR_TLS] = "tls",
  [SILU_ERROR_TIMEOUT] = "timeout",
  [SILU_ERROR_INTERRUPTED] = "interrupted",
  [SILU_ERROR_EMPTY] = "empty",
  [SILU_ERROR_STORE] = "store",
  [SILU_ERROR_NOT_FOUND] = "not_found",
};

const char *
silu_error_code_to_string (SiluErrorCode code)
{
  if ((gsize) code >= G_N_ELEMENTS (words))
    code = SILU_ERROR_FAILED;

  return words[code];
}

SiluErrorCode
silu_error_code_from_string (const char *string)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i], string) == 0)
      return (SiluErrorCode) i;

  return SILU_ERROR_FAILED;
}

GError *
silu_error_new (SiluErrorCode code, const char *message, const char *detail, double retry_after)
{
  GError *error = g_error_new_literal (SILU_ERROR, (int) code, message);
  SiluErrorPrivate *private = silu_error_get_private (error);

  private->detail = g_strdup (detail);
  private->retry_after = retry_after;

  return error;
}

const char *
silu_error_get_detail (const GError *error)
{
  if (error == NULL || error->domain != SILU_ERROR)
    return NULL;

  return silu_error_get_private (error)->detail;
}

double
silu_error_get_retry_after (const GError *error)
{
  if (error == NULL || error->domain != SILU_ERROR)
    return -1;

  return silu_error_get_private (error)->retry_after;
}

void
silu_error_mark_transient (GError *error)
{
  g_return_if_fail (error != NULL && error->domain == SILU_ERROR);

  silu_error_get_private (error)->transient = TRUE;
}

gboolean
silu_error_is_transient (const GError *error)
{
  if (error == NULL || error->domain != SILU_ERROR)
    return FALSE;

  switch (error->code)
    {
    case SILU_ERROR_RATE_LIMIT:
    case SILU_ERROR_OVERLOADED:
    case SILU_ERROR_LOADING:
    case SILU_ERROR_SERVER:
      return TRUE;

    default:
      return silu_error_get_private (error)->transient;
    }
}
