/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens → money. Prices change monthly, so each row says from when it holds. */
#include "silu-price.h"

#include "silu-error.h"
#include "silu-json.h"
#include <math.h>

#define MAX_ROWS 100
#define MAX_HOURS 12
#define PER_TOKENS 1e6

typedef struct
{
  double input;
  double cached;
  double output;
} Rate;

typedef struct
{
  int from; /* minutes of the day */
  int to;
} Span;

typedef struct
{
  gint64 from; /* µs since the epoch */
  char currency[4];
  Rate usual;
  Rate peak;
  Span spans[MAX_HOURS];
  guint n_spans;
  gboolean weekdays;
} Row;

struct _SiluPriceTable
{
  GArray *rows; /* of Row, oldest first */
};

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL, "prices: %s", what);

  return FALSE;
}

static gboolean
read_rate (JsonObject *object, Rate *rate, GError **error)
{
  rate->input = silu_json_get_double (object, "input", -1);
  rate->cached = silu_json_get_double (object, "cached", rate->input);
  rate->output = silu_json_get_double (object, "output", -1);
  if (!(rate->input >= 0 && rate->cached >= 0 && rate->output >= 0) || isinf (rate->input) ||
      isinf (rate->cached) || isinf (rate->output))
    return fail (error, "input and output must be numbers of zero or more");

  return TRUE;
}

static int
read_minutes (const char *text)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || text[2] != ':' || text[3] < '0' ||
      text[3] > '5' || !g_ascii_isdigit (text[4]))
    return -1;

  return ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
}

static gboolean
read_span (const char *text, Span *span, GError **error)
{
  if (text == NULL || strlen (text) != strlen ("00:00-00:00") || text[5] != '-')
    return fail (error, "hours look like 01:00-04:00");

  span->from = read_minutes (text);
  span->to = read_minutes (text + 6);
  if (span->from < 0 || span->to > 24 * 60 || span->from >= span->to)
    return fail (error, "hours run from an earlier to a later one of the same day");

  return TRUE;
}

static gboolean
read_peak (JsonObject *peak, Row *row, GError **error)
{
  JsonArray *hours = silu_json_get_array (peak, "hours");

  if (peak == NULL)
    return TRUE;
  if (hours == NULL || json_array_get_length (hours) > MAX_HOURS)
    return fail (error, "peak has no hours, or too many");

  row->weekdays = silu_json_get_boolean (peak, "weekdays", FALSE);
  for (guint i = 0; i < json_array_get_length (hours); i++)
    if (!read_span (silu_json_element_string (hours, i), &row->spans[row->n_spans++], error))
      return FALSE;

  return read_rate (peak, &row->peak, error);
}

static gboolean
read_row (JsonObject *object, Row *row, GError **error)
{
  const char *from = silu_json_get_string (object, "from");
  const char *currency = silu_json_get_string (object, "currency");
  g_autofree char *midnight = g_strconcat (from != NULL ? from : "", "T00:00:00Z", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (midnight, NULL);

  if (date == NULL)
    return fail (error, "from is a day, like 2026-09-10");
  if (currency == NULL || strlen (currency) != 3)
    return fail (error, "currency is a code of three letters");

  row->from = g_date_time_to_unix (date) * G_USEC_PER_SEC;
  if (json_object_has_member (object, "peak") && silu_json_get_object (object, "peak") == NULL)
    return fail (error, "peak is an object");

  g_strlcpy (row->currency, currency, sizeof row->currency);

  return read_rate (object, &row->usual, error) &&
         read_peak (silu_json_get_object (object, "peak"), row, error);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *first = a;
  const Row *second = b;

  return (first->from > second->from) - (first->from < second->from);
}

static void
clear_table (gpointer data)
{
  SiluPriceTable *self = data;

  g_array_unref (self->rows);
}

SiluPriceTable *
silu_price_table_new (JsonArray *rows, GError **error)
{
  g_autoptr (SiluPriceTable) self = g_atomic_rc_box_new0 (SiluPriceTable);

  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  for (guint i = 0; i < MIN (json_array_get_length (rows), MAX_ROWS); i++)
    {
      Row row = { 0 };

      if (!read_row (silu_json_element_object (rows, i), &row, error))
        return NULL;
      g_array_append_val (self->rows, row);
    }
  g_array_sort (self->rows, compare_rows);

  return g_steal_pointer (&self);
}

SiluPriceTable *
silu_price_table_ref (SiluPriceTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
silu_price_table_unref (SiluPriceTable *self)
{
  g_atomic_rc_box_release_full (self, clear_table);
}

static gboolean
is_peak (const Row *row, gint64 when)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (when / G_USEC_PER_SEC);
  int minutes;

  if (date == NULL || row->n_spans == 0)
    return FALSE;
  if (row->weekdays && g_date_time_get_day_of_week (date) > 5)
    return FALSE;

  minutes = g_date_time_get_hour (date) * 60 + g_date_time_get_minute (date);
  for (guint i = 0; i < row->n_spans; i++)
    if (minutes >= row->spans[i].from && minutes < row->spans[i].to)
      return TRUE;

  return FALSE;
}

gboolean
silu_price_table_estimate (SiluPriceTable *self,
                           const SiluUsage *usage,
                           gint64 when,
                           double *amount,
                           const char **currency)
{
  const Row *row = NULL;
  const Rate *rate;
  gint64 cached;

  if (usage->prompt < 0 || usage->completion < 0)
    return FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, Row, i).from <= when)
      row = &g_array_index (self->rows, Row, i);
  if (row == NULL)
    return FALSE;

  rate = is_peak (row, when) ? &row->peak : &row->usual;
  cached = CLAMP (usage->cached, 0, usage->prompt);
  *amount = ((double) (usage->prompt - cached) * rate->input + (double) cached * rate->cached +
             (double) usage->completion * rate->output) /
            PER_TOKENS;
  *currency = row->currency;

  return TRUE;
}
