/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula that is wanted, and the tasks of those who want it. */
#pragma once

#include "silu-math.h"

G_BEGIN_DECLS

typedef struct _SiluMathJob SiluMathJob;

/* The last who waited has cancelled; may free the job. */
typedef void (*SiluMathJobFunc) (SiluMathJob *job, gpointer user_data);

/* What tells one result from another. */
char *silu_math_job_make_key (const char *tex, gboolean display);

SiluMathJob *silu_math_job_new (const char *key, SiluMathJobFunc abandoned, gpointer user_data);
void silu_math_job_free (SiluMathJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluMathJob, silu_math_job_free)

const char *silu_math_job_get_key (SiluMathJob *self);
const char *silu_math_job_get_tex (SiluMathJob *self);
gboolean silu_math_job_is_display (SiluMathJob *self);

/* Takes @task; if its caller cancels, it is answered at once. */
void silu_math_job_add (SiluMathJob *self, GTask *task);

/* Answers everyone who waits, with one or the other. */
void silu_math_job_answer (SiluMathJob *self, SiluFormula *formula, const GError *error);
void silu_math_job_answer_task (GTask *task, SiluFormula *formula, const GError *error);

G_END_DECLS
