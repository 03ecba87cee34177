/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to show: always the same for the same arguments, so that two processes have it alike. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Markdown as models write it, English and Chinese, with code, lists and tables; @seed picks. */
char *bench_make_answer (guint seed, gsize least_bytes);

/* The first @n_tokens of an answer, whole characters each. Of char *. */
GPtrArray *bench_make_tokens (guint n_tokens);

G_END_DECLS
