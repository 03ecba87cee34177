/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, money and speed of what was said. Measured where somebody counted, estimated elsewhere,
 * and always told apart. */
#include "silu-meter.h"

#include "silu-tokens.h"

/* What is kept for an answer where nothing says how long it may be. */
#define USUAL_OUTPUT 8192

/* A message costs a few tokens beside its text. */
#define MESSAGE_OVERHEAD 4

/* So do the lines around a file. */
#define ATTACHMENT_OVERHEAD 12

/* What its files take in the request: those of a question are read by the model. */
static gint64
estimate_attachments (SiluMessage *message)
{
  g_autoptr (GPtrArray) attachments = NULL;

  if (silu_message_get_role (message) == SILU_ROLE_ASSISTANT)
    return 0;

  attachments = silu_attachments_list (message);

  return silu_meter_estimate_attachments (attachments);
}

static gint64
estimate_message (SiluMessage *message, const SiluProfile *profile)
{
  gint64 tokens = MESSAGE_OVERHEAD + estimate_attachments (message);

  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    {
      const SiluPart *part = silu_message_get_part (message, i);

      if (part->kind == SILU_PART_TEXT || part->kind == SILU_PART_TOOL_CALL ||
          (part->kind == SILU_PART_REASONING && profile->replay >= SILU_REPLAY_ALWAYS))
        tokens += silu_tokens_estimate (part->text->str, (gssize) part->text->len);
    }

  return tokens;
}

/* Everything up to and with this answer, as the server counted it; its thoughts only where they go
 * back. */
static gboolean
read_measured (SiluMessage *message, const SiluProfile *profile, gint64 *tokens)
{
  const SiluUsage *usage = silu_message_get_usage (message);

  if (silu_message_get_role (message) != SILU_ROLE_ASSISTANT || usage->prompt < 0 ||
      usage->completion < 0)
    return FALSE;

  *tokens = usage->prompt + usage->completion;
  if (profile->replay < SILU_REPLAY_ALWAYS)
    *tokens -= CLAMP (usage->reasoning, 0, usage->completion);

  return TRUE;
}

gint64
silu_meter_estimate_attachments (GPtrArray *attachments)
{
  gint64 tokens = 0;

  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    {
      const SiluAttachment *attachment = g_ptr_array_index (attachments, i);

      if (attachment->length > 0)
        tokens += ATTACHMENT_OVERHEAD + silu_tokens_estimate (attachment->name, -1) +
                  silu_tokens_estimate (attachment->text, (gssize) attachment->length);
    }

  return tokens;
}

static gint64
find_limit (SiluAccount *account,
            const char *model,
            const SiluProfile *profile,
            const SiluSampling *sampling)
{
  gint64 context = silu_account_get_model_context (account, model);

  if (sampling->is_set[SILU_PARAM_NUM_CTX] &&
      profile->params[0][SILU_PARAM_NUM_CTX] == SILU_PARAM_USED)
    return (gint64) sampling->values[SILU_PARAM_NUM_CTX];

  return context > 0 ? context : profile->context;
}

gint64
silu_meter_read_limit (SiluAccounts *accounts, SiluMessage *message)
{
  const char *id = silu_message_get_account (message);
  const char *model = silu_message_get_model (message);
  SiluAccount *account = id != NULL ? silu_accounts_find (accounts, id) : NULL;
  g_autoptr (SiluProfile) profile = NULL;

  if (account == NULL || model == NULL)
    return 0;

  profile = silu_accounts_dup_profile (accounts, account, model);

  return find_limit (account, model, profile, silu_account_get_sampling (account));
}

void
silu_meter_read_context (SiluAccounts *accounts,
                         SiluAccount *account,
                         const char *model,
                         const SiluSampling *sampling,
                         SiluMessage *leaf,
                         SiluContextUse *use)
{
  g_autoptr (SiluProfile) profile = silu_accounts_dup_profile (accounts, account, model);
  SiluSampling merged = *silu_account_get_sampling (account);
  gint64 output = profile->output > 0 ? profile->output : USUAL_OUTPUT;
  gint64 measured = 0;

  *use = (SiluContextUse){ 0 };
  if (sampling != NULL)
    silu_sampling_merge (&merged, sampling);

  for (SiluMessage *message = leaf; message != NULL; message = silu_message_get_parent (message))
    {
      use->measured = read_measured (message, profile, &measured);
      use->used += use->measured ? measured : estimate_message (message, profile);
      if (use->measured)
        break;
    }

  use->limit = find_limit (account, model, profile, &merged);
  if (merged.is_set[SILU_PARAM_MAX_TOKENS])
    output = (gint64) merged.values[SILU_PARAM_MAX_TOKENS];
  use->reserved = use->limit > 0 ? MIN (output, use->limit / 2) : output;
}

gboolean
silu_meter_read_cost (SiluAccounts *accounts,
                      SiluMessage *message,
                      double *amount,
                      const char **currency,
                      gboolean *is_estimate)
{
  const SiluUsage *usage = silu_message_get_usage (message);
  SiluAccount *account = silu_accounts_find (accounts, silu_message_get_account (message));
  g_autoptr (SiluProfile) profile = NULL;

  *is_estimate = usage->cost < 0;
  if (usage->cost >= 0)
    {
      *amount = usage->cost;
      *currency = "USD";
      return TRUE;
    }

  if (account == NULL)
    return FALSE;

  profile = silu_accounts_dup_profile (accounts, account, silu_message_get_model (message));

  if (profile->prices == NULL ||
      !silu_price_table_estimate (profile->prices, usage, silu_message_get_times (message)->start,
                                  amount, currency))
    return FALSE;

  *currency = g_intern_string (*currency); /* the table goes with the profile */

  return TRUE;
}

static gint64
get_first (const SiluTimes *times)
{
  return times->first_reasoning != 0 ? times->first_reasoning : times->first_text;
}

double
silu_meter_get_speed (SiluMessage *message)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 tokens = silu_message_get_usage (message)->completion;
  gint64 begin = get_first (times);

  if (tokens <= 0 || begin == 0 || times->end <= begin)
    return 0;

  return (double) tokens * G_USEC_PER_SEC / (double) (times->end - begin);
}

double
silu_meter_get_first_token (SiluMessage *message)
{
  const SiluTimes *times = silu_message_get_times (message);
  gint64 begin = get_first (times);

  if (times->start == 0 || begin < times->start)
    return -1;

  return (double) (begin - times->start) / G_USEC_PER_SEC;
}
