/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text and the spans of a leaf while md4c tells them. */
#pragma once

#include "silu-markdown-private.h"

#include <md4c.h>

G_BEGIN_DECLS

typedef struct
{
  const SiluPrepared *source;

  GString *text; /* of the open leaf, or NULL */
  GArray *spans;
  GString *scratch;
  gsize indent; /* columns before the next text of a literal block */
  SiluSpanFlags flags;
  gboolean fresh;   /* the next text begins a span of its own */
  guint nested[8];  /* how often each flag is open, by its bit */
  guint targets;    /* how many links and images are open; the outermost counts */
  gboolean in_cell; /* of a table */
  gsize room;       /* bytes that addresses may still take */
  char *url;
  char *title;
} SiluInlines;

void silu_inlines_init (SiluInlines *self, const SiluPrepared *source);
void silu_inlines_clear (SiluInlines *self);

/* A leaf begins; what was told of it goes into @block, or nowhere. */
void silu_inlines_begin (SiluInlines *self);
void silu_inlines_end (SiluInlines *self, SiluBlock *block);
void silu_inlines_drop (SiluInlines *self);

void silu_inlines_enter_span (SiluInlines *self, MD_SPANTYPE type, const void *detail);
void silu_inlines_leave_span (SiluInlines *self, MD_SPANTYPE type);
void silu_inlines_add_text (SiluInlines *self, MD_TEXTTYPE type, const char *text, gsize length);

/* Text of code or HTML. */
void silu_inlines_add_literal (SiluInlines *self, const char *text, gsize length);

/* What an attribute says; NULL if there is none. Transfer full. */
char *silu_prepared_read_attribute (const SiluPrepared *source, const MD_ATTRIBUTE *attribute);

G_END_DECLS
