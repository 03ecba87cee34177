/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data set for distillation, of the chains that were rated: what would be in it, and the file. */
#pragma once

#include "silu-dataset.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHTS_DATASET (silu_thoughts_dataset_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtsDataset, silu_thoughts_dataset, SILU, THOUGHTS_DATASET, GtkWidget)

GtkWidget *silu_thoughts_dataset_new (SiluStore *store);

/* One more model that can be chosen. */
void silu_thoughts_dataset_add_model (SiluThoughtsDataset *self, const char *model);

/* Writes it, with a bar and a way to cancel. */
void silu_thoughts_dataset_write (SiluThoughtsDataset *self, GFile *file);

G_END_DECLS
