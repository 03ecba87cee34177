/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card at the bottom. Which key sends is decided here, after the input method has had the key:
 * Enter that picks a candidate must never send half a message. */
#include "silu-composer.h"

#include "config.h"
#include "silu-context-gauge.h"
#include "silu-model-button.h"
#include "silu-sampling-button.h"
#include "silu-think-button.h"
#include "silu-tokens.h"
#include <glib/gi18n-lib.h>

/* Lines the card grows to before it scrolls. */
#define MAX_LINES 8

/* Bytes; the largest context windows hold less. */
#define MAX_PASTE (8 * 1024 * 1024)

struct _SiluComposer
{
  GtkWidget parent_instance;

  GSettings *settings;
  SiluAccounts *accounts;
  SiluContextUse context; /* without what is being written */
  SiluProfile *profile;   /* of the chosen model; NULL before there are accounts */
  gboolean busy;
  gboolean composing; /* the input method shows what it has not given out yet */

  GtkWidget *card;
  GtkWidget *editing;
  GtkScrolledWindow *scrolled;
  GtkTextView *view;
  GtkWidget *placeholder;
  SiluThinkButton *think;
  SiluModelButton *models;
  SiluSamplingButton *sampling;
  SiluContextGauge *gauge;
  GtkButton *send;
  GtkWidget *hint;
};

enum
{
  SEND,
  STOP,
  CHOICE_CHANGED,
  SAMPLING_CHANGED,
  CANCEL_EDIT,
  TEXT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluComposer, silu_composer, GTK_TYPE_WIDGET)

static gboolean
has_text (SiluComposer *self)
{
  g_autofree char *text = silu_composer_dup_text (self);

  return *g_strstrip (text) != '\0';
}

static void
update_send (SiluComposer *self)
{
  const char *name = self->busy ? _ ("Stop") : _ ("Send");

  gtk_button_set_icon_name (self->send,
                            self->busy ? "media-playback-stop-symbolic" : "silu-send-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), self->busy || has_text (self));
}

static void
update_placeholder (SiluComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  gboolean empty = gtk_text_buffer_get_char_count (buffer) == 0;

  gtk_widget_set_visible (self->placeholder, empty && !self->composing);
}

/* With what is being written; that is short, or nobody minds. */
static void
update_gauge (SiluComposer *self)
{
  SiluContextUse use = self->context;
  g_autofree char *text = silu_composer_dup_text (self);

  use.used += silu_tokens_estimate (text, -1);
  silu_context_gauge_set_use (self->gauge, &use);
}

static void
text_cb (GtkTextBuffer *buffer, gpointer user_data)
{
  update_gauge (user_data);
  update_placeholder (user_data);
  update_send (user_data);
}

static void
written_cb (GtkTextBuffer *buffer, gpointer user_data)
{
  g_signal_emit (user_data, signals[TEXT_CHANGED], 0);
}

static void
preedit_cb (GtkTextView *view, const char *preedit, SiluComposer *self)
{
  self->composing = *preedit != '\0';
  update_placeholder (self);
}

static void
send_text (SiluComposer *self)
{
  if (!self->busy && has_text (self))
    g_signal_emit (self, signals[SEND], 0);
}

static void
send_or_stop_cb (SiluComposer *self)
{
  if (self->busy)
    g_signal_emit (self, signals[STOP], 0);
  else
    send_text (self);
}

static void
cancel_cb (SiluComposer *self)
{
  g_signal_emit (self, signals[CANCEL_EDIT], 0);
}

/* What a model ignores depends on whether it thinks. */
static void
update_sampling (SiluComposer *self)
{
  silu_sampling_button_set_profile (self->sampling, self->profile,
                                    silu_think_button_get_level (self->think));
}

/* Another account, or another of its models. */
static void
update_profile (SiluComposer *self)
{
  SiluAccount *account = silu_model_button_get_account (self->models);

  g_clear_pointer (&self->profile, silu_profile_unref);
  if (account != NULL && self->accounts != NULL)
    self->profile = silu_accounts_dup_profile (self->accounts, account,
                                               silu_model_button_get_model (self->models));
  silu_think_button_set_profile (self->think, self->profile);
  update_sampling (self);
}

static void
chosen_cb (SiluComposer *self)
{
  update_profile (self);
  g_signal_emit (self, signals[CHOICE_CHANGED], 0);
}

static void
sampling_cb (SiluComposer *self)
{
  g_signal_emit (self, signals[SAMPLING_CHANGED], 0);
}

static void
account_cb (SiluComposer *self)
{
  SiluAccount *account = silu_model_button_get_account (self->models);

  gtk_widget_set_visible (self->hint, account != NULL && g_str_equal (silu_account_get_id (account),
                                                                      SILU_TOUR_ACCOUNT_ID));
  update_profile (self);
}

static gboolean
handle_enter (SiluComposer *self, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();
  gboolean enter_sends = g_settings_get_boolean (self->settings, "enter-sends");

  /* Ctrl+Enter sends either way: whoever is used to it need not look. */
  if (held != GDK_CONTROL_MASK && !(held == 0 && enter_sends))
    return GDK_EVENT_PROPAGATE;

  send_text (self);

  return GDK_EVENT_STOP;
}

static gboolean
handle_escape (SiluComposer *self)
{
  if (self->busy)
    g_signal_emit (self, signals[STOP], 0);
  else if (gtk_widget_get_visible (self->editing))
    g_signal_emit (self, signals[CANCEL_EDIT], 0);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        SiluComposer *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  gboolean enter =
      keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;

  if (!enter && keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  /* This controller runs before the view's own. An input method that lets the key through while it
   * composes still means it for itself. */
  if (self->composing)
    return GDK_EVENT_PROPAGATE;
  if (event != NULL && gtk_text_view_im_context_filter_keypress (self->view, event))
    return GDK_EVENT_STOP;

  return enter ? handle_enter (self, state) : handle_escape (self);
}

static void
pasted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluComposer) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  GtkTextBuffer *buffer;

  if (text == NULL || self->view == NULL)
    return;

  if (strlen (text) > MAX_PASTE)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (buffer));
}

/* Only text: the view by itself would take tags and widgets over from another view. */
static void
paste_cb (GtkTextView *view, SiluComposer *self)
{
  g_signal_stop_emission_by_name (view, "paste-clipboard");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb,
                                 g_object_ref (self));
}

static void
toggle_think_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  silu_think_button_toggle (SILU_COMPOSER (widget)->think);
}

/* The height of a line follows the font. */
static void
silu_composer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SiluComposer *self = SILU_COMPOSER (widget);
  g_autoptr (PangoLayout) layout = NULL;
  int height = 0;

  GTK_WIDGET_CLASS (silu_composer_parent_class)->css_changed (widget, change);

  if (self->scrolled == NULL)
    return;

  layout = gtk_widget_create_pango_layout (widget, "X");
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_scrolled_window_set_max_content_height (
      self->scrolled, MAX_LINES * height + gtk_text_view_get_top_margin (self->view) +
                          gtk_text_view_get_bottom_margin (self->view));
}

static gboolean
silu_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SILU_COMPOSER (widget)->view));
}

static void
silu_composer_dispose (GObject *object)
{
  SiluComposer *self = SILU_COMPOSER (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->profile, silu_profile_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_COMPOSER);

  G_OBJECT_CLASS (silu_composer_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  const char *const names[N_SIGNALS] = {
    [SEND] = "send",
    [STOP] = "stop",
    [CHOICE_CHANGED] = "choice-changed",
    [SAMPLING_CHANGED] = "sampling-changed",
    [CANCEL_EDIT] = "cancel-edit",
    [TEXT_CHANGED] = "text-changed",
  };

  for (gsize i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], SILU_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, card);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, editing);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, view);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, think);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, models);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, sampling);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, gauge);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, send);
  gtk_widget_class_bind_template_child (widget_class, SiluComposer, hint);
  gtk_widget_class_bind_template_callback (widget_class, account_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, preedit_cb);
  gtk_widget_class_bind_template_callback (widget_class, sampling_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_or_stop_cb);
}

static void
silu_composer_class_init (SiluComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_composer_dispose;
  widget_class->css_changed = silu_composer_css_changed;
  widget_class->grab_focus = silu_composer_grab_focus;

  g_type_ensure (SILU_TYPE_CONTEXT_GAUGE);
  g_type_ensure (SILU_TYPE_MODEL_BUTTON);
  g_type_ensure (SILU_TYPE_SAMPLING_BUTTON);
  g_type_ensure (SILU_TYPE_THINK_BUTTON);
  install_signals ();
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "composer.toggle-think", NULL,
                                   toggle_think_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "composer");
}

static void
silu_composer_init (SiluComposer *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->settings = g_settings_new (SILU_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (text_cb),
                           self, 0);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (written_cb), self, 0);
  update_send (self);
}

GtkWidget *
silu_composer_new (void)
{
  return g_object_new (SILU_TYPE_COMPOSER, NULL);
}

void
silu_composer_set_accounts (SiluComposer *self, SiluAccounts *accounts)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  self->accounts = g_object_ref (accounts);
  silu_model_button_set_accounts (self->models, accounts);
  silu_think_button_set_level (self->think, SILU_THINK_AUTO);
}

char *
silu_composer_dup_text (SiluComposer *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (SILU_IS_COMPOSER (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

void
silu_composer_set_text (SiluComposer *self, const char *text)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (SILU_IS_COMPOSER (self));
  g_return_if_fail (text != NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  g_signal_handlers_block_by_func (buffer, written_cb, self);
  gtk_text_buffer_set_text (buffer, text, -1);
  g_signal_handlers_unblock_by_func (buffer, written_cb, self);
}

void
silu_composer_focus (SiluComposer *self)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
silu_composer_set_context (SiluComposer *self, const SiluContextUse *use)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  self->context = *use;
  update_gauge (self);
}

void
silu_composer_set_busy (SiluComposer *self, gboolean busy)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  self->busy = busy;
  update_send (self);
}

void
silu_composer_set_editing (SiluComposer *self, gboolean editing)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  gtk_widget_set_visible (self->editing, editing);
}

SiluAccount *
silu_composer_get_account (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), NULL);

  return silu_model_button_get_account (self->models);
}

const char *
silu_composer_get_model (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), "");

  return silu_model_button_get_model (self->models);
}

SiluThinkLevel
silu_composer_get_think (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), SILU_THINK_AUTO);

  return silu_think_button_get_level (self->think);
}

void
silu_composer_set_choice (SiluComposer *self,
                          const char *account_id,
                          const char *model,
                          SiluThinkLevel think)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  silu_model_button_set_choice (self->models, account_id, model);
  update_profile (self);
  silu_think_button_set_level (self->think, think);
  update_sampling (self);
}

const SiluSampling *
silu_composer_get_sampling (SiluComposer *self)
{
  g_return_val_if_fail (SILU_IS_COMPOSER (self), NULL);

  return silu_sampling_button_get_sampling (self->sampling);
}

void
silu_composer_set_sampling (SiluComposer *self, const SiluSampling *sampling)
{
  g_return_if_fail (SILU_IS_COMPOSER (self));

  silu_sampling_button_set_sampling (self->sampling, sampling);
}
