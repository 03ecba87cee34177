/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of another chat that one is compared with: first the chat, then one of its answers. */
#pragma once

#include "silu-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_COMPARE_PICKER (silu_compare_picker_get_type ())
G_DECLARE_FINAL_TYPE (SiluComparePicker, silu_compare_picker, SILU, COMPARE_PICKER, AdwWindow)

/* Both borrowed. */
typedef void (*SiluComparePickFunc) (SiluConversation *conversation,
                                     SiluMessage *message,
                                     gpointer user_data);

/* Over the window of @parent. @message: the answer it is for, which is not offered itself. @func is
 * called if the user chooses one, @free_func in any case. Returns the window, borrowed. */
GtkWidget *silu_compare_picker_present (GtkWidget *parent,
                                        SiluEngine *engine,
                                        SiluMessage *message,
                                        SiluComparePickFunc func,
                                        gpointer user_data,
                                        GDestroyNotify free_func);

G_END_DECLS
