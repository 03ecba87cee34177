/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Silu and its helper for formulas say to each other through two pipes. Both were built
 * together and run on one machine, so numbers go as they lie in memory. Frames are bounded: what
 * comes back was made from a formula that a model wrote. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In bytes. The first is also the public limit. */
#define SILU_MATH_MAX_REQUEST (64 * 1024)
#define SILU_MATH_MAX_ANSWER (1024 * 1024)

/* In em. At 16 pixels and twice the scale, this is the largest picture that cairo draws. */
#define SILU_MATH_MAX_EM 1000

typedef enum
{
  /* To the helper; the payload is TeX in UTF-8. */
  SILU_MATH_FRAME_INLINE = 1,
  SILU_MATH_FRAME_DISPLAY,
  /* From it. Once, when it can be asked; no payload. */
  SILU_MATH_FRAME_READY,
  /* SiluMathSizes, SVG, a NUL, MathML. */
  SILU_MATH_FRAME_FORMULA,
  /* MathJax's words about what is wrong with the TeX. */
  SILU_MATH_FRAME_WRONG,
  /* The formula is right, what would be drawn is more than the limit; no payload. */
  SILU_MATH_FRAME_LARGE,
  /* Setting it took too much memory, and the helper ends; no payload. */
  SILU_MATH_FRAME_FULL,
} SiluMathFrameKind;

typedef struct
{
  guint32 kind;
  guint32 length; /* of the payload that follows */
} SiluMathFrame;

/* In em of the text around. */
typedef struct
{
  double width;
  double height;
  double depth; /* the part of the height below the baseline */
} SiluMathSizes;

G_END_DECLS
