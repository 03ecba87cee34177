/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What window tests share: a window to put a widget into, frames to wait for, keys and finding. */
#pragma once

#include "silu-test.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Begins the test program; where there is no display it ends it here, as skipped. */
void silu_ui_test_init (int *argc, char ***argv);

/* The first part of it, for programs without a window: the words are those of LANGUAGE. */
void silu_ui_test_init_words (void);

/* A word of the interface, given as the source has it, as it is shown. What is none stays as it is.
 */
const char *silu_ui_test_say (const char *word);

/* The one of the two that a person would see in this run: where the translation itself is tested.
 */
const char *silu_ui_test_pick (const char *english, const char *chinese);

/* A shown window around @child, laid out. */
GtkWidget *silu_ui_test_show (GtkWidget *child, int width, int height);
void silu_ui_test_close (GtkWidget *window);
/* And nothing keeps @object, the window or a thing in it, any longer: who holds a popover beyond
 * its window has GTK 4.8 ask in vain where the pointer is, should a tooltip be on its way. */
void silu_ui_test_close_for_good (GtkWidget *window, gpointer object);

/* Lets some frames pass in which changes are laid out and drawn. */
void silu_ui_test_settle (GtkWidget *widget);

/* And until all that follows a stream, at whatever pace, has taken what there was. */
void silu_ui_test_settle_stream (GtkWidget *widget);

/* The first below @root, itself included, in the order of the widgets; NULL if there is none. A
 * label's text, a button's name and what a screen reader is told are given as the source has them.
 */
GtkWidget *silu_ui_test_find (GtkWidget *root, GType type);
GtkWidget *silu_ui_test_find_label (GtkWidget *root, const char *text);

/* A mapped button with this label or tooltip. */
GtkWidget *silu_ui_test_find_button (GtkWidget *root, const char *name);

/* One that is there and can be pressed, pressed. */
void silu_ui_test_click (GtkWidget *root, const char *name);

/* That a screen reader is told this name. */
void silu_ui_test_assert_name (gpointer widget, const char *name);

/* As silu_ui_test_find (), but all of them. */
GPtrArray *silu_ui_test_find_all (GtkWidget *root, GType type);

/* A window of its own, as dialogs are; NULL if there is none. */
GtkWidget *silu_ui_test_find_window (GType type);

/* Gives the key to the key controllers of @widget; TRUE if one took it. */
gboolean silu_ui_test_press (GtkWidget *widget, guint keyval, GdkModifierType state);

/* The key as from the keyboard: it goes to the widget with the focus, and from there up, to key
 * controllers and to shortcuts. TRUE if one took it. */
gboolean silu_ui_test_type (GtkWidget *window, guint keyval, GdkModifierType state);

/* Types Tab, or another key that moves the focus, until it is where @is_there says; it must come
 * there. */
typedef gboolean (*SiluFocusFunc) (GtkWidget *focus, gpointer user_data);
void silu_ui_test_type_until (GtkWidget *window,
                              guint keyval,
                              GdkModifierType state,
                              SiluFocusFunc is_there,
                              gpointer data);

/* What the window shows, as a PNG file. */
void silu_ui_test_picture (GtkWidget *window, const char *path);

/* Counts emissions of a signal without a return value. */
void silu_ui_test_count (gpointer object, const char *signal, guint *count);

G_END_DECLS
