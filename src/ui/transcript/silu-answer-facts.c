/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of an answer, for people. */
#include "silu-answer-facts.h"

#include "silu-duration.h"
#include "silu-meter.h"
#include <glib/gi18n-lib.h>

/* "$", "¥"; other currencies go by their code. */
static const char *
get_sign (const char *currency)
{
  if (g_str_equal (currency, "USD"))
    return "$";
  if (g_str_equal (currency, "CNY"))
    return "¥";
  if (g_str_equal (currency, "EUR"))
    return "€";

  return NULL;
}

/* Small sums are the rule: two digits that say something, whatever the size. */
static char *
format_money (double amount, const char *currency)
{
  const char *sign = get_sign (currency);
  gboolean tiny = amount > 0 && amount < 0.0001;
  g_autofree char *number =
      g_strdup_printf (amount >= 0.1 ? "%.2f" : "%.4f", tiny ? 0.0001 : amount);

  return g_strconcat (tiny ? "< " : "", sign != NULL ? sign : "", number, sign != NULL ? "" : " ",
                      sign != NULL ? "" : currency, NULL);
}

char *
silu_answer_facts_dup_cost (SiluAccounts *accounts, SiluMessage *message)
{
  double amount = 0;
  const char *currency = NULL;
  gboolean is_estimate = FALSE;
  g_autofree char *money = NULL;

  if (accounts == NULL ||
      !silu_meter_read_cost (accounts, message, &amount, &currency, &is_estimate))
    return NULL;

  money = format_money (amount, currency);

  return is_estimate ? g_strconcat ("≈ ", money, NULL) : g_steal_pointer (&money);
}

char *
silu_answer_facts_dup_line (SiluAccounts *accounts, SiluMessage *message)
{
  const char *model = silu_message_get_model (message);
  double speed = silu_meter_get_speed (message);
  g_autofree char *cost = silu_answer_facts_dup_cost (accounts, message);
  GString *line = g_string_new (model);

  if (speed > 0)
    /* Translators: tokens per second. */
    g_string_append_printf (line, _ (" · %.0f tok/s"), speed);
  if (cost != NULL)
    g_string_append_printf (line, " · %s", cost);

  return g_string_free (line, FALSE);
}

static void
add_count (GString *lines, const char *label, gint64 count)
{
  if (count >= 0)
    g_string_append_printf (lines, "%s%s %" G_GINT64_FORMAT, lines->len > 0 ? "\n" : "", label,
                            count);
}

static void
add_time (GString *lines, const char *label, double seconds)
{
  g_autofree char *time = NULL;

  if (seconds < 0)
    return;

  time = silu_duration_format ((gint64) (seconds * G_USEC_PER_SEC));
  g_string_append_printf (lines, "%s%s %s", lines->len > 0 ? "\n" : "", label, time);
}

static void
add_cost (GString *lines, SiluAccounts *accounts, SiluMessage *message)
{
  g_autofree char *cost = silu_answer_facts_dup_cost (accounts, message);
  const char *date = NULL;

  if (cost == NULL)
    return;

  g_string_append_printf (lines, "%s%s %s", lines->len > 0 ? "\n" : "", _ ("Cost:"), cost);
  if (silu_message_get_usage (message)->cost < 0)
    {
      date = silu_providers_get_date (silu_accounts_get_providers (accounts));
      /* Translators: %s is a day, like 2026-11-23. */
      g_string_append_printf (lines, _ (", estimated by the prices of %s"), date);
    }
}

char *
silu_answer_facts_dup_details (SiluAccounts *accounts, SiluMessage *message)
{
  const SiluUsage *usage = silu_message_get_usage (message);
  g_autoptr (GString) lines = g_string_new (NULL);

  add_count (lines, _ ("Tokens read:"), usage->prompt);
  add_count (lines, _ ("of these from the cache:"), usage->cached);
  add_count (lines, _ ("Tokens written:"), usage->completion);
  add_count (lines, _ ("of these thinking:"), usage->reasoning);
  add_time (lines, _ ("First token after"), silu_meter_get_first_token (message));
  add_time (lines, _ ("Loading the model took"),
            usage->load > 0 ? (double) usage->load / 1000 : -1);
  add_cost (lines, accounts, message);

  return lines->len > 0 ? g_strdup (lines->str) : NULL;
}
