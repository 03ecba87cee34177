/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks whom a question is to be asked again: one model and effort, or two at once. */
#pragma once

#include "silu-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @asks: one or two, borrowed. */
typedef void (*SiluAskAgainFunc) (const SiluAsk *asks, guint n_asks, gpointer user_data);

/* A dialog over the window of @parent that begins with @ask. @func is called if the user agrees,
 * @free_func in any case. */
void silu_ask_again_present (GtkWidget *parent,
                             SiluAccounts *accounts,
                             const SiluAsk *ask,
                             SiluAskAgainFunc func,
                             gpointer user_data,
                             GDestroyNotify free_func);

G_END_DECLS
