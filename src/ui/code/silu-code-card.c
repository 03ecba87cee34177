/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One block of code, for reading, copying and saving. It grows while it streams: what is shown is
 * kept, and only the new end goes into the buffer. */
#include "silu-code-card-private.h"

#include "config.h"
#include "silu-code-guess.h"
#include "silu-code-language.h"
#include "silu-copy-button.h"
#include "silu-scroller.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Bytes of code above which colours cost more than they tell. */
#define LARGEST_HIGHLIGHTED (64 * 1024)

/* Bytes of code from which on its language is guessed, and after which no more. */
#define GUESS_FIRST 24
#define GUESS_LAST 4096

/* How many of the bytes that are kept must still be there for the rest to be believed to be. */
#define TAIL_LEAST 16

enum
{
  KEPT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluCodeCard, silu_code_card, GTK_TYPE_WIDGET)

static void
update_scheme (SiluCodeCard *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme = gtk_source_style_scheme_manager_get_scheme (
      gtk_source_style_scheme_manager_get_default (), dark ? "Adwaita-dark" : "Adwaita");

  gtk_source_buffer_set_style_scheme (self->buffer, scheme);
}

static void
update_highlighting (SiluCodeCard *self)
{
  gtk_source_buffer_set_highlight_syntax (self->buffer, self->length <= LARGEST_HIGHLIGHTED);
}

static void
update_title (SiluCodeCard *self)
{
  GtkSourceLanguage *language = gtk_source_buffer_get_language (self->buffer);
  g_autofree char *title = silu_code_info_get_title (self->info, language);
  const char *name = language != NULL ? gtk_source_language_get_name (language) : self->info->word;
  /* Translators: the name of a block of code for a screen reader; %s is a language: "C code". */
  g_autofree char *spoken =
      name != NULL ? g_strdup_printf (_ ("%s code"), name) : g_strdup (_ ("Code"));

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static char *
dup_code_for_copy (GtkWidget *owner)
{
  return silu_code_card_dup_code (SILU_CODE_CARD (owner));
}

static void
tell (SiluCodeCard *self, const char *sentence)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluCodeCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *sentence = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    /* Translators: %s is a file's name. */
    sentence = g_strdup_printf (_ ("Saved as “%s”"), display);
  else
    /* Translators: the first %s is a file's name, the second the system's reason. */
    sentence = g_strdup_printf (_ ("“%s” could not be saved: %s"), display, error->message);

  tell (self, sentence);
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  SiluCodeCard *self = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (file != NULL)
        silu_code_card_save (self, file);
    }

  g_clear_object (&self->chooser);
}

static void
save_cb (GtkButton *button, gpointer user_data)
{
  SiluCodeCard *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name =
      silu_code_info_get_save_name (self->info, gtk_source_buffer_get_language (self->buffer));

  if (self->chooser != NULL)
    return;

  self->chooser =
      gtk_file_chooser_native_new (_ ("Save Code"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
wrap_cb (GtkToggleButton *button, gpointer user_data)
{
  SiluCodeCard *self = user_data;
  gboolean wrap = gtk_toggle_button_get_active (button);

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view),
                               wrap ? GTK_WRAP_WORD_CHAR : GTK_WRAP_NONE);
  silu_code_card_keep (self);
}

void
silu_code_card_keep (SiluCodeCard *self)
{
  g_signal_emit (self, signals[KEPT], 0);
}

/* The gutter of GtkSourceView 5.6 keeps what it knew of the lines when it was last drawn, and in it
 * a reference to the view that it is in: neither would ever go. Drawn with nothing in it, it
 * forgets them. */
static void
empty_gutter (GtkSourceView *view)
{
  GtkSourceGutter *gutter = gtk_source_view_get_gutter (view, GTK_TEXT_WINDOW_LEFT);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (gutter));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  g_settings_unbind (view, "show-line-numbers");
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (GTK_SOURCE_IS_GUTTER_RENDERER (child))
        gtk_source_gutter_remove (gutter, GTK_SOURCE_GUTTER_RENDERER (child));
      child = next;
    }
  GTK_WIDGET_GET_CLASS (gutter)->snapshot (GTK_WIDGET (gutter), snapshot);
  g_object_unref (snapshot);
}

static void
silu_code_card_dispose (GObject *object)
{
  SiluCodeCard *self = SILU_CODE_CARD (object);
  GtkWidget *child;

  if (self->view != NULL)
    empty_gutter (self->view);
  self->view = NULL;

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (silu_code_card_parent_class)->dispose (object);
}

static void
silu_code_card_finalize (GObject *object)
{
  SiluCodeCard *self = SILU_CODE_CARD (object);

  g_clear_object (&self->buffer);
  g_clear_object (&self->settings);
  g_free (self->full);
  g_free (self->earlier);
  g_clear_pointer (&self->info, silu_code_info_free);

  G_OBJECT_CLASS (silu_code_card_parent_class)->finalize (object);
}

static void
silu_code_card_class_init (SiluCodeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_code_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_code_card_finalize;
  signals[KEPT] = g_signal_new ("kept", SILU_TYPE_CODE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "code-card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dress_button (GtkWidget *button, const char *icon, const char *label)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static GtkWidget *
make_header (SiluCodeCard *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *save = gtk_button_new ();

  self->title = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "dim-label");

  self->wrap = gtk_toggle_button_new ();
  dress_button (self->wrap, "view-wrapped-symbolic", _ ("Wrap long lines"));
  g_signal_connect (self->wrap, "toggled", G_CALLBACK (wrap_cb), self);

  dress_button (save, "document-save-as-symbolic", _ ("Save as…"));
  g_signal_connect (save, "clicked", G_CALLBACK (save_cb), self);

  gtk_widget_add_css_class (header, "header");
  gtk_box_append (GTK_BOX (header), self->title);
  gtk_box_append (GTK_BOX (header), silu_code_card_make_changes_button (self));
  dress_button (self->changes, "view-dual-symbolic", _ ("Show changes to the earlier version"));
  gtk_box_append (GTK_BOX (header), self->wrap);
  gtk_box_append (GTK_BOX (header), save);
  gtk_box_append (GTK_BOX (header),
                  silu_copy_button_new (_ ("Copy code"), dup_code_for_copy, GTK_WIDGET (self)));

  return header;
}

void
silu_code_card_dress_view (GtkTextView *view)
{
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_pixels_above_lines (view, 2);
  gtk_text_view_set_pixels_below_lines (view, 3);
  gtk_text_view_set_left_margin (view, 10);
  gtk_text_view_set_right_margin (view, 14);
  gtk_text_view_set_top_margin (view, 10);
  gtk_text_view_set_bottom_margin (view, 14);
}

static GtkWidget *
make_view (SiluCodeCard *self)
{
  GtkWidget *view;

  self->buffer = gtk_source_buffer_new (NULL);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);

  view = gtk_source_view_new_with_buffer (self->buffer);
  self->view = GTK_SOURCE_VIEW (view);
  g_settings_bind (self->settings, "code-line-numbers", view, "show-line-numbers",
                   G_SETTINGS_BIND_GET);

  silu_code_card_dress_view (GTK_TEXT_VIEW (view));

  return view;
}

static void
silu_code_card_init (SiluCodeCard *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  /* The card clips its round corners. */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->settings = g_settings_new (SILU_APPLICATION_ID);
  gtk_widget_set_parent (make_header (self), GTK_WIDGET (self));
  self->scroller = silu_scroller_new (GTK_ORIENTATION_HORIZONTAL, make_view (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  if (g_settings_get_boolean (self->settings, "code-wrap"))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->wrap), TRUE);
  gtk_widget_set_parent (silu_code_card_make_fold_button (self), GTK_WIDGET (self));

  self->info = silu_code_info_new (NULL);
  update_title (self);
  update_scheme (self);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (update_scheme), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
silu_code_card_new (void)
{
  return g_object_new (SILU_TYPE_CODE_CARD, NULL);
}

static gboolean
warm_up_cb (gpointer user_data)
{
  GtkWidget *card = g_object_ref_sink (silu_code_card_new ());

  gtk_source_language_manager_get_language (user_data, "c");
  g_object_unref (card);

  return G_SOURCE_REMOVE;
}

void
silu_code_card_warm_up (void)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  GQuark begun = g_quark_from_static_string ("silu-code-card-warm-up");

  if (g_object_get_qdata (G_OBJECT (languages), begun) != NULL)
    return;

  g_object_set_qdata (G_OBJECT (languages), begun, languages);
  g_idle_add_full (G_PRIORITY_LOW, warm_up_cb, languages, NULL);
}

void
silu_code_card_set_info (SiluCodeCard *self, const char *language, const char *info)
{
  g_return_if_fail (SILU_IS_CODE_CARD (self));

  silu_code_info_free (self->info);
  self->info = silu_code_info_new (info != NULL ? info : language);
  silu_code_language_set (self->buffer, silu_code_info_guess_language (self->info));
  self->guess_at = self->info->word == NULL && self->info->file == NULL ? GUESS_FIRST : 0;
  update_title (self);
}

/* How much of the shown code @code begins with. Only the end of it is looked at: a card shows one
 * block of a text that only ever grows, so that nothing can change before its end, where a line
 * may turn out to be the closing fence. What is not alike there is another block: 0. */
static gsize
count_common (SiluCodeCard *self, const char *code, gsize length)
{
  gsize start = self->length - self->tail_length;
  gsize common = 0;

  if (length < start)
    return 0;

  while (common < self->tail_length && start + common < length &&
         code[start + common] == self->tail[common])
    common++;

  if (start > 0 && common < TAIL_LEAST)
    return 0;

  /* Not into the middle of a character. */
  while (common > 0 && ((code[start + common] & 0xC0) == 0x80 ||
                        (common < self->tail_length && (self->tail[common] & 0xC0) == 0x80)))
    common--;

  return start + common;
}

static void
keep_tail (SiluCodeCard *self, const char *code, gsize length)
{
  gsize start = length > SILU_CODE_TAIL_SIZE ? length - SILU_CODE_TAIL_SIZE : 0;

  while ((code[start] & 0xC0) == 0x80)
    start++;

  self->length = length;
  self->tail_length = length - start;
  memcpy (self->tail, code + start, self->tail_length);
}

/* Takes away what comes after the first @common bytes. */
static void
cut_end (SiluCodeCard *self, gsize common)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start;
  GtkTextIter end;

  if (common == self->length)
    return;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  if (common > 0)
    {
      gsize cut = self->length - common;

      start = end;
      gtk_text_iter_backward_chars (
          &start, (int) g_utf8_strlen (self->tail + self->tail_length - cut, (gssize) cut));
    }
  gtk_text_buffer_delete (buffer, &start, &end);
}

/* Nobody named the language. Code that grows is looked at now and then, each time when there is
 * four times as much of it, until it can be told. */
static void
guess_language (SiluCodeCard *self, const char *code)
{
  const char *id;

  if (self->guess_at == 0 || self->length < self->guess_at)
    return;

  id = silu_code_guess (code);
  self->guess_at = id == NULL && self->length < GUESS_LAST ? self->length * 4 : 0;
  if (id == NULL)
    return;

  silu_code_language_set (self->buffer, gtk_source_language_manager_get_language (
                                            gtk_source_language_manager_get_default (), id));
  update_title (self);
}

void
silu_code_card_set_code (SiluCodeCard *self, const char *code)
{
  GtkTextIter end;
  gsize length;
  gsize common;

  g_return_if_fail (SILU_IS_CODE_CARD (self));
  g_return_if_fail (code != NULL);

  silu_code_card_unfold (self);
  length = strlen (code);
  common = count_common (self, code, length);
  if (common == self->length && common == length)
    return;

  cut_end (self, common);
  keep_tail (self, code, length);
  update_highlighting (self);
  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (self->buffer), &end, code + common,
                          (int) (length - common));

  guess_language (self, code);

  /* In the frame of the text, not when the view has come to lay it out. */
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

char *
silu_code_card_dup_code (SiluCodeCard *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (SILU_IS_CODE_CARD (self), NULL);

  if (self->full != NULL)
    return g_strdup (self->full);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);

  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

void
silu_code_card_save (SiluCodeCard *self, GFile *file)
{
  g_autofree char *code = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *contents;
  gsize length;

  g_return_if_fail (SILU_IS_CODE_CARD (self));
  g_return_if_fail (G_IS_FILE (file));

  code = silu_code_card_dup_code (self);
  contents = g_strconcat (code, g_str_has_suffix (code, "\n") ? "" : "\n", NULL);
  length = strlen (contents);
  bytes = g_bytes_new_take (contents, length);

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       g_object_ref (self));
}

gboolean
silu_code_card_is_view (SiluCodeCard *self, GtkWidget *view)
{
  g_return_val_if_fail (SILU_IS_CODE_CARD (self), FALSE);

  return view == GTK_WIDGET (self->view);
}
