/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a text that streamed came: what lies between two marks came between their times. So its
 * steps have a beginning and an end also after a reload. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* However long a text streams, it has no more marks than these; at first, so many microseconds lie
 * between two of them. */
#define SILU_MARKS_MAX 2048
#define SILU_MARKS_INTERVAL 200000

/* The text from byte @offset on came at @time or later. Whole milliseconds lie between two times,
 * so that what is stored is what was there. */
typedef struct
{
  gsize offset;
  gint64 time; /* microseconds since the epoch, UTC */
} SiluMark;

/* GArray of SiluMark, both members rising. @interval goes along with the array: where marks become
 * too many, every other one is dropped and it doubles. */
GArray *silu_marks_new (void);
void silu_marks_add (GArray *marks, gint64 *interval, gsize offset, gint64 time);

/* "0:1795468680000000 412:213 …": the first time in microseconds, the others in milliseconds after
 * it; "" for none, or NULL. */
char *silu_marks_to_string (GArray *marks);

/* Of a text of @length bytes; reads as far as the string makes sense. NULL if it says nothing. */
GArray *silu_marks_from_string (const char *string, gsize length);

G_END_DECLS
